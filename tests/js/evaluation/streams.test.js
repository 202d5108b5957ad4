import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { seeded } from "../../../evaluation/chance.js";
import { match, spans, together } from "../../../evaluation/events.js";
import { curve, figure, unmeasured } from "../../../evaluation/figure.js";
import { HABITS, WANDER, calm, trembling } from "../../../evaluation/life.js";
import { calibrate } from "../../../evaluation/product.js";
import { tallyOf, truthOf } from "../../../evaluation/recorded.js";
import { blinking, interrupted, loop, show, story } from "../../../evaluation/streams.js";
import { emptied } from "../../../evaluation/transforms.js";
import { headPose } from "../../../static/js/attention/face.js";
import { frame } from "./faces.js";

const FRAMES = Array.from({ length: 30 }, (_, i) => frame(i * 100, { roll: i / 100 }));
const there = loop(FRAMES, 10);
const nobody = (/** @type {number} */ ms) => emptied(there(ms));

describe("a loop", () => {
  it("turns back at its ends, and leaves out the frame that knows no change", () => {
    const frames = [0, 1, 2, 3].map((n) => frame(n));
    const seen = [0, 100, 200, 300, 400, 500].map((ms) => loop(frames, 10)(ms).time);
    assert.deepEqual(seen, [1, 2, 3, 2, 1, 2]);
    assert.equal(loop([frame(7)], 10)(500).time, 7);
  });
});

describe("a story", () => {
  const told = story([
    { seconds: 5, script: there },
    { seconds: 8, script: nobody, expects: "alert" },
    { seconds: 6, script: there },
  ]);

  it("plays its scenes in their order, and knows what must be told when", () => {
    assert.equal(told.seconds, 19);
    assert.deepEqual(told.expected, [{ from: 5000, to: 13_000, state: "alert" }]);
    assert.equal(told.script(4999).count, 1);
    assert.equal(told.script(5000).count, 0);
    assert.equal(told.script(13_000).count, 1);
    assert.equal(told.script(99_000).count, 1);
  });

  it("is told by the product, at any pace", () => {
    for (const fps of [5, 10, 30]) {
      const said = show(told, calibrate(FRAMES), { fps });
      assert.equal(said.length, 19 * fps);
      const found = match(
        told.expected,
        spans(said, ({ reason }) => reason === "no_face"),
      );
      assert.deepEqual([found.hits, found.misses, found.alarms], [1, 0, 0]);
    }
  });

  it("can lose frames by chance", () => {
    const said = show(told, calibrate(FRAMES), { fps: 10, dropped: 0.2, random: seeded(1) });
    assert.ok(said.length > 130 && said.length < 175);
  });
});

describe("scripts", () => {
  it("are interrupted where they are asked to be", () => {
    const script = interrupted(there, [1000], 300, emptied);
    const counts = [900, 1000, 1200, 1300].map((ms) => script(ms).count);
    assert.deepEqual(counts, [1, 0, 0, 1]);
  });

  it("blink in bursts", () => {
    const shut = [0, 200, 340, 1500].map(
      (ms) => blinking(there)(ms).faces[0].blendshapes.eyeBlinkLeft > 0.5,
    );
    assert.deepEqual(shut, [true, false, true, false]);
  });
});

describe("events", () => {
  /** @param {string} states  a letter for each 100 ms @returns {import("../../../evaluation/streams.js").Told[]} */
  const said = (states) =>
    [...states].map((state, i) => ({ time: i * 100, state, reason: "", seed: null }));

  it("are spans of what holds", () => {
    assert.deepEqual(
      spans(said("..aa.aa"), ({ state }) => state === "a"),
      [
        { from: 200, to: 400 },
        { from: 500, to: Infinity },
      ],
    );
  });

  it("are met once each; what is left was told without cause", () => {
    const expected = [
      { from: 1000, to: 3000 },
      { from: 9000, to: 9500 },
    ];
    const found = match(expected, [
      { from: 1500, to: 3300 },
      { from: 2500, to: 2600 },
      { from: 6000, to: 7000 },
    ]);
    assert.deepEqual(found, { hits: 1, misses: 1, alarms: 2, delays: [500], clears: [300] });
    assert.equal(together([found, found]).alarms, 4);
  });

  it("told before their cause are no hits", () => {
    assert.equal(match([{ from: 1000, to: 2000 }], [{ from: 900, to: 2000 }]).hits, 0);
  });
});

