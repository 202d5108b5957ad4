/**
 * A figure: what was measured, beside its goal and beside the seed on the same input. Pure.
 *
 * @typedef {object} Wanted  what a figure is about
 * @property {string} name
 * @property {number | null} goal  null where there is none
 * @property {"lower" | "higher"} better
 *
 * @typedef {object} Point  one threshold and both errors, shares
 * @property {number} threshold
 * @property {number} missed  of those that should cross it
 * @property {number} false  of those that should not
 *
 * @typedef {Wanted & {
 *   value: number | null,
 *   interval: [number, number] | null,
 *   n: string,
 *   seed: number | null,
 *   parts: { first: number | null, second: number | null } | null,
 *   data: string,
 *   note: string,
 *   curve: Curve | null,
 * }} Figure  value: null where it could not be measured, and `note` says why; parts: each half
 *   of the people by itself
 *
 * @typedef {{ of: string, points: Point[] }} Curve  of: what the thresholds mean
 *
 * @typedef {object} Behind  what stands behind a value
 * @property {string} data
 * @property {string} [n]  what was counted, if not cases
 * @property {number | null} [seed]
 * @property {Figure["parts"]} [parts]
 * @property {string} [note]
 * @property {Curve | null} [curve]
 */

const STEPS = 20;

/**
 * @param {Wanted} wanted
 * @param {import("./statistics.js").Estimate} estimate
 * @param {Behind} behind
 * @returns {Figure}
 */
export function figure(wanted, { value, interval, n }, behind) {
  if (!Number.isFinite(value)) return unmeasured(wanted, "there is no such case in the data");
  const { data, seed = null, parts = null, note = "", curve: drawn = null } = behind;
  const known = seed !== null && Number.isFinite(seed) ? seed : null;
  return {
    ...wanted,
    value,
    interval,
    n: behind.n ?? `${n}`,
    seed: known,
    parts,
    data,
    note,
    curve: drawn,
  };
}

/**
 * @param {Wanted} wanted
 * @param {string} why
 * @returns {Figure}
 */
export function unmeasured(wanted, why) {
  const nothing = { value: null, interval: null, n: "0", seed: null, parts: null, curve: null };
  return { ...wanted, ...nothing, data: "", note: why };
}

/**
 * Both errors at every threshold, evenly from the least to the greatest value.
 * @param {string} of
 * @param {readonly number[]} positives  that should cross
 * @param {readonly number[]} negatives  that should not
 * @returns {Curve | null}  null where either is empty
 */
export function curve(of, positives, negatives) {
  if (positives.length === 0 || negatives.length === 0) return null;
  const all = [...positives, ...negatives];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const points = Array.from({ length: STEPS + 1 }, (_, i) => {
    const threshold = low + ((high - low) * i) / STEPS;
    const below = positives.filter((value) => value < threshold).length;
    const above = negatives.filter((value) => value >= threshold).length;
    return {
      threshold: round(threshold),
      missed: round(below / positives.length),
      false: round(above / negatives.length),
    };
  });
  return { of, points };
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 1e4) / 1e4;
}
