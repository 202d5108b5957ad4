import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { STEP, STEPS, lengthsOf, segmentsOf } from "../../../static/js/dashboard/strip.js";
import { pick, seeded } from "./chance.js";

const NOW = 100 * STEP - 1;

/** @param {string} state @param {number} at */
function change(state, at) {
  return { state, reason: "any", at };
}

/** @param {ReturnType<typeof segmentsOf>} segments */
function drawn(segments) {
  return segments.map(({ shape, from, to }) => `${shape} ${from}-${to}`);
}

describe("the strip of the last minutes", () => {
  it("shows a steady state as one segment", () => {
    const tile = { changes: [change("focused", 0)], heardAt: NOW, helpAt: null };
    assert.deepEqual(drawn(segmentsOf(tile, 0, NOW)), ["focused 0-30"]);
  });

  it("shows a need however short, and otherwise what lasted longest", () => {
    const at = 94 * STEP + 1000;
    const changes = [
      change("focused", 0),
      change("alert", at),
      change("paused", at + 1000),
      change("focused", at + 4000),
      change("paused", at + 2 * STEP),
      change("focused", at + 2 * STEP + 9000),
    ];
    const segments = segmentsOf({ changes, heardAt: NOW, helpAt: null }, 0, NOW);
    assert.deepEqual(drawn(segments), ["focused 0-24", "alert 24-25", "focused 25-30"]);
  });

  it("shows silence as unknown: before the first word, and after the last", () => {
    const changes = [change("focused", NOW - 10 * STEP)];
    const silent = segmentsOf({ changes, heardAt: NOW - 3 * STEP, helpAt: null }, 0, NOW);
    assert.deepEqual(drawn(silent), ["unknown 0-20", "focused 20-27", "unknown 27-30"]);
    assert.deepEqual(drawn(segmentsOf({ changes: [], heardAt: null, helpAt: null }, 0, NOW)), [
      "unknown 0-30",
    ]);
  });

  it("leaves the time before the lesson blank", () => {
    const from = NOW - 2 * STEP;
    const tile = { changes: [change("focused", from)], heardAt: NOW, helpAt: null };
    assert.deepEqual(drawn(segmentsOf(tile, from, NOW)), ["focused 27-30"]);
  });

  it("covers the window without gap or overlap, and stands still within a step", () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const chance = seeded(seed);
      const states = ["focused", "confused", "alert", "unclear", "paused", "gone", "arriving"];
      let at = NOW - chance() * 700_000;
      const changes = [];
      while (at < NOW) {
        changes.push(change(pick(chance, states), at));
        at += chance() * 90_000;
      }
      const tile = { changes, heardAt: NOW, helpAt: null };
      const segments = segmentsOf(tile, 0, NOW);
      assert.equal(segments[0].from, 0, `${seed}`);
      assert.equal(segments.at(-1)?.to, STEPS, `${seed}`);
      for (const [index, { from, shape }] of segments.entries()) {
        if (index === 0) continue;
        assert.equal(from, segments[index - 1].to);
        assert.notEqual(shape, segments[index - 1].shape);
      }
      const minutes = lengthsOf(segments).reduce((sum, one) => sum + one.minutes, 0);
      assert.ok(minutes >= 10);
      const moved = segmentsOf({ ...tile, heardAt: NOW - 1000 }, 0, NOW);
      assert.deepEqual(moved, segments);
    }
  });
});
