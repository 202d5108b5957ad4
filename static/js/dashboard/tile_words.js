/**
 * The words of one tile: those of `words.js`, and what only a teacher is told. Pure.
 *
 * @import { TileView } from "./roster.js"
 */
import { reasonFor, wordFor } from "../words.js";

/** @type {Record<string, string>} */
const WAS = {
  help: "Asked for help",
  alert: "Needed a check-in",
  confused: "Looked confused",
  focused: "Was focused",
  unclear: "Was not clear to see",
  paused: "Was paused",
  camera_off: "Camera was off",
  no_camera: "Was here, no camera",
  hidden: "Was in another window",
  arriving: "Was getting ready",
};

/**
 * @param {TileView} tile
 * @param {{ exam: boolean }} lesson
 */
export function tileWord({ state, reason }, { exam }) {
  if (state === "gone" && reason === "left") return "Left";
  if (state === "arriving" && reason === "waiting") return "Here";
  return wordFor(state, { exam });
}

/**
 * @param {TileView} tile
 * @param {{ exam: boolean }} lesson
 * @returns {string}  "" where the word says it all
 */
export function tileDetail({ state, reason, was }, { exam }) {
  if (state === "stale" || state === "gone") return wasText(was, exam);
  if (state === "help") return "Pressed “I’m lost”";
  return reasonFor(state, reason);
}

/**
 * @param {string | null} was
 * @param {boolean} exam
 */
function wasText(was, exam) {
  if (was === "alert" && exam) return "Had a proctor alert";
  return was === null ? "" : (WAS[was] ?? "");
}
