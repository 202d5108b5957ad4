/**
 * How often to look: 5 to 30 times a second, as the machine does with ease. Pure.
 *
 * Up to 15 times a second looking may take most of a core: below that, blinks are missed and
 * states come late. Beyond it nothing is seen sooner, only less noisily: that is taken where it is
 * nearly free.
 */

const SHORTEST = 1000 / 30; // ms
const LONGEST = 1000 / 5; // ms
const ENOUGH = 1000 / 15; // ms
/** The share of one core that looking may take, and may take for more than enough. */
const LOAD = 0.6;
const EASY_LOAD = 0.25;
/** How much of the last cost enters the next pace: one slow frame should not halve it. */
const WEIGHT = 0.2;

/**
 * @param {number} interval  ms so far, 0 at first
 * @param {number} cost  ms that the last frame took, all in all
 * @returns {number}  ms from the start of one frame to the start of the next
 */
export function paceAfter(interval, cost) {
  const wanted = Math.max(cost / LOAD, Math.min(cost / EASY_LOAD, ENOUGH));
  const eased = interval === 0 ? wanted : interval + WEIGHT * (wanted - interval);
  return Math.min(LONGEST, Math.max(SHORTEST, eased));
}

/**
 * When to look next. Counted from when this look was due: a camera's frames rarely come at that
 * very moment, and waiting anew from each would lose up to half of them.
 * @param {number} due  ms, of the look that is done
 * @param {number} started  ms, when it was begun: `due` or later
 * @param {number} interval  ms
 * @returns {number}  ms, `started` or later
 */
export function dueAfter(due, started, interval) {
  return Math.max(due + interval, started);
}
