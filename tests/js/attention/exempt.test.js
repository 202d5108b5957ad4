/** What a student asked to be left alone is not computed, not told and not guessed from the rest. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { CONFUSED, NEUTRAL, NOBODY, changes, chance, play, scenes } from "./people.js";

/** @typedef {import("../../../static/js/attention/wanted.js").Exemption} Exemption */

const AWAY = Object.freeze({ yaw: 28 });
const TWO = Object.freeze({ faces: 2 });
const LESSON = scenes(
  [3, NEUTRAL],
  [8, CONFUSED],
  [3, NEUTRAL],
  [8, AWAY],
  [3, NEUTRAL],
  [6, NOBODY],
  [3, NEUTRAL],
  [4, TWO],
  [4, NEUTRAL],
);

/** @param {readonly Exemption[]} exempt */
const reasons = (exempt) =>
  new Set(play(42, LESSON, { exempt }).map(({ reason }) => /** @type {string} */ (reason)));

/** @type {[Exemption[], string[], string[]][]} exempt, reasons that remain, reasons that do not */
const CASES = [
  [[], ["brow_and_tilt", "gaze_away", "no_face", "multiple_faces", "facing_screen"], []],
  [["brow"], ["gaze_away", "no_face", "multiple_faces", "facing_screen"], ["brow_and_tilt"]],
  [["tilt"], ["gaze_away", "no_face", "multiple_faces", "facing_screen"], ["brow_and_tilt"]],
  [
    ["gaze"],
    ["no_face", "multiple_faces", "not_looked_at"],
    ["brow_and_tilt", "gaze_away", "facing_screen", "head_down", "uncalibrated"],
  ],
  [["faces"], ["brow_and_tilt", "gaze_away", "facing_screen"], ["no_face", "multiple_faces"]],
  [
    ["brow", "gaze"],
    ["no_face", "multiple_faces", "not_looked_at"],
    ["brow_and_tilt", "gaze_away", "facing_screen"],
  ],
];

/** @param {import("./people.js").Look} look @returns {[number, import("./people.js").Look]} */
const twoSecondsOf = (look) => [2, look];

describe("an exemption", () => {
  for (const [exempt, remaining, gone] of CASES) {
    it(`from ${exempt.join(" and ") || "nothing"} makes what needs it unavailable, not easier`, () => {
      const told = reasons(exempt);
      for (const reason of remaining) assert.ok(told.has(reason), reason);
      for (const reason of gone) assert.ok(!told.has(reason), reason);
    });
  }
  it("takes the cue out of what is told, meters and grounds included", () => {
    const telling = (/** @type {Exemption[]} */ exempt) => {
      const told = play(42, LESSON, { exempt });
      const cues = told.flatMap((one) => Object.entries(one.cues).filter(([, v]) => v !== null));
      const shown = told.flatMap(({ meters, grounds }) => [...meters, ...grounds]);
      return [new Set(cues.map(([name]) => name)), new Set(shown.map(({ cue }) => cue))];
    };
    const [cues, shown] = telling(["tilt"]);
    assert.deepEqual([...cues].sort(), ["faces", "gaze"]);
    assert.deepEqual([...shown].sort(), ["down", "faces", "gaze"]);
    assert.deepEqual([...telling(["gaze"])[0]], ["faces"]);
    assert.deepEqual([...telling(["faces"])[0]].sort(), ["brow", "gaze", "smile", "tilt"]);
  });
  it("from faces reads the largest face, and says nothing of a picture without one", () => {
    const two = play(12, scenes([3, NEUTRAL], [9, TWO]), { exempt: ["faces"] });
    assert.deepEqual(changes(two), ["unclear:starting", "focused:facing_screen"]);
    const none = play(12, scenes([3, NEUTRAL], [9, NOBODY]), { exempt: ["faces"] });
    assert.deepEqual(changes(none).slice(-2), ["focused:facing_screen", "unclear:cannot_see"]);
  });
  it("never lets a state begin that was not there without it", () => {
    const random = chance(8);
    for (const [exempt] of CASES) {
      const look = () => (random() < 0.5 ? NEUTRAL : { ...CONFUSED, smile: random() });
      const script = scenes(...Array.from({ length: 20 }, () => twoSecondsOf(look())));
      const all = play(40, script);
      const some = play(40, script, { exempt });
      some.forEach(({ state }, i) => {
        if (state === "confused" || state === "alert") assert.equal(all[i].state, state);
      });
    }
  });
});
