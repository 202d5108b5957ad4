/**
 * How much of the last seconds something was true, how much it was not, and how much is unknown.
 *
 * @typedef {object} Moment  one frame in time
 * @property {number} time  ms, when it was seen
 * @property {number} ms  time since the frame before that it stands for, clamped to `TIME.frame`
 *
 * @typedef {{ end: number, ms: number, value: boolean }} Stretch
 * @typedef {object} Evidence  the memory: known stretches, oldest first
 * @property {number} start  ms, when watching began or last began again
 * @property {readonly Stretch[]} stretches
 */
import { TIME } from "./thresholds.js";

const MOST_STRETCHES = 512; // bounds the memory whatever the frame rate; 8 s at 60 fps is 480

/**
 * @param {number} time  ms
 * @returns {Evidence}
 */
export function watchFrom(time) {
  return { start: time, stretches: [] };
}

/**
 * Fold one reading in and forget what left the window.
 * @param {Evidence} memory
 * @param {boolean | null} value  null is unknown and leaves a hole
 * @param {Moment} moment
 * @param {number} window  ms
 * @returns {Evidence}
 */
export function gather(memory, value, { time, ms }, window) {
  const { start, stretches } = memory;
  const first = stretches.findIndex(({ end }) => end > time - window);
  const recent =
    first < 0 ? [] : stretches.slice(Math.max(first, stretches.length - MOST_STRETCHES + 1));
  if (value !== null && ms > 0) recent.push({ end: time, ms, value });
  return { start, stretches: recent };
}

/**
 * The share of the window that was true, as far as it is known.
 * @param {Evidence} memory
 * @param {number} time  ms
 * @param {number} window  ms
 * @returns {{ share: number, span: number } | null}  share 0..1 of the known time; span: how much
 *   of the window has passed, ms; null while too little of it is known
 */
export function weigh({ start, stretches }, time, window) {
  const from = Math.max(start, time - window);
  let known = 0;
  let held = 0;
  for (const { end, ms, value } of stretches) {
    const inside = end - Math.max(from, end - ms);
    known += inside;
    if (value) held += inside;
  }
  const span = time - from;
  return known > 0 && known >= TIME.coverage * span ? { share: held / known, span } : null;
}
