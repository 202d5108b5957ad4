/** Repeatable chance: the same seed draws the same numbers on every machine. Pure. */

/**
 * mulberry32.
 * @param {number} seed
 * @returns {() => number}  0..1, 1 excluded
 */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @template T
 * @param {() => number} random
 * @param {readonly T[]} choices  at least one
 * @returns {T}
 */
export function pick(random, choices) {
  return choices[Math.floor(random() * choices.length)];
}

/**
 * @param {() => number} random
 * @param {number} from
 * @param {number} to
 * @returns {number}  evenly between the two
 */
export function between(random, from, to) {
  return from + (to - from) * random();
}

/**
 * A normal deviate of mean 0 and deviation 1 (Box and Muller).
 * @param {() => number} random
 * @returns {number}
 */
export function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * The waiting time to the next event of a Poisson process.
 * @param {() => number} random
 * @param {number} mean
 * @returns {number}  in the unit of the mean
 */
export function waiting(random, mean) {
  return -mean * Math.log(1 - random());
}
