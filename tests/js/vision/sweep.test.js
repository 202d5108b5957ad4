/** The sweep for people in the background, and the detector it takes out of the model. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { entryOf } from "../../../static/js/vision/model_bundle.js";
import {
  UNSWEPT,
  countOthers,
  othersIn,
  swept,
  tileBox,
  tilesToLookAt,
} from "../../../static/js/vision/sweep.js";

const FRAME = { width: 640, height: 480 };
const ALL = UNSWEPT.tiles.map((_, i) => i);

/** @typedef {import("../../../static/js/vision/sweep.js").Box} Box */

/**
 * Sweep a made-up room; one entry for each frame.
 * @param {number} frames
 * @param {(frame: number, tile: Box) => number} facesIn
 */
function sweepRoom(frames, facesIn) {
  let sweep = UNSWEPT;
  return Array.from({ length: frames }, (_, frame) => {
    for (const index of tilesToLookAt(sweep)) {
      sweep = swept(sweep, index, facesIn(frame, tileBox(index, FRAME)));
    }
    return othersIn(sweep);
  });
}

/** @param {Box} tile @param {number} x @param {number} y */
function holds(tile, x, y) {
  return x >= tile.x && x < tile.x + tile.width && y >= tile.y && y < tile.y + tile.height;
}

describe("the tiles", () => {
  it("are nine of 400x300, which cover the frame to its corners", () => {
    const boxes = ALL.map((index) => tileBox(index, FRAME));
    assert.ok(boxes.every(({ width, height }) => width === 400 && height === 300));
    for (const [x, y] of [
      [0, 0],
      [639, 0],
      [0, 479],
      [639, 479],
      [320, 240],
    ]) {
      assert.ok(
        boxes.some((box) => holds(box, x, y)),
        `${x}, ${y}`,
      );
    }
  });
});

describe("a sweep", () => {
  it("finds a face anywhere within a second at 10 fps, and forgets it as soon", () => {
    for (const [x, y] of [
      [30, 30],
      [610, 40],
      [320, 240],
      [20, 460],
      [600, 450],
    ]) {
      const told = sweepRoom(40, (frame, tile) => (frame < 20 && holds(tile, x, y) ? 1 : 0));
      assert.equal(told[9], 1, `${x}, ${y} is not found`);
      assert.equal(told[39], 0, `${x}, ${y} is not forgotten`);
    }
  });
  it("is not misled by a ghost of one or two frames", () => {
    for (const frames of [1, 2]) {
      for (let start = 0; start < 12; start += 1) {
        const isGhost = (/** @type {number} */ frame) => frame >= start && frame < start + frames;
        const told = sweepRoom(30, (frame) => (isGhost(frame) ? 1 : 0));
        assert.deepEqual(new Set(told), new Set([0]), `${frames} frames from ${start}`);
      }
    }
  });
  it("looks at every tile in turn, even while one of them is in doubt", () => {
    let sweep = UNSWEPT;
    const seen = new Set();
    for (let frame = 0; frame < 20; frame += 1) {
      for (const index of tilesToLookAt(sweep)) {
        seen.add(index);
        sweep = swept(sweep, index, index === 4 ? frame % 2 : 0);
      }
    }
    assert.deepEqual([...seen].toSorted(), ALL);
  });
});

describe("a finding", () => {
  const known = [{ x: 200, y: 100, width: 160, height: 200 }];
  const small = { x: 560, y: 60, width: 60, height: 60 };
  it("counts when it is small and not a face that is known", () => {
    assert.equal(countOthers([small], known, FRAME), 1);
    assert.equal(countOthers([{ ...small, x: 250, y: 170 }], known, FRAME), 0);
    assert.equal(countOthers([{ ...small, width: 140 }], known, FRAME), 0);
  });
});

describe("the model bundle", () => {
  /** A stored zip entry. @param {string} name @param {number[]} data */
  const entry = (name, data) => {
    const header = new DataView(new ArrayBuffer(30));
    header.setUint32(0, 0x04034b50, true);
    header.setUint32(18, data.length, true);
    header.setUint16(26, name.length, true);
    return [...new Uint8Array(header.buffer), ...new TextEncoder().encode(name), ...data];
  };
  const bundle = Uint8Array.from([0, 0, ...entry("a", [1, 2]), 0, 0, 0, ...entry("b", [3, 4, 5])]);
  it("gives its entries, past the padding between them", () => {
    assert.deepEqual([...entryOf(bundle, "a")], [1, 2]);
    assert.deepEqual([...entryOf(bundle, "b")], [3, 4, 5]);
  });
  it("says when there is no such entry", () => {
    assert.throws(() => entryOf(bundle, "c"), /no c/);
  });
});
