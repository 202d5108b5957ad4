/**
 * Over a lesson a face settles: shoulders sink, a chair is moved, daylight turns. The neutral
 * follows, slowly and only so far, and only while somebody faces the screen and nothing else is to
 * be seen: what a frown or a turned head does is never taken for the person's rest.
 *
 * @typedef {import("./calibration.js").Calibration} Calibration
 * @typedef {import("./offsets.js").Signal} Signal
 * @typedef {import("./offsets.js").Signals} Signals
 *
 * @typedef {object} Drift  the memory
 * @property {number} clean  ms of it, up to `DRIFT.clean`
 * @property {Partial<Record<Signal, number>>} shifts  of the neutral, in the signal's unit
 */
import { isMeasured } from "./calibration.js";
import { CUES, DRIFT } from "./thresholds.js";

/** @type {Drift} */
export const STEADY = Object.freeze({ clean: 0, shifts: Object.freeze({}) });

/** What may drift, and how far at the most. */
const BOUNDS = /** @type {Partial<Record<Signal, number>>} */ ({
  brow: DRIFT.most * CUES.brow.exit,
  browShape: DRIFT.most * CUES.brow.exit,
  smile: DRIFT.most * CUES.smile.exit,
  mouthShape: DRIFT.most * CUES.smile.exit,
  roll: DRIFT.most * CUES.tilt.exit,
  yaw: DRIFT.most * CUES.yaw.exit,
  pitch: DRIFT.most * CUES.down.exit,
});
const DRIFTING = /** @type {Signal[]} */ (Object.keys(BOUNDS));

/**
 * Fold one frame in.
 * @param {Drift} memory
 * @param {boolean} isClean  facing the screen, and no cue counts
 * @param {Signals} signals  filtered
 * @param {Calibration} calibration  as it was measured, without shifts
 * @param {number} ms  time that this frame stands for, already clamped
 * @returns {Drift}
 */
export function drift(memory, isClean, signals, calibration, ms) {
  if (!isClean) return memory.clean === 0 ? memory : { ...memory, clean: 0 };
  const clean = Math.min(memory.clean + ms, DRIFT.clean);
  if (clean < DRIFT.clean) return { ...memory, clean };
  const shifts = { ...memory.shifts };
  for (const name of DRIFTING) {
    const value = signals[name];
    if (value === null || !isMeasured(calibration, name)) continue;
    shifts[name] = moved(
      shifts[name] ?? 0,
      value - calibration.neutral[name],
      ms,
      BOUNDS[name] ?? 0,
    );
  }
  return { clean, shifts };
}

/**
 * The calibration as it has drifted.
 * @param {Calibration} calibration
 * @param {Drift} memory
 * @returns {Calibration}
 */
export function drifted(calibration, { shifts }) {
  const names = /** @type {Signal[]} */ (Object.keys(shifts));
  if (names.length === 0) return calibration;
  const neutral = { ...calibration.neutral };
  for (const name of names) neutral[name] += shifts[name] ?? 0;
  return { ...calibration, neutral };
}

/** @param {number} shift @param {number} towards @param {number} ms @param {number} bound */
function moved(shift, towards, ms, bound) {
  const next = shift + (towards - shift) * (1 - Math.exp(-ms / DRIFT.time));
  return Math.min(bound, Math.max(-bound, next));
}
