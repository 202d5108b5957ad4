/**
 * Every number that decides has a witness, and no mutant of it, nor of the order of the rules, lives.
 *
 * Whoever changes a number moves the grip of its witness in `witnesses/`; whoever adds one adds a
 * witness; whoever rewrites a rule writes its mutant anew in `mutants.js`.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { numberMutants, orderMutants } from "./mutants.js";
import { openRoom } from "./room.js";
import { ORDER_WITNESSES } from "./witnesses/order.js";
import { WITNESSES } from "./witnesses/witnesses.js";

/** Mutants that nobody could tell from the original, by the beginning of their names, and why. */
const EQUIVALENT = /** @type {Record<string, string>} */ ({
  "SAYS.smile.blendshape = 1.25": "no blendshape is more than 1",
  "UNCALIBRATED.neutral.browShape": "holds a place: a shape that was not measured says nothing",
  "UNCALIBRATED.neutral.mouthShape": "holds a place likewise",
  "UNCALIBRATED.neutral.depth": "holds a place likewise",
  "UNCALIBRATED.spread": "says only that there is a number: nothing is weighed by it",
  "unclear before alert": "what is unclear forgets all evidence, so that no alert can stand",
  "unclear before confused": "nor any confusion",
  "multiple faces before no face": "a picture has none, one or several faces, never two of these",
});

/** @typedef {import("./room.js").Room} Room */

/** @param {string} name */
const isEquivalent = (name) => Object.keys(EQUIVALENT).some((start) => name.startsWith(start));

/** @param {string} name  of a number @param {Room} room @returns {boolean} */
function stands(name, room) {
  const { no, yes, says } = WITNESSES[name];
  return !says(room, no) && says(room, yes);
}

const NUMBERS = numberMutants();
const ORDERS = orderMutants();

describe("the witnesses", async () => {
  const room = await openRoom(null);
  for (const [name, { no, yes, says }] of Object.entries(WITNESSES)) {
    it(`${name}: no at ${no}, yes at ${yes}`, () => {
      assert.equal(says(room, no), false, `${name}: yes at ${no} already`);
      assert.equal(says(room, yes), true, `${name}: no at ${yes} still`);
    });
  }
  for (const [name, holds] of Object.entries(ORDER_WITNESSES)) {
    it(name, () => assert.ok(holds(room)));
  }
});

describe("each number, a quarter up and a fifth down", () => {
  const mutants = NUMBERS.filter(({ name }) => !isEquivalent(name));
  for (const name of new Set(mutants.map(({ of }) => of))) {
    it(`${name} is noticed`, async () => {
      assert.ok(WITNESSES[name], `${name} has no witness`);
      for (const mutant of mutants.filter(({ of }) => of === name)) {
        assert.ok(!stands(name, await openRoom(mutant)), `${mutant.name} lives`);
      }
    });
  }
});

describe("the order of rules", () => {
  for (const mutant of ORDERS.filter(({ name }) => !isEquivalent(name))) {
    it(`${mutant.name}, and not the other way round`, async () => {
      assert.ok(ORDER_WITNESSES[mutant.name], `${mutant.name} has no witness`);
      assert.ok(!ORDER_WITNESSES[mutant.name](await openRoom(mutant)));
    });
  }
});

describe("the account", () => {
  it("has no witness to a number or an order that is not there", () => {
    const names = new Set([...NUMBERS.map(({ of }) => of), ...ORDERS.map(({ name }) => name)]);
    const heard = [...Object.keys(WITNESSES), ...Object.keys(ORDER_WITNESSES)];
    assert.deepEqual(
      heard.filter((name) => !names.has(name)),
      [],
    );
  });
  it("has no equivalent that is not there", () => {
    const names = [...NUMBERS, ...ORDERS].map(({ name }) => name);
    const gone = Object.keys(EQUIVALENT).filter((start) => !names.some((n) => n.startsWith(start)));
    assert.deepEqual(gone, []);
  });
  for (const which of [0, 1]) {
    it(`cannot tell what it calls equivalent from the original (${which ? "down" : "up"})`, async () => {
      const room = await openRoom({ name: "all equivalents", edits: equivalents(which) });
      const noticed = [
        ...Object.keys(WITNESSES).filter((name) => !stands(name, room)),
        ...Object.keys(ORDER_WITNESSES).filter((name) => !ORDER_WITNESSES[name](room)),
      ];
      assert.deepEqual(noticed, []);
    });
  }
});

/** All at once, each number one way. @param {number} which  of its mutants */
function equivalents(which) {
  const numbers = Map.groupBy(
    NUMBERS.filter(({ name }) => isEquivalent(name)),
    ({ of }) => of,
  );
  const orders = ORDERS.filter(({ name }) => isEquivalent(name));
  const chosen = [...numbers.values()].map((all) => all[Math.min(which, all.length - 1)]);
  // Of two rewritings of one passage the later comprises the earlier.
  const rewritten = orders.filter(({ name }) => name !== "unclear before alert");
  return [...chosen, ...rewritten].flatMap(({ edits }) => edits);
}
