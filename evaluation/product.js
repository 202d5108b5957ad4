/**
 * The one place where the evaluation meets the product: the very modules that run in browsers, by
 * their promised interface alone.
 *
 * @typedef {import("../static/js/attention/face.js").FaceData} FaceData
 * @typedef {import("../static/js/attention/calibration.js").Calibration} Calibration
 * @typedef {import("../static/js/attention/attention.js").Observation} Observation
 * @typedef {import("../static/js/attention/meters.js").Meter} Meter
 *
 * @typedef {{ value: number | null, counts: boolean }} CueSeen  value: against the person's
 *   neutral, in the unit of its meter; null where it cannot be read
 * @typedef {Record<Meter["cue"], CueSeen>} CuesSeen
 */
import { createAttention } from "../static/js/attention/attention.js";
import { UNCALIBRATED, createCalibration } from "../static/js/attention/calibration.js";

export { UNCALIBRATED };

/** Frames in a second, of all that is held before the product here. */
export const FPS = 10;
const ANALYSED = { analysis: /** @type {const} */ ("everything"), exempt: [] };
const HELD = 3; // s that a still picture is held, longer than any cue's dwell
const NOTHING = Object.freeze({ value: null, counts: false });
/** @type {CuesSeen} */
const NO_CUES = Object.freeze({
  brow: NOTHING,
  tilt: NOTHING,
  smile: NOTHING,
  gaze: NOTHING,
  down: NOTHING,
  faces: NOTHING,
});

/** A fresh attention for one person, with everything analysed. @param {Calibration} calibration */
export function attentive(calibration) {
  return createAttention({ calibration, ...ANALYSED });
}

/**
 * The product's own calibration, shown these frames again and again, and its one retry.
 * @param {readonly FaceData[]} frames  of a relaxed face
 * @returns {Calibration}  `UNCALIBRATED` where there are none, or they do not do
 */
export function calibrate(frames) {
  if (frames.length === 0) return UNCALIBRATED;
  return tryCalibrating(frames, false) ?? tryCalibrating(frames, true) ?? UNCALIBRATED;
}

/** @param {readonly FaceData[]} frames @param {boolean} retry @returns {Calibration | null} */
function tryCalibrating(frames, retry) {
  const calibration = createCalibration({ ...ANALYSED, retry });
  for (let i = 0; ; i += 1) {
    const time = (i * 1000) / FPS;
    const progress = calibration.add({ ...frames[i % frames.length], time });
    if (progress.status !== "collecting") return progress.calibration;
  }
}

/**
 * What the product says of a picture that is held before it for as long as every cue needs.
 * @param {FaceData} data
 * @param {Calibration} calibration
 * @returns {{ state: Observation["state"], cues: CuesSeen }}
 */
export function held(data, calibration) {
  const attention = attentive(calibration);
  let last = attention.observe({ ...data, time: 0 });
  for (let i = 1; i <= HELD * FPS; i += 1) {
    last = attention.observe({ ...data, time: (i * 1000) / FPS });
  }
  return { state: last.state, cues: cuesOf(last) };
}

/** @param {Observation} observation @returns {CuesSeen} */
export function cuesOf({ meters }) {
  const seen = meters.map(({ cue, value, counts }) => [cue, { value, counts }]);
  return { ...NO_CUES, ...Object.fromEntries(seen) };
}
