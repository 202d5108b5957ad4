/** What holds of any sequence of looks, drawn by chance: rates, sides, sizes, time, and the unknown. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { createAttention } from "../../../static/js/attention/attention.js";
import { CUE_DWELL, STATES } from "../../../static/js/attention/thresholds.js";
import { mirrored, scaled } from "./mirror.js";
import { CALIBRATION, CONFUSED, NEUTRAL, NOBODY, chance, play, scenes, seen } from "./people.js";

/** @typedef {import("./people.js").Look} Look */
/** @typedef {import("./people.js").Script} Script */
/** @typedef {import("./people.js").FaceData} FaceData */
/** @typedef {import("./people.js").Calibration} Calibration */
/** @typedef {ReturnType<typeof play>} Told */

const AWAY = Object.freeze({ yaw: 28 });
const TWO = Object.freeze({ faces: 2 });
/** A frame of which nothing can be told. @type {Look} */
const BLURRED = Object.freeze({ detail: 0.1 });

/** @type {readonly Look[]} */
const LOOKS = [
  NEUTRAL,
  NEUTRAL,
  CONFUSED,
  { ...CONFUSED, roll: -16 },
  { ...CONFUSED, smile: 0.9 },
  { brow: 0.4, browDrop: 0.02 },
  { roll: -14 },
  { smile: 0.5 },
  AWAY,
  { yaw: -24, iris: -0.02 },
  { iris: 0.14 },
  { pitch: -25 },
  { pitch: 30 },
  { blink: 0.7, lookDown: 0.7 },
  NOBODY,
  TWO,
  BLURRED,
];

/**
 * A script of looks that last for up to so long each.
 * @param {number} seed @param {number} longest  s @param {readonly Look[]} [looks]
 * @returns {Script}
 */
function drawn(seed, longest, looks = LOOKS) {
  const random = chance(seed);
  const draw = () => looks[Math.floor(random() * looks.length)];
  const all = Array.from({ length: 60 }, () => [0.3 + random() * longest, draw()]);
  return scenes(.../** @type {[number, Look][]} */ (all));
}

/** @param {{ state: string, reason: string }} told @returns {string | null}  what presses, if anything */
const pressing = ({ state, reason }) => (state === "alert" || state === "confused" ? reason : null);

/** @param {Told} told @returns {{ reason: string, time: number, i: number }[]} */
function onsetsOf(told) {
  return told.flatMap((one, i) => {
    const reason = pressing(one);
    const isOnset = reason !== null && (i === 0 || pressing(told[i - 1]) !== reason);
    return isOnset ? [{ reason, time: one.time, i }] : [];
  });
}

/** @param {FaceData[]} frames @param {Calibration} [calibration] */
function observe(frames, calibration = CALIBRATION) {
  const attention = createAttention({ calibration, analysis: "everything", exempt: [] });
  return frames.map((data) => attention.observe(data));
}

/** @param {Script} script @param {number} seconds @param {number} fps @returns {FaceData[]} */
function framesOf(script, seconds, fps) {
  return Array.from({ length: seconds * fps }, (_, i) => {
    const time = (i * 1000) / fps;
    return seen(time, script(time));
  });
}

const ALARMING = [NOBODY, TWO, AWAY, { iris: 0.15 }, { pitch: -25 }];

const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1);

describe("whatever was seen before", () => {
  for (const fps of [5, 10, 15, 30]) {
    it(`no alert stays for 1.5 s after its cause, at ${fps} fps`, () => {
      let alerts = 0;
      for (const seed of SEEDS) {
        const before = drawn(seed, 9);
        const last = scenes([8, ALARMING[seed % ALARMING.length]], [60, NEUTRAL]);
        const script = (/** @type {number} */ ms) => (ms < 36_000 ? before(ms) : last(ms - 36_000));
        const told = play(50, script, { fps });
        alerts += told.some(({ state, time }) => state === "alert" && time === 44_000) ? 1 : 0;
        const after = told.filter(({ time }) => time >= 45_500);
        assert.ok(
          after.every(({ state }) => state !== "alert"),
          `seed ${seed}`,
        );
        assert.equal(after.at(-1)?.state, "focused", `seed ${seed}`);
      }
      assert.ok(alerts > 8, `${alerts}`);
    });
  }
});

