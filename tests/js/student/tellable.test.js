import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tellable } from "../../../static/js/student/tellable.js";
import { allows } from "../../../static/js/wire/protocol.js";

/** @typedef {import("../../../static/js/student/tellable.js").Observation} Observation */

const ASKS = /** @type {const} */ ({ analysis: "everything", exempt: [], asks_first: true });

/** @param {object} own @param {object} [cues] @returns {Observation} */
const seen = (own, cues = {}) =>
  /** @type {any} */ ({
    ...own,
    cues: { brow: 0.4, tilt: 14, smile: 0.1, gaze: "centred", faces: 1, ...cues },
  });

const CONFUSED = { state: "confused", reason: "brow_and_tilt" };

describe("where a look of confusion asks the student first", () => {
  it("nothing is told of it, nor what it rests on", () => {
    for (const gaze of ["centred", "down", "away", null]) {
      const told = tellable(ASKS, seen(CONFUSED, { gaze }));
      assert.notEqual(told.state, "confused");
      assert.equal(allows(ASKS, true, told), true);
      assert.deepEqual(told.cues, { brow: null, tilt: null, smile: null, gaze, faces: 1 });
    }
  });

  it("it is told where the student looks instead, and no more than is known", () => {
    const told = (/** @type {string | null} */ gaze) => {
      const { state, reason } = tellable(ASKS, seen(CONFUSED, { gaze }));
      return `${state} ${reason}`;
    };
    assert.equal(told("centred"), "focused facing_screen");
    assert.equal(told("down"), "focused head_down");
    assert.equal(told("away"), "unclear cannot_see");
  });

  it("everything else is told as it was seen, without brow, tilt and smile", () => {
    for (const own of [
      { state: "alert", reason: "no_face" },
      { state: "focused", reason: "head_down" },
    ]) {
      const told = tellable(ASKS, seen(own));
      assert.deepEqual([told.state, told.reason], [own.state, own.reason]);
      assert.deepEqual([told.cues.brow, told.cues.tilt, told.cues.smile], [null, null, null]);
    }
  });

  it("and everything where nothing is asked, or confusion is no matter", () => {
    const confused = seen(CONFUSED);
    assert.equal(tellable({ ...ASKS, asks_first: false }, confused), confused);
    assert.equal(tellable({ ...ASKS, analysis: "attention" }, confused), confused);
  });
});
