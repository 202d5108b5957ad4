import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CALM_FROM, NOTHING, fold, tilesAt } from "../../../static/js/dashboard/roster.js";
import { ELIF, acts, keyOf, roster, tile, tiles } from "./messages.js";

/**
 * @import { Roster, ToTeacher, Window } from "../../../static/js/wire/protocol.js"
 */

const ALERT = /** @type {const} */ ({ state: "alert", reason: "gaze_away" });

/** @param {readonly ToTeacher[]} messages @param {number} [now] */
const picture = (messages, now = 0) =>
  messages.reduce((before, message) => fold(before, message, now), NOTHING);

/** @param {Parameters<typeof acts>[0]} done @param {object} [fields] */
function viewOf(done, fields = ALERT, now = 0) {
  const told = picture([roster([ELIF]), tiles(tile({ ...fields, acts: acts(done) }))], 100_000);
  return tilesAt(told, 100_000 + now)[0];
}

describe("what teachers did", () => {
  it("is nothing at first, and where a tile says nothing of it", () => {
    const nothing = { acknowledged: [], snoozed: [], checkIn: null };
    const unheard = tilesAt(picture([roster([ELIF])]), 0)[0];
    const before = tiles(tile({ ...ALERT, acts: acts({ snoozed: ["gaze_away"] }) }));
    const after = tiles(tile({ ...ALERT, acts: null }));
    const undone = tilesAt(picture([roster([ELIF]), before, after]), 0)[0];
    for (const view of [unheard, undone]) {
      assert.deepEqual(view.care, nothing);
      assert.deepEqual([view.seen, view.snoozed], [false, false]);
    }
  });

  it("shows that the need that is shown was seen, and not that another was", () => {
    assert.equal(viewOf({ acknowledged: ["gaze_away"] }).seen, true);
    assert.equal(viewOf({ acknowledged: ["help"] }).seen, false);
    const asks = { ...ALERT, help: 4 };
    assert.equal(viewOf({ acknowledged: ["gaze_away"] }, asks).seen, false);
    assert.equal(viewOf({ acknowledged: ["help"] }, asks).seen, true);
  });

  it("counts a snoozed reason as no need, though it is shown, and help is one all the same", () => {
    const view = viewOf({ snoozed: ["gaze_away"] });
    assert.deepEqual([view.state, view.reason, view.snoozed], ["alert", "gaze_away", true]);
    assert.ok(view.need >= CALM_FROM);
    for (const fields of [
      { ...ALERT, help: 4 },
      { state: "alert", reason: "no_face" },
    ]) {
      const other = viewOf({ snoozed: ["gaze_away"] }, fields);
      assert.equal(other.snoozed, false);
      assert.ok(other.need < CALM_FROM);
    }
  });

  it("turns the age of a check-in into an instant, and keeps its answer", () => {
    const open = viewOf({ check_in: { age: 9.5, answer: null } }).care.checkIn;
    assert.deepEqual(open, { askedAt: 90_500, answer: null });
    const answered = viewOf({ check_in: { age: 30, answer: "lost" } }).care.checkIn;
    assert.deepEqual(answered, { askedAt: 70_000, answer: "lost" });
  });

  it("is forgotten with the lesson", () => {
    const waits = tile({
      state: "arriving",
      reason: "waiting",
      acts: acts({ snoozed: ["no_face"] }),
    });
    const [view] = tilesAt(picture([roster([ELIF], null), tiles(waits), roster([ELIF])]), 0);
    assert.equal(view.state, "arriving");
    assert.deepEqual(view.care.snoozed, []);
  });
});

describe("markers", () => {
  /** @type {ToTeacher} */
  const told = { type: "markers", markers: [3, 61] };

  it("are those that were told last, of this lesson", () => {
    const during = picture([roster([ELIF]), told]);
    assert.deepEqual(during.markers, [3, 61]);
    const more = fold(during, { type: "markers", markers: [3, 61, 90] }, 0);
    assert.deepEqual(more.markers, [3, 61, 90]);
    const again = fold(more, roster([ELIF, keyOf(7)]), 0);
    assert.deepEqual(again.markers, [3, 61, 90]);
  });

  it("go with their lesson", () => {
    const ended = picture([roster([ELIF]), told, roster([ELIF], null)]);
    assert.deepEqual(ended.markers, []);
    assert.deepEqual(fold(ended, told, 0).markers, []);
    const next = fold(ended, roster([ELIF], { kind: "lesson", age: 0 }), 0);
    assert.deepEqual(next.markers, []);
  });
});

describe("counts only", () => {
  /** @type {Roster} */
  const nameless = { ...roster([]), counts_only: true, enrolled: 27 };

  /** @param {number} at @param {Partial<Window>} [fields] @returns {Window} */
  const window = (at, fields = {}) => ({
    at,
    here: 27,
    help: 0,
    alert: 0,
    confused: 5,
    focused: 15,
    ...fields,
  });

  /** @param {Window[]} windows @returns {ToTeacher} */
  const pulse = (...windows) => ({ type: "pulse", windows });

  it("wipes the rows, and takes none that come late", () => {
    const before = [roster([ELIF]), tiles(tile(ALERT))];
    const told = picture([...before, nameless, tiles(tile(ALERT))]);
    assert.deepEqual(tilesAt(told, 0), []);
    assert.equal(told.news.size, 0);
    assert.deepEqual([told.countsOnly, told.enrolled], [true, 27]);
  });

  it("begins anew with the rows when it ends", () => {
    const told = picture([roster([ELIF]), tiles(tile(ALERT)), nameless, roster([ELIF])]);
    assert.equal(tilesAt(told, 0)[0].state, "not_joined");
    assert.equal(told.countsOnly, false);
  });

  it("keeps the counts of a lesson in order, each as it was first told", () => {
    const late = pulse(window(90), window(60), window(30));
    const told = picture([nameless, pulse(window(60, { focused: 20 })), late]);
    assert.deepEqual(
      told.pulse.map(({ at, focused }) => [at, focused]),
      [
        [30, 15],
        [60, 20],
        [90, 15],
      ],
    );
    assert.deepEqual(fold(told, { ...nameless, lesson: null }, 0).pulse, []);
  });

  it("shows no count outside a lesson", () => {
    assert.deepEqual(picture([{ ...nameless, lesson: null }, pulse(window(30))]).pulse, []);
  });
});
