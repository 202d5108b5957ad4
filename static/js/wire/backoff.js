/**
 * How long to wait before the next attempt to connect: full jitter, so that a class that lost its
 * server together does not come back all at once. Pure; chance is handed in.
 */

/** The longest wait before the first retry, ms; it doubles with every failure. */
export const FIRST_WAIT = 500;
/** The longest wait of all, ms. Together with connecting it stays below the ten seconds in which
 * a healed link should be noticed. */
export const LONGEST_WAIT = 6000;

/**
 * @param {number} failures  in a row, 1 or more
 * @param {number} chance  0..1
 * @returns {number}  ms
 */
export function waitAfter(failures, chance) {
  const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1));
  return Math.round(ceiling * chance);
}
