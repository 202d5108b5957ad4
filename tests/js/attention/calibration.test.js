/** A person's own neutral: what is taken, what is not, and why not yet. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  UNCALIBRATED,
  covers,
  createCalibration,
  isMeasured,
  readCalibration,
} from "../../../static/js/attention/calibration.js";
import { rawCues } from "../../../static/js/attention/cues.js";
import { CALIBRATION as RULES, UNREADABLE } from "../../../static/js/attention/thresholds.js";
import { CALIBRATION, chance, seen } from "./people.js";

/**
 * @typedef {import("../../../static/js/attention/face.js").FaceData} FaceData
 * @typedef {import("../../../static/js/attention/calibration.js").NeutralCue} NeutralCue
 * @typedef {import("../../../static/js/attention/calibration.js").CalibrationProgress & { time: number }} Told
 * @typedef {import("./people.js").Look & { shut?: boolean }} Look
 *
 * @typedef {object} How
 * @property {number} [fps]
 * @property {number} [dropped]  share of the frames, 0..1
 * @property {number} [seed]
 * @property {Parameters<typeof createCalibration>[0]} [options]
 * @property {(data: FaceData) => FaceData} [spoil]
 */

const NAMES = /** @type {NeutralCue[]} */ (Object.keys(UNCALIBRATED.neutral));
const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);

/** @param {number} time @param {Look} look @returns {FaceData} */
function frame(time, look) {
  const data = seen(time, look);
  if (look.shut) for (const { points } of data.faces) meet(points);
  return data;
}

/** The lids meet. @param {FaceData["faces"][number]["points"]} points */
function meet(points) {
  points[159] = points[145];
  points[386] = points[374];
}

/** @param {(ms: number) => Look} script @param {How} [how] @returns {Told[]} */
function calibrate(script, { fps = 10, dropped = 0, seed = 1, options, spoil = (x) => x } = {}) {
  const [calibration, random] = [createCalibration(options), chance(seed)];
  /** @type {Told[]} */
  const told = [];
  for (let i = 0; i <= 30 * fps; i += 1) {
    const time = (i * 1000) / fps;
    if (random() < dropped) continue;
    told.push({ time, ...calibration.add(spoil(frame(time, script(time)))) });
    if (told.at(-1)?.status !== "collecting") break;
  }
  return told;
}

/** @param {Told[]} told @returns {Told} */
function lastOf(told) {
  return told[told.length - 1];
}

/** @param {Told} told */
function neutralOf({ calibration }) {
  return calibration?.neutral ?? assert.fail("was not calibrated");
}

describe("a relaxed face", () => {
  for (const fps of [5, 10, 30]) {
    it(`is measured within five seconds at ${fps} fps`, () => {
      const last = lastOf(calibrate(() => ({}), { fps }));
      assert.equal(last.status, "calibrated");
      assert.ok(last.time >= 3000 && last.time <= 5000, `${last.time} ms`);
      const neutral = neutralOf(last);
      for (const name of NAMES) {
        assert.ok(Math.abs(neutral[name] - CALIBRATION.neutral[name]) < 1e-6, name);
      }
    });
  }
  it("is the median of noise, whose spread is told", () => {
    const random = chance(4);
    const last = lastOf(calibrate(() => ({ roll: 2 * (random() - 0.5) })));
    const { neutral, spread } = last.calibration ?? UNCALIBRATED;
    assert.ok(Math.abs(neutral.roll - CALIBRATION.neutral.roll) < 0.4);
    assert.ok(Number(spread.roll) > 0.2 && Number(spread.roll) < 0.8);
  });
  it("is the same at any frame rate, with a fifth of the frames lost", () => {
    const reference = neutralOf(lastOf(calibrate(swaying, { fps: 30 })));
    const offs = [];
    for (const fps of [5, 7, 10, 15, 24, 30]) {
      for (const seed of SEEDS.slice(0, 20)) {
        const last = lastOf(calibrate(swaying, { fps, dropped: 0.2, seed }));
        const { neutral, spread } = last.calibration ?? assert.fail(`${fps} fps`);
        offs.push(
          ...NAMES.map((name) => Math.abs(neutral[name] - reference[name]) / Number(spread[name])),
        );
      }
    }
    const within = offs.filter((off) => off <= 1).length / offs.length;
    assert.ok(within > 0.95 && Math.max(...offs) < 2, `${within} within the spread`);
  });
  for (const [kind, blink] of /** @type {const} */ ([
    ["whole", 0.7],
    ["half", 0.35],
  ])) {
    it(`is measured without its ${kind} blinks`, () => {
      const blinks = (/** @type {number} */ ms) =>
        ms % 1000 > 500 ? { blink, brow: 0.1, iris: 0.3, shut: true } : {};
      const last = lastOf(calibrate(blinks, { fps: 5 }));
      assert.ok(last.time >= 6000, "twenty samples with open eyes take longer");
      const { spread } = last.calibration ?? UNCALIBRATED;
      assert.ok(Math.abs(neutralOf(last).blink - CALIBRATION.neutral.blink) < 1e-6);
      assert.ok(Number(spread.brow) + Number(spread.iris) < 1e-6);
    });
  }
  it("is not moved by bursts of blinks, half or whole", () => {
    for (const seed of SEEDS) {
      const random = chance(seed);
      const burst = () => (random() < 0.3 ? { blink: 0.3 + 0.6 * random(), brow: 0.2 } : {});
      const last = lastOf(calibrate(burst, { fps: 15 }));
      for (const name of NAMES) {
        assert.ok(Math.abs(neutralOf(last)[name] - CALIBRATION.neutral[name]) < 1e-6, name);
      }
    }
  });
});

