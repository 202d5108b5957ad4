/**
 * Two small guards against flicker: hysteresis (enter above, leave below) and dwell (hold before
 * it counts).
 *
 * @typedef {{ enter: number, exit: number }} Band  exit below enter, unit of the value
 * @typedef {object} Dwell
 * @property {boolean} on
 * @property {number | null} against  ms between readings for the other side; null: none yet
 * @property {number} ms  of readings since it turned on or off, at most a day
 */

const DAY = 86_400_000; // ms

/** @type {Dwell} */
export const REST = Object.freeze({ on: false, against: null, ms: 0 });

/**
 * Whether a value counts, given whether it did before.
 * @param {boolean} before
 * @param {number | null} value
 * @param {Band} band
 * @returns {boolean | null}  null when the value is unknown
 */
export function crosses(before, value, { enter, exit }) {
  return value === null ? null : value >= (before ? exit : enter);
}

/**
 * Fold one raw reading in; it takes over after `on` or `off` ms of readings that all agree.
 * @param {Dwell} memory
 * @param {boolean | null} raw  null is unknown: evidence for neither side
 * @param {number} ms  time that this reading stands for, already clamped
 * @param {{ on: number, off: number }} times  ms
 * @returns {Dwell}
 */
export function dwell(memory, raw, ms, { on, off }) {
  if (raw === null) return memory;
  const total = Math.min(memory.ms + ms, DAY);
  if (raw === memory.on) return { on: raw, against: null, ms: total };
  // The first reading against says nothing of the time before it.
  const against = memory.against === null ? 0 : memory.against + ms;
  if (against >= (raw ? on : off)) return { on: raw, against: null, ms: against };
  return { on: memory.on, against, ms: total };
}
