/**
 * How often to look: as often as the machine does with ease, 5 to 15 times a second. Pure.
 */

const SHORTEST = 1000 / 15; // ms
const LONGEST = 1000 / 5; // ms
/** The share of one core that looking may take. */
const LOAD = 0.6;
/** How much of the last cost enters the next pace: one slow frame should not halve it. */
const WEIGHT = 0.2;

/**
 * @param {number} interval  ms so far, 0 at first
 * @param {number} cost  ms that the last frame took
 * @returns {number}  ms from the start of one frame to the start of the next
 */
export function paceAfter(interval, cost) {
  const wanted = cost / LOAD;
  const eased = interval === 0 ? wanted : interval + WEIGHT * (wanted - interval);
  return Math.min(LONGEST, Math.max(SHORTEST, eased));
}