/** A head that sways as heads do, and noise. @param {number} ms @returns {Look} */
function swaying(ms) {
  const random = chance(Math.round(ms * 997));
  const noise = (/** @type {number} */ size) => size * (random() + random() - 1);
  return {
    roll: 0.8 * Math.sin(ms / 500) + noise(0.6),
    yaw: 0.8 * Math.sin(ms / 410) + noise(0.6),
    pitch: 0.8 * Math.cos(ms / 450) + noise(0.6),
    brow: noise(0.04),
    smile: noise(0.02),
    blink: noise(0.04),
    iris: noise(0.02),
    browDrop: noise(0.004),
    mouthWide: noise(0.01),
    distance: 1 + noise(0.04),
  };
}

const IN_THE_WAY = /** @type {[string, Look][]} */ ([
  ["no_face", { faces: 0 }],
  ["multiple_faces", { faces: 2 }],
  ["too_dark", { faces: 0, picture: { brightness: 0.02 } }],
  ["covered", { faces: 0, picture: { contrast: 0.01 } }],
  ["too_far", { eyes: 35 }],
  ["blurred", { detail: UNREADABLE.detail - 0.01 }],
  ["cannot_see", { squint: 0.05, lookDown: 0.7 }],
  ["turn_to_screen", { yaw: 22 }],
  ["turn_to_screen", { yaw: -22 }],
  ["tilt_screen", { pitch: 30 }],
  ["tilt_screen", { pitch: -32 }],
  ["open_eyes", { blink: 0.6, shut: true }],
]);
const AN_EXPRESSION = /** @type {[string, Look][]} */ ([
  ["relax_face", { smile: 0.8 }],
  ["relax_face", { brow: 0.5 }],
  ["straighten_head", { roll: 14 }],
]);

