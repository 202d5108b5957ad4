/** The check before a lesson: place, then the relaxed face, then a retry, and what is remembered. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { isMeasured } from "../../../static/js/attention/calibration.js";
import { createCheck } from "../../../static/js/student/check.js";
import { CALIBRATION, seen } from "../attention/people.js";

/**
 * @typedef {import("../attention/people.js").Look} Look
 * @typedef {ReturnType<typeof createCheck>} Checking
 * @typedef {import("../../../static/js/student/check.js").Check} Check
 */

const EVERYTHING = Object.freeze(/** @type {const} */ ({ analysis: "everything", exempt: [] }));
const SMILING = Object.freeze({ smile: 0.8 });

/**
 * Show the check a look at 10 fps until it is over, or for 20 s.
 * @param {Checking} checking
 * @param {Look | ((ms: number) => Look)} look
 * @param {{ from?: number, seconds?: number }} [how]
 * @returns {Check[]}
 */
function show(checking, look, { from = 0, seconds = 20 } = {}) {
  const looks = [];
  for (let ms = from; ms < from + 1000 * seconds; ms += 100) {
    looks.push(checking.look(seen(ms, typeof look === "function" ? look(ms) : look)));
    if (!["placing", "measuring"].includes(looks[looks.length - 1].phase)) break;
  }
  return looks;
}

/** @param {Check[]} looks @returns {Check} */
const lastOf = (looks) => looks[looks.length - 1];

/** @param {Check[]} looks */
const phases = (looks) => [...new Set(looks.map(({ phase }) => phase))];

describe("a check", () => {
  it("finds the place first, then measures", () => {
    const looks = show(createCheck(EVERYTHING), {});
    assert.deepEqual(phases(looks), ["placing", "measuring", "measured"]);
    const { items, share, calibration } = lastOf(looks);
    assert.deepEqual(items, { light: true, alone: true, near: true });
    assert.equal(share, 1);
    assert.ok(calibration && isMeasured(calibration, "brow"));
  });
  for (const [item, hint, look] of /** @type {const} */ ([
    ["light", "too_dark", { faces: 0, picture: { brightness: 0.02 } }],
    ["alone", "multiple_faces", { faces: 2 }],
    ["alone", "no_face", { faces: 0 }],
    ["near", "too_far", { eyes: 35 }],
  ])) {
    it(`waits as long as it takes, and says why: ${hint}`, () => {
      const last = lastOf(show(createCheck(EVERYTHING), look));
      assert.deepEqual([last.phase, last.items[item], last.hint], ["placing", false, hint]);
      assert.equal(last.share, 0);
    });
  }
  it("changes no item of the list for a frame or two", () => {
    const checking = createCheck(EVERYTHING);
    const flickering = (/** @type {number} */ ms) => (ms % 400 === 200 ? { faces: 2 } : {});
    const looks = show(checking, flickering, { seconds: 3 });
    assert.ok(looks.every(({ items }) => items.alone !== false));
  });
  it("goes on being a list of what is seen, once all is measured", () => {
    const checking = createCheck(EVERYTHING);
    show(checking, {});
    for (let ms = 20_000; ms < 21_000; ms += 100) checking.look(seen(ms, { faces: 2 }));
    const last = checking.look(seen(21_000, { faces: 2 }));
    assert.deepEqual([last.phase, last.items.alone], ["measured", false]);
  });
});

describe("a retry", () => {
  it("takes a face as it is that looked like a smile", () => {
    const checking = createCheck(EVERYTHING);
    const first = lastOf(show(checking, SMILING));
    assert.deepEqual(
      [first.phase, first.retry, first.hint, first.calibration],
      ["failed", false, "relax_face", null],
    );
    assert.deepEqual([checking.again().phase, checking.again().retry], ["placing", true]);
    const second = lastOf(show(checking, SMILING, { from: 30_000 }));
    assert.equal(second.phase, "measured");
    assert.ok(Number(second.calibration?.neutral.smile) > 0.7);
  });
  it("that fails as well leaves nothing to start with but population defaults", () => {
    const checking = createCheck(EVERYTHING);
    const turned = (/** @type {number} */ ms) => (ms % 30_000 < 1000 ? {} : { yaw: 30 });
    show(checking, turned);
    checking.again();
    const last = lastOf(show(checking, turned, { from: 30_000 }));
    assert.deepEqual([last.phase, last.retry, last.calibration], ["failed", true, null]);
    assert.equal(last.hint, "turn_to_screen");
  });
  it("is not what a second measuring is, after one that worked", () => {
    const checking = createCheck(EVERYTHING);
    show(checking, {});
    assert.deepEqual([checking.again().phase, checking.again().retry], ["placing", false]);
    assert.equal(lastOf(show(checking, SMILING, { from: 30_000 })).phase, "failed");
  });
});

describe("an earlier calibration", () => {
  it("is used, and says that it is", () => {
    const checking = createCheck(EVERYTHING);
    const { phase, calibration } = checking.remember(CALIBRATION);
    assert.deepEqual([phase, calibration], ["remembered", CALIBRATION]);
    assert.equal(checking.look(seen(0)).phase, "remembered");
  });
  it("is not used where it lacks what is looked at now", () => {
    const narrow = {
      ...CALIBRATION,
      spread: { ...CALIBRATION.spread, brow: null, browShape: null },
    };
    assert.equal(createCheck(EVERYTHING).remember(narrow).phase, "placing");
    const without = /** @type {const} */ ({ analysis: "everything", exempt: ["brow"] });
    assert.equal(createCheck(without).remember(narrow).phase, "remembered");
    assert.equal(createCheck({ ...EVERYTHING, analysis: "attention" }).remember(narrow).share, 1);
  });
  it("is forgotten at once, and nothing is measured until somebody asks", () => {
    const checking = createCheck(EVERYTHING);
    checking.remember(CALIBRATION);
    const { phase, calibration, share } = checking.forget();
    assert.deepEqual([phase, calibration, share], ["forgotten", null, 0]);
    assert.equal(lastOf(show(checking, {}, { seconds: 6 })).phase, "forgotten");
    checking.again();
    assert.equal(lastOf(show(checking, {}, { from: 30_000 })).phase, "measured");
  });
});

describe("what is left out for a student", () => {
  it("is the whole measuring, without the gaze: nothing is compared with it", () => {
    const checking = createCheck({ analysis: "everything", exempt: ["gaze"] });
    for (const look of [checking.look(seen(0)), checking.remember(CALIBRATION), checking.again()]) {
      assert.deepEqual([look.phase, look.calibration], ["unneeded", null]);
    }
    assert.equal(checking.forget().phase, "unneeded");
  });
  it("is how many are there: nobody is told to sit alone", () => {
    const looks = show(createCheck({ analysis: "everything", exempt: ["faces"] }), { faces: 2 });
    assert.deepEqual([lastOf(looks).phase, lastOf(looks).items.alone], ["measured", true]);
  });
});
