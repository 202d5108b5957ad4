/**
 * A person's own relaxed face, against which every cue is measured. Some people's brows rest where
 * others frown: without this, 13% of neutral faces read as furrowed; with it, none of 60 did.
 *
 *   const calibration = createCalibration({ analysis: "everything", exempt: [] });
 *   const progress = calibration.add(faceData);   // for every frame, until status leaves "collecting"
 *   if (progress.status === "calibrated") keep(progress.calibration);
 *
 * On "failed" offer one retry (`retry: true`), then use `UNCALIBRATED`. A cue that this face does not show, or that
 * nobody may look at, is not measured, and keeps nobody from the others.
 * Keep the calibration in that browser only; `readCalibration` checks what comes back from there.
 *
 * @typedef {import("./face.js").FaceData} FaceData
 * @typedef {import("./calibration_gate.js").Hint} Hint
 * @typedef {import("./calibration_window.js").Window} Window
 *
 * @typedef {Record<"brow" | "browShape" | "smile" | "mouthShape" | "roll" | "yaw" | "pitch" | "iris"
 *   | "depth" | "blink", number>} Neutral  in the units of `RawCues`
 * @typedef {keyof Neutral} NeutralCue
 *
 * @typedef {object} Calibration
 * @property {boolean} calibrated  false: population defaults
 * @property {Neutral} neutral  medians; the population's where it was not measured
 * @property {Record<NeutralCue, number | null>} spread  median absolute deviations, same units;
 *   null: not measured
 *
 * @typedef {Partial<Parameters<typeof wantedOf>[0]> & { retry?: boolean }} CalibrationOptions
 *
 * @typedef {object} CalibrationProgress
 * @property {"collecting" | "calibrated" | "failed"} status
 * @property {number} share  0..1 of what is needed; falls only to 0, where all begins again
 * @property {Hint | null} hint  what stands in the way right now, long enough to be read
 * @property {Calibration | null} calibration  when calibrated
 */
import { gate } from "./calibration_gate.js";
import { EMPTY, include, isFull, median, shareOf, unrestOf } from "./calibration_window.js";
import { UNSEEN, look } from "./sight.js";
import { NO_HINT, steady } from "./steady_hint.js";
import { CALIBRATION, TIME } from "./thresholds.js";
import { wantedOf } from "./wanted.js";

/**
 * Population defaults: medians of ten people, spreads between people. Shapes and depth differ so
 * much between faces and cameras that theirs only hold a place; see `isMeasured`.
 * @type {Calibration}
 */
export const UNCALIBRATED = Object.freeze({
  calibrated: false,
  neutral: {
    brow: 0.03,
    browShape: -1.5,
    smile: 0.01,
    mouthShape: 1.8,
    roll: 0,
    yaw: 0,
    pitch: 3,
    iris: 0.5,
    depth: 45,
    blink: 0.15,
  },
  spread: {
    brow: 0.15,
    browShape: 0.3,
    smile: 0.05,
    mouthShape: 0.25,
    roll: 3,
    yaw: 3,
    pitch: 5,
    iris: 0.02,
    depth: 10,
    blink: 0.15,
  },
});

const NEUTRAL_CUES = /** @type {NeutralCue[]} */ (Object.keys(UNCALIBRATED.neutral));

const FROZEN = /** @type {const} */ ({ hint: "frozen", sample: null });

/**
 * @typedef {object} Memory
 * @property {number | null} time  ms, of the last frame
 * @property {number} watched  ms since it began
 * @property {number} apart  ms without this one person in view
 * @property {import("./sight.js").Sight} sight
 * @property {Window} window
 * @property {number} share  the most that was reached
 * @property {import("./steady_hint.js").SteadyHint} said
 */
/** @type {Memory} */
const START = {
  time: null,
  watched: 0,
  apart: 0,
  sight: UNSEEN,
  window: EMPTY,
  share: 0,
  said: NO_HINT,
};

/**
 * @param {CalibrationOptions} [options]  as for `createAttention`; `retry`: it failed before, and this is the second time
 * @returns {{ add(data: FaceData): CalibrationProgress }}
 */
export function createCalibration({ analysis = "everything", exempt = [], retry = false } = {}) {
  const how = { wanted: wantedOf({ analysis, exempt }), strict: !retry };
  let memory = START;
  /** @type {CalibrationProgress} */
  let progress = { status: "collecting", share: 0, hint: null, calibration: null };
  return {
    add(data) {
      if (progress.status !== "collecting" || !isLater(data.time, memory.time)) return progress;
      memory = collect(memory, data, how);
      progress = conclude(memory);
      return progress;
    },
  };
}

