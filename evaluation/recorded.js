/**
 * What ours says of a recorded series that is shown again and again, against that person's neutral,
 * and what should be said of it. Pure.
 *
 * @typedef {import("./series.js").Series} Series
 * @typedef {import("./product.js").CuesSeen} CuesSeen
 * @typedef {import("../static/js/attention/calibration.js").Calibration} Calibration
 * @typedef {import("../static/js/attention/attention.js").Observation} Observation
 * @typedef {"brow" | "tilt" | "smile" | "gaze" | "down"} Cue
 * @typedef {{ cue: Cue, should: boolean, counts: boolean }} Verdict
 */
import { UNCALIBRATED, attentive, calibrate, cuesOf } from "./product.js";
import { loop } from "./streams.js";

/** What is drawn at least this strongly must be seen; at most this, must not. In between is open.
 * Shares of the eyes' distance and width, and degrees, as the series are labelled. */
export const DRAWN = Object.freeze({
  furrow: Object.freeze({ plain: 0.12, none: 0 }),
  smile: Object.freeze({ plain: 0.14, none: 0 }),
  roll: Object.freeze({ plain: 14, none: 5 }),
  yaw: Object.freeze({ plain: 35, none: 5 }),
  gaze: Object.freeze({ plain: 0.2, none: 0.03 }),
  pitch: Object.freeze({ plain: 25, none: 5 }),
});

/**
 * Each subject's calibration, on their own neutral series.
 * @param {readonly Series[]} series
 * @returns {(one: Series) => Calibration}
 */
export function calibrations(series) {
  const neutral = series.filter(({ kind }) => kind === "neutral");
  const bySubject = new Map(neutral.map((one) => [one.subject, calibrate(one.frames)]));
  return ({ subject }) => bySubject.get(subject) ?? UNCALIBRATED;
}

/**
 * @param {Series} series
 * @param {Calibration} calibration
 * @param {number} seconds
 * @returns {(Observation & { time: number })[]}  one for each frame
 */
export function watch({ frames, fps }, calibration, seconds) {
  const attention = attentive(calibration);
  const script = loop(frames, fps);
  return Array.from({ length: seconds * fps }, (_, i) => {
    const time = (i * 1000) / fps;
    return { ...attention.observe({ ...script(time), time }), time };
  });
}

/**
 * Whether a series is of usual size, in usual light, and no more than tilted.
 * @param {Series} series
 */
export function isEasy({ labels }) {
  return labels.light === 1 && labels.scale === 1 && Math.abs(Number(labels.roll)) < 30;
}

/** What counts once every dwell is over. @param {Series} series @param {Calibration} calibration @returns {CuesSeen} */
export function cuesOfSeries(series, calibration) {
  return cuesOf(watch(series, calibration, 4)[39]);
}

/**
 * What should be said of a series: of each cue that was plainly drawn or plainly not, unless the
 * head is turned so far that the cue cannot be seen.
 * @param {Series} series
 * @returns {Partial<Record<Cue, boolean>>}
 */
export function truthOf({ labels }) {
  const size = (/** @type {keyof typeof DRAWN} */ name) => Math.abs(Number(labels[name]));
  const was = (/** @type {keyof typeof DRAWN} */ name) => {
    if (size(name) >= DRAWN[name].plain) return true;
    return size(name) <= DRAWN[name].none ? false : undefined;
  };
  const turned = size("yaw") > DRAWN.yaw.none || size("pitch") > DRAWN.pitch.none;
  const pitch = Number(labels.pitch);
  const sides = [was("yaw"), was("gaze"), pitch < 0 ? was("pitch") : false];
  const away = sides.includes(true) ? true : sides.includes(undefined) ? undefined : false;
  const down = pitch > 0 ? was("pitch") : false;
  const all = { brow: was("furrow"), smile: was("smile"), tilt: was("roll"), gaze: away, down };
  const known = Object.entries(all).filter(([, is]) => is !== undefined);
  return Object.fromEntries(known.filter(([cue]) => !turned || cue === "gaze" || cue === "down"));
}

/**
 * @param {Series} series
 * @param {Calibration} calibration
 * @returns {Verdict[]}  of every cue whose truth is known
 */
export function verdicts(series, calibration) {
  const seen = cuesOfSeries(series, calibration);
  return Object.entries(truthOf(series)).map(([name, should]) => {
    const cue = /** @type {Cue} */ (name);
    return { cue, should, counts: seen[cue].counts };
  });
}

/** @param {readonly Verdict[]} all @returns {import("./statistics.js").Tally} */
export function tallyOf(all) {
  const count = (/** @type {boolean} */ should, /** @type {boolean} */ counts) =>
    all.filter((one) => one.should === should && one.counts === counts).length;
  return { hits: count(true, true), misses: count(true, false), alarms: count(false, true) };
}
