/**
 * What a screen reader hears of the headline: changes only, the newest one, and not too often. Pure.
 *
 * @typedef {{ said: string, at: number | null }} Announced  the last sentence and its instant, ms
 */

/** The least time between two sentences, ms. */
export const PAUSE = 10_000;

/** @type {Announced} */
export const SILENCE = Object.freeze({ said: "", at: null });

/**
 * @param {Announced} before
 * @param {string} sentence  what holds now
 * @param {number} now
 * @returns {Announced}  `before` itself while there is nothing to say, or not yet
 */
export function announce(before, sentence, now) {
  if (sentence === before.said) return before;
  if (before.at !== null && now - before.at < PAUSE) return before;
  return { said: sentence, at: now };
}