describe("what stands in the way is said", () => {
  for (const [hint, look] of [...IN_THE_WAY, ...AN_EXPRESSION]) {
    it(`${hint}, and it fails in the end: ${JSON.stringify(look)}`, () => {
      const told = calibrate(() => look);
      assert.equal(told[1].hint, null, "not at once");
      assert.equal(told[5].hint, hint);
      const last = lastOf(told);
      assert.deepEqual([last.status, last.calibration, last.hint], ["failed", null, hint]);
      assert.ok(last.time <= 13_000);
    });
    it(`${hint} for a while only delays it: ${JSON.stringify(look)}`, () => {
      const last = lastOf(calibrate((ms) => (ms < 3000 ? look : {})));
      assert.equal(last.status, "calibrated");
      assert.ok(Math.abs(last.time - 6100) <= 300, `${last.time} ms`);
    });
  }
  it("frozen, of a picture that does not change", () => {
    const told = calibrate(() => ({ picture: { change: 0 } }));
    assert.deepEqual([lastOf(told).status, lastOf(told).hint], ["failed", "frozen"]);
  });
  it("light_changes, while the light swings, and not for long after", () => {
    const light = (/** @type {number} */ ms) => 0.4 + (ms < 4000 ? 0.1 * Math.sin(ms / 200) : 0);
    const told = calibrate((ms) => ({ picture: { brightness: light(ms) } }));
    assert.ok(told.some(({ hint }) => hint === "light_changes"));
    assert.equal(lastOf(told).status, "calibrated");
    assert.ok(lastOf(told).time >= 6500 && lastOf(told).time <= 7500, `${lastOf(told).time} ms`);
  });
  it("hold_still, to a head that never rests", () => {
    const told = calibrate((ms) => ({ roll: 8 * Math.sin(ms / 300) }));
    assert.deepEqual([lastOf(told).status, lastOf(told).hint], ["failed", "hold_still"]);
  });
  it("one thing at a time, in the order in which it can be mended", () => {
    const all = { faces: 2, eyes: 35, yaw: 22, pitch: 30, smile: 0.8, roll: 14, shut: true };
    const order = ["multiple_faces", "too_far", "turn_to_screen", "tilt_screen", "open_eyes"];
    const mended = [{ faces: 1 }, { eyes: 110 }, { yaw: 0 }, { pitch: 0 }];
    let look = { ...all, blink: 0.6 };
    for (const [i, hint] of order.entries()) {
      assert.equal(calibrate(() => look)[8].hint, hint);
      look = { ...look, ...mended[i] };
    }
  });
  it("without flicker, whatever happens from frame to frame", () => {
    for (const seed of SEEDS) {
      const random = chance(seed);
      const looks = [{}, ...[...IN_THE_WAY, ...AN_EXPRESSION].map(([, look]) => look)];
      const told = calibrate(() => looks[Math.floor(random() * looks.length)]);
      const changes = told.filter(({ hint }, i) => i > 0 && hint !== told[i - 1].hint);
      for (let i = 1; i < changes.length; i += 1) {
        if (changes[i - 1].hint === null) continue;
        const shown = changes[i].time - changes[i - 1].time;
        assert.ok(shown >= RULES.hintFor || changes[i].status !== "collecting", `${shown} ms`);
      }
    }
  });
});

describe("faces that rest otherwise", () => {
  for (const [hint, look] of AN_EXPRESSION) {
    it(`are taken as they are in the retry: ${hint}, ${JSON.stringify(look)}`, () => {
      const last = lastOf(calibrate(() => look, { options: { retry: true } }));
      assert.equal(last.status, "calibrated");
      const offset = neutralOf(last).smile + neutralOf(last).brow + neutralOf(last).roll;
      assert.ok(offset > 0.4 + CALIBRATION.neutral.roll);
    });
  }
  it("but not one that is turned away, closed, or not alone", () => {
    for (const [, look] of IN_THE_WAY) {
      const last = lastOf(calibrate(() => look, { options: { retry: true } }));
      assert.equal(last.status, "failed", JSON.stringify(look));
    }
  });
  it("have eyes that read as lowered, and are open", () => {
    assert.equal(lastOf(calibrate(() => ({ blink: 0.65 }))).status, "calibrated");
  });
});

