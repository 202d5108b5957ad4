/**
 * One person's cues over time: filtered, measured against the neutral face, held against flicker.
 *
 * @typedef {import("./cues.js").RawCues} RawCues
 * @typedef {import("./calibration.js").Calibration} Calibration
 * @typedef {import("./one_euro.js").OneEuro} OneEuro
 * @typedef {import("./dwell.js").Dwell} Dwell
 * @typedef {import("./offsets.js").Signal} Signal
 * @typedef {import("./offsets.js").Crossing} Crossing
 * @typedef {import("./offsets.js").Offsets} Offsets
 * @typedef {"brow" | "tilt" | "smile" | "away" | "down"} Cue
 * @typedef {Record<Cue, boolean | null>} Cues  null is unknown
 *
 * @typedef {object} Memory
 * @property {Record<Signal, OneEuro | null>} filters
 * @property {Record<Crossing, boolean>} crossed
 * @property {Record<Cue, Dwell>} dwells
 * @property {number} lidsDown  ms that the lids have been down
 *
 * @typedef {object} Reading
 * @property {import("./offsets.js").Signals} signals  filtered
 * @property {Offsets} offsets
 * @property {Cues} now  counts in this frame
 * @property {Cues} held  has counted for its dwell
 * @property {boolean} centred  the eyes, where they are seen, are clearly on the screen
 */
import { REST, crosses, dwell } from "./dwell.js";
import { offsetsOf } from "./offsets.js";
import { oneEuro } from "./one_euro.js";
import { BLIND, CUE_DWELL, CUES, FILTERS } from "./thresholds.js";

const SIGNALS = /** @type {const} */ ({
  brow: "share",
  browShape: "share",
  smile: "share",
  mouthShape: "share",
  iris: "share",
  depth: "depth",
  roll: "degrees",
  yaw: "degrees",
  pitch: "degrees",
});
const SIGNAL_NAMES = /** @type {Signal[]} */ (Object.keys(SIGNALS));

/** Signals that stay as they were while they cannot be seen: nobody moves a chair by turning. */
const LASTING = new Set(["depth"]);

/** Crossings to either side. */
const SIGNED = new Set(["tilt", "yaw", "side", "gaze"]);

/** @type {Memory} */
export const UNREAD = Object.freeze({
  filters: {
    brow: null,
    browShape: null,
    smile: null,
    mouthShape: null,
    iris: null,
    depth: null,
    roll: null,
    yaw: null,
    pitch: null,
  },
  crossed: {
    brow: false,
    tilt: false,
    smile: false,
    yaw: false,
    up: false,
    side: false,
    gaze: false,
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
  const filters = mapSignals((name) =>
    oneEuro(memory.filters[name], seen[name], time, FILTERS[SIGNALS[name]]),
  );
  const signals = mapSignals((name) =>
    seen[name] === null && !LASTING.has(name) ? null : (filters[name]?.value ?? null),
  );
  const offsets = offsetsOf(signals, raw.tilt !== null, calibration);
  const crossings = crossingsOf(memory.crossed, offsets);
  const now = cuesOf(crossings, lids);
  const dwells = mapCues((cue) => dwell(memory.dwells[cue], now[cue], ms, CUE_DWELL[cue]));
  const held = mapCues((cue) => (now[cue] === null ? null : dwells[cue].on));
  const crossed = remember(memory.crossed, crossings);
  return [
    { filters, crossed, dwells, lidsDown: lids.ms },
    { signals, offsets, now, held, centred: isCentred(offsets) },
  ];
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

/** @param {Memory["crossed"]} crossed @param {Offsets} offsets @returns {Record<Crossing, boolean | null>} */
function crossingsOf(crossed, offsets) {
  const crossing = (/** @type {Crossing} */ name) => {
    const offset = offsets[name];
    const size = offset !== null && SIGNED.has(name) ? Math.abs(offset) : offset;
    return crosses(crossed[name], size, CUES[name]);
  };
  return {
    brow: crossing("brow"),
    tilt: crossing("tilt"),
    smile: crossing("smile"),
    yaw: crossing("yaw"),
    up: crossing("up"),
    side: crossing("side"),
    gaze: crossing("gaze"),
    down: crossing("down"),
  };
}

/**
 * @param {Record<Crossing, boolean | null>} crossings
 * @param {{ closed: boolean, low: boolean }} lids
 * @returns {Record<Cue, boolean | null>}
 */
function cuesOf({ brow, tilt, smile, yaw, up, side, gaze, down }, lids) {
  if (yaw === null || down === null) return { brow, tilt, smile, away: null, down: null };
  const headAway = yaw || up === true || side === true;
  const blinking = lids.closed && !lids.low;
  const lowered = down || lids.low;
  const away = headAway || (blinking ? null : gaze === true && !lowered);
  return {
    brow,
    tilt,
    smile,
    away,
    down: blinking && !down ? null : lowered,
  };
}

/** Between here and there nobody is called away, and nobody confused. @param {Offsets} offsets */
function isCentred({ gaze }) {
  return gaze === null || Math.abs(gaze) < CUES.gaze.exit;
}

/** An unknown crossing leaves the hysteresis where it was. @param {Memory["crossed"]} before @param {Record<Crossing, boolean | null>} now */
function remember(before, now) {
  const next = { ...before };
  for (const name of /** @type {Crossing[]} */ (Object.keys(now))) {
    next[name] = now[name] ?? before[name];
  }
  return next;
}

/** @template T @param {(name: Signal) => T} of @returns {Record<Signal, T>} */
function mapSignals(of) {
  const entries = SIGNAL_NAMES.map((name) => [name, of(name)]);
  return /** @type {Record<Signal, T>} */ (Object.fromEntries(entries));
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
