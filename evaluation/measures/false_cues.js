/**
 * Furrows, tilts and smiles told in recorded pictures in which none was drawn: people turned, small,
 * in little or much light, blurred, behind sunglasses, with another expression.
 *
 * @typedef {import("../series.js").Series} Series
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../figure.js").Wanted} Wanted
 * @typedef {{ cue: "brow" | "tilt" | "smile", label: "furrow" | "roll" | "smile", wanted: Wanted }} Asked
 */
import { figure, unmeasured } from "../figure.js";
import { calibrations, cuesOfSeries } from "../recorded.js";
import { share } from "../statistics.js";

/** @param {string} name @param {number} goal @returns {Wanted} */
const none = (name, goal) => ({ name, goal, better: "lower" });

/** @type {Asked[]} */
const ASKED = [
  { cue: "brow", label: "furrow", wanted: none("furrows told where none was drawn", 0.02) },
  { cue: "tilt", label: "roll", wanted: none("tilts told where none was drawn", 0.05) },
  { cue: "smile", label: "smile", wanted: none("smiles told where none was drawn", 0.02) },
];

/**
 * @param {readonly Series[]} series
 * @returns {Figure[]}
 */
export function measure(series) {
  const calibrationOf = calibrations(series);
  const people = series.filter(({ labels, kind }) => labels.faces === 1 && kind !== "neutral");
  const told = people.map((one) => ({ one, cues: cuesOfSeries(one, calibrationOf(one)) }));
  return ASKED.map(({ cue, label, wanted }) => {
    const without = told.filter(({ one }) => one.labels[label] === 0);
    if (without.length === 0) return unmeasured(wanted, "needs recorded series");
    const wrong = without.filter(({ cues }) => cues[cue].counts);
    return figure(wanted, share(wrong.length, without.length), {
      data: "series of turned, small, dark, bright and blurred faces and of other expressions",
      note: wrong.map(({ one }) => one.series).join(", "),
    });
  });
}
