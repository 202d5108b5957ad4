/**
 * How long to wait before the next attempt to connect: full jitter, so that a class that lost its
 * server together does not come back all at once. Pure; chance is handed in.
 */

/** The longest wait before the first retry, ms; it doubles with every failure. */
export const FIRST_WAIT = 500;
/** The longest wait of all, ms. Together with connecting it stays below the ten seconds in which
 * a healed link should be noticed. */
export const LONGEST_WAIT = 6000;

/** The time over which everybody comes back to a server that sent them away, ms: 1,000 pages at 270
 * a second, which one process can take. One that restarts has a successor by then, or soon after. */
export const RESTART = Object.freeze({ from: 300, to: 4000 });

/**
 * @param {number} failures  in a row, 1 or more
 * @param {number} chance  0..1
 * @returns {number}  ms
 */
export function waitAfter(failures, chance) {
  const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1));
  return Math.round(ceiling * chance);
}

/**
 * How long to wait after a server said that it restarts or cannot look anybody up: the same for the first page and the last,
 * so that a class that was sent away at one moment returns evenly.
 * @param {number} chance  0..1
 * @returns {number}  ms
 */
export function waitAfterRestart(chance) {
  return Math.round(RESTART.from + (RESTART.to - RESTART.from) * chance);
}
