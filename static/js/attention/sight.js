/**
 * Whether anything can be said of the picture at all, over time: dark, covered, too far, frozen.
 *
 * @typedef {import("./cues.js").Blindness | "frozen"} Obstacle
 *
 * @typedef {object} Sight  the memory
 * @property {import("./dwell.js").Dwell} blind
 * @property {Obstacle | null} obstacle  the latest seen
 * @property {number} same  ms that the picture has not changed
 * @property {boolean} clear  this frame may be believed
 */
import { REST, dwell } from "./dwell.js";
import { UNREADABLE } from "./thresholds.js";

/** @type {Sight} */
export const UNSEEN = Object.freeze({ blind: REST, obstacle: null, same: 0, clear: true });

/**
 * Fold one frame in.
 * @param {Sight} memory
 * @param {import("./cues.js").Blindness | null} blindness
 * @param {number | null} change  of the picture, 0..1
 * @param {number} ms  time that this frame stands for, already clamped
 * @returns {Sight}
 */
export function look(memory, blindness, change, ms) {
  const still = change !== null && change < UNREADABLE.same;
  const same = still ? Math.min(memory.same + ms, UNREADABLE.frozenAfter) : 0;
  const blind = dwell(memory.blind, blindness !== null, ms, UNREADABLE);
  const clear = blindness === null && same < UNREADABLE.doubtedAfter;
  return { blind, obstacle: blindness ?? memory.obstacle, same, clear };
}

/** What to say, if anything. @param {Sight} sight @returns {Obstacle | null} */
export function obstacleOf({ blind, obstacle, same }) {
  if (blind.on) return obstacle;
  return same >= UNREADABLE.frozenAfter ? "frozen" : null;
}
