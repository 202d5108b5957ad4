/** The rules of states, on made-up people over time. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { UNCALIBRATED } from "../../../static/js/attention/calibration.js";
import { CONFUSED, NEUTRAL, NOBODY, changes, chance, firstTime, play, scenes } from "./people.js";

const FACING = "focused:facing_screen";
const AWAY = Object.freeze({ yaw: 28 });
const TWO = Object.freeze({ faces: 2 });

describe("the truth table of the four cues", () => {
  for (let bits = 0; bits < 16; bits += 1) {
    const [furrow, tilt, smile, away] = [8, 4, 2, 1].map((bit) => (bits & bit) !== 0);
    const expected = away ? "alert" : furrow && tilt && !smile ? "confused" : "focused";
    it(`furrow ${furrow}, tilt ${tilt}, smile ${smile}, away ${away}: ${expected}`, () => {
      const look = {
        brow: furrow ? 0.35 : 0,
        browDrop: furrow ? 0.015 : 0,
        roll: tilt ? 15 : 0,
        smile: smile ? 0.8 : 0,
        iris: away ? 0.14 : 0,
      };
      const told = play(15, scenes([3, NEUTRAL], [12, look]));
      assert.equal(told.at(-1)?.state, expected);
      const others = new Set(["unclear", "focused", expected]);
      assert.ok(told.every(({ state }) => others.has(state)));
    });
  }
});

describe("the same events at every frame rate", () => {
  const script = scenes(
    [5, NEUTRAL],
    [6, CONFUSED],
    [5, NEUTRAL],
    [8, AWAY],
    [4, NEUTRAL],
    [5, NOBODY],
    [4, NEUTRAL],
    [3, TWO],
    [4, NEUTRAL],
  );
  const onsets = { confused: 8.15, away: 21.4, nobody: 31, two: 38 };
  for (const [fps, dropped] of [
    [5, 0],
    [10, 0],
    [15, 0],
    [30, 0],
    [10, 0.2],
    [30, 0.2],
  ]) {
    it(`${fps} fps, ${dropped * 100}% dropped`, () => {
      const told = play(44, script, { fps, dropped, random: chance(fps) });
      const settled = changes(told).filter((one) => !one.startsWith("unclear"));
      assert.deepEqual(
        settled.filter((one) => one !== FACING),
        ["confused:brow_and_tilt", "alert:gaze_away", "alert:no_face", "alert:multiple_faces"],
      );
      for (const [reason, onset] of [
        ["brow_and_tilt", onsets.confused],
        ["gaze_away", onsets.away],
        ["no_face", onsets.nobody],
        ["multiple_faces", onsets.two],
      ]) {
        const at = told.find((one) => one.reason === reason)?.time ?? NaN;
        assert.ok(Math.abs(at / 1000 - Number(onset)) <= 0.3, `${reason} at ${at} ms`);
      }
    });
  }
});

describe("alerts end in time", () => {
  for (const look of [AWAY, NOBODY, TWO]) {
    for (const fps of [5, 10, 30]) {
      it(`${JSON.stringify(look)} for a minute, at ${fps} fps`, () => {
        const told = play(66, scenes([2, NEUTRAL], [60, look], [4, NEUTRAL]), { fps });
        assert.equal(told.find(({ time }) => time >= 61_000)?.state, "alert");
        assert.ok(firstTime(told, "focused", 62_000) <= 63_500);
        assert.equal(told.at(-1)?.state, "focused");
      });
    }
  }
});

describe("ghosts of one to three frames change nothing", () => {
  for (const frames of [1, 2, 3]) {
    for (const fps of [5, 10, 30]) {
      const ghost = (/** @type {number} */ ms) => ms >= 4000 && ms < 4000 + (frames * 1000) / fps;
      it(`a second face for ${frames} frames at ${fps} fps`, () => {
        const told = play(9, (ms) => (ghost(ms) ? TWO : NEUTRAL), { fps });
        assert.deepEqual(changes(told), ["unclear:starting", FACING]);
      });
      it(`a face for ${frames} frames of absence at ${fps} fps`, () => {
        const told = play(9, (ms) => (ghost(ms) ? NEUTRAL : NOBODY), { fps });
        assert.deepEqual(changes(told).slice(-2), ["unclear:cannot_see", "alert:no_face"]);
        assert.ok(firstTime(told, "alert") <= 3200);
      });
    }
  }
});