/** How long each must have been seen before it is said, ms: its rule, and how soon its cues count. */
const CAUSES = Object.freeze({
  no_face: { looks: (/** @type {Look} */ { faces }) => faces === 0, within: 3500, ms: 2500 },
  multiple_faces: { looks: (/** @type {Look} */ { faces }) => faces === 2, within: 1500, ms: 700 },
  gaze_away: {
    looks: (/** @type {Look} */ { yaw, iris, pitch = 0 }) => yaw || iris || pitch < 0,
    within: STATES.away.window + 1000,
    ms: STATES.away.held - CUE_DWELL.away.off - 400,
  },
  brow_and_tilt: {
    looks: (/** @type {Look} */ { browDrop, roll, smile }) => browDrop && roll && !smile,
    within: STATES.confused.window + 1000,
    ms: STATES.confused.held - CUE_DWELL.tilt.off,
  },
});

describe("whatever is said", () => {
  for (const fps of [5, 10, 15, 30]) {
    it(`has been seen for long enough, at ${fps} fps`, () => {
      let onsets = 0;
      for (const seed of SEEDS) {
        const script = drawn(seed + 100, 5);
        const told = play(60, script, { fps });
        for (const { reason, time } of onsetsOf(told)) {
          const { looks, within, ms } = CAUSES[/** @type {keyof typeof CAUSES} */ (reason)];
          const seenSo = told.filter((one) => one.time <= time && one.time > time - within);
          const held = (seenSo.filter((one) => looks(script(one.time))).length * 1000) / fps;
          // A share of the window may be unknown, which says nothing for either side.
          assert.ok(held >= 0.7 * ms, `seed ${seed}: ${reason} at ${time} after ${held} ms`);
          onsets += 1;
        }
      }
      assert.ok(onsets > 30, `${onsets}`);
    });
    it(`is not said of confusion again before its cooldown, at ${fps} fps`, () => {
      for (const seed of SEEDS.slice(0, 4)) {
        const told = play(90, drawn(seed + 200, 6, [CONFUSED, CONFUSED, NEUTRAL]), { fps });
        const isConfused = told.map(({ state }) => state === "confused");
        const ends = told.filter((_, i) => isConfused[i - 1] && !isConfused[i]);
        for (const { time, reason } of onsetsOf(told)) {
          const last = ends.findLast((end) => end.time <= time);
          const rested = time - (last?.time ?? -Infinity);
          assert.ok(rested >= STATES.confused.cooldown, `seed ${seed}: ${reason} after ${rested}`);
        }
      }
    });
  }
});

describe("what is unknown is never evidence", () => {
  it("nothing begins on a frame of which nothing can be told", () => {
    let unknown = 0;
    for (const seed of SEEDS) {
      const script = drawn(seed + 300, 4, [NOBODY, TWO, AWAY, CONFUSED, NEUTRAL, BLURRED, BLURRED]);
      const told = play(120, script);
      unknown += told.filter(({ time }) => script(time) === BLURRED).length;
      for (const { reason, time } of onsetsOf(told)) {
        assert.notEqual(script(time), BLURRED, `seed ${seed}: ${reason} at ${time}`);
      }
    }
    assert.ok(unknown > 1000);
  });
  for (const [name, look] of /** @type {[string, Look][]} */ ([
    ["nobody", NOBODY],
    ["a second face", TWO],
    ["a gaze aside", AWAY],
    ["confusion", CONFUSED],
  ])) {
    for (const fps of [5, 10, 15, 30]) {
      it(`frames of ${name} that cannot be read make nothing earlier, at ${fps} fps`, () => {
        const whole = onsetsOf(play(14, scenes([4, NEUTRAL], [10, look]), { fps }))[0].time;
        for (const seed of SEEDS) {
          const random = chance(seed);
          const share = random() * 0.9;
          const script = (/** @type {number} */ ms) =>
            ms < 4000 ? NEUTRAL : random() < share ? BLURRED : look;
          const [first] = onsetsOf(play(14, script, { fps }));
          assert.ok(!first || first.time >= whole, `seed ${seed}: ${first?.time} < ${whole}`);
        }
      });
    }
  }
});

