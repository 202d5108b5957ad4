/**
 * A figure over pictures of people: for all of them, and apart for those on whom thresholds were
 * set and those on whom none was. Pure.
 *
 * @typedef {import("./people.js").Judged} Judged
 * @typedef {import("./figure.js").Wanted} Wanted
 * @typedef {import("./figure.js").Figure} Figure
 * @typedef {import("./figure.js").Curve} Curve
 * @typedef {import("./statistics.js").Estimate} Estimate
 * @typedef {import("./statistics.js").Tally} Tally
 *
 * @typedef {{ ours: (one: Judged) => boolean, seed: (one: Judged) => boolean }} Deciding
 *
 * @typedef {object} Parting  pictures whose value is null are left out
 * @property {(one: Judged) => boolean} isPositive
 * @property {(one: Judged) => number | null} value
 * @property {(one: Judged) => number | null} seed  the seed's value
 * @property {string} of  what the value is
 *
 * @typedef {object} More
 * @property {(cases: Judged[]) => number} [seed]
 * @property {string} [note]
 * @property {(cases: Judged[]) => Curve | null} [curve]
 */
import { seeded } from "./chance.js";
import { curve as curveOf, figure } from "./figure.js";
import { isOfFirstHalf } from "./people.js";
import { agreement, auc, bootstrap, grouped, share } from "./statistics.js";

/**
 * @param {Wanted} wanted
 * @param {readonly Judged[]} cases
 * @param {(cases: Judged[]) => Estimate} estimate
 * @param {More} more
 * @returns {Figure}
 */
function overPeople(wanted, cases, estimate, { seed, note, curve }) {
  const [first, second] = [cases.filter(isOfFirstHalf), cases.filter((one) => !isOfFirstHalf(one))];
  const all = [...cases];
  return figure(wanted, estimate(all), {
    data: `${new Set(cases.map(({ person }) => person)).size} people, pictures`,
    seed: seed ? seed(all) : null,
    parts: { first: known(estimate(first).value), second: known(estimate(second).value) },
    note,
    curve: curve ? curve(all) : null,
  });
}

/** @param {number} value */
function known(value) {
  return Number.isFinite(value) ? value : null;
}

/**
 * How many of the pictures something holds of, with Wilson's interval.
 * @param {Wanted} wanted @param {readonly Judged[]} cases @param {Deciding} holds @param {More} [more]
 * @returns {Figure}
 */
export function shareOfPictures(wanted, cases, holds, more = {}) {
  const of = (/** @type {Judged[]} */ some) => share(some.filter(holds.ours).length, some.length);
  const seed = (/** @type {Judged[]} */ some) => some.filter(holds.seed).length / some.length;
  return overPeople(wanted, cases, of, { seed, ...more });
}

/**
 * How well a value parts two kinds of pictures, drawn by person.
 * @param {Wanted} wanted
 * @param {readonly Judged[]} cases
 * @param {Parting} parting
 * @param {More} [more]
 * @returns {Figure}
 */
export function areaOfPictures(wanted, cases, parting, more = {}) {
  const { isPositive, value, seed, of } = parting;
  const readable = cases.filter((one) => value(one) !== null);
  const sides = (/** @type {Judged[]} */ some, /** @type {Parting["value"]} */ size) =>
    [true, false].map((positive) =>
      valuesOf(
        some.filter((one) => isPositive(one) === positive),
        size,
      ),
    );
  const area = (/** @type {Judged[]} */ some, size = value) => {
    const [positives, negatives] = sides(some, size);
    return auc(positives, negatives);
  };
  const [plain, none] = sides(readable, value);
  return overPeople(wanted, readable, (some) => drawnByPerson(some, area), {
    note: `${plain.length} against ${none.length}, of ${cases.length} pictures`,
    seed: () => area([...cases], seed),
    curve: () => curveOf(of, plain, none),
    ...more,
  });
}

/** @param {Judged[]} cases @param {Parting["value"]} value @returns {number[]}  those that are known */
function valuesOf(cases, value) {
  return cases.map(value).filter((one) => one !== null);
}

/**
 * F1 of a decision against what the pictures are labelled, drawn by person.
 * @param {Wanted} wanted
 * @param {readonly Judged[]} cases
 * @param {(one: Judged) => boolean} isPositive
 * @param {Deciding} decides
 * @param {More} [more]
 * @returns {Figure}
 */
export function f1OfPictures(wanted, cases, isPositive, decides, more = {}) {
  const f1 = (/** @type {Deciding["ours"]} */ decide) => (/** @type {Judged[]} */ some) =>
    agreement(tally(some, isPositive, decide)).f1;
  return overPeople(wanted, cases, (some) => drawnByPerson(some, f1(decides.ours)), {
    seed: f1(decides.seed),
    ...more,
  });
}

/**
 * @param {readonly Judged[]} cases
 * @param {(one: Judged) => boolean} isPositive
 * @param {(one: Judged) => boolean} decide
 * @returns {Tally}
 */
function tally(cases, isPositive, decide) {
  const count = (/** @type {boolean} */ is, /** @type {boolean} */ said) =>
    cases.filter((one) => isPositive(one) === is && decide(one) === said).length;
  return { hits: count(true, true), misses: count(true, false), alarms: count(false, true) };
}

/** @param {Judged[]} cases @param {(cases: Judged[]) => number} statistic */
function drawnByPerson(cases, statistic) {
  const people = grouped(cases, ({ person }) => person);
  return bootstrap(people, statistic, seeded(people.length));
}
