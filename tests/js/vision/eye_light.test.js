/** How light it is about the eyes, on face pictures of a few flat tones. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { SIDE } from "../../../static/js/vision/detail.js";
import { eyeLightOf } from "../../../static/js/vision/eye_light.js";

const FRAME = { width: 640, height: 480 };
const SQUARE = { x: 200, y: 100, width: 240, height: 240 };

/** Landmarks by their place in the face's picture, 0..1. @param {Record<number, [number, number]>} places */
function landmarksAt(places) {
  const all = Array.from({ length: 478 }, () => ({ x: 0.5, y: 0.5, z: 0 }));
  for (const [index, [x, y]] of Object.entries(places)) {
    const px = [SQUARE.x + x * SQUARE.width, SQUARE.y + y * SQUARE.height];
    all[Number(index)] = { x: px[0] / FRAME.width, y: px[1] / FRAME.height, z: 0 };
  }
  return all;
}

const LANDMARKS = landmarksAt({
  ...{ 33: [0.2, 0.35], 133: [0.4, 0.35], 362: [0.6, 0.35], 263: [0.8, 0.35] },
  ...{ 50: [0.3, 0.65], 280: [0.7, 0.65] },
});

/** A face of one tone with something across its eyes. @param {number} skin @param {(x: number, y: number) => number | null} across */
function faceOf(skin, across) {
  return Float32Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [x, y] = [(i % SIDE) / SIDE, Math.floor(i / SIDE) / SIDE];
    return across(x, y) ?? skin;
  });
}

const light = (/** @type {Float32Array} */ luma) => eyeLightOf(luma, LANDMARKS, SQUARE, FRAME);

describe("the light about the eyes", () => {
  const glasses = (/** @type {number} */ x, /** @type {number} */ y) =>
    y > 0.22 && y < 0.48 && x > 0.12 && x < 0.88 ? 0.06 : null;
  const irises = (/** @type {number} */ x, /** @type {number} */ y) =>
    Math.min(Math.hypot(x - 0.3, y - 0.35), Math.hypot(x - 0.7, y - 0.35)) < 0.05 ? 0.02 : null;
  for (const skin of [0.1, 0.3, 0.8]) {
    it(`is that of the cheeks for open eyes, dark irises and all, on skin of ${skin}`, () => {
      assert.ok(Math.abs(Number(light(faceOf(skin, irises))) - 1) < 0.01);
    });
  }
  it("is little behind dark glasses", () => {
    assert.ok(Number(light(faceOf(0.4, glasses))) < 0.2);
  });
  it("does not depend on how light the room is", () => {
    const lit = faceOf(0.4, irises);
    for (const by of [0.15, 0.5, 1.8]) {
      const scaled = lit.map((value) => value * by);
      assert.ok(Math.abs(Number(light(scaled)) - Number(light(lit))) < 1e-6);
    }
  });
  it("cannot be told of a black picture, or without landmarks", () => {
    assert.equal(light(faceOf(0, () => null)), null);
    assert.equal(eyeLightOf(faceOf(0.4, irises), [], SQUARE, FRAME), null);
  });
});
