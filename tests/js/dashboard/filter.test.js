import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  EVERYBODY,
  isEverybody,
  nobodyText,
  shownOf,
  toggled,
} from "../../../static/js/dashboard/filter.js";
import { NOTHING, fold, tilesAt } from "../../../static/js/dashboard/roster.js";
import { pick, seeded } from "./chance.js";
import { acts, anyTile, keyOf, roster, tile, tiles } from "./messages.js";

const KINDS = ["help", "alert", "confused", "focused", "unknown"];

/** @param {import("../../../static/js/wire/protocol.js").Tile[]} some @param {string[]} [names] */
function viewsOf(some, names = []) {
  const known = roster(some.map(({ student }) => student));
  known.students.forEach((one, index) => (one.name = names[index] ?? one.name));
  return tilesAt(fold(fold(NOTHING, known, 0), tiles(...some), 0), 0);
}

/** @param {number} seed */
function anyClass(seed) {
  const chance = seeded(seed);
  return viewsOf(Array.from({ length: 20 }, (_, at) => anyTile(chance, { student: keyOf(at) })));
}

/** @param {readonly { name: string }[]} views */
const namesOf = (views) => views.map(({ name }) => name);

describe("the filter", () => {
  it("parts a class by kind: everyone is in one, and all of them are everybody", () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const views = anyClass(seed);
      const parts = KINDS.map((kind) => shownOf(views, { kinds: [kind], text: "" }, null));
      assert.equal(parts.flat().length, views.length);
      assert.equal(new Set(parts.flat()).size, views.length);
      assert.deepEqual(shownOf(views, { kinds: KINDS, text: "" }, null), views);
      assert.deepEqual(shownOf(views, EVERYBODY, null), views);
    }
  });

  it("shows several kinds at once, and each press takes its own back", () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const chance = seeded(seed);
      const [a, b] = [pick(chance, KINDS), pick(chance, KINDS)];
      const before = toggled(EVERYBODY, a);
      assert.deepEqual(toggled(toggled(before, b), b), before);
      assert.ok(isEverybody(toggled(before, a)));
    }
  });

  it("finds a name by any part of it, without case and accents", () => {
    const names = ["Elif Yıldız", "José Núñez", "Ben Carter"];
    const views = viewsOf(
      names.map((_, at) => tile({ student: keyOf(at) })),
      names,
    );
    const found = (/** @type {string} */ text) =>
      namesOf(shownOf(views, { kinds: [], text }, null));
    assert.deepEqual(found("yildiz el"), ["Elif Yıldız"]);
    assert.deepEqual(found("YILDIZ"), ["Elif Yıldız"]);
    assert.deepEqual(found(" NUNEZ "), ["José Núñez"]);
    assert.deepEqual(found("Zoe"), []);
    assert.deepEqual(found("  "), names);
  });

  it("keeps who is shown under the hand", () => {
    const views = anyClass(1);
    const held = new Set([views[3].student, views[5].student]);
    const shown = shownOf(views, { kinds: ["help"], text: "" }, held);
    assert.deepEqual(shown, [views[3], views[5]]);
  });

  it("counts no snoozed reason among the needs", () => {
    const snoozed = viewsOf([
      tile({
        state: "confused",
        reason: "brow_and_tilt",
        acts: acts({ snoozed: ["brow_and_tilt"] }),
      }),
    ]);
    assert.deepEqual(shownOf(snoozed, { kinds: ["confused"], text: "" }, null), []);
  });

  it("says why nobody is shown", () => {
    assert.equal(nobodyText({ kinds: ["help"], text: " " }), "Nobody is so at the moment.");
    assert.equal(nobodyText({ kinds: [], text: "Zoe" }), "No student’s name has “Zoe” in it.");
  });
});
