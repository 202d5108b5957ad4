/**
 * Why a state is what it is, as data: which cues, how large, where they count, and for how long.
 * Shown to the student; never sent.
 *
 * @typedef {object} Ground
 * @property {"brow" | "tilt" | "smile" | "gaze" | "down" | "faces" | "picture"} cue
 * @property {number | null} value  in `unit`; null where it is not one number
 * @property {number} threshold  in `unit`
 * @property {"share" | "degrees" | "faces" | "pixels" | "ms"} unit  share: 0..1
 * @property {number} ms  for which it has been so
 */
import { UNREADABLE } from "./thresholds.js";

/** Which meters each reason rests on. @type {Record<string, readonly string[]>} */
const CUES_OF = Object.freeze({
  facing_screen: ["gaze"],
  uncalibrated: ["gaze"],
  head_down: ["down"],
  brow_and_tilt: ["brow", "tilt", "smile", "gaze"],
  no_face: ["faces"],
  multiple_faces: ["faces"],
  gaze_away: ["gaze"],
});

/**
 * @param {import("./state.js").Memory} memory
 * @param {readonly import("./meters.js").Meter[]} meters  of the same moment
 * @returns {Ground[]}  empty where nothing was measured
 */
export function groundsOf(memory, meters) {
  const { reason } = memory.verdict;
  const cues = CUES_OF[reason];
  if (!cues) return pictureGround(memory);
  return meters
    .filter(({ cue }) => cues.includes(cue))
    .map(({ cue, value, threshold, unit, ms }) => ({ cue, value, threshold, unit, ms }));
}

/** @param {import("./state.js").Memory} memory @returns {Ground[]} */
function pictureGround({ verdict, sight, since, time }) {
  const about = /** @type {const} */ ({ cue: "picture", ms: time - since });
  if (verdict.reason === "frozen") {
    return [{ ...about, value: sight.same, threshold: UNREADABLE.frozenAfter, unit: "ms" }];
  }
  if (sight.quality?.reason !== verdict.reason) return [];
  const { value, threshold, unit } = sight.quality;
  return [{ ...about, value, threshold, unit }];
}
