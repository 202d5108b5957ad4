import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { canSee, createSeed, sizesOf } from "../../../evaluation/seed.js";
import { frame } from "./faces.js";

const LOOK_ASIDE = { 468: /** @type {[number, number, number]} */ ([300, 200, 0]) };
/** @type {Record<number, [number, number, number]>} */
const BROWS_DRAWN = { 70: [258, 180, 10], 300: [382, 180, 10] };
/** @type {Record<number, [number, number, number]>} */
const CHIN_ASIDE = { 152: [340, 325, 5] };
/** @type {Record<number, [number, number, number]>} */
const AT_REST = {
  70: [250, 180, 10],
  300: [390, 180, 10],
  13: [320, 280, 0],
  14: [320, 320, 0],
  61: [290, 300, 0],
  291: [350, 300, 0],
};

/**
 * What the seed says at the end of so many seconds at 10 fps, after a second of rest.
 * @param {number} seconds
 * @param {(time: number) => import("./faces.js").FaceData} at
 * @param {ReturnType<typeof createSeed>} [seed]
 */
function after(seconds, at, seed = createSeed()) {
  for (let time = 0; time <= 1000; time += 100) seed.observe(frame(time, {}, AT_REST));
  let said = seed.observe(at(1100));
  for (let time = 1200; time <= 1000 + seconds * 1000; time += 100) said = seed.observe(at(time));
  return said;
}

/** @param {Record<number, [number, number, number]>} points */
const with_ = (points) => (/** @type {number} */ time) =>
  frame(time, {}, { ...AT_REST, ...points });

describe("the seed's cues", () => {
  it("are those of its rules", () => {
    const { cues } = after(1, with_({}));
    assert.deepEqual(cues, { furrow: false, smile: false, tilt: false, aside: false });
    assert.equal(after(1, with_(BROWS_DRAWN)).cues?.furrow, true);
    assert.equal(after(1, with_(CHIN_ASIDE)).cues?.tilt, true);
    assert.equal(after(1, with_(LOOK_ASIDE)).cues?.aside, true);
  });

  it("take closed lips for a smile, which was a flaw", () => {
    const closed = {
      13: AT_REST[13],
      14: /** @type {[number, number, number]} */ ([320, 300, 0]),
    };
    assert.equal(after(1, with_(closed)).cues?.smile, true);
  });

  it("take a step back for a furrow, which was a flaw", () => {
    /** @type {Record<number, [number, number, number]>} */
    const back = { 70: [257, 182, 9], 300: [383, 182, 9] };
    assert.equal(after(1, with_(back)).cues?.furrow, true);
  });

  it("are unknown where a landmark was not recorded", () => {
    const data = frame(0, {}, AT_REST);
    assert.equal(canSee(data), true);
    delete data.faces[0].points[300];
    assert.equal(canSee(data), false);
  });

  it("know a tilt by the head where nose and chin were not recorded", () => {
    for (const roll of [0, 20, -20]) {
      const data = frame(0, { roll });
      delete data.faces[0].points[1];
      assert.equal((sizesOf(data, data.faces[0]).tilt ?? NaN) > 8, roll !== 0);
    }
  });
});

describe("the seed's timers", () => {
  const confused = with_({ ...CHIN_ASIDE });

  it("need two of furrow, tilt and no smile, with the gaze centred, for 2.5 s", () => {
    assert.equal(after(2.3, confused).state, "focused");
    assert.equal(after(2.7, confused).state, "confused");
    assert.equal(after(9, with_({ ...CHIN_ASIDE, ...LOOK_ASIDE })).state, "alert");
  });

  it("alert to a gaze aside after 4 s", () => {
    assert.equal(after(3.8, with_(LOOK_ASIDE)).state, "focused");
    assert.equal(after(4.2, with_(LOOK_ASIDE)).state, "alert");
  });

  it("alert to nobody after 1.5 s, and forget it at any face", () => {
    const nobody = (/** @type {number} */ time) => frame(time, { faces: 0 });
    assert.equal(after(1.3, nobody).state, "focused");
    const seed = createSeed();
    assert.equal(after(2, nobody, seed).state, "alert");
    assert.equal(seed.observe(frame(3100)).state, "focused");
  });

  it("alert at once to a second face", () => {
    const seed = createSeed();
    assert.equal(seed.observe(frame(0, { faces: 2 })).state, "alert");
  });

  it("grow without bound: a minute aside takes 56 s to be forgotten", () => {
    const seed = createSeed();
    after(60, with_(LOOK_ASIDE), seed);
    let last = 0;
    for (let time = 61_100; time < 130_000; time += 100) {
      if (seed.observe(with_({})(time)).state === "alert") last = time;
    }
    assert.ok(Math.abs((last - 61_000) / 1000 - 56) < 0.3, `${(last - 61_000) / 1000} s`);
  });

  it("are happy with a smile for 1.5 s", () => {
    const seed = createSeed();
    let said = seed.observe(frame(0));
    for (let time = 100; time <= 3000; time += 100) {
      said = seed.observe(
        frame(
          time,
          {},
          {
            ...AT_REST,
            14: [320, 285, 0],
          },
        ),
      );
    }
    assert.equal(said.state, "happy");
  });
});
