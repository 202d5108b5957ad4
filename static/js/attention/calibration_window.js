/**
 * The last good samples of a calibration: no more than are needed, so that a restless beginning
 * is soon forgotten.
 *
 * @typedef {import("./calibration_gate.js").Sample} Sample
 * @typedef {Sample & { ms: number }} Stretch  `ms`: the time that the sample stands for
 *
 * @typedef {object} Window
 * @property {readonly Stretch[]} samples  oldest first
 * @property {readonly Stretch[]} open  those of them with open eyes
 */
import { CALIBRATION } from "./thresholds.js";

const ANGLES = /** @type {const} */ (["roll", "yaw", "pitch"]);
const EXPRESSIONS = /** @type {const} */ (["brow", "smile"]);

/** @type {Window} */
export const EMPTY = Object.freeze({ samples: [], open: [] });

/**
 * Take a sample in, and let go of the oldest while the others are enough.
 * @param {Window} window
 * @param {Sample} sample
 * @param {number} ms
 * @returns {Window}
 */
export function include({ samples }, sample, ms) {
  let kept = withOpenEyes([...samples, { ...sample, ms }]);
  for (let fewer = withoutOldest(kept); isFull(fewer); fewer = withoutOldest(fewer)) kept = fewer;
  return kept;
}

/** @param {Window} window */
function withoutOldest({ samples }) {
  return withOpenEyes(samples.slice(1));
}

/** @param {Window} window @returns {number}  0..1 of what is needed */
export function shareOf({ samples, open }) {
  const ms = samples.reduce((sum, sample) => sum + sample.ms, 0);
  return Math.min(1, ms / CALIBRATION.shortest, open.length / CALIBRATION.samples);
}

/** @param {Window} window */
export function isFull(window) {
  return shareOf(window) === 1;
}

/**
 * Why these samples are not of a face at rest in a steady light, if they are not.
 * @param {Window} window
 * @returns {"light_changes" | "hold_still" | null}
 */
export function unrestOf({ open }) {
  const lights = open.flatMap(({ light }) => light ?? []);
  if (Math.max(...lights) - Math.min(...lights) > CALIBRATION.lightSwing) return "light_changes";
  const spread = (/** @type {typeof ANGLES[number] | typeof EXPRESSIONS[number]} */ name) =>
    deviation(open.flatMap(({ cues }) => cues[name] ?? []));
  const restless =
    ANGLES.some((name) => spread(name) > CALIBRATION.restlessDegrees) ||
    EXPRESSIONS.some((name) => spread(name) > CALIBRATION.restlessShare);
  return restless ? "hold_still" : null;
}

/**
 * Blinks are told by the person's own usual lids.
 * @param {readonly Stretch[]} samples
 * @returns {Window}
 */
function withOpenEyes(samples) {
  const usual = median(samples.flatMap(({ cues }) => cues.blink ?? []));
  const blinks = (/** @type {Stretch} */ { cues }) =>
    cues.blink !== null && cues.blink > usual + CALIBRATION.blink;
  return { samples, open: samples.filter((sample) => !blinks(sample)) };
}

/** Median absolute deviation. @param {readonly number[]} values @returns {number}  NaN of nothing */
function deviation(values) {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}

/** @param {readonly number[]} values @returns {number}  NaN of nothing */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle - 1)] + sorted[Math.floor(middle)]) / 2;
}
