import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  APART,
  OPEN_FOR,
  checkInText,
  choicesOf,
  messageFor,
} from "../../../static/js/dashboard/acting.js";
import { cueWords } from "../../../static/js/dashboard/cue_words.js";
import { headlineAt } from "../../../static/js/dashboard/headline.js";
import { byNeed } from "../../../static/js/dashboard/order.js";
import { eventsOf } from "../../../static/js/dashboard/past.js";
import { NOTHING, fold, tilesAt } from "../../../static/js/dashboard/roster.js";
import { ELIF, acts, keyOf, roster, tile, tiles } from "./messages.js";

/** @import { Tile } from "../../../static/js/wire/protocol.js" */

const NOW = 1_000_000;
const LESSON = { exam: false };
const CONFUSED = /** @type {const} */ ({ state: "confused", reason: "brow_and_tilt" });
const NOTHING_DONE = { acknowledged: [], snoozed: [], check_in: null };

/** @param {Partial<Tile>[]} some @param {number} [later] */
function viewsOf(some, later = 0) {
  const all = some.map((fields, index) => tile({ student: keyOf(index), ...fields }));
  const told = [roster(all.map(({ student }) => student)), tiles(...all)];
  const picture = told.reduce((before, message) => fold(before, message, NOW), NOTHING);
  return { picture, views: tilesAt(picture, NOW + later) };
}

/** @param {Partial<Tile>} fields @param {number} [later] */
const viewOf = (fields, later = 0) => viewsOf([{ student: ELIF, ...fields }], later).views[0];

describe("acting", () => {
  it("acknowledges what is shown, and takes that back", () => {
    const seen = viewOf({ ...CONFUSED, acts: acts({ acknowledged: ["brow_and_tilt"] }) });
    const help = viewOf({ ...CONFUSED, help: 3 });
    assert.deepEqual(messageFor("seen", viewOf(CONFUSED), NOW), {
      type: "acknowledge",
      student: ELIF,
      need: "brow_and_tilt",
      seen: true,
    });
    assert.deepEqual(messageFor("seen", seen, NOW), {
      type: "acknowledge",
      student: ELIF,
      need: "brow_and_tilt",
      seen: false,
    });
    assert.equal(/** @type {any} */ (messageFor("seen", help, NOW)).need, "help");
  });

  it("snoozes a reason, never a call for help, and takes that back", () => {
    const snoozed = viewOf({ ...CONFUSED, acts: acts({ snoozed: ["brow_and_tilt"] }) });
    const undo = messageFor("snooze", snoozed, NOW);
    assert.deepEqual(undo, {
      type: "snooze",
      student: ELIF,
      reason: "brow_and_tilt",
      snoozed: false,
    });
    assert.equal(messageFor("snooze", viewOf({ ...CONFUSED, help: 3 }), NOW), null);
    assert.equal(messageFor("seen", snoozed, NOW), null);
  });

  it("offers nothing to do about who is calm but to ask", () => {
    const calm = viewOf({});
    assert.equal(messageFor("seen", calm, NOW), null);
    assert.equal(messageFor("snooze", calm, NOW), null);
    assert.deepEqual(messageFor("ask", calm, NOW), { type: "check_in", student: ELIF });
    assert.equal(choicesOf(viewOf({ state: "gone", reason: "lost" }), NOW).ask.possible, false);
  });

  it("asks once, and again when the question was answered or made way", () => {
    const canAsk = (/** @type {any} */ check_in) =>
      choicesOf(viewOf({ acts: acts({ check_in }) }), NOW).ask.possible;
    for (const answer of ["fine", null]) {
      const wait = (answer === null ? OPEN_FOR : APART) / 1000;
      assert.equal(canAsk({ age: wait - 0.1, answer }), false);
      assert.equal(canAsk({ age: wait, answer }), true);
    }
  });

  it("says when was asked, then the answer", () => {
    const view = (/** @type {any} */ answer) =>
      viewOf({ acts: acts({ check_in: { age: 20, answer } }) });
    assert.equal(checkInText(viewOf({}), NOW), "");
    assert.equal(checkInText(view(null), NOW), "Asked 20 s ago");
    assert.equal(checkInText(view("fine"), NOW), "Answered “Fine”");
    assert.equal(checkInText(view("lost"), NOW), "Answered “I’m lost”");
    assert.equal(checkInText(view("not_now"), NOW), "Answered “Not now”");
  });
});

