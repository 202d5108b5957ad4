/**
 * Rates, areas and their 95% intervals. Pure.
 *
 * @typedef {object} Estimate
 * @property {number} value
 * @property {[low: number, high: number]} interval  95%
 * @property {number} n  cases behind it
 */
import { pick } from "./chance.js";

const Z = 1.959963984540054; // 97.5% of a normal distribution lie below
const TAIL = 0.025;
const ROUNDS = 1000;

/**
 * A share with Wilson's interval (Wilson 1927), which holds at 0 and 1 and for few cases.
 * @param {number} hits
 * @param {number} n
 * @returns {Estimate}  NaN of nothing, 0..1
 */
export function share(hits, n) {
  if (n === 0) return { value: NaN, interval: [0, 1], n };
  const value = hits / n;
  const centre = value + Z ** 2 / (2 * n);
  const reach = Z * Math.sqrt((value * (1 - value)) / n + Z ** 2 / (4 * n ** 2));
  const whole = 1 + Z ** 2 / n;
  const low = Math.min(value, Math.max(0, (centre - reach) / whole));
  return { value, interval: [low, Math.max(value, Math.min(1, (centre + reach) / whole))], n };
}

/**
 * A rate of rare events with the exact Poisson interval (Garwood 1936). With none it is 0 up to
 * 3.7 / exposure: the rule of three, with both tails.
 * @param {number} events
 * @param {number} exposure  above 0, such as hours
 * @returns {Estimate}  events for one unit of exposure
 */
export function rate(events, exposure) {
  const most = events + 10 * Math.sqrt(events + 1) + 10;
  const low = events === 0 ? 0 : solve((mean) => 1 - atMost(events - 1, mean), TAIL, 0, most);
  const high = solve((mean) => 1 - atMost(events, mean), 1 - TAIL, 0, most);
  return { value: events / exposure, interval: [low / exposure, high / exposure], n: exposure };
}

/** The probability of at most so many events. @param {number} events @param {number} mean */
function atMost(events, mean) {
  let term = Math.exp(-mean);
  let sum = term;
  for (let k = 1; k <= events; k += 1) {
    term *= mean / k;
    sum += term;
  }
  return sum;
}

/**
 * Where a rising function reaches a value.
 * @param {(x: number) => number} rising @param {number} value @param {number} low @param {number} high
 */
function solve(rising, value, low, high) {
  let [from, to] = [low, high];
  for (let i = 0; i < 60; i += 1) {
    const middle = (from + to) / 2;
    if (rising(middle) < value) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/**
 * The probability that a positive lies above a negative, ties counting half (Mann and Whitney).
 * @param {readonly number[]} positives
 * @param {readonly number[]} negatives
 * @returns {number}  0..1, NaN where either is empty
 */
export function auc(positives, negatives) {
  let wins = 0;
  for (const positive of positives) {
    for (const negative of negatives) {
      if (positive > negative) wins += 1;
      else if (positive === negative) wins += 0.5;
    }
  }
  return wins / (positives.length * negatives.length);
}

/**
 * @typedef {{ hits: number, misses: number, alarms: number }} Tally  alarms: false ones
 * @param {Tally} tally
 * @returns {{ precision: number, recall: number, f1: number }}  NaN where nothing was told, nothing
 *   was to be told, or neither
 */
export function agreement({ hits, misses, alarms }) {
  return {
    precision: hits / (hits + alarms),
    recall: hits / (hits + misses),
    f1: (2 * hits) / (2 * hits + misses + alarms),
  };
}

/**
 * A statistic with the interval of its bootstrap: whole groups (people, clips) are drawn anew, for
 * what one person does is not independent.
 * @template T
 * @param {readonly (readonly T[])[]} groups
 * @param {(cases: T[]) => number} statistic
 * @param {() => number} random
 * @returns {Estimate}
 */
export function bootstrap(groups, statistic, random) {
  const cases = groups.flat();
  const value = statistic(cases);
  const drawn = Array.from({ length: ROUNDS }, () =>
    statistic(groups.flatMap(() => pick(random, groups))),
  ).filter(Number.isFinite);
  if (drawn.length === 0) return { value, interval: [value, value], n: cases.length };
  const [low, high] = [quantile(drawn, TAIL), quantile(drawn, 1 - TAIL)];
  const interval = /** @type {[number, number]} */ ([Math.min(low, value), Math.max(high, value)]);
  return { value, interval, n: cases.length };
}

/**
 * @param {readonly number[]} values
 * @param {number} at  0..1
 * @returns {number}  between neighbours where it falls between; NaN of nothing
 */
export function quantile(values, at) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below === above ? below : below + (above - below) * (place - Math.floor(place));
}

/** @param {readonly number[]} values @returns {number}  NaN of nothing */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * @template T
 * @param {readonly T[]} cases
 * @param {(one: T) => string} by
 * @returns {T[][]}
 */
export function grouped(cases, by) {
  return [...Map.groupBy(cases, by).values()];
}
