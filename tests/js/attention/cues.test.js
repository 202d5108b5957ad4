/** What each cue says of faces of known looks. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { brow, browShape, furrow } from "../../../static/js/attention/cues/brow.js";
import { eyeTurn, gazeAside } from "../../../static/js/attention/cues/gaze.js";
import { lids } from "../../../static/js/attention/cues/lids.js";
import { obstruction } from "../../../static/js/attention/cues/quality.js";
import { mouthShape, smiling } from "../../../static/js/attention/cues/smile.js";
import { tilt } from "../../../static/js/attention/cues/tilt.js";
import { eyeDistance, headPoint, irisWidth } from "../../../static/js/attention/face.js";
import { BLIND, GAZE, SAYS } from "../../../static/js/attention/thresholds.js";
import { CONFUSED, NEUTRAL, chance, changes, face, play, scenes, seen } from "./people.js";

/** @param {import("./people.js").Look} look */
const browOf = (look) => Number(browShape(face(look), Number(eyeDistance(face(look)))));
/** @param {import("./people.js").Look} look */
const mouthOf = (look) => Number(mouthShape(face(look), Number(eyeDistance(face(look)))));

describe("the shape of brows and mouth", () => {
  it("is the same however the head is turned, nods or leans, near or far", () => {
    const random = chance(3);
    for (let i = 0; i < 200; i += 1) {
      const [roll, yaw, pitch] = [0, 0, 0].map(() => (random() - 0.5) * 60);
      const look = { roll, yaw, pitch, eyes: 30 + random() * 200 };
      assert.ok(Math.abs(browOf(look) - browOf(NEUTRAL)) < 1e-9);
      assert.ok(Math.abs(mouthOf(look) - mouthOf(NEUTRAL)) < 1e-9);
    }
  });
  it("grows with brows that come down, and with corners that go out", () => {
    for (const step of [0.01, 0.02, 0.04]) {
      assert.ok(browOf({ browDrop: step }) > browOf({ browDrop: step / 2 }));
      assert.ok(mouthOf({ mouthWide: step }) > mouthOf({ mouthWide: step / 2 }));
    }
  });
  it("counts the fall of the inner brows twice: by itself, and against the outer ones", () => {
    assert.ok(Math.abs(browOf({ browDrop: 0.02 }) - browOf(NEUTRAL) - 0.4) < 1e-9);
  });
  it("is unknown where a landmark or the pose is missing", () => {
    const { points, ...rest } = face({});
    for (const index of [33, 55, 70]) {
      assert.equal(browShape({ ...rest, points: { ...points, [index]: [NaN, 0, 0] } }, 100), null);
    }
    assert.equal(mouthShape({ ...rest, points: {} }, 100), null);
    assert.equal(headPoint({ ...rest, points, matrix: null }, 33), null);
  });
  it("has its say beside its blendshape within bounds, and either stands in for the other", () => {
    for (const [both, most] of /** @type {const} */ ([
      [furrow, SAYS.brow],
      [smiling, SAYS.smile],
    ])) {
      assert.equal(both(0.1, 0.2)?.toFixed(6), "0.300000");
      assert.equal(both(0.1, 5), 0.1 + most.shape);
      assert.equal(both(0.1, -5), 0.1 - most.shape);
      assert.equal(both(5, 0.1), most.blendshape + 0.1);
      assert.equal(both(0.7, null), 0.7);
      assert.equal(both(null, 0.7), 0.7);
      assert.equal(both(null, null), null);
    }
  });
  it("takes no blendshape that cannot be one", () => {
    for (const odd of [NaN, -0.1, 1.1, Infinity]) {
      const blendshapes = { browDownLeft: odd, browDownRight: 0.2 };
      assert.equal(brow({ ...face({}), blendshapes }), null);
    }
  });
});

describe("the lids", () => {
  it("are told by their opening where the blendshape is missing", () => {
    const plain = face({});
    const shut = { ...plain.points, 159: plain.points[145], 386: plain.points[374] };
    assert.equal(lids({ ...plain, points: shut, blendshapes: {} }), 1);
    assert.ok(Number(lids({ ...plain, blendshapes: {} })) < 0.1);
    assert.equal(lids({ ...plain, points: {}, blendshapes: {} }), null);
  });
});

