import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { createCanvas } from "../../../evaluation/canvas.js";
import { between, seeded } from "../../../evaluation/chance.js";
import {
  emptied,
  glancing,
  joined,
  rolled,
  shaped,
  turnedBy,
  withRegion,
} from "../../../evaluation/transforms.js";
import { eyeDistance, headPoint, headPose, irisRatio } from "../../../static/js/attention/face.js";
import { frame } from "./faces.js";

/** @typedef {import("./faces.js").FaceData} FaceData */

/** @param {number | null | undefined} value @param {number | null | undefined} expected @param {number} [within] */
function near(value, expected, within = 1e-6) {
  assert.ok(Math.abs((value ?? NaN) - (expected ?? NaN)) <= within, `${value} is not ${expected}`);
}

/** The line of the eyes, degrees, + anticlockwise in the picture. @param {FaceData} data */
function eyeLine({ faces }) {
  const { 33: right, 263: left } = faces[0].points;
  return (Math.atan2(right[1] - left[1], left[0] - right[0]) * 180) / Math.PI;
}

describe("a head turned in the picture's plane", () => {
  it("rolls the matrix and the landmarks alike, and nothing else", () => {
    const random = seeded(1);
    for (let i = 0; i < 50; i += 1) {
      const look = { roll: between(random, -20, 20), yaw: 0, pitch: 0, iris: 0.05 };
      const before = frame(0, look);
      const by = between(random, -40, 40);
      const after = rolled(before, by);
      near(headPose(after.faces[0])?.roll, (headPose(before.faces[0])?.roll ?? 0) + by);
      near(eyeLine(after), eyeLine(before) + by);
      near(eyeDistance(after.faces[0]), eyeDistance(before.faces[0]));
      near(irisRatio(after.faces[0]), irisRatio(before.faces[0]));
    }
  });
});

describe("a head turned where it is", () => {
  it("turns by the degrees that are asked", () => {
    const after = turnedBy(frame(0), { roll: 0, yaw: 10, pitch: 0 });
    const before = headPose(frame(0).faces[0]);
    near(headPose(after.faces[0])?.yaw, (before?.yaw ?? 0) + 10, 0.2);
  });

  it("moves no landmark in the head's own frame", () => {
    const before = frame(0).faces[0];
    const after = turnedBy(frame(0), { roll: 5, yaw: 12, pitch: -8 }).faces[0];
    const apart = (/** @type {import("../../../static/js/attention/face.js").Face} */ face) => {
      const [a, b] = [headPoint(face, 152), headPoint(face, 263)];
      return [0, 1, 2].map((axis) => (a?.[axis] ?? NaN) - (b?.[axis] ?? NaN));
    };
    apart(after).forEach((value, axis) => near(value, apart(before)[axis]));
  });
});

describe("parts of a face", () => {
  it("slide both irises by a share of the eye", () => {
    near(irisRatio(glancing(frame(0), 0.1).faces[0]), (irisRatio(frame(0).faces[0]) ?? 0) + 0.1);
  });

  it("raise both sides of a blendshape, within 0 and 1", () => {
    const { blendshapes } = shaped(frame(0), { browDown: 0.3, mouthSmile: -5 }).faces[0];
    near(blendshapes.browDownLeft, 0.35);
    near(blendshapes.browDownRight, 0.35);
    assert.equal(blendshapes.mouthSmileLeft, 0);
    assert.equal("cheekPuffLeft" in shaped(frame(0), { cheekPuff: 1 }).faces[0].blendshapes, false);
  });

  it("can be another frame's, and only they are", () => {
    const other = frame(0, { brow: 0.6, smile: 0.8 }, { 55: [300, 190, 0] });
    const both = withRegion(frame(0, {}, { 55: [300, 180, 0] }), "brow", other).faces[0];
    near(both.blendshapes.browDownLeft, other.faces[0].blendshapes.browDownLeft);
    assert.deepEqual(both.points[55], [300, 190, 0]);
    near(both.blendshapes.mouthSmileLeft, frame(0).faces[0].blendshapes.mouthSmileLeft);
  });
});

describe("a frame", () => {
  it("is emptied, and joined by one more", () => {
    assert.deepEqual([emptied(frame(0)).count, emptied(frame(0)).faces.length], [0, 0]);
    assert.equal(joined(frame(0)).count, 2);
    assert.equal(joined(frame(0)).faces.length, 1);
  });

  it("is not changed by what is made of it", () => {
    const data = frame(0);
    const copy = structuredClone(data);
    rolled(data, 10);
    turnedBy(data, { roll: 1, yaw: 2, pitch: 3 });
    shaped(data, { browDown: 0.5 });
    glancing(data, 0.1);
    emptied(data);
    assert.deepEqual(data, copy);
  });
});

describe("a canvas", () => {
  it("draws what the transforms make", () => {
    const random = seeded(2);
    const canvas = createCanvas(frame(0));
    for (let i = 0; i < 30; i += 1) {
      const source = frame(0, { roll: between(random, -9, 9), brow: random() / 2 });
      const turn = { roll: between(random, -9, 9), yaw: between(random, -30, 30), pitch: 4 };
      const shapes = { browDown: between(random, -0.2, 0.5), eyeBlink: random() };
      const iris = between(random, -0.1, 0.1);
      canvas.draw(source, { turn, shapes, iris });
      const made = glancing(shaped(turnedBy(source, turn), shapes), iris).faces[0];
      const [drawn] = canvas.frame.faces;
      made.matrix?.forEach((value, at) => near(drawn.matrix?.[at], value));
      for (const [index, point] of Object.entries(made.points)) {
        point.forEach((value, axis) => near(drawn.points[Number(index)][axis], value));
      }
      for (const [name, value] of Object.entries(made.blendshapes)) {
        near(drawn.blendshapes[name], value);
      }
    }
  });
});