describe("a calm student", () => {
  const still = frame(0);

  it("is the same for the same chance", () => {
    const poses = () => {
      const life = calm(FRAMES, 10, seeded(4));
      return Array.from({ length: 200 }, (_, i) => headPose(life(i * 100).faces[0]));
    };
    assert.deepEqual(poses(), poses());
  });

  it("blinks, glances and moves as often and as far as is said", () => {
    const life = calm([still], 10, seeded(9));
    const seconds = 3000;
    const rolls = [];
    let [blinks, shut] = [0, false];
    for (let i = 0; i < seconds * 20; i += 1) {
      const [face] = life(i * 50).faces;
      rolls.push(headPose(face)?.roll ?? NaN);
      const now = face.blendshapes.eyeBlinkLeft > still.faces[0].blendshapes.eyeBlinkLeft + 0.1;
      if (now && !shut) blinks += 1;
      shut = now;
    }
    const mean = rolls.reduce((sum, roll) => sum + roll, 0) / rolls.length;
    const deviation = Math.sqrt(
      rolls.reduce((sum, roll) => sum + (roll - mean) ** 2, 0) / rolls.length,
    );
    const expected = seconds / (HABITS.blink.every + 0.2);
    assert.ok(Math.abs(blinks / expected - 1) < 0.15, `${blinks} blinks`);
    assert.ok(Math.abs(deviation - WANDER.roll.deviation) < 0.5, `${deviation} degrees`);
  });

  it("trembles as a camera does, about where they are", () => {
    const frames = trembling(still, 200, seeded(1));
    const rolls = frames.map(({ faces }) => headPose(faces[0])?.roll ?? NaN);
    const usual = headPose(still.faces[0])?.roll ?? NaN;
    assert.ok(rolls.every((roll) => Math.abs(roll - usual) < 0.5));
    assert.ok(new Set(rolls).size === rolls.length);
  });
});

describe("the truth of a series", () => {
  const plain = { furrow: 0, smile: 0, gaze: 0, yaw: 0, pitch: 0, roll: 0 };
  /** @param {object} labels @returns {import("../../../evaluation/series.js").Series} */
  const series = (labels) => ({
    ...{ series: "x", subject: "y", kind: "z", amount: 0, fps: 10, source: "", frames: [] },
    labels: { ...plain, ...labels },
  });

  it("is known where it was plainly drawn or plainly not", () => {
    const none = { brow: false, smile: false, tilt: false, gaze: false, down: false };
    assert.deepEqual(truthOf(series({})), none);
    assert.deepEqual(truthOf(series({ furrow: 0.2, roll: -16 })), {
      ...none,
      brow: true,
      tilt: true,
    });
    assert.equal("brow" in truthOf(series({ furrow: 0.05 })), false);
  });

  it("asks nothing of a brow or a mouth that is turned away", () => {
    assert.deepEqual(truthOf(series({ furrow: 0.2, yaw: -35 })), { gaze: true, down: false });
    assert.deepEqual(truthOf(series({ pitch: 35 })), { gaze: false, down: true });
    assert.deepEqual(truthOf(series({ pitch: -30 })), { gaze: true, down: false });
  });

  it("is tallied against what was said", () => {
    const cue = /** @type {const} */ ("brow");
    const verdicts = [
      { cue, should: true, counts: true },
      { cue, should: true, counts: false },
      { cue, should: false, counts: true },
      { cue, should: false, counts: false },
    ];
    assert.deepEqual(tallyOf(verdicts), { hits: 1, misses: 1, alarms: 1 });
  });
});

describe("a figure", () => {
  /** @type {import("../../../evaluation/figure.js").Wanted} */
  const wanted = { name: "x", goal: 1, better: "higher" };

  it("of nothing says that it was not measured", () => {
    const empty = figure(wanted, { value: NaN, interval: [0, 1], n: 0 }, { data: "none" });
    assert.equal(empty.value, null);
    assert.match(empty.note, /no such case/);
    assert.equal(unmeasured(wanted, "because").note, "because");
  });

  it("has a curve of both errors, which cross", () => {
    const points = curve("x", [2, 3, 4], [0, 1, 2.5])?.points ?? [];
    assert.deepEqual([points[0].missed, points[0].false], [0, 1]);
    const last = points[points.length - 1];
    assert.equal(last.false, 0);
    assert.ok(points.every(({ missed }, i) => i === 0 || missed >= points[i - 1].missed));
    assert.equal(curve("x", [], [1]), null);
  });
});