describe("what was acted on", () => {
  it("stands after the unseen if it was seen, and among the calm if snoozed", () => {
    const { views } = viewsOf([
      { ...CONFUSED, help: 2, acts: { ...NOTHING_DONE, acknowledged: ["help"] } },
      CONFUSED,
      { ...CONFUSED, acts: { ...NOTHING_DONE, snoozed: ["brow_and_tilt"] } },
      {},
    ]);
    const { first, rest } = byNeed(views);
    assert.deepEqual(first, [keyOf(1), keyOf(0)]);
    assert.deepEqual(rest, [keyOf(2), keyOf(3)]);
  });

  it("is counted as no need if snoozed, and not as unknown", () => {
    const { picture, views } = viewsOf([
      { ...CONFUSED, acts: { ...NOTHING_DONE, snoozed: ["brow_and_tilt"] } },
      {},
    ]);
    const { spoken, note } = headlineAt(picture, views, NOW);
    assert.deepEqual([spoken, note], ["1 student looks focused", "1 is snoozed."]);
  });

  it("still is seen when a call for help is not heard any more", () => {
    const silent = viewOf({ help: 2, acts: acts({ acknowledged: ["help"] }) }, 15_000);
    assert.deepEqual([silent.state, silent.seen], ["stale", true]);
  });
});

describe("a student's last minutes in words", () => {
  it("lists changes, moments and the gap, the newest first", () => {
    const view = viewOf(
      {
        ...CONFUSED,
        heard: 0,
        help: 10,
        history: [
          { state: "focused", reason: "facing_screen", age: 100 },
          { ...CONFUSED, age: 40 },
        ],
        acts: acts({ check_in: { age: 30, answer: "fine" } }),
      },
      15_000,
    );
    const events = eventsOf(view, LESSON, NOW + 15_000);
    assert.deepEqual(
      events.map(({ word, when, lasted }) => [word, when, lasted]),
      [
        ["No news", "15 s ago", "now"],
        ["Asks for help", "25 s ago", ""],
        ["“All right?” was asked", "45 s ago", ""],
        ["Looks confused", "55 s ago", "40 s"],
        ["Focused", "1 min ago", "1 min"],
      ],
    );
  });

  it("puts what came later first, also of one instant", () => {
    const history = /** @type {const} */ ([
      { state: "arriving", reason: "getting_ready", age: 5 },
      { state: "focused", reason: "facing_screen", age: 5 },
    ]);
    const words = eventsOf(viewOf({ history: [...history] }), LESSON, NOW).map(({ word }) => word);
    assert.deepEqual(words, ["Focused", "Getting ready"]);
  });

  it("says what was measured, and leaves out what was not", () => {
    const cues = /** @type {const} */ ({ brow: 0.31, tilt: -14, smile: 0, gaze: null, faces: 2 });
    assert.deepEqual(
      cueWords(cues).map(({ cue, words }) => `${cue} ${words}`),
      ["Brow furrowed 31 %", "Head tilted by 14°", "Smile 0 %", "In view 2 faces"],
    );
    assert.deepEqual(cueWords(null), []);
  });

  it("shows no measure of who is not heard any more", () => {
    const cues = /** @type {const} */ ({ brow: 0, tilt: 0, smile: 0, gaze: "centred", faces: 1 });
    assert.deepEqual(viewOf({ cues }).cues, cues);
    assert.equal(viewOf({ cues }, 15_000).cues, null);
  });
});
