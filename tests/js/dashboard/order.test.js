import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { NOBODY, arrange, byNeed, isSameOrder } from "../../../static/js/dashboard/order.js";
import { NOTHING, fold, tilesAt } from "../../../static/js/dashboard/roster.js";
import { seeded, shuffled } from "./chance.js";
import { anyTile, keyOf, roster, tiles } from "./messages.js";

const AWAY = { inside: false, leftAt: null };
const INSIDE = { inside: true, leftAt: null };

/**
 * @param {() => number} chance
 * @param {number} count
 */
function anyClass(chance, count) {
  const students = Array.from({ length: count }, (_, index) => keyOf(index));
  const some = shuffled(chance, students).slice(0, Math.floor(count * 0.8));
  const frames = [roster(students), tiles(...some.map((student) => anyTile(chance, { student })))];
  return tilesAt(
    frames.reduce((picture, message) => fold(picture, message, 0), NOTHING),
    0,
  );
}

describe("the order of tiles", () => {
  it("places everyone once, the first group by need and name", () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const views = anyClass(seeded(seed), 30);
      const { first, rest } = byNeed(views);
      assert.equal(new Set([...first, ...rest]).size, 30);
      const needs = [...first, ...rest].map(
        (student) => views.find((view) => view.student === student)?.need ?? NaN,
      );
      assert.deepEqual(
        needs,
        [...needs].sort((a, b) => a - b),
      );
      assert.ok(needs.slice(0, first.length).every((need) => need < 3));
      assert.ok(needs.slice(first.length).every((need) => need >= 3));
    }
  });

  it("never jumps under the hand, nor for a moment after", () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const chance = seeded(seed);
      const before = arrange(NOBODY, anyClass(chance, 20), AWAY, 0);
      const later = anyClass(chance, 20);
      assert.ok(isSameOrder(arrange(before, later, INSIDE, 50_000), before));
      const left = { inside: false, leftAt: 50_000 };
      assert.ok(isSameOrder(arrange(before, later, left, 51_499), before));
      assert.deepEqual(arrange(before, later, left, 51_500), byNeed(later));
    }
  });

  it("drops who left the class and adds who is new at the end, even under the hand", () => {
    const chance = seeded(1);
    const before = byNeed(anyClass(chance, 10));
    const all = [...before.first, ...before.rest];
    const fewer = anyClass(chance, 12).filter(({ student }) => student !== all[0]);
    const { first, rest } = arrange(before, fewer, INSIDE, 0);
    assert.deepEqual([...first, ...rest], [...all.slice(1), keyOf(10), keyOf(11)]);
  });

  it("sorts the first picture, wherever the hand is", () => {
    const views = anyClass(seeded(2), 12);
    assert.deepEqual(arrange(NOBODY, views, INSIDE, 0), byNeed(views));
  });
});
