/**
 * One hint at a time, long enough to be read: what flickers from frame to frame is not said.
 *
 * @typedef {import("./calibration_gate.js").Hint} Hint
 *
 * @typedef {object} SteadyHint
 * @property {Hint | null} hint  what is said
 * @property {number} saidFor  ms
 * @property {number} otherFor  ms for which it has not been so without a break
 */
import { CALIBRATION } from "./thresholds.js";

/** @type {SteadyHint} */
export const NO_HINT = Object.freeze({ hint: null, saidFor: 0, otherFor: 0 });

/**
 * Fold one frame in. Another hint, or none, is said once the present one has not been true for
 * `CALIBRATION.hintAfter`, and a hint that is said stays for at least `CALIBRATION.hintFor`.
 * @param {SteadyHint} memory
 * @param {Hint | null} now  what stands in the way in this frame
 * @param {number} ms  time that the frame stands for, already clamped
 * @returns {SteadyHint}
 */
export function steady({ hint, saidFor, otherFor }, now, ms) {
  const said = saidFor + ms;
  const other = now === hint ? 0 : otherFor + ms;
  const read = hint === null || said >= CALIBRATION.hintFor;
  return other >= CALIBRATION.hintAfter && read
    ? { hint: now, saidFor: 0, otherFor: 0 }
    : { hint, saidFor: said, otherFor: other };
}
