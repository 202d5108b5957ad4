/**
 * How each cue answers to how strongly it was drawn into photographs.
 *
 * @typedef {import("../series.js").Series} Series
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../figure.js").Wanted} Wanted
 * @typedef {import("../recorded.js").Cue} Cue
 * @typedef {{ kind: string, cue: Cue, plain: number, wanted: Wanted }} Asked  plain: the amount from
 *   which it must be seen
 */
import { figure, unmeasured } from "../figure.js";
import { calibrations, cuesOfSeries } from "../recorded.js";
import { median, share } from "../statistics.js";

/** @param {string} name @returns {Wanted} */
const seen = (name) => ({ name, goal: null, better: "higher" });

/** @type {Asked[]} */
const ASKED = [
  { kind: "furrow", cue: "brow", plain: 0.15, wanted: seen("furrows drawn in photographs, seen") },
  {
    kind: "roll",
    cue: "tilt",
    plain: 15,
    wanted: seen("heads tilted by 15 degrees or more, seen"),
  },
  { kind: "smile", cue: "smile", plain: 0.14, wanted: seen("smiles drawn in photographs, seen") },
  { kind: "yaw", cue: "gaze", plain: 25, wanted: seen("heads turned by 25 degrees or more, seen") },
  { kind: "up", cue: "gaze", plain: 30, wanted: seen("heads raised by 30 degrees, seen") },
  {
    kind: "iris",
    cue: "gaze",
    plain: 0.15,
    wanted: seen("eyes averted by .15 of their width, seen"),
  },
  {
    kind: "down",
    cue: "down",
    plain: 25,
    wanted: seen("heads lowered by 25 degrees or more, seen"),
  },
];

/**
 * @param {readonly Series[]} series
 * @returns {Figure[]}
 */
export function measure(series) {
  const calibrationOf = calibrations(series);
  return ASKED.map(({ kind, cue, plain, wanted }) => {
    const own = series.filter((one) => one.kind === kind);
    if (own.length === 0) return unmeasured(wanted, "needs recorded series");
    const told = own.map((one) => ({
      amount: Math.abs(one.amount),
      subject: one.subject,
      ...cuesOfSeries(one, calibrationOf(one))[cue],
    }));
    const plainly = told.filter(({ amount }) => amount >= plain);
    const hits = plainly.filter(({ counts }) => counts).length;
    return figure(wanted, share(hits, plainly.length), {
      data: `${new Set(told.map(({ subject }) => subject)).size} people's photographs, recorded`,
      curve: { of: `${kind}, as drawn: false is not asked`, points: points(told) },
      note: steps(told),
    });
  });
}

/** @typedef {{ amount: number, value: number | null, counts: boolean }} Answer */

/** @param {Answer[]} told @returns {[number, Answer[]][]}  by amount, the least first */
function byAmount(told) {
  const groups = Map.groupBy(told, ({ amount }) => amount);
  return [...groups].sort(([a], [b]) => a - b);
}

/** @param {Answer[]} told @returns {import("../figure.js").Point[]} */
function points(told) {
  return byAmount(told).map(([amount, some]) => ({
    threshold: amount,
    missed: some.filter(({ counts }) => !counts).length / some.length,
    false: 0,
  }));
}

/** The share that was seen, and the cue's median, at each amount. @param {Answer[]} told */
function steps(told) {
  return byAmount(told)
    .map(([amount, some]) => {
      const hits = some.filter(({ counts }) => counts).length;
      const values = some.flatMap(({ value }) => (value === null ? [] : [Math.abs(value)]));
      const middle = values.length > 0 ? median(values).toPrecision(2) : "unread";
      return `${amount}: ${hits}/${some.length} (${middle})`;
    })
    .join(", ");
}