/**
 * Whether the neutral of a cue is this person's own.
 * @param {Calibration} calibration
 * @param {NeutralCue} name
 */
export function isMeasured({ calibrated, spread }, name) {
  return calibrated && Number.isFinite(spread[name]);
}

/**
 * Whether a calibration has what is looked at of a person; another class may have wanted less.
 * @param {Calibration} calibration
 * @param {Parameters<typeof wantedOf>[0]} person
 */
export function covers(calibration, person) {
  const brows = isMeasured(calibration, "brow") || isMeasured(calibration, "browShape");
  return brows || !wantedOf(person).expressions;
}

/**
 * A calibration that was kept as JSON, or null if it is not one. Cues that it does not have are
 * not measured.
 * @param {unknown} value  what `JSON.parse` gave
 * @returns {Calibration | null}
 */
export function readCalibration(value) {
  const { calibrated, neutral, spread } = fieldsOf(value);
  if (typeof calibrated !== "boolean") return null;
  const [medians, deviations] = [fieldsOf(neutral), fieldsOf(spread)];
  const has = (/** @type {NeutralCue} */ name) =>
    Number.isFinite(medians[name]) && Number.isFinite(deviations[name]);
  const valueOf = (/** @type {NeutralCue} */ name) => /** @type {number} */ (medians[name]);
  if (!has("yaw") || !has("pitch")) return null;
  return {
    calibrated,
    neutral: mapCues((name) => (has(name) ? valueOf(name) : UNCALIBRATED.neutral[name])),
    spread: mapCues((name) => (has(name) ? /** @type {number} */ (deviations[name]) : null)),
  };
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function fieldsOf(value) {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** @template T @param {(name: NeutralCue) => T} of @returns {Record<NeutralCue, T>} */
function mapCues(of) {
  return /** @type {Record<NeutralCue, T>} */ (
    Object.fromEntries(NEUTRAL_CUES.map((name) => [name, of(name)]))
  );
}

/** @param {number} time @param {number | null} last */
function isLater(time, last) {
  return Number.isFinite(time) && (last === null || time > last);
}

/**
 * Fold one frame in. Who comes back from out of sight may be somebody else: all begins again.
 * @param {Memory} before
 * @param {FaceData} data
 * @param {Parameters<typeof gate>[1]} how
 * @returns {Memory}
 */
function collect(before, data, how) {
  const gap = before.time === null ? 0 : data.time - before.time;
  const ms = Math.min(gap, TIME.frame);
  const sight = look(before.sight, null, data.picture.change, ms);
  const { hint, sample } = sight.clear ? gate(data, how) : FROZEN;
  const apart = hint === "no_face" || hint === "multiple_faces" ? before.apart + ms : 0;
  const lost = gap > TIME.gap || apart >= CALIBRATION.apart;
  const memory = lost && before.share > 0 ? { ...START, said: before.said } : before;
  const window = sample ? include(memory.window, sample, ms) : memory.window;
  const unrest = unrestOf(window);
  return {
    time: data.time,
    watched: memory.watched + ms,
    apart,
    sight,
    window,
    share: unrest ? memory.share : Math.max(memory.share, shareOf(window)),
    said: steady(memory.said, hint ?? unrest, ms),
  };
}

/** @param {Memory} memory @returns {CalibrationProgress} */
function conclude({ watched, window, share, said }) {
  if (isFull(window) && unrestOf(window) === null) {
    return { status: "calibrated", share: 1, hint: null, calibration: summarise(window) };
  }
  const status = watched >= CALIBRATION.longest ? "failed" : "collecting";
  return { status, share: Math.min(share, 0.95), hint: said.hint, calibration: null };
}

/** @param {Window} window @returns {Calibration} */
function summarise({ open }) {
  const neutral = { ...UNCALIBRATED.neutral };
  const spread = mapCues(() => /** @type {number | null} */ (null));
  for (const name of NEUTRAL_CUES) {
    const values = open.flatMap(({ cues }) => cues[name] ?? []);
    if (values.length < open.length / 2) continue;
    const middle = median(values);
    neutral[name] = middle;
    spread[name] = median(values.map((value) => Math.abs(value - middle)));
  }
  return { calibrated: true, neutral, spread };
}
