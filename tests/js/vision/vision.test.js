/** The pure modules of vision: from MediaPipe's result and a small picture to plain numbers. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { POINT_INDICES } from "../../../static/js/attention/face.js";
import { faceDataOf } from "../../../static/js/vision/face_data.js";
import { dueAfter, paceAfter } from "../../../static/js/vision/pace.js";
import {
  SMALL,
  describe as describePicture,
  lumaOf,
  reducedSize,
} from "../../../static/js/vision/picture.js";

const FRAME = { time: 1234.5, width: 640, height: 480 };
const SEEN = {
  picture: { brightness: 0.4, contrast: 0.2, change: 0.01 },
  others: 0,
  portrait: () => ({ detail: 0.7, eyeLight: 0.9 }),
};

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
    const [face] = faceDataOf(result(0.5), FRAME, SEEN).faces;
    assert.deepEqual(face.points[263], [320, 120, -64]);
    assert.deepEqual(
      Object.keys(face.points).map(Number),
      POINT_INDICES.toSorted((a, b) => a - b),
    );
    assert.deepEqual(face.blendshapes, { browDownLeft: 0.5 });
  });
  it("puts the largest face first, each with its own numbers", () => {
    const { faces, count } = faceDataOf(result(0.1, 0.3), FRAME, SEEN);
    assert.deepEqual(
      faces.map(({ blendshapes }) => blendshapes.browDownLeft),
      [0.3, 0.1],
    );
    assert.equal(count, 2);
  });
  it("counts faces that are too small to read, up to four", () => {
    assert.equal(faceDataOf(result(0.2), FRAME, { ...SEEN, others: 1 }).count, 2);
    assert.equal(faceDataOf(result(0.2), FRAME, { ...SEEN, others: 9 }).count, 4);
  });
  it("tells what the pixels of the largest face tell, of that face alone", () => {
    /** @type {number[]} */
    const widths = [];
    const portrait = (/** @type {{ x: number }[]} */ landmarks) => {
      widths.push(landmarks[263].x);
      return { detail: 0.6, eyeLight: 0.8 };
    };
    const { faces } = faceDataOf(result(0.1, 0.3), FRAME, { ...SEEN, portrait });
    assert.deepEqual(
      faces.map(({ detail, eyeLight }) => [detail, eyeLight]),
      [
        [0.6, 0.8],
        [null, null],
      ],
    );
    assert.deepEqual(widths, [0.3]);
  });
  it("of nobody, or of a face without scores, is still face data", () => {
    assert.deepEqual(faceDataOf(result(), FRAME, SEEN).faces, []);
    const bare = { ...result(0.2), faceBlendshapes: [], facialTransformationMatrixes: [] };
    const [face] = faceDataOf(bare, FRAME, SEEN).faces;
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

describe("the size at which a frame is looked at", () => {
  it("is its own, up to 640 px on the longer side, and never of another shape", () => {
    const sizes = [
      [640, 480, 640, 480],
      [320, 240, 320, 240],
      [480, 640, 480, 640],
      [1920, 1080, 640, 360],
      [1080, 1920, 360, 640],
      [1280, 960, 640, 480],
    ];
    for (const [width, height, ...smaller] of sizes) {
      assert.deepEqual(Object.values(reducedSize({ width, height })), smaller);
    }
  });
});

describe("the pace", () => {
  /** The pace on which a steady cost settles, fps. @param {number} cost  ms */
  const settled = (cost) => {
    let interval = 0;
    for (let i = 0; i < 50; i += 1) interval = paceAfter(interval, cost);
    return 1000 / interval;
  };
  it("stays between 5 and 30 frames a second, whatever a frame costs", () => {
    let interval = 0;
    for (const cost of [0, 5, 1000, 80, 80, 80, 1, 1, 1, 4000]) {
      interval = paceAfter(interval, cost);
      assert.ok(interval >= 33.3 && interval <= 200);
    }
  });
  it("settles on what the machine does with ease, undisturbed by one slow frame", () => {
    assert.ok(Math.abs(settled(60) - 10) < 0.1);
    assert.ok(paceAfter(100, 160) < 140);
  });
  it("takes more than 15 a second only for a quarter of a core", () => {
    assert.equal(Math.round(settled(5)), 30);
    assert.equal(Math.round(settled(12)), 21);
    for (const cost of [17, 25, 39]) assert.equal(Math.round(settled(cost)), 15);
  });
  it("is never slower where a frame costs less", () => {
    for (let cost = 1; cost < 200; cost += 1) assert.ok(settled(cost) >= settled(cost + 1));
  });
  it("is kept although a camera's frames do not come when they are due", () => {
    for (const interval of [33.4, 50, 66.7, 100, 150]) {
      let [due, looks] = [0, 0];
      for (let frame = 0; frame < 600; frame += 1) {
        const now = frame * 33.3 + (frame % 3); // jitter
        if (now < due) continue;
        looks += 1;
        due = dueAfter(due, now, interval);
      }
      assert.ok(Math.abs(looks - (600 * 33.3) / interval) <= 3, `${looks} looks at ${interval}`);
    }
  });
  it("makes up for nothing after a pause", () => {
    let due = dueAfter(100, 60_000, 100);
    assert.equal(due, 60_000);
    due = dueAfter(due, 60_033, 100);
    assert.equal(due, 60_100);
  });
});
