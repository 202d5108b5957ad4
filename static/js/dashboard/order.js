/**
 * Which tile stands where. Whoever needs a look comes first, but nothing moves under the hand:
 * while the pointer or the focus is inside the grid, and a moment longer, everybody stays. Pure.
 *
 * @import { TileView } from "./roster.js"
 *
 * @typedef {{ first: readonly string[], rest: readonly string[] }} Groups  students, in order
 * @typedef {{ inside: boolean, leftAt: number | null }} Hand  `leftAt`: instant, ms
 */
import { CALM_FROM } from "./roster.js";

/** How long nothing moves after the pointer and the focus have left, ms. */
export const SETTLE = 1500;

/** @type {Groups} */
export const NOBODY = Object.freeze({ first: [], rest: [] });

const alphabet = new Intl.Collator(undefined, { numeric: true });

/**
 * @param {Groups} before
 * @param {readonly TileView[]} tiles
 * @param {Hand} hand
 * @param {number} now
 * @returns {Groups}
 */
export function arrange(before, tiles, hand, now) {
  const isFirst = before.first.length + before.rest.length === 0;
  return isHeld(hand, now) && !isFirst ? kept(before, tiles) : byNeed(tiles);
}

/**
 * Whether everybody stays where they are.
 * @param {Hand} hand
 * @param {number} now
 */
export function isHeld({ inside, leftAt }, now) {
  return inside || (leftAt !== null && now - leftAt < SETTLE);
}

/**
 * *Look here first*, what was seen already at its end, and *Everyone else*; names in alphabetical
 * order within the same need.
 * @param {readonly TileView[]} tiles
 * @returns {Groups}
 */
export function byNeed(tiles) {
  const sorted = [...tiles].sort(
    (a, b) =>
      place(a) - place(b) ||
      a.need - b.need ||
      alphabet.compare(a.name, b.name) ||
      (a.student < b.student ? -1 : 1),
  );
  const calm = sorted.findIndex(({ need }) => need >= CALM_FROM);
  const students = sorted.map(({ student }) => student);
  const end = calm === -1 ? students.length : calm;
  return { first: students.slice(0, end), rest: students.slice(end) };
}

/** @param {TileView} tile */
function place({ need, seen }) {
  if (need >= CALM_FROM) return 2;
  return seen ? 1 : 0;
}

/**
 * Everybody stays; who left the class is dropped, who is new goes last.
 * @param {Groups} before
 * @param {readonly TileView[]} tiles
 * @returns {Groups}
 */
function kept(before, tiles) {
  const enrolled = new Set(tiles.map(({ student }) => student));
  const placed = new Set([...before.first, ...before.rest]);
  const stay = (/** @type {string} */ student) => enrolled.has(student);
  const isNew = (/** @type {string} */ student) => !placed.has(student);
  return {
    first: before.first.filter(stay),
    rest: [...before.rest.filter(stay), ...[...enrolled].filter(isNew)],
  };
}

/**
 * @param {Groups} a
 * @param {Groups} b
 */
export function isSameOrder(a, b) {
  return isSameList(a.first, b.first) && isSameList(a.rest, b.rest);
}

/**
 * @param {readonly string[]} a
 * @param {readonly string[]} b
 */
function isSameList(a, b) {
  return a.length === b.length && a.every((student, index) => student === b[index]);
}
