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
import { curve, figure, unmeasured } from "../figure.js";
import { DRAWN, calibrations, cuesOfSeries, truthOf } from "../recorded.js";
import { median, share } from "../statistics.js";

/** @param {string} name @returns {Wanted} */
const seen = (name) => ({ name, goal: null, better: "higher" });

/** @type {Asked[]} */
const ASKED = [
  {
    kind: "furrow",
    cue: "brow",
    plain: DRAWN.furrow.plain,
    wanted: seen("furrows drawn in photographs, seen"),
  },
  {
    kind: "roll",
    cue: "tilt",
    plain: 15,
    wanted: seen("heads tilted by 15 degrees or more, seen"),
  },
  {
    kind: "smile",
    cue: "smile",
    plain: DRAWN.smile.plain,
    wanted: seen("smiles drawn in photographs, seen"),
  },
  { kind: "yaw", cue: "gaze", plain: 25, wanted: seen("heads turned by 25 degrees or more, seen") },
  { kind: "up", cue: "gaze", plain: 30, wanted: seen("heads raised by 30 degrees, seen") },
  {
    kind: "iris",
    cue: "gaze",
    plain: DRAWN.gaze.plain,
    wanted: seen("eyes averted by .2 of their width, seen"),
  },
  {
    kind: "down",
    cue: "down",
    plain: 25,
    wanted: seen("heads lowered by 25 degrees or more, seen"),
  },
];

/** Kinds of series in which no cue is asked for. */
const UNREADABLE = new Set(["dark", "covered", "frozen", "sunglasses", "blurred"]);

/**
 * @param {readonly Series[]} series
 * @returns {Figure[]}
 */
export function measure(series) {
  const calibrationOf = calibrations(series);
  const people = series.filter(({ labels, kind }) => labels.faces === 1 && !UNREADABLE.has(kind));
  const told = people.map((one) => ({
    kind: one.kind,
    amount: Math.abs(one.amount),
    truth: truthOf(one),
    seen: cuesOfSeries(one, calibrationOf(one)),
  }));
  return ASKED.map(({ kind, cue, plain, wanted }) => {
    const own = told
      .filter((one) => one.kind === kind)
      .map(({ amount, seen: cues }) => ({ amount, ...cues[cue] }));
    if (own.length === 0) return unmeasured(wanted, "needs recorded series");
    const plainly = own.filter(({ amount }) => amount >= plain);
    const without = told.filter(({ truth }) => truth[cue] === false);
    return figure(wanted, share(plainly.filter(({ counts }) => counts).length, plainly.length), {
      data: "photographs, recorded",
      curve: curve(
        `${cue} against neutral, drawn as ${kind}`,
        sizes(plainly),
        sizes(without.map(({ seen: cues }) => cues[cue])),
      ),
      note: steps(own),
    });
  });
}

/** @typedef {{ amount: number, value: number | null, counts: boolean }} Answer */

/** @param {Answer[]} told @returns {[number, Answer[]][]}  by amount, the least first */
function byAmount(told) {
  const groups = Map.groupBy(told, ({ amount }) => amount);
  return [...groups].sort(([a], [b]) => a - b);
}

/** How large the cue was wherever it could be read. @param {import("../product.js").CueSeen[]} told */
function sizes(told) {
  return told.flatMap(({ value }) => (value === null ? [] : [Math.abs(value)]));
}

/** The share that was seen, and the cue's median, at each amount. @param {Answer[]} told */
function steps(told) {
  return byAmount(told)
    .map(([amount, some]) => {
      const hits = some.filter(({ counts }) => counts).length;
      const values = sizes(some);
      const middle = values.length > 0 ? median(values).toPrecision(2) : "unread";
      return `${amount}: ${hits}/${some.length} (${middle})`;
    })
    .join(", ");
}
