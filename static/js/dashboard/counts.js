/**
 * The headline of a class that shows no single student: the last half minute's counts, which the
 * server tells in steps of five. Pure.
 *
 * @import { Picture } from "./roster.js"
 * @import { Headline } from "./headline.js"
 */

const NEEDS = /** @type {const} */ (["confused", "help", "alert"]);
const VERBS = Object.freeze({
  confused: "look confused",
  help: "ask for help",
  alert: "need a check-in",
  focused: "look focused",
});
const HOW = "Counts of half a minute, in steps of five: this class shows no single student.";

/**
 * @param {Picture} picture  of a class that shows counts only
 * @returns {Headline}
 */
export function countsHeadline({ lesson, enrolled, pulse }) {
  if (!lesson) {
    return said(`${enrolled} are enrolled`, "Nothing is analysed until you start a lesson.");
  }
  const last = pulse.at(-1);
  if (!last) return said("The first counts come within a minute", HOW);
  const note = `${last.here} of ${enrolled} ${last.here === 1 ? "is" : "are"} here. ${HOW}`;
  const needs = NEEDS.filter((state) => last[state] > 0);
  /** @type {readonly (typeof NEEDS[number] | "focused")[]} */
  const told = needs.length === 0 && last.focused > 0 ? ["focused"] : needs;
  if (told.length === 0) return said("Fewer than five look alike", note);
  const clauses = told.map((state, index) => ({
    state,
    text: `${index === 0 ? "At least" : "at least"} ${last[state]} ${VERBS[state]}`,
  }));
  return { clauses, note, spoken: clauses.map(({ text }) => text).join(", ") };
}

/** @param {string} sentence @param {string} note @returns {Headline} */
function said(sentence, note) {
  return { clauses: [{ text: sentence, state: null }], note, spoken: sentence };
}