/** Each so long, or so short, that no rate of frames could doubt it, s. @type {[Look, number, number][]} */
const CLEAR = [
  [CONFUSED, 1.5, 5],
  [AWAY, 3.5, 7],
  [{ iris: 0.2 }, 3.5, 7],
  [NOBODY, 2, 4.5],
  [TWO, 0, 2.5],
];

/** Clear events with twelve seconds between them. @param {number} seed @returns {Script} */
function clearly(seed) {
  const random = chance(seed);
  const event = () => {
    const [look, short, long] = CLEAR[Math.floor(random() * CLEAR.length)];
    return /** @type {[number, Look]} */ ([random() < 0.3 ? short : long + random(), look]);
  };
  /** @type {[number, Look]} */
  const rest = [12, NEUTRAL];
  return scenes(rest, ...Array.from({ length: 8 }, () => [event(), rest]).flat());
}

/** How exactly an onset is told, ms. Two frames that are dropped at 5 fps leave .6 s unseen. */
const RATES = /** @type {[fps: number, dropped: number, within: number][]} */ ([
  [5, 0, 300],
  [10, 0, 300],
  [15, 0, 300],
  [5, 0.2, 600],
  [10, 0.2, 300],
  [15, 0.2, 300],
  [30, 0.2, 300],
]);

describe("the same events at every rate of frames, whatever happens", () => {
  for (const seed of SEEDS.slice(0, 5)) {
    it(`seed ${seed}`, () => {
      const expected = onsetsOf(play(130, clearly(seed), { fps: 30 }));
      for (const [fps, dropped, within] of RATES) {
        const onsets = onsetsOf(play(130, clearly(seed), { fps, dropped, random: chance(seed) }));
        const how = `${fps} fps, ${dropped} dropped`;
        assert.deepEqual(
          onsets.map(({ reason }) => reason),
          expected.map(({ reason }) => reason),
          how,
        );
        onsets.forEach(({ reason, time }, i) => {
          const late = time - expected[i].time;
          assert.ok(Math.abs(late) <= within, `${how}: ${reason} at ${time}, ${late} ms late`);
        });
      }
    });
  }
});

describe("time that repeats or runs back", () => {
  for (const seed of SEEDS) {
    it(`changes nothing that is told (seed ${seed})`, () => {
      const frames = framesOf(drawn(seed + 400, 6), 60, 10);
      const random = chance(seed);
      const attention = createAttention({
        ...{ calibration: CALIBRATION, analysis: "everything", exempt: [] },
      });
      const told = frames.map((data, i) => {
        const now = attention.observe(data);
        const earlier = frames[Math.floor(random() * (i + 1))];
        const stray = { ...frames[Math.floor(random() * frames.length)], time: earlier.time };
        if (random() < 0.5) assert.deepEqual(attention.observe(stray), now);
        return now;
      });
      assert.deepEqual(told, observe(frames));
    });
  }
});

describe("the same person in another picture", () => {
  const own = CALIBRATION.neutral;
  const mirror = {
    ...CALIBRATION,
    neutral: { ...own, roll: -own.roll, yaw: -own.yaw, iris: 1 - own.iris },
  };
  /** @param {ReturnType<typeof observe>[number]} one */
  const words = ({ state, reason, since, cues }) => {
    return { state, reason, since, cues: { ...cues, tilt: cues.tilt !== null } };
  };
  for (const seed of SEEDS) {
    const frames = framesOf(drawn(seed + 500, 7), 60, 10);
    const told = observe(frames);
    it(`is told alike, and the other way round, in a mirror (seed ${seed})`, () => {
      const turned = observe(frames.map(mirrored), mirror);
      assert.deepEqual(turned.map(words), told.map(words));
      turned.forEach(({ cues: { tilt } }, i) => {
        const other = told[i].cues.tilt;
        assert.ok(tilt === null ? other === null : Math.abs(tilt + Number(other)) <= 1);
      });
      assert.ok(turned.some(({ cues: { tilt } }) => Math.abs(tilt ?? 0) >= 14));
    });
    it(`is told alike at half and at three times the size (seed ${seed})`, () => {
      for (const times of [0.5, 1.5, 3]) {
        const resized = observe(frames.map((data) => scaled(data, times)));
        assert.deepEqual(resized.map(words), told.map(words), `${times}`);
      }
    });
  }
});
