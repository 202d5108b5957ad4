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
const ALL = [...UNSWEPT.keys()];

/** @typedef {import("../../../static/js/vision/sweep.js").Box} Box */

/**
 * Sweep a made-up room for some seconds; gives when what was told, ms.
 * @param {{ fps: number, seconds: number }} film
 * @param {(time: number, tile: Box) => number} facesIn
 */
function sweepRoom({ fps, seconds }, facesIn) {
  let sweep = UNSWEPT;
  return Array.from({ length: fps * seconds }, (_, frame) => {
    const time = (frame * 1000) / fps;
    const looked = tilesToLookAt(sweep, time);
    for (const index of looked) {
      sweep = swept(sweep, index, facesIn(time, tileBox(index, FRAME)), time);
    }
    return { time, told: othersIn(sweep), looked };
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

const PLACES = [
  [30, 30],
  [610, 40],
  [320, 240],
  [20, 460],
  [600, 450],
];

describe("a sweep", () => {
  // In the middle of the picture a face lies in all nine tiles, each of which must forget it.
  for (const [fps, forgetting] of [
    [5, 3000],
    [10, 1800],
    [15, 1500],
    [30, 1500],
  ]) {
    it(`finds a face anywhere within 1.5 s at ${fps} fps, and forgets it`, () => {
      for (const [x, y] of PLACES) {
        const film = sweepRoom({ fps, seconds: 6 }, (time, tile) =>
          time >= 500 && time < 2600 && holds(tile, x, y) ? 1 : 0,
        );
        const from = film.find(({ told }) => told === 1)?.time ?? Infinity;
        const to = film.findLast(({ told }) => told === 1)?.time ?? Infinity;
        assert.ok(from <= 2000, `${x}, ${y} is found after ${from - 500} ms`);
        assert.ok(to <= 2600 + forgetting, `${x}, ${y} is forgotten after ${to - 2600} ms`);
      }
    });
  }
  it("looks at each tile about once a second, however fast the frames come", () => {
    for (const fps of [5, 10, 15, 30]) {
      const film = sweepRoom({ fps, seconds: 10 }, () => 0);
      const looks = film.flatMap(({ looked }) => looked);
      for (const tile of ALL) {
        const often = looks.filter((index) => index === tile).length / 10;
        assert.ok(often >= 0.9 && often <= 1.4, `${often} a second at ${fps} fps`);
      }
      assert.ok(film.every(({ looked }) => looked.length <= 2));
    }
  });
  it("is not misled by a ghost of one or two looks", () => {
    for (let start = 0; start < 1500; start += 50) {
      const isGhost = (/** @type {number} */ time) => time >= start && time < start + 200;
      const film = sweepRoom({ fps: 15, seconds: 4 }, (time) => (isGhost(time) ? 1 : 0));
      assert.deepEqual(new Set(film.map(({ told }) => told)), new Set([0]), `from ${start}`);
    }
  });
  it("looks at every tile in turn, even while one of them is in doubt", () => {
    const looked = sweepRoom({ fps: 10, seconds: 3 }, (time, tile) =>
      tile.x > 0 && tile.y > 0 ? Math.round(time / 100) % 2 : 0,
    ).flatMap((frame) => frame.looked);
    assert.deepEqual([...new Set(looked)].toSorted(), ALL);
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
