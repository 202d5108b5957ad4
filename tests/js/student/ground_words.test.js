/** Every state's grounds can be said in one sentence. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { groundSentence } from "../../../static/js/student/ground_words.js";
import { CONFUSED, NEUTRAL, NOBODY, play, scenes } from "../attention/people.js";

/** @param {import("../attention/people.js").Look} look */
function saidOf(look) {
  const last = play(15, scenes([3, NEUTRAL], [12, look])).at(-1);
  return last ? groundSentence(last.reason, last.grounds) : "";
}

describe("the sentence of a state's grounds", () => {
  for (const [look, expected] of /** @type {[import("../attention/people.js").Look, RegExp][]} */ ([
    [
      CONFUSED,
      /^Brow 0\.\d\d \(counts from 0\.30\); head tilted 16° \(counts from 10°\); smile 0\.00 \(counts from 0\.30\); turned from the screen \d° \(counts from \d+°\)\.$/,
    ],
    [{ roll: -16, brow: 0.4, browDrop: 0.02 }, /head tilted 16°/],
    [NEUTRAL, /^Turned from the screen \d° \(counts from \d+°\)\.$/],
    [{ yaw: 28 }, /^Turned from the screen 28° \(counts from 18°\)\.$/],
    [{ pitch: 30 }, /^Head lowered 30° \(counts from 15°\)\.$/],
    [NOBODY, /^0 faces in the picture\.$/],
    [{ faces: 2 }, /^2 faces in the picture\.$/],
    [{ eyes: 15 }, /^Eyes 15 px apart, enough from 24 px\.$/],
    [
      { faces: 0, picture: { brightness: 0.05, contrast: 0.2 } },
      /^Light 0\.05 \(enough from 0\.12\)\.$/,
    ],
    [
      { faces: 0, picture: { brightness: 0.4, contrast: 0.01 } },
      /^Contrast 0\.01 \(enough from 0\.0\d\)\.$/,
    ],
    [{ detail: 0.2 }, /^Sharpness 0\.20 \(enough from 0\.\d\d\)\.$/],
    [{ squint: 0.05, lookDown: 0.7 }, /^Eyes seen 0\.05 \(enough from 0\.22\)\.$/],
    [{ picture: { change: 0 } }, /^The same picture for 3 s\.$/],
  ])) {
    it(`${JSON.stringify(look)}: ${expected.source}`, () => {
      assert.match(saidOf(look), expected);
    });
  }
  it("is none where nothing was measured", () => {
    assert.equal(groundSentence("starting", []), "");
    const unknown = { cue: "gaze", value: null, threshold: 18, unit: "degrees", ms: 0 };
    assert.equal(groundSentence("gaze_away", [/** @type {any} */ (unknown)]), "");
  });
});