describe("whatever comes, in any order", () => {
  const bad = IN_THE_WAY.map(([, look]) => look);
  /** Scenes of a third to two seconds. @param {number} seed @param {readonly Look[]} looks */
  const scenes = (seed, looks) => {
    const random = chance(seed);
    const plan = Array.from({ length: 200 }, () => looks[Math.floor(random() * looks.length)]);
    const length = 300 + 1700 * random();
    return (/** @type {number} */ ms) => plan[Math.floor(ms / length)];
  };

  it("nothing is made of what stands in the way alone", () => {
    for (const seed of SEEDS) {
      for (const retry of [false, true]) {
        const last = lastOf(calibrate(scenes(seed, bad), { options: { retry } }));
        assert.equal(last.status, "failed");
      }
    }
  });
  it("only good frames count, and no fewer than twenty, of three seconds", () => {
    let calibrated = 0;
    for (const seed of SEEDS) {
      const fps = [5, 10, 15, 30][seed % 4];
      const script = scenes(seed, [...bad, {}, {}, {}, {}, {}, {}, {}, {}]);
      const told = calibrate(script, { fps });
      if (lastOf(told).status !== "calibrated") continue;
      calibrated += 1;
      const good = told.filter(({ time }) => !bad.includes(script(time)));
      assert.ok(good.length >= 20 && (good.length * 1000) / fps >= 3000);
      for (const name of NAMES) {
        assert.ok(Math.abs(neutralOf(lastOf(told))[name] - CALIBRATION.neutral[name]) < 1e-6);
      }
    }
    assert.ok(calibrated > 10, "else nothing was shown");
  });
  it("the medians lie within what was seen", () => {
    for (const seed of SEEDS) {
      const values = /** @type {Record<string, number[]>} */ ({});
      const spoil = (/** @type {FaceData} */ data) => {
        for (const [name, value] of Object.entries(rawCues(data))) {
          if (value !== null) (values[name] ??= []).push(value);
        }
        return data;
      };
      const last = lastOf(calibrate((ms) => swaying(ms + 1e5 * seed), { spoil }));
      for (const name of NAMES) {
        const [least, most] = [Math.min(...values[name]), Math.max(...values[name])];
        const middle = neutralOf(last)[name];
        assert.ok(least <= middle && middle <= most, name);
      }
    }
  });
  it("the share never falls but where all begins again", () => {
    let restarts = 0;
    for (const seed of SEEDS) {
      const lidded = { blink: 0.36 }; // which passes for open until open eyes are seen
      const script = scenes(seed, [...bad, lidded, lidded, {}, {}, {}]);
      const told = calibrate(script, { fps: seed % 2 ? 5 : 15 });
      for (let i = 1; i < told.length; i += 1) {
        const fell = told[i].share < told[i - 1].share;
        if (fell) assert.equal(told[i].share, 0);
        restarts += Number(fell);
      }
    }
    assert.ok(restarts > 10, "else nothing was shown");
  });
  it("all begins again with whoever comes after nobody, or after two", () => {
    for (const between of [{ faces: 0 }, { faces: 2 }]) {
      const script = (/** @type {number} */ ms) =>
        ms < 2500 ? { roll: 5 } : ms < 3800 ? between : {};
      const last = lastOf(calibrate(script));
      assert.ok(last.time >= 6700, `${last.time} ms`);
      assert.equal(neutralOf(last).roll, neutralOf(lastOf(calibrate(() => ({})))).roll);
    }
  });
  it("goes on over a ghost of a few frames", () => {
    const ghost = (/** @type {number} */ ms) => (ms >= 1500 && ms < 1800 ? { faces: 2 } : {});
    assert.ok(lastOf(calibrate(ghost)).time < 4000);
  });
});

