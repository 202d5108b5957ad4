/** Witnesses to how things are read and told: landmarks, roundings, and bounds of memory. */

import { CALIBRATION, NEUTRAL, seen } from "../people.js";
import { counts, toldOf, valueOf, witness } from "./witness.js";

/** @typedef {import("./witness.js").Witness} Witness */
/** @typedef {import("./witness.js").Room} Room */

/** The tilt told of an upright head whose neutral is said to lie on its side. @param {Room} room @param {number} roll */
function tiltFrom(room, roll) {
  const neutral = { ...CALIBRATION.neutral, roll };
  return toldOf(room, NEUTRAL, { calibration: { ...CALIBRATION, neutral } }).cues.tilt;
}

/** @param {number} side  1 or -1 @returns {Witness["says"]} */
const furthestAside = (side) => (room, degrees) =>
  valueOf(toldOf(room, { yaw: side * 20, iris: side * 0.42 }), "gaze") >= degrees;

const DAY = 86_400_000;

/** @type {Record<string, Witness>} */
export const TELLING_WITNESSES = {
  "attention.js 100": witness([0.13, 0.12], (room, told) => roundedOf(room) === told),
  "attention.js 100 (2)": witness([0.13, 0.12], (room, told) => roundedOf(room) === told),
  "attention.js 90": witness([91, 90], (room, told) => tiltFrom(room, -120) === told),
  "attention.js 90 (2)": witness([-91, -90], (room, told) => tiltFrom(room, 120) === told),
  "cues/gaze.js 89": witness([89.5, 88.5], furthestAside(1)),
  "cues/gaze.js 89 (2)": witness([89.5, 88.5], furthestAside(-1)),
  "dwell.js 86_400_000": witness([DAY + 1, DAY], (room, ms) => {
    const rest = { on: false, against: null, ms: 0 };
    return room.dwell(rest, false, 10 * DAY, { on: 1, off: 1 }).ms >= ms;
  }),
  "evidence.js 512": witness([513, 512], (room, most) => {
    let evidence = room.gather({ start: 0, stretches: [] }, true, { time: 0, ms: 1 }, 9000);
    for (let i = 1; i < 1500; i += 1) {
      evidence = room.gather(evidence, true, { time: i, ms: 1 }, 9000);
    }
    return evidence.stretches.length === most;
  }),
  landmarks: witness([0, 1], (room, all) => readsAll(room, all === 1)),
};

/** @param {Room} room */
const roundedOf = (room) => toldOf(room, { smile: 0.1234 }).cues.smile;

/**
 * Whether everything can be read of faces that bring just the landmarks which attention asks for.
 * @param {Room} room @param {boolean} areAll  without the last of them otherwise
 */
function readsAll(room, areAll) {
  const indices = room.POINT_INDICES.slice(0, areAll ? undefined : -1);
  const show = (/** @type {import("../people.js").Look} */ look, isBare = false) => {
    const { createAttention } = room;
    const attention = createAttention({
      calibration: CALIBRATION,
      analysis: "everything",
      exempt: [],
    });
    let told = attention.lost(0);
    for (let time = 0; time <= 3000; time += 100) {
      const data = seen(time, look);
      const faces = data.faces.map(({ points, blendshapes, ...face }) => ({
        ...face,
        points: Object.fromEntries(indices.map((index) => [index, points[index]])),
        blendshapes: isBare ? {} : blendshapes,
      }));
      told = attention.observe({ ...data, faces });
    }
    return told;
  };
  return (
    counts(show({ browDrop: 0.05 }, true), "brow") &&
    counts(show({ mouthWide: 0.6 }, true), "smile") &&
    counts(show({ lids: 0.05 }, true), "down") &&
    counts(show({ iris: 0.15 }), "gaze") &&
    counts(show({ yaw: 13.5, distance: 1.3 }), "gaze")
  );
}
