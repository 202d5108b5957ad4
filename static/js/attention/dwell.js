/**
 * Two small guards against flicker: hysteresis (enter above, leave below) and dwell (hold before
 * it counts).
 *
 * @typedef {{ enter: number, exit: number }} Band  exit below enter, unit of the value
 * @typedef {{ on: boolean, against: number }} Dwell  `against`: ms of evidence for the other side
 */

/** @type {Dwell} */
export const REST = Object.freeze({ on: false, against: 0 });

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
  if (raw === memory.on) return memory.against === 0 ? memory : { on: memory.on, against: 0 };
  const against = memory.against + ms;
  return against >= (raw ? on : off) ? { on: raw, against: 0 } : { on: memory.on, against };
}