describe("blendshapes and points that are not what they should be", () => {
  const rubbish = [NaN, Infinity, -Infinity, -3, 7, undefined];
  it("never throw, and a cue that is not to be read is not measured", () => {
    for (const seed of SEEDS) {
      const random = chance(seed);
      const spoil = (/** @type {FaceData} */ data) => {
        for (const { blendshapes, points } of data.faces) {
          for (const name of Object.keys(blendshapes)) {
            if (random() < 0.5) {
              blendshapes[name] = Number(rubbish[Math.floor(random() * rubbish.length)]);
            }
          }
          if (random() < 0.3) delete points[55];
          if (random() < 0.3) points[61] = [NaN, NaN, NaN];
        }
        return data;
      };
      const { calibration } = lastOf(calibrate(swaying, { spoil }));
      for (const name of NAMES) assert.ok(Number.isFinite(calibration?.neutral[name] ?? 0), name);
    }
  });
  it("are left out one by one, and the cue with most of them", () => {
    for (const [readable, measured] of /** @type {const} */ ([
      [0.75, true],
      [0.25, false],
    ])) {
      const random = chance(5);
      const spoil = (/** @type {FaceData} */ data) => {
        if (random() > readable) data.faces[0].blendshapes.browDownLeft = NaN;
        return data;
      };
      const { calibration } = lastOf(calibrate(swaying, { spoil }));
      assert.equal(isMeasured(calibration ?? UNCALIBRATED, "brow"), measured);
    }
  });
  for (const missing of ["browDown", "mouthSmile", "eyeBlink", "eyeSquint"]) {
    it(`keep nobody from calibrating: ${missing} is missing`, () => {
      const spoil = (/** @type {FaceData} */ data) => {
        for (const { blendshapes } of data.faces) {
          delete blendshapes[`${missing}Left`];
          delete blendshapes[`${missing}Right`];
        }
        return data;
      };
      const { calibration, status } = lastOf(calibrate(swaying, { spoil }));
      assert.equal(status, "calibrated");
      assert.equal(isMeasured(calibration ?? UNCALIBRATED, "brow"), missing !== "browDown");
      assert.equal(isMeasured(calibration ?? UNCALIBRATED, "smile"), missing !== "mouthSmile");
      assert.ok(isMeasured(calibration ?? UNCALIBRATED, "browShape"));
      assert.ok(covers(calibration ?? UNCALIBRATED, { analysis: "everything", exempt: [] }));
    });
  }
  it("an empty face and an empty picture are no face", () => {
    const spoil = (/** @type {FaceData} */ data) => ({
      ...data,
      faces: [{ points: {}, matrix: null, blendshapes: {}, detail: null, eyeLight: null }],
      picture: { brightness: NaN, contrast: NaN, change: NaN },
    });
    const last = lastOf(calibrate(() => ({}), { spoil }));
    assert.deepEqual([last.status, last.hint], ["failed", "cannot_see"]);
  });
});

describe("what may not be looked at", () => {
  const EXPRESSIONS = /** @type {const} */ (["brow", "browShape", "smile", "mouthShape"]);
  for (const options of /** @type {const} */ ([
    { analysis: "everything", exempt: ["brow"] },
    { analysis: "everything", exempt: ["tilt"] },
    { analysis: "attention", exempt: [] },
  ])) {
    it(`is not measured: ${JSON.stringify(options)}`, () => {
      const last = lastOf(calibrate(() => ({ smile: 0.8 }), { options }));
      const calibration = last.calibration ?? assert.fail("a smile is nobody's business here");
      for (const name of EXPRESSIONS) {
        assert.ok(!isMeasured(calibration, name), name);
        assert.equal(calibration.neutral[name], UNCALIBRATED.neutral[name]);
      }
      assert.ok(isMeasured(calibration, "yaw"));
      assert.ok(covers(calibration, options));
      assert.ok(!covers(calibration, { analysis: "everything", exempt: [] }));
    });
  }
  it("is how many faces there are, for who is exempt from it", () => {
    const options = { exempt: /** @type {const} */ (["faces"]) };
    assert.equal(lastOf(calibrate(() => ({ faces: 2 }), { options })).status, "calibrated");
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
  it("comes back without what it lacks, which is not measured", () => {
    const { neutral, spread } = CALIBRATION;
    const old = { calibrated: true, neutral: { ...neutral, browShape: undefined }, spread };
    const read = readCalibration(JSON.parse(JSON.stringify(old))) ?? assert.fail("was refused");
    assert.ok(!isMeasured(read, "browShape"));
    assert.equal(read.neutral.browShape, UNCALIBRATED.neutral.browShape);
    assert.deepEqual(readCalibration(JSON.parse(JSON.stringify(read))), {
      ...read,
      neutral: { ...read.neutral },
    });
  });
  for (const broken of [
    null,
    7,
    {},
    { ...CALIBRATION, calibrated: "yes" },
    { ...CALIBRATION, neutral: { ...CALIBRATION.neutral, yaw: "1" } },
    { ...CALIBRATION, spread: null },
  ]) {
    it(`is refused when it is ${JSON.stringify(broken)}`, () => {
      assert.equal(readCalibration(broken), null);
    });
  }
  it("is not measured where it is the population's", () => {
    assert.ok(NAMES.every((name) => !isMeasured(UNCALIBRATED, name)));
  });
});
