/**
 * A person's own relaxed face, against which every cue is measured. Some people's brows rest where
 * others frown: without this, 13% of neutral faces read as furrowed; with it, none of 60 did.
 *
 *   const calibration = createCalibration();
 *   const progress = calibration.add(faceData);   // for every frame, until status leaves "collecting"
 *   if (progress.status === "calibrated") keep(progress.calibration);
 *
 * On "failed" offer one retry (a new `createCalibration()`), then use `UNCALIBRATED`.
 * Keep the calibration in that browser only; `readCalibration` checks what comes back from there.
 *
 * @typedef {import("./face.js").FaceData} FaceData
 * @typedef {import("./cues.js").RawCues} RawCues
 *
 * @typedef {object} Neutral
 * @property {number} brow  browDown, 0..1
 * @property {number} smile  mouthSmile, 0..1
 * @property {number} roll  degrees
 * @property {number} yaw  degrees
 * @property {number} pitch  degrees
 * @property {number} iris  0..1
 * @property {number} blink  eyeBlink, 0..1
 *
 * @typedef {object} Calibration
 * @property {boolean} calibrated  false: population defaults
 * @property {Neutral} neutral  medians
 * @property {Neutral} spread  median absolute deviations, same units
 *
 * @typedef {"no_face" | "multiple_faces" | "too_dark" | "too_far" | "covered" | "cannot_see"
 *   | "turn_to_screen" | "hold_still"} Hint  why not yet
 *
 * @typedef {object} CalibrationProgress
 * @property {"collecting" | "calibrated" | "failed"} status
 * @property {number} share  0..1 of what is needed
 * @property {Hint | null} hint  what stands in the way right now
 * @property {Calibration | null} calibration  when calibrated
 */
import { blindness, rawCues } from "./cues.js";
import { CALIBRATION, TIME } from "./thresholds.js";

/** Population defaults: medians of ten people, spreads between people. @type {Calibration} */
export const UNCALIBRATED = Object.freeze({
  calibrated: false,
  neutral: { brow: 0.03, smile: 0.01, roll: 0, yaw: 0, pitch: 3, iris: 0.5, blink: 0.15 },
  spread: { brow: 0.15, smile: 0.05, roll: 3, yaw: 3, pitch: 5, iris: 0.02, blink: 0.15 },
});

const CUE_NAMES = /** @type {(keyof Neutral)[]} */ (Object.keys(UNCALIBRATED.neutral));
const RESTING = /** @type {const} */ (["roll", "yaw", "pitch", "brow", "smile"]);

/** @typedef {{ time: number | null, watched: number, good: number, samples: readonly Neutral[] }} Memory */

/** @returns {{ add(data: FaceData): CalibrationProgress }} */
export function createCalibration() {
  /** @type {Memory} */
  let memory = { time: null, watched: 0, good: 0, samples: [] };
  /** @type {CalibrationProgress} */
  let progress = { status: "collecting", share: 0, hint: null, calibration: null };
  return {
    add(data) {
      if (progress.status !== "collecting" || !isLater(data.time, memory.time)) return progress;
      const { hint, sample } = judge(data);
      memory = collect(memory, data.time, sample);
      progress = conclude(memory, hint);
      return progress;
    },
  };
}

/**
 * A calibration that was kept as JSON, or null if it is not one.
 * @param {unknown} value  what `JSON.parse` gave
 * @returns {Calibration | null}
 */
export function readCalibration(value) {
  if (typeof value !== "object" || value === null) return null;
  const { calibrated, neutral, spread } = /** @type {Record<string, unknown>} */ (value);
  if (typeof calibrated !== "boolean" || !isNeutral(neutral) || !isNeutral(spread)) return null;
  return { calibrated, neutral, spread };
}

/** @param {unknown} value @returns {value is Neutral} */
function isNeutral(value) {
  if (typeof value !== "object" || value === null) return false;
  return CUE_NAMES.every((name) => Number.isFinite(Reflect.get(value, name)));
}

/** @param {number} time @param {number | null} last */
function isLater(time, last) {
  return Number.isFinite(time) && (last === null || time > last);
}

/**
 * @param {FaceData} data
 * @returns {{ hint: Hint | null, sample: Neutral | null }}
 */
function judge(data) {
  const hint = obstacle(data);
  if (hint) return { hint, sample: null };
  const cues = rawCues(data);
  if (!isNeutral(cues)) return { hint: "too_far", sample: null };
  if (Math.abs(cues.yaw) > CALIBRATION.yaw) return { hint: "turn_to_screen", sample: null };
  return { hint: null, sample: cues };
}

/** @param {FaceData} data @returns {Hint | null} */
function obstacle(data) {
  const blind = blindness(data);
  if (blind) return blind;
  if (data.count === 0) return "no_face";
  return data.count > 1 || data.faces.length > 1 ? "multiple_faces" : null;
}

/** @param {Memory} memory @param {number} time @param {Neutral | null} sample @returns {Memory} */
function collect(memory, time, sample) {
  const ms = memory.time === null ? 0 : Math.min(time - memory.time, TIME.frame);
  const watched = memory.watched + ms;
  if (!sample) return { ...memory, time, watched };
  const samples = [...memory.samples, sample].slice(-CALIBRATION.mostSamples);
  return { time, watched, good: memory.good + ms, samples };
}

/** @param {Memory} memory @param {Hint | null} hint @returns {CalibrationProgress} */
function conclude({ watched, good, samples }, hint) {
  const open = withoutBlinks(samples);
  const share = Math.min(1, good / CALIBRATION.shortest, open.length / CALIBRATION.samples);
  const calibration = share === 1 ? summarise(open) : null;
  if (calibration && isRested(calibration)) {
    return { status: "calibrated", share, hint: null, calibration };
  }
  const why = hint ?? (calibration ? "hold_still" : null);
  const status = watched >= CALIBRATION.longest ? "failed" : "collecting";
  return { status, share: calibration ? 0.95 : share, hint: why, calibration: null };
}

/** @param {readonly Neutral[]} samples @returns {readonly Neutral[]} */
function withoutBlinks(samples) {
  const usual = median(samples.map(({ blink }) => blink));
  return samples.filter(({ blink }) => blink <= usual + CALIBRATION.blink);
}

/** @param {readonly Neutral[]} samples @returns {Calibration} */
function summarise(samples) {
  const neutral = { ...UNCALIBRATED.neutral };
  const spread = { ...UNCALIBRATED.spread };
  for (const name of CUE_NAMES) {
    const values = samples.map((sample) => sample[name]);
    neutral[name] = median(values);
    spread[name] = median(values.map((value) => Math.abs(value - neutral[name])));
  }
  return { calibrated: true, neutral, spread };
}

/** @param {Calibration} calibration @returns {boolean} */
function isRested({ spread }) {
  const { restlessDegrees, restlessShare } = CALIBRATION;
  const most = (/** @type {typeof RESTING[number]} */ name) =>
    name === "brow" || name === "smile" ? restlessShare : restlessDegrees;
  return RESTING.every((name) => spread[name] <= most(name));
}

/** @param {readonly number[]} values @returns {number}  NaN of nothing */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle - 1)] + sorted[Math.floor(middle)]) / 2;
}
