/** A person's own neutral: what is taken, what is not, and why not yet. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  UNCALIBRATED,
  createCalibration,
  readCalibration,
} from "../../../static/js/attention/calibration.js";
import { CALIBRATION, chance, seen } from "./people.js";

/**
 * @param {import("./people.js").Script} script
 * @param {number} [fps]
 */
function calibrate(script, fps = 10) {
  const calibration = createCalibration();
  const told = [];
  for (let time = 0; time <= 20_000; time += 1000 / fps) {
    told.push({ time, ...calibration.add(seen(time, script(time))) });
    if (told.at(-1)?.status !== "collecting") break;
  }
  return told;
}

describe("a relaxed face", () => {
  for (const fps of [5, 10, 30]) {
    it(`is measured within five seconds at ${fps} fps`, () => {
      const last = calibrate(() => ({}), fps).at(-1);
      assert.equal(last?.status, "calibrated");
      assert.ok(last.time >= 3000 && last.time <= 5000, `${last.time} ms`);
      for (const [name, value] of Object.entries(CALIBRATION.neutral)) {
        const measured = Reflect.get(last.calibration?.neutral ?? {}, name);
        assert.ok(Math.abs(measured - value) < 1e-6, name);
      }
    });
  }
  it("is the median of noise, whose spread is told", () => {
    const random = chance(4);
    const last = calibrate(() => ({ roll: 2 * (random() - 0.5) })).at(-1);
    const { neutral, spread } = last?.calibration ?? UNCALIBRATED;
    assert.ok(Math.abs(neutral.roll - CALIBRATION.neutral.roll) < 0.4);
    assert.ok(spread.roll > 0.2 && spread.roll < 0.8);
  });
  it("is measured without its blinks", () => {
    const blinks = (/** @type {number} */ ms) =>
      ms % 1000 > 500 ? { blink: 0.7, brow: 0.3, iris: 0.3 } : {};
    const last = calibrate(blinks, 5).at(-1);
    assert.ok(Number(last?.time) >= 6000, "twenty samples with open eyes take longer");
    const { neutral, spread } = last?.calibration ?? UNCALIBRATED;
    assert.ok(Math.abs(neutral.blink - CALIBRATION.neutral.blink) < 1e-6);
    assert.equal(spread.brow, 0);
  });
});

describe("what stands in the way is said", () => {
  const cases = /** @type {const} */ ([
    ["no_face", { faces: 0 }],
    ["multiple_faces", { faces: 2 }],
    ["too_dark", { faces: 0, picture: { brightness: 0.02 } }],
    ["covered", { faces: 0, picture: { contrast: 0.01 } }],
    ["too_far", { eyes: 35 }],
    ["cannot_see", { squint: 0.05, lookDown: 0.7 }],
    ["turn_to_screen", { yaw: 22 }],
  ]);
  for (const [hint, look] of cases) {
    it(`${hint}, and it fails in the end`, () => {
      const told = calibrate(() => look);
      assert.equal(told[5].hint, hint);
      const last = told.at(-1);
      assert.deepEqual([last?.status, last?.calibration], ["failed", null]);
      assert.ok(Number(last?.time) <= 13_000);
    });
    it(`${hint} for a while only delays it`, () => {
      const last = calibrate((ms) => (ms < 3000 ? look : {})).at(-1);
      assert.equal(last?.status, "calibrated");
      assert.ok(Math.abs(last.time - 6100) <= 300, `${last.time} ms`);
    });
  }
  it("hold_still, to a head that never rests", () => {
    const told = calibrate((ms) => ({ roll: 12 * Math.sin(ms / 300) }));
    assert.equal(told.at(-1)?.status, "failed");
    assert.equal(told.at(-1)?.hint, "hold_still");
  });
});

describe("frames", () => {
  it("whose time repeats count once", () => {
    const calibration = createCalibration();
    for (let i = 0; i < 500; i += 1) {
      assert.equal(calibration.add(seen(1000)).status, "collecting");
    }
  });
  it("after the end change nothing", () => {
    const calibration = createCalibration();
    let last;
    for (let time = 0; time <= 4000; time += 100) last = calibration.add(seen(time));
    assert.equal(last?.status, "calibrated");
    assert.equal(calibration.add(seen(5000, { faces: 0 })), last);
  });
});

describe("a kept calibration", () => {
  it("comes back from JSON as it was", () => {
    assert.deepEqual(readCalibration(JSON.parse(JSON.stringify(CALIBRATION))), CALIBRATION);
  });
  for (const broken of [
    null,
    7,
    {},
    { ...CALIBRATION, calibrated: "yes" },
    { ...CALIBRATION, neutral: { ...CALIBRATION.neutral, roll: "1" } },
    { ...CALIBRATION, spread: null },
  ]) {
    it(`is refused when it is ${JSON.stringify(broken)}`, () => {
      assert.equal(readCalibration(broken), null);
    });
  }
});
