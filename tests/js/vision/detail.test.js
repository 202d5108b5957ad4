/** How blurred pictures of faces are told from sharp ones. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { SIDE, detailOf, squareAround } from "../../../static/js/vision/detail.js";

/** A picture that looks a little like nature: blobs of many sizes. @param {number} seed */
function picture(seed) {
  const waves = Array.from({ length: 60 }, (_, i) => {
    const size = 2 + ((i * 7 + seed * 13) % 30); // px a wave
    const angle = i * 2.4 + seed;
    return { x: Math.cos(angle) / size, y: Math.sin(angle) / size, size, at: i * 1.7 };
  });
  return Float32Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    const value = (/** @type {typeof waves[0]} */ w) =>
      w.size * Math.sin(2 * Math.PI * (w.x * x + w.y * y) + w.at);
    return 0.5 + waves.reduce((sum, wave) => sum + value(wave), 0) / 2000;
  });
}

/** @param {Float32Array} luma @param {number} times  with a mean of 3 x 3 */
function blurred(luma, times) {
  let now = luma;
  for (let k = 0; k < times; k += 1) {
    const before = now;
    now = before.map((_, i) => {
      const near = [-SIDE, 0, SIDE].flatMap((dy) => [i + dy - 1, i + dy, i + dy + 1]);
      const inside = near.filter((j) => j >= 0 && j < before.length);
      return inside.reduce((sum, j) => sum + before[j], 0) / inside.length;
    });
  }
  return now;
}

const SEEDS = [1, 2, 3, 4, 5];

describe("the detail of a face", () => {
  it("is 0 for a flat picture, and never above 1", () => {
    assert.equal(detailOf(new Float32Array(SIDE * SIDE).fill(0.4)), 0);
    assert.ok(detailOf(new Float32Array(SIDE * SIDE).map((_, i) => (i * 7919) % 2)) <= 1);
  });
  it("falls the more a picture is blurred", () => {
    for (const seed of SEEDS) {
      const told = [0, 1, 3, 8].map((times) => detailOf(blurred(picture(seed), times)));
      assert.deepEqual(
        told,
        told.toSorted((a, b) => b - a),
      );
      assert.ok(told[3] < 0.75 * told[0], `${told}`);
    }
  });
  it("does not depend on light or contrast", () => {
    for (const seed of SEEDS) {
      const luma = picture(seed);
      for (const light of [0.15, 0.3, 1.8]) {
        const lit = luma.map((value) => 0.1 + light * value);
        assert.ok(Math.abs(detailOf(lit) - detailOf(luma)) < 1e-3);
      }
    }
  });
  it("does not depend on which way round the picture is", () => {
    for (const seed of SEEDS) {
      const luma = picture(seed);
      const mirrored = luma.map((_, i) => luma[i - (i % SIDE) + (SIDE - 1 - (i % SIDE))]);
      const turned = luma.map((_, i) => luma[(i % SIDE) * SIDE + Math.floor(i / SIDE)]);
      for (const other of [mirrored, turned]) {
        assert.ok(Math.abs(detailOf(other) - detailOf(luma)) < 1e-3);
      }
    }
  });
});

describe("a face's square", () => {
  it("has the box in its middle", () => {
    const tall = { x: 100, y: 50, width: 80, height: 120 };
    assert.deepEqual(squareAround(tall), { x: 80, y: 50, width: 120, height: 120 });
    const wide = { x: 100, y: 50, width: 120, height: 80 };
    assert.deepEqual(squareAround(wide), { x: 100, y: 30, width: 120, height: 120 });
  });
});