describe("a tilt", () => {
  it("is no tilt where the head has turned, is raised or lies on its side", () => {
    const { tiltYaw, tiltPitch, tiltRoll } = BLIND;
    assert.equal(tilt({ roll: 16, yaw: tiltYaw, pitch: -tiltPitch }), 16);
    assert.equal(tilt({ roll: 16, yaw: tiltYaw + 1, pitch: 0 }), null);
    assert.equal(tilt({ roll: 16, yaw: 0, pitch: -tiltPitch - 1 }), null);
    assert.equal(tilt({ roll: tiltRoll + 1, yaw: 0, pitch: 0 }), null);
  });
});

describe("the gaze", () => {
  it("adds the eyes' turn to the head's: a glance against the turn cancels it", () => {
    assert.ok(Math.abs(eyeTurn(0.1) - 14) < 0.1);
    assert.ok(Math.abs(gazeAside(14, -0.1, 1)) < 0.1);
    assert.ok(Math.abs(gazeAside(-14, -0.1, 1) + 28) < 0.1);
    const towards = play(20, scenes([3, NEUTRAL], [17, { yaw: 15, iris: -0.1 }]));
    assert.deepEqual(changes(towards), ["unclear:starting", "focused:facing_screen"]);
    const beyond = play(20, scenes([3, NEUTRAL], [17, { yaw: 10, iris: 0.06 }]));
    assert.equal(beyond.at(-1)?.reason, "gaze_away");
  });
  it("is odd in its sides, and grows with the angle", () => {
    const random = chance(4);
    for (let i = 0; i < 200; i += 1) {
      const [yaw, iris] = [random() * 40, random() * 0.2];
      assert.ok(Math.abs(gazeAside(yaw, iris, 1) + gazeAside(-yaw, -iris, 1)) < 1e-9);
      assert.ok(gazeAside(yaw + 1, iris, 1) > gazeAside(yaw, iris, 1));
    }
  });
  it("weighs more for whoever sits further away than when measured, within bounds", () => {
    const [near, same, far] = [0.8, 1, 1.2].map((distance) => gazeAside(12, 0, distance));
    assert.ok(near < same && same < far);
    assert.equal(gazeAside(12, 0, 9), gazeAside(12, 0, GAZE.furthest));
    assert.equal(gazeAside(12, 0, 0.1), gazeAside(12, 0, GAZE.nearest));
    const further = (/** @type {number} */ distance) =>
      play(30, scenes([3, NEUTRAL], [27, { yaw: 13.5, distance }])).at(-1)?.state;
    assert.deepEqual([1, 1.3].map(further), ["focused", "alert"]);
  });
  it("knows the width of an iris", () => {
    assert.ok(Math.abs(Number(irisWidth(face({ eyes: 100 }))) - 13) < 1e-9);
    assert.equal(irisWidth({ ...face({}), points: {} }), null);
  });
  it("is away where the head lies on its side", () => {
    assert.equal(play(12, scenes([2, NEUTRAL], [10, { roll: 60 }])).at(-1)?.reason, "gaze_away");
  });
});

/** A head whose pose is the camera's own, so that no sine rounds its size. */
const LEVEL = Object.freeze({ roll: -1, yaw: 2, pitch: -4 });

describe("quality", () => {
  it("says what was measured, and what it would take", () => {
    assert.equal(obstruction(seen(0)), null);
    assert.deepEqual(obstruction(seen(0, { eyes: 16, ...LEVEL })), {
      reason: "too_far",
      value: 16,
      threshold: 24,
      unit: "pixels",
    });
    const dark = seen(0, { faces: 0, picture: { brightness: 0.02, contrast: 0.2 } });
    assert.deepEqual(obstruction(dark), {
      reason: "too_dark",
      value: 0.02,
      threshold: 0.12,
      unit: "share",
    });
  });
});

describe("eyes that are neither away nor clearly on the screen", () => {
  it("begin no confusion, and no alert", () => {
    const look = { ...CONFUSED, iris: 0.097 }; // 13.5 degrees, between 12 and 15
    const told = play(20, scenes([3, NEUTRAL], [17, look]));
    assert.deepEqual(changes(told), ["unclear:starting", "focused:facing_screen"]);
    const nearer = play(20, scenes([3, NEUTRAL], [17, { ...CONFUSED, iris: 0.07 }]));
    assert.ok(nearer.some(({ state }) => state === "confused"));
  });
});
