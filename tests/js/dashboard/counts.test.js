/** What is said of a class that shows counts only. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { headlineAt } from "../../../static/js/dashboard/headline.js";
import { NOTHING } from "../../../static/js/dashboard/roster.js";

const WINDOW = { at: 30, here: 22, help: 0, alert: 0, confused: 0, focused: 0 };

/** @param {Partial<import("../../../static/js/dashboard/roster.js").Picture>} change */
function headline(change) {
  const lesson = /** @type {const} */ ({ kind: "lesson", startedAt: 0 });
  const picture = { ...NOTHING, name: "8B", countsOnly: true, enrolled: 25, serverAt: 0, lesson };
  const { clauses, note } = headlineAt({ ...picture, ...change }, [], 0);
  return [clauses.map(({ text }) => text).join(", "), note];
}

describe("the headline of a class that shows counts only", () => {
  it("never says that nobody has joined: there are no rows to judge by", () => {
    for (const change of [{}, { lesson: null }, { pulse: [WINDOW] }]) {
      assert.doesNotMatch(headline(change).join(" "), /joined/);
    }
  });
  it("says what at least five need, and of how many", () => {
    const [sentence, note] = headline({
      pulse: [WINDOW, { ...WINDOW, at: 60, confused: 5, help: 5 }],
    });
    assert.equal(sentence, "At least 5 look confused, at least 5 ask for help");
    assert.match(note, /^22 of 25 are here\./);
  });
  it("says how many look focused where nothing is needed, and nothing of fewer than five", () => {
    assert.equal(headline({ pulse: [{ ...WINDOW, focused: 15 }] })[0], "At least 15 look focused");
    assert.equal(headline({ pulse: [WINDOW] })[0], "Fewer than five look alike");
  });
  it("waits for the first half minute", () => {
    assert.equal(headline({ pulse: [] })[0], "The first counts come within a minute");
  });
});
