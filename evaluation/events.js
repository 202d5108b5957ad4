/**
 * Events that were told against those that were expected. Pure.
 *
 * @typedef {import("./streams.js").Told} Told
 * @typedef {import("./streams.js").Expected} Expected
 * @typedef {{ from: number, to: number }} Span  ms
 *
 * @typedef {object} Match
 * @property {number} hits
 * @property {number} misses
 * @property {number} alarms  told without cause
 * @property {number[]} delays  ms from the cause to the telling, of the hits
 * @property {number[]} clears  ms from the cause's end to the telling's, of the hits
 */

const LATE = 500; // ms after its cause ended that an event may still begin

/**
 * The spans of time in which something was told.
 * @param {readonly Told[]} said
 * @param {(one: Told) => boolean} holds
 * @returns {Span[]}
 */
export function spans(said, holds) {
  /** @type {Span[]} */
  const found = [];
  let open = false;
  for (const one of said) {
    const now = holds(one);
    if (now && !open) found.push({ from: one.time, to: Infinity });
    if (!now && open) found[found.length - 1].to = one.time;
    open = now;
  }
  return found;
}

/**
 * Each expected event is met by the first span that begins within it; what is left is an alarm.
 * @param {readonly Span[]} expected
 * @param {readonly Span[]} told
 * @returns {Match}
 */
export function match(expected, told) {
  const left = new Set(told);
  /** @type {Match} */
  const result = { hits: 0, misses: 0, alarms: 0, delays: [], clears: [] };
  for (const { from, to } of expected) {
    const met = [...left].find((span) => span.from >= from && span.from <= to + LATE);
    if (!met) {
      result.misses += 1;
      continue;
    }
    left.delete(met);
    result.hits += 1;
    result.delays.push(met.from - from);
    result.clears.push(met.to - to);
  }
  return { ...result, alarms: left.size };
}

/** @param {readonly Match[]} matches @returns {Match} */
export function together(matches) {
  return {
    hits: sum(matches, ({ hits }) => hits),
    misses: sum(matches, ({ misses }) => misses),
    alarms: sum(matches, ({ alarms }) => alarms),
    delays: matches.flatMap(({ delays }) => delays),
    clears: matches.flatMap(({ clears }) => clears),
  };
}

/** @param {readonly Match[]} matches @param {(one: Match) => number} of */
function sum(matches, of) {
  return matches.reduce((all, one) => all + of(one), 0);
}
