/**
 * One person's cues over time: filtered, measured against the neutral face, held against flicker.
 *
 * @typedef {import("./cues.js").RawCues} RawCues
 * @typedef {import("./calibration.js").Calibration} Calibration
 * @typedef {import("./one_euro.js").OneEuro} OneEuro
 * @typedef {import("./dwell.js").Dwell} Dwell
 * @typedef {"brow" | "smile" | "roll" | "yaw" | "pitch" | "iris"} Signal
 * @typedef {"brow" | "tilt" | "smile" | "yaw" | "up" | "iris" | "down"} Crossing
 * @typedef {"brow" | "tilt" | "smile" | "away" | "down"} Cue
 * @typedef {Record<Crossing, number | null>} Offsets  from the person's neutral; larger is more
 *   of it; null is unknown; tilt, yaw and iris are signed, + as in `Pose` and to the right
 *
 * @typedef {object} Memory
 * @property {Record<Signal, OneEuro | null>} filters
 * @property {Record<Crossing, boolean>} crossed
 * @property {Record<Cue, Dwell>} dwells
 * @property {number} lidsDown  ms that the lids have been down
 *
 * @typedef {object} Reading
 * @property {Offsets} offsets
 * @property {Record<Cue, boolean | null>} now  counts in this frame; null is unknown
 * @property {Record<Cue, boolean | null>} held  has counted for its dwell; null is unknown
 */
import { REST, crosses, dwell } from "./dwell.js";
import { oneEuro } from "./one_euro.js";
import { BLIND, CUE_DWELL, CUES, FILTERS } from "./thresholds.js";

const SIGNALS = /** @type {const} */ ({
  brow: "share",
  smile: "share",
  iris: "share",
  roll: "degrees",
  yaw: "degrees",
  pitch: "degrees",
});

/** @type {Memory} */
export const UNREAD = Object.freeze({
  filters: { brow: null, smile: null, roll: null, yaw: null, pitch: null, iris: null },
  crossed: {
    brow: false,
    tilt: false,
    smile: false,
    yaw: false,
    up: false,
    iris: false,
    down: false,
  },
  dwells: { brow: REST, tilt: REST, smile: REST, away: REST, down: REST },
  lidsDown: 0,
});

/**
 * Fold one frame's raw cues in.
 * @param {Memory} memory
 * @param {RawCues} raw
 * @param {Calibration} calibration
 * @param {import("./evidence.js").Moment} moment
 * @returns {[Memory, Reading]}
 */
export function read(memory, raw, calibration, { time, ms }) {
  const lids = lidsOf(memory, raw, calibration, ms);
  const seen = lids.closed ? { ...raw, iris: null } : raw;
  const filters = filter(memory.filters, seen, time);
  const offsets = offsetsOf(filters, seen, calibration);
  const crossings = crossingsOf(memory.crossed, offsets, calibration);
  const now = cuesOf(crossings, lids);
  const dwells = mapCues((cue) => dwell(memory.dwells[cue], now[cue], ms, CUE_DWELL[cue]));
  const held = mapCues((cue) => (now[cue] === null ? null : dwells[cue].on));
  const crossed = remember(memory.crossed, crossings);
  return [
    { filters, crossed, dwells, lidsDown: lids.ms },
    { offsets, now, held },
  ];
}

/** The band of a crossing for this person. @param {Crossing} name @param {Calibration} calibration */
export function bandOf(name, { calibrated }) {
  return name === "brow" && !calibrated ? CUES.browUncalibrated : CUES[name];
}

/**
 * A blink and a look down pull the lids alike; only time tells them apart.
 * @param {Memory} memory @param {RawCues} raw @param {Calibration} calibration @param {number} ms
 * @returns {{ closed: boolean, low: boolean, ms: number }}  low: longer than a blink
 */
function lidsOf(memory, raw, { neutral }, ms) {
  const closed = raw.blink !== null && raw.blink - neutral.blink > BLIND.blink;
  const lidsDown = closed ? Math.min(memory.lidsDown + ms, BLIND.blinkHold) : 0;
  return { closed, low: lidsDown >= BLIND.blinkHold, ms: lidsDown };
}

/** @param {Memory["filters"]} filters @param {RawCues} raw @param {number} time */
function filter(filters, raw, time) {
  const next = { ...filters };
  for (const [name, unit] of Object.entries(SIGNALS)) {
    const signal = /** @type {Signal} */ (name);
    next[signal] = oneEuro(filters[signal], raw[signal], time, FILTERS[unit]);
  }
  return next;
}

/** @param {Memory["filters"]} filters @param {RawCues} raw @param {Calibration} c @returns {Offsets} */
function offsetsOf(filters, raw, { neutral }) {
  const offset = (/** @type {Signal} */ signal) => {
    const filtered = filters[signal];
    return raw[signal] === null || filtered === null ? null : filtered.value - neutral[signal];
  };
  const pitch = offset("pitch");
  return {
    brow: offset("brow"),
    tilt: offset("roll"),
    smile: offset("smile"),
    yaw: offset("yaw"),
    up: pitch === null ? null : -pitch,
    iris: offset("iris"),
    down: pitch,
  };
}

/**
 * @param {Memory["crossed"]} crossed @param {Offsets} offsets @param {Calibration} calibration
 * @returns {Record<Crossing, boolean | null>}
 */
function crossingsOf(crossed, offsets, calibration) {
  const crossing = (/** @type {Crossing} */ name, size = (/** @type {number} */ x) => x) => {
    const offset = offsets[name];
    return crosses(crossed[name], offset === null ? null : size(offset), bandOf(name, calibration));
  };
  return {
    brow: crossing("brow"),
    smile: crossing("smile"),
    up: crossing("up"),
    down: crossing("down"),
    tilt: crossing("tilt", Math.abs),
    yaw: crossing("yaw", Math.abs),
    iris: crossing("iris", Math.abs),
  };
}

/**
 * @param {Record<Crossing, boolean | null>} crossings
 * @param {{ closed: boolean, low: boolean }} lids
 * @returns {Record<Cue, boolean | null>}
 */
function cuesOf({ brow, tilt, smile, yaw, up, iris, down }, lids) {
  if (yaw === null || down === null) return { brow, tilt, smile, away: null, down: null };
  const headAway = yaw || up === true;
  const blinking = lids.closed && !lids.low;
  const lowered = down || lids.low;
  const away = headAway || (blinking ? null : iris === true && !lowered);
  return {
    brow,
    tilt,
    smile,
    away,
    down: blinking && !down ? null : lowered,
  };
}

/** An unknown crossing leaves the hysteresis where it was. @param {Memory["crossed"]} before @param {Record<Crossing, boolean | null>} now */
function remember(before, now) {
  const next = { ...before };
  for (const name of /** @type {Crossing[]} */ (Object.keys(now))) {
    next[name] = now[name] ?? before[name];
  }
  return next;
}

/** @template T @param {(cue: Cue) => T} of @returns {Record<Cue, T>} */
function mapCues(of) {
  return {
    brow: of("brow"),
    tilt: of("tilt"),
    smile: of("smile"),
    away: of("away"),
    down: of("down"),
  };
}
