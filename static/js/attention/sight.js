/**
 * Whether anything can be said of the picture at all, over time: dark, covered, too far, frozen.
 *
 * @typedef {import("./cues/quality.js").Blindness | "frozen"} Obstacle
 *
 * @typedef {import("./cues/quality.js").Quality} Quality
 *
 * @typedef {object} Sight  the memory
 * @property {import("./dwell.js").Dwell} blind
 * @property {Quality | null} quality  the latest obstacle seen, and what was measured of it
 * @property {number} same  ms that the picture has not changed
 * @property {boolean} clear  this frame may be believed
 */
import { REST, dwell } from "./dwell.js";
import { UNREADABLE } from "./thresholds.js";

/** @type {Sight} */
export const UNSEEN = Object.freeze({ blind: REST, quality: null, same: 0, clear: true });

/**
 * Fold one frame in.
 * @param {Sight} memory
 * @param {Quality | null} quality  what stands in the way in this frame
 * @param {number | null} change  of the picture, 0..1
 * @param {number} ms  time that this frame stands for, already clamped
 * @returns {Sight}
 */
export function look(memory, quality, change, ms) {
  const still = change !== null && change < UNREADABLE.same;
  const same = still ? Math.min(memory.same + ms, UNREADABLE.frozenAfter) : 0;
  const blind = dwell(memory.blind, quality !== null, ms, UNREADABLE);
  const clear = quality === null && same < UNREADABLE.doubtedAfter;
  return { blind, quality: quality ?? memory.quality, same, clear };
}

/** What to say, if anything. @param {Sight} sight @returns {Obstacle | null} */
export function obstacleOf({ blind, quality, same }) {
  if (blind.on && quality) return quality.reason;
  return same >= UNREADABLE.frozenAfter ? "frozen" : null;
}
