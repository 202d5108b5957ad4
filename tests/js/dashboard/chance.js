/** Chance that repeats itself, for property tests: a failing seed can be run again. */

/**
 * mulberry32, public domain, by Tommy Ettinger.
 * @param {number} seed
 * @returns {() => number}  0 <= x < 1
 */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * @template Item
 * @param {() => number} chance
 * @param {readonly Item[]} items
 * @returns {Item}
 */
export function pick(chance, items) {
  return items[Math.floor(chance() * items.length)];
}

/**
 * @template Item
 * @param {() => number} chance
 * @param {readonly Item[]} items
 * @returns {Item[]}
 */
export function shuffled(chance, items) {
  return items
    .map((item) => ({ item, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
