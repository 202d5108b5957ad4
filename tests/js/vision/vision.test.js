/** The pure modules of vision: from MediaPipe's result and a small picture to plain numbers. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { POINT_INDICES } from "../../../static/js/attention/face.js";
import { faceDataOf } from "../../../static/js/vision/face_data.js";
import { paceAfter } from "../../../static/js/vision/pace.js";
import { SMALL, describe as describePicture, lumaOf } from "../../../static/js/vision/picture.js";

const FRAME = { time: 1234.5, width: 640, height: 480 };
const PICTURE = { brightness: 0.4, contrast: 0.2, change: 0.01 };

/** A result as MediaPipe gives it, of faces with these widths. @param {...number} widths  shares */
function result(...widths) {
  return {
    faceLandmarks: widths.map((width) =>
      Array.from({ length: 478 }, (_, i) => ({ x: i === 263 ? width : 0, y: 0.25, z: -0.1 })),
    ),
    faceBlendshapes: widths.map((width) => ({
      categories: [
        { categoryName: "browDownLeft", score: width },
        { categoryName: "tongueOut", score: 1 },
      ],
    })),
    facialTransformationMatrixes: widths.map(() => ({ data: Array(16).fill(0) })),
  };
}

describe("face data", () => {
  it("is in pixels, and keeps only what attention reads", () => {
    const [face] = faceDataOf(result(0.5), FRAME, PICTURE, 0).faces;
    assert.deepEqual(face.points[263], [320, 120, -64]);
    assert.deepEqual(
      Object.keys(face.points).map(Number),
      POINT_INDICES.toSorted((a, b) => a - b),
    );
    assert.deepEqual(face.blendshapes, { browDownLeft: 0.5 });
  });
  it("puts the largest face first, each with its own numbers", () => {
    const { faces, count } = faceDataOf(result(0.1, 0.3), FRAME, PICTURE, 0);
    assert.deepEqual(
      faces.map(({ blendshapes }) => blendshapes.browDownLeft),
      [0.3, 0.1],
    );
    assert.equal(count, 2);
  });
  it("counts faces that are too small to read, up to four", () => {
    assert.equal(faceDataOf(result(0.2), FRAME, PICTURE, 1).count, 2);
    assert.equal(faceDataOf(result(0.2), FRAME, PICTURE, 9).count, 4);
  });
  it("of nobody, or of a face without scores, is still face data", () => {
    assert.deepEqual(faceDataOf(result(), FRAME, PICTURE, 0).faces, []);
    const bare = { ...result(0.2), faceBlendshapes: [], facialTransformationMatrixes: [] };
    const [face] = faceDataOf(bare, FRAME, PICTURE, 0).faces;
    assert.deepEqual([face.matrix, face.blendshapes], [null, {}]);
  });
});

describe("the picture as a whole", () => {
  const pixels = (/** @type {(i: number) => number} */ grey) =>
    Uint8ClampedArray.from({ length: 4 * SMALL.width * SMALL.height }, (_, i) =>
      grey(Math.floor(i / 4)),
    );
  it("is dark, bright, flat or varied", () => {
    const near = (/** @type {number | null} */ a, /** @type {number} */ b) =>
      assert.ok(Math.abs(Number(a) - b) < 1e-3, `${a} is not ${b}`);
    const white = describePicture(lumaOf(pixels(() => 255)), null);
    near(white.brightness, 1);
    near(white.contrast, 0);
    assert.equal(white.change, null);
    const chequered = lumaOf(pixels((i) => 255 * (i % 2)));
    near(describePicture(chequered, null).contrast, 0.5);
    near(describePicture(chequered, lumaOf(pixels(() => 0))).change, 0.5);
    assert.equal(describePicture(chequered, chequered).change, 0);
  });
});

describe("the pace", () => {
  it("stays between 5 and 15 frames a second, whatever a frame costs", () => {
    let interval = 0;
    for (const cost of [0, 5, 1000, 80, 80, 80, 1, 1, 1, 4000]) {
      interval = paceAfter(interval, cost);
      assert.ok(interval >= 66 && interval <= 200);
    }
  });
  it("settles on what the machine does with ease, undisturbed by one slow frame", () => {
    let interval = 0;
    for (let i = 0; i < 50; i += 1) interval = paceAfter(interval, 60);
    assert.ok(Math.abs(interval - 100) < 1);
    assert.ok(paceAfter(interval, 160) < 140);
  });
});
