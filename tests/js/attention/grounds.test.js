/** Every state says why: which cue, how large, where it counts, and for how long. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { CONFUSED, NEUTRAL, NOBODY, play, scenes } from "./people.js";

/** @type {[string, import("./people.js").Look, string[]][]} reason, look, the cues it rests on */
const CASES = [
  ["facing_screen", NEUTRAL, ["gaze"]],
  ["head_down", { pitch: 30 }, ["down"]],
  ["brow_and_tilt", CONFUSED, ["brow", "tilt", "smile", "gaze"]],
  ["gaze_away", { yaw: 28 }, ["gaze"]],
  ["no_face", NOBODY, ["faces"]],
  ["multiple_faces", { faces: 2 }, ["faces"]],
  ["too_far", { eyes: 15 }, ["picture"]],
  ["too_dark", { faces: 0, picture: { brightness: 0.02, contrast: 0.01 } }, ["picture"]],
  ["covered", { faces: 0, picture: { brightness: 0.4, contrast: 0.01 } }, ["picture"]],
  ["frozen", { picture: { change: 0 } }, ["picture"]],
  ["cannot_see", { squint: 0.05, lookDown: 0.7 }, ["picture"]],
];

describe("the grounds of a state", () => {
  for (const [reason, look, cues] of CASES) {
    it(`${reason} rests on ${cues.join(", ")}`, () => {
      const last = play(15, scenes([3, NEUTRAL], [12, look])).at(-1);
      assert.equal(last?.reason, reason);
      assert.deepEqual(
        last?.grounds.map(({ cue }) => cue),
        cues,
      );
      for (const { value, threshold, ms } of last?.grounds ?? []) {
        assert.ok(Number.isFinite(value) && Number.isFinite(threshold));
        assert.ok(ms > 0 && ms <= 15_000, `${ms}`);
      }
    });
  }
  it("say on which side of the threshold each cue is, and for how long", () => {
    const last = play(9, scenes([3, NEUTRAL], [6, CONFUSED])).at(-1);
    const of = (/** @type {string} */ cue) => last?.grounds.find((ground) => ground.cue === cue);
    assert.ok(Number(of("brow")?.value) > Number(of("brow")?.threshold));
    assert.ok(Number(of("tilt")?.value) > Number(of("tilt")?.threshold));
    assert.ok(Number(of("smile")?.value) < Number(of("smile")?.threshold));
    assert.ok(Math.abs(Number(of("brow")?.ms) - 6000) < 500, `${of("brow")?.ms}`);
  });
  it("are none before the first frame and after the last", () => {
    assert.deepEqual(play(0.1, () => NEUTRAL)[0].grounds, []);
  });
});
