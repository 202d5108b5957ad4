/**
 * The One-Euro filter (Casiez, Roussel, Vogel 2012), on time rather than per frame: steady when the
 * signal rests, quick when it moves.
 *
 * @typedef {object} Settings
 * @property {number} minCutoff  Hz
 * @property {number} beta  Hz per (unit of the signal per second)
 *
 * @typedef {object} OneEuro  the filter's memory
 * @property {number} value  filtered, unit of the signal
 * @property {number} slope  filtered, units per second
 * @property {number} time  ms
 */
import { TIME } from "./thresholds.js";

const SLOPE_CUTOFF = 1; // Hz, the authors' own default

/**
 * Fold one sample in. An unknown sample changes nothing; after a gap the filter starts afresh.
 * @param {OneEuro | null} memory  null before the first sample
 * @param {number | null} value
 * @param {number} time  ms
 * @param {Settings} settings
 * @returns {OneEuro | null}
 */
export function oneEuro(memory, value, time, { minCutoff, beta }) {
  if (value === null || !Number.isFinite(value)) return memory;
  if (memory === null || time - memory.time > TIME.gap) return { value, slope: 0, time };
  const seconds = (time - memory.time) / 1000;
  if (seconds <= 0) return memory;
  const slope = blend(memory.slope, (value - memory.value) / seconds, SLOPE_CUTOFF, seconds);
  const cutoff = minCutoff + beta * Math.abs(slope);
  return { value: blend(memory.value, value, cutoff, seconds), slope, time };
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} cutoff  Hz
 * @param {number} seconds
 * @returns {number}
 */
function blend(from, to, cutoff, seconds) {
  return from + (to - from) / (1 + 1 / (2 * Math.PI * cutoff * seconds));
}
