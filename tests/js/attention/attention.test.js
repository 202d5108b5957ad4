/** The front door: rubbish, gaps, and what is told. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { createAttention } from "../../../static/js/attention/attention.js";
import {
  CALIBRATION,
  CONFUSED,
  NOBODY,
  chance,
  changes,
  face,
  firstTime,
  play,
  seen,
} from "./people.js";

/** @type {import("../../../static/js/attention/attention.js").Person} */
const person = { calibration: CALIBRATION, analysis: "everything", exempt: [] };

describe("rubbish", () => {
  const rubbish = /** @type {[string, Partial<import("./people.js").Face>][]} */ ([
    ["no matrix", { matrix: null }],
    ["a NaN matrix", { matrix: Array(16).fill(NaN) }],
    ["no points", { points: {} }],
    ["a face without size", { points: face({ eyes: 0 }).points }],
  ]);
  for (const [name, broken] of rubbish) {
    it(`${name}: cannot see, never an alert`, () => {
      const attention = createAttention(person);
      for (let time = 0; time < 20_000; time += 100) {
        const data = { ...seen(time), faces: [{ ...face({ yaw: 30 }), ...broken }] };
        const { state } = attention.observe(data);
        assert.equal(state, "unclear");
      }
      assert.equal(attention.observe(seen(20_000)).reason, "cannot_see");
    });
  }
  const failing = /** @type {[string, Record<string, number>][]} */ ([
    ["no blendshapes", {}],
    ["NaN blendshapes", { browDownLeft: NaN, browDownRight: NaN }],
    ["blendshapes out of range", { browDownLeft: 7, browDownRight: -1, mouthSmileLeft: 2 }],
  ]);
  for (const [name, blendshapes] of failing) {
    it(`${name}: the shape of the face stands in`, () => {
      const attention = createAttention(person);
      const show = (/** @type {number} */ from, /** @type {import("./people.js").Look} */ look) => {
        let last = attention.lost(from);
        for (let time = from; time < from + 6000; time += 100) {
          last = attention.observe({ ...seen(time), faces: [{ ...face(look), blendshapes }] });
        }
        return last.state;
      };
      assert.equal(show(0, {}), "focused");
      assert.equal(show(6000, { roll: 16, browDrop: 0.04 }), "confused");
      assert.equal(show(12_000, { roll: 16, browDrop: 0.04, mouthWide: 0.5 }), "focused");
    });
  }
  it("numbers of every kind in every place neither throw nor leave the vocabulary", () => {
    const random = chance(5);
    const odd = () => [NaN, Infinity, -Infinity, 0, -1, 1e9, 0.5][Math.floor(random() * 7)];
    const attention = createAttention(person);
    for (let i = 0; i < 3000; i += 1) {
      const data = seen(i * 100, {
        brow: odd(),
        roll: odd(),
        yaw: odd(),
        iris: odd(),
        eyes: odd(),
      });
      data.picture.change = odd();
      const { cues } = attention.observe(data);
      assert.ok(cues.brow === null || (cues.brow >= 0 && cues.brow <= 1));
      assert.ok(cues.tilt === null || (Number.isInteger(cues.tilt) && Math.abs(cues.tilt) <= 90));
      assert.ok([null, "centred", "away", "down"].includes(cues.gaze));
      assert.ok([null, 0, 1, 2, 3, 4].includes(cues.faces));
    }
  });
});

describe("time", () => {
  it("that repeats or runs back changes nothing", () => {
    const attention = createAttention(person);
    let last = attention.observe(seen(5000));
    for (let i = 0; i < 10; i += 1) last = attention.observe(seen(5000 + i * 100));
    for (const time of [5900, 5900, 0, -1, NaN]) {
      assert.deepEqual(attention.observe(seen(time, NOBODY)), last);
    }
  });
  it("without frames is no evidence: an absence that nobody watched is no alert", () => {
    const attention = createAttention(person);
    for (let time = 0; time <= 1500; time += 100) attention.observe(seen(time, NOBODY));
    for (let time = 60_000; time <= 61_400; time += 100) {
      assert.equal(attention.observe(seen(time, NOBODY)).state, "unclear");
    }
  });
  it("without frames ends what was said", () => {
    const attention = createAttention(person);
    for (let time = 0; time <= 5000; time += 100) attention.observe(seen(time, NOBODY));
    const { state, reason, since } = attention.lost(8000);
    assert.deepEqual([state, reason, since], ["unclear", "cannot_see", 8000]);
  });
  it("thinly watched counts for what was watched: a quarter of a second a frame", () => {
    const told = play(20, () => NOBODY, { fps: 2 });
    assert.ok(firstTime(told, "alert") >= 4200, `${firstTime(told, "alert")}`);
    assert.ok(firstTime(told, "alert") <= 5000, `${firstTime(told, "alert")}`);
  });
  it("since is when this state and reason began", () => {
    const told = play(10, () => CONFUSED);
    const began = told.find(({ state }) => state === "confused");
    assert.equal(told.at(-1)?.since, began?.time);
  });
});

describe("what is told", () => {
  it("is rounded, against the person's own neutral", () => {
    const { cues } = play(3, () => ({ brow: 0.1234, roll: -12.6, smile: 0.1549 }))[29];
    assert.deepEqual(cues, { brow: 0.12, tilt: -13, smile: 0.15, gaze: "centred", faces: 1 });
  });
  it("is nothing before the first frame", () => {
    const { state, reason, cues } = createAttention(person).lost(0);
    assert.deepEqual([state, reason], ["unclear", "starting"]);
    assert.deepEqual(cues, { brow: null, tilt: null, smile: null, gaze: null, faces: null });
  });
  it("explains each cue from the relaxed face to where it counts", () => {
    const { meters } = play(3, () => ({ brow: 0.15, roll: -16 }))[29];
    const of = (/** @type {string} */ cue) => meters.find((meter) => meter.cue === cue);
    assert.ok(Math.abs((of("brow")?.share ?? 0) - 0.5) < 0.01);
    assert.equal(of("brow")?.counts, false);
    assert.ok(Math.abs((of("tilt")?.share ?? 0) - 1.6) < 0.01);
    assert.equal(of("tilt")?.counts, true);
    assert.deepEqual(
      meters.map(({ cue }) => cue),
      ["brow", "tilt", "smile", "gaze", "down", "faces"],
    );
  });
  it("holds the last words for a glance aside, and says starting only once", () => {
    const glance = (/** @type {number} */ ms) => (ms % 6000 > 5000 ? { yaw: 28 } : {});
    assert.deepEqual(changes(play(30, glance)), ["unclear:starting", "focused:facing_screen"]);
  });
});
