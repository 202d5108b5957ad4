/** Witnesses to the order of states and of their reasons: scenes in which two of them hold. */

import { CONFUSED, NEUTRAL, scenes } from "../people.js";
import { toldAt, toldOf } from "./witness.js";

/** @typedef {import("./witness.js").Room} Room */
/** @typedef {import("./witness.js").Look} Look */

const AWAY = Object.freeze({ yaw: 28 });
const DARK = Object.freeze({
  faces: 0,
  picture: Object.freeze({ brightness: 0.02, contrast: 0.01 }),
});

/**
 * The reason given when someone who has been away is then hardly found any more, or found twice.
 * @param {Room} room @param {Look} look
 */
function awayThen(room, look) {
  const flicker = (/** @type {number} */ ms) => (ms % 600 < 200 ? AWAY : look);
  const script = scenes([1, NEUTRAL], [8, AWAY]);
  return toldAt(room, 14_000, (ms) => (ms < 9000 ? script(ms) : flicker(ms)), { fps: 10 }).reason;
}

/** @type {Record<string, (room: Room) => boolean>} */
export const ORDER_WITNESSES = {
  "unclear before focused": (room) => {
    const script = scenes([2, NEUTRAL], [5, { eyes: 15 }], [5, NEUTRAL]);
    return toldAt(room, 7300, script).reason === "too_far";
  },
  "no face before gaze away": (room) => awayThen(room, { faces: 0 }) === "no_face",
  "multiple faces before gaze away": (room) => awayThen(room, { faces: 2 }) === "multiple_faces",
  "alert before confused": (room) => {
    const script = scenes([1, NEUTRAL], [5, CONFUSED], [5, { ...CONFUSED, faces: 2 }]);
    return toldAt(room, 7200, script).reason === "multiple_faces";
  },
  "confused before focused": (room) => toldOf(room, CONFUSED, { fps: 15 }).state === "confused",
  "head down before facing the screen": (room) =>
    toldOf(room, { pitch: 30 }).reason === "head_down",
  "gaze away before down": (room) => toldOf(room, { yaw: 28, pitch: 30 }).cues.gaze === "away",
  "dark before nobody there": (room) =>
    toldOf(room, { faces: 0, picture: { brightness: 0.02 } }).reason === "too_dark",
  "dark before frozen": (room) =>
    toldOf(room, { ...DARK, picture: { ...DARK.picture, change: 0 } }).reason === "too_dark",
  "too far before dark": (room) =>
    toldOf(room, { eyes: 15, picture: { brightness: 0.01 } }).reason === "too_far",
  "what is not seen is not held against anyone": (room) => {
    const script = scenes([2, NEUTRAL], [4.7, AWAY], [1.7, { eyes: 15 }], [9, AWAY]);
    return toldAt(room, 9700, script, { fps: 20 }).state !== "alert";
  },
};
