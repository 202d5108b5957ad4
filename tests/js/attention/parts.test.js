/** The small parts that attention is made of. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { rawCues } from "../../../static/js/attention/cues.js";
import { REST, crosses, dwell } from "../../../static/js/attention/dwell.js";
import { gather, watchFrom, weigh } from "../../../static/js/attention/evidence.js";
import { eyeDistance, headPose, irisRatio } from "../../../static/js/attention/face.js";
import { oneEuro } from "../../../static/js/attention/one_euro.js";
import { chance, face, rotation, seen } from "./people.js";

const SETTINGS = { minCutoff: 1, beta: 0.02 };

describe("the geometry of a face", () => {
  it("finds the angles that a matrix was made of", () => {
    const random = chance(2);
    for (let i = 0; i < 300; i += 1) {
      const [roll, yaw, pitch] = [0, 0, 0].map(() => (random() - 0.5) * 160);
      const pose = headPose({ ...face({}), matrix: rotation(roll, yaw, pitch) });
      for (const [told, made] of [
        [pose?.roll, roll],
        [pose?.yaw, yaw],
        [pose?.pitch, pitch],
      ]) {
        assert.ok(Math.abs(Number(told) - Number(made)) < 1e-6);
      }
    }
  });
  it("measures eyes and irises whatever their size", () => {
    for (const eyes of [20, 60, 200]) {
      assert.ok(Math.abs((eyeDistance(face({ eyes })) ?? 0) - eyes) < 1e-9);
      assert.ok(Math.abs((irisRatio(face({ eyes, iris: 0.12 })) ?? 0) - 0.62) < 1e-9);
    }
  });
});

describe("a cue", () => {
  it("is unknown where it cannot be read", () => {
    const cases = /** @type {const} */ ([
      [{ yaw: 18 }, { brow: true, tilt: true, yaw: true, iris: true }],
      [{ yaw: 24 }, { brow: true, tilt: false, yaw: true, iris: true }],
      [{ roll: 60 }, { brow: true, tilt: false, yaw: true, iris: true }],
      [{ yaw: 29 }, { brow: false, tilt: false, yaw: true, iris: false }],
      [{ yaw: 35 }, { brow: false, tilt: false, yaw: true, iris: false }],
      [{ pitch: -35 }, { brow: false, tilt: false, yaw: true, iris: true }],
      [{ eyes: 40 }, { brow: false, tilt: true, yaw: true, iris: false }],
      [{ eyes: 20 }, { brow: false, tilt: false, yaw: false, iris: false }],
      [{ faces: 2 }, { brow: false, tilt: false, yaw: false, iris: false }],
    ]);
    for (const [look, expected] of cases) {
      const { brow, tilt, yaw, iris } = rawCues(seen(0, look));
      const known = Object.entries({ brow, tilt, yaw, iris }).map(([name, v]) => [
        name,
        v !== null,
      ]);
      assert.deepEqual(Object.fromEntries(known), expected, JSON.stringify(look));
    }
  });
});

describe("the One-Euro filter", () => {
  it("stays within what it was given, and settles on a steady value, at any rate", () => {
    for (const fps of [5, 10, 15, 30]) {
      const random = chance(fps);
      /** @type {import("../../../static/js/attention/one_euro.js").OneEuro | null} */
      let memory = null;
      for (let i = 0; i < 10 * fps; i += 1) {
        memory = oneEuro(memory, i < 5 * fps ? random() : 0.5, (i * 1000) / fps, SETTINGS);
        assert.ok(memory !== null && memory.value >= 0 && memory.value <= 1);
      }
      assert.ok(Math.abs(Number(memory?.value) - 0.5) < 0.01);
    }
  });
  it("calms noise to less than half", () => {
    const random = chance(9);
    const spread = (/** @type {number[]} */ all) => Math.max(...all) - Math.min(...all);
    const noise = Array.from({ length: 200 }, () => random());
    /** @type {import("../../../static/js/attention/one_euro.js").OneEuro | null} */
    let memory = null;
    const calmed = noise.map((value, i) => {
      memory = oneEuro(memory, value, i * 33, SETTINGS);
      return memory?.value ?? NaN;
    });
    assert.ok(spread(calmed.slice(30)) < spread(noise) / 2);
  });
  it("ignores what is unknown, and starts afresh after a gap", () => {
    const first = oneEuro(null, 1, 0, SETTINGS);
    assert.equal(oneEuro(first, null, 100, SETTINGS), first);
    assert.equal(oneEuro(first, NaN, 100, SETTINGS), first);
    assert.equal(oneEuro(first, 9, 0, SETTINGS), first);
    assert.equal(oneEuro(first, 9, 5000, SETTINGS)?.value, 9);
  });
});

describe("hysteresis and dwell", () => {
  it("enters above, leaves below, and keeps its mind in between", () => {
    const band = { enter: 10, exit: 7 };
    const told = [9, 10, 8, 7, 6.9, 9].reduce(
      (all, value) => [...all, crosses(all.at(-1) ?? false, value, band) === true],
      /** @type {boolean[]} */ ([]),
    );
    assert.deepEqual(told, [false, true, true, true, false, false]);
    assert.equal(crosses(true, null, band), null);
  });
  it("turns only after readings that agree for long enough", () => {
    const random = chance(11);
    let memory = REST;
    let agreed = 0;
    for (let i = 0; i < 5000; i += 1) {
      const raw = random() < 0.1 ? null : random() < (i % 200 < 100 ? 0.9 : 0.1);
      const before = memory;
      memory = dwell(memory, raw, 100, { on: 400, off: 300 });
      if (raw !== null) agreed = raw === before.on ? 0 : agreed + 1;
      if (memory.on !== before.on) {
        assert.ok(agreed >= (memory.on ? 5 : 4), `turned after ${agreed} readings`);
        agreed = 0;
      }
    }
  });
});

describe("evidence within a window", () => {
  it("weighs what is known, and says nothing while too little is", () => {
    let memory = watchFrom(0);
    for (let time = 100; time <= 1000; time += 100) {
      memory = gather(memory, time <= 400, { time, ms: 100 }, 1000);
    }
    assert.deepEqual(weigh(memory, 1000, 1000), { share: 0.4, span: 1000 });
    memory = gather(memory, null, { time: 1500, ms: 100 }, 1000);
    assert.equal(weigh(memory, 1500, 1000), null);
  });
  it("stays small however fast the frames come", () => {
    let memory = watchFrom(0);
    for (let i = 1; i < 20_000; i += 1) {
      memory = gather(memory, i % 2 === 0, { time: i * 0.1, ms: 0.1 }, 8000);
    }
    assert.ok(memory.stretches.length <= 512);
  });
});