describe("confusion", () => {
  it("is not said of a blink of a face that is only tilted", () => {
    const blinking = (/** @type {number} */ ms) =>
      ms % 3000 < 300 ? { ...CONFUSED, blink: 0.7 } : { roll: 16 };
    assert.ok(play(20, blinking).every(({ state }) => state === "focused" || state === "unclear"));
  });
  it("waits out its cooldown, however confused the face", () => {
    const told = play(40, scenes([2, NEUTRAL], [6, CONFUSED], [3, NEUTRAL], [29, CONFUSED]));
    const ended = firstTime(told, "focused", 8000);
    const again = firstTime(told, "confused", ended);
    assert.ok(ended <= 8000 + 1600, `ended at ${ended}`);
    assert.ok(again >= ended + 10_000 && again <= ended + 10_300, `again at ${again - ended}`);
  });
  it("is never said, and its cues are not told, under the policy of attention", () => {
    const told = play(20, () => CONFUSED, { analysis: "attention" });
    assert.ok(told.every(({ state }) => state !== "confused"));
    assert.ok(
      told.every(({ cues }) => [cues.brow, cues.tilt, cues.smile].every((c) => c === null)),
    );
    assert.ok(told.flatMap(({ meters }) => meters).every(({ cue }) => cue !== "brow"));
  });
  it("asks for a stronger furrow of a face that was not calibrated", () => {
    const weak = { roll: 16, brow: 0.2, browDrop: 0.01 };
    assert.ok(play(8, () => weak).some(({ state }) => state === "confused"));
    const told = play(8, () => weak, { calibration: UNCALIBRATED });
    assert.deepEqual(changes(told), ["unclear:starting", "focused:uncalibrated"]);
    const strong = play(8, () => CONFUSED, { calibration: UNCALIBRATED });
    assert.equal(strong.at(-1)?.state, "confused");
  });
  it("is not said of a head that turned or went down, where brows cannot be compared", () => {
    for (const look of [
      { ...CONFUSED, pitch: 30 },
      { ...CONFUSED, yaw: 32 },
    ]) {
      assert.ok(play(12, () => look).every(({ state }) => state !== "confused"));
    }
  });
});

describe("a gaze that is away from the first frame on", () => {
  it("is never said to face the screen", () => {
    assert.ok(play(20, () => AWAY).every(({ state }) => state !== "focused"));
  });
});

describe("a gaze aside that blinks quickly", () => {
  it("is not taken for centred while the lids are down", () => {
    const blinking = (/** @type {number} */ ms) => ({
      iris: 0.15,
      blink: ms % 600 < 300 ? 0.7 : 0,
    });
    const told = play(10, blinking).filter(({ time }) => time > 3000);
    assert.ok(told.every(({ cues }) => cues.gaze === "away" || cues.gaze === null));
  });
});

describe("looking down", () => {
  it("is reading or writing, never an alert", () => {
    const told = play(40, scenes([2, NEUTRAL], [38, { pitch: 35, iris: 0.2 }]));
    assert.deepEqual(changes(told), ["unclear:starting", FACING, "focused:head_down"]);
    assert.equal(told.at(-1)?.cues.gaze, "down");
  });
  it("is also lowered lids that stay down; a blink is nothing", () => {
    const lids = { blink: 0.7, iris: 0.2, lookDown: 0.7 };
    assert.equal(play(5, () => lids).at(-1)?.reason, "head_down");
    const blinking = (/** @type {number} */ ms) => (ms % 3000 < 300 ? lids : NEUTRAL);
    assert.deepEqual(changes(play(20, blinking)), ["unclear:starting", FACING]);
  });
});

