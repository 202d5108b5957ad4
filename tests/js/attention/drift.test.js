/** The neutral follows a face that settles, but nothing that means something. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { STEADY, drift, drifted } from "../../../static/js/attention/drift.js";
import { CUES, DRIFT } from "../../../static/js/attention/thresholds.js";
import { CALIBRATION, CONFUSED, chance, play } from "./people.js";

const MINUTE = 60_000;

/** @param {Partial<import("../../../static/js/attention/offsets.js").Signals>} signals */
function signalsOf(signals) {
  return { ...CALIBRATION.neutral, ...signals };
}

/**
 * @param {number} minutes
 * @param {(ms: number) => { isClean: boolean, roll: number }} script
 */
function over(minutes, script) {
  let memory = STEADY;
  for (let ms = 0; ms < minutes * MINUTE; ms += 200) {
    const { isClean, roll } = script(ms);
    const signals = signalsOf({ roll: CALIBRATION.neutral.roll + roll });
    memory = drift(memory, isClean, signals, CALIBRATION, 200);
  }
  return drifted(CALIBRATION, memory).neutral.roll - CALIBRATION.neutral.roll;
}

describe("drift", () => {
  it("follows a head that settles, slowly", () => {
    assert.ok(Math.abs(over(0.3, () => ({ isClean: true, roll: 3 }))) < 1e-9);
    const aMinute = over(1, () => ({ isClean: true, roll: 3 }));
    assert.ok(aMinute > 0.3 && aMinute < 1, `${aMinute}`);
    assert.ok(Math.abs(over(30, () => ({ isClean: true, roll: 3 })) - 3) < 0.01);
  });
  it("never goes further than half of what would end the cue", () => {
    const random = chance(6);
    const wild = over(60, () => ({ isClean: true, roll: random() * 90 }));
    assert.ok(Math.abs(wild) <= DRIFT.most * CUES.tilt.exit + 1e-9);
  });
  it("stands still unless it was clean for a while without a break", () => {
    const broken = over(60, (ms) => ({ isClean: ms % 15_000 !== 0, roll: 5 }));
    assert.equal(broken, 0);
  });
  it("does not take confusion, nor a lasting frown, for the person's rest", () => {
    const frowning = play(240, () => CONFUSED, { fps: 5 });
    assert.ok(frowning.slice(50).some(({ state }) => state === "confused"));
    assert.ok(frowning.slice(-100).some(({ state }) => state === "confused"));
    assert.ok(Number(frowning.at(-1)?.cues.tilt) === 16);
  });
  it("leaves alone what was not measured", () => {
    const { spread } = CALIBRATION;
    const partly = { ...CALIBRATION, spread: { ...spread, roll: null } };
    let memory = STEADY;
    for (let i = 0; i < 600; i += 1) {
      memory = drift(memory, true, signalsOf({ roll: 6 }), partly, 200);
    }
    assert.equal(drifted(partly, memory).neutral.roll, CALIBRATION.neutral.roll);
  });
});