describe("what cannot be read", () => {
  const dark = { faces: 0, picture: { brightness: 0.02, contrast: 0.01 } };
  const cases = /** @type {const} */ ([
    ["too_dark", dark],
    ["covered", { faces: 0, picture: { brightness: 0.4, contrast: 0.01 } }],
    ["frozen", { ...AWAY, picture: { change: 0 } }],
    ["frozen", { ...NOBODY, picture: { change: 0 } }],
    ["frozen", { ...CONFUSED, picture: { change: 0 } }],
    ["too_far", { eyes: 15 }],
    ["cannot_see", { squint: 0.05, lookDown: 0.7, iris: 0.2 }],
    ["cannot_see", { eyeLight: 0.2, ...AWAY }],
    ["blurred", { detail: 0.2, ...AWAY }],
    ["too_dark", { picture: { brightness: 0.01 }, ...AWAY }],
  ]);
  for (const [reason, look] of cases) {
    it(`${reason} is said, and never turns into an alert or confusion`, () => {
      const told = play(60, scenes([3, NEUTRAL], [57, look]));
      assert.deepEqual(changes(told), ["unclear:starting", FACING, `unclear:${reason}`]);
    });
    it(`${reason} ends soon after`, () => {
      const told = play(30, scenes([3, NEUTRAL], [20, look], [7, NEUTRAL]));
      assert.ok(firstTime(told, "focused", 23_000) <= 24_500);
    });
  }
});

/**
 * Anything at all, for a frame.
 * @param {() => number} random
 * @returns {import("./people.js").Look}
 */
function wild(random) {
  const pick = (/** @type {number[]} */ ...of) => of[Math.floor(random() * of.length)];
  return {
    faces: pick(0, 1, 1, 1, 1, 2),
    brow: pick(0, 0.4),
    browDrop: pick(0, 0.02),
    roll: pick(0, 16, -16),
    smile: pick(0, 0, 0.8),
    yaw: pick(0, 0, 28),
    pitch: pick(0, 0, 30, -30),
    iris: pick(0, 0, 0.15),
    blink: pick(0, 0, 0.7),
    eyes: pick(110, 110, 15),
    picture: { change: pick(0, 0.01, 0.01), brightness: pick(0.02, 0.4, 0.4) },
  };
}

describe("any sequence of cues", () => {
  /** The shortest time from the end of a state to its next beginning, ms. */
  const DWELL = { "alert:no_face": 3000, "alert:multiple_faces": 1000, "alert:gaze_away": 5000 };
  for (let seed = 1; seed <= 40; seed += 1) {
    it(`flips nothing faster than its dwell (seed ${seed})`, () => {
      const random = chance(seed);
      let look = wild(random);
      let until = 0;
      const script = (/** @type {number} */ ms) => {
        if (ms >= until) [look, until] = [wild(random), ms + 200 + random() * 9000];
        return look;
      };
      const told = play(180, script, { fps: [5, 10, 30][seed % 3] });
      assert.ok(tooSoon(told, DWELL).length === 0, JSON.stringify(tooSoon(told, DWELL)));
      assert.ok(told.every(({ since, time }) => since <= time));
    });
  }
});

/**
 * The states that began sooner after their own end than allowed.
 * @param {(import("./people.js").Observation & { time: number })[]} told
 * @param {Record<string, number>} dwell  ms
 */
function tooSoon(told, dwell) {
  /** @type {Map<string, number>} */
  const last = new Map();
  return told.filter(({ state, reason, time }, i) => {
    const name = `${state}:${reason}`;
    const began = i > 0 && (told[i - 1].state !== state || told[i - 1].reason !== reason);
    const allowed = (last.get(name) ?? 0) + (dwell[name] ?? 0);
    last.set(name, time);
    return began && time < allowed;
  });
}
