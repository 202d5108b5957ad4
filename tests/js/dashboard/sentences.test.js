import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ageText, clockText, newsText } from "../../../static/js/ages.js";
import { SILENCE, announce } from "../../../static/js/dashboard/announcer.js";
import { createClock } from "../../../static/js/wire/clock.js";
import { chipsOf, headlineAt } from "../../../static/js/dashboard/headline.js";
import { healthAt } from "../../../static/js/dashboard/health.js";
import { NOTHING, fold, tilesAt } from "../../../static/js/dashboard/roster.js";
import { tileDetail, tileWord } from "../../../static/js/dashboard/tile_words.js";
import { TILE_REASONS } from "../../../static/js/wire/protocol.js";
import { reasonFor } from "../../../static/js/words.js";
import { keyOf, roster, tile, tiles } from "./messages.js";

/**
 * @import { Tile, LessonNow } from "../../../static/js/wire/protocol.js"
 */

/**
 * @param {number} students
 * @param {readonly Partial<Tile>[]} some  the first students' tiles
 * @param {LessonNow | null} [lesson]
 */
function classOf(students, some, lesson) {
  const keys = Array.from({ length: students }, (_, index) => keyOf(index));
  const told = tiles(...some.map((fields, index) => tile({ student: keys[index], ...fields })));
  return fold(fold(NOTHING, roster(keys, lesson), 0), told, 0);
}

/**
 * @param {ReturnType<typeof classOf>} picture
 * @param {number} [now]
 */
function sentence(picture, now = 0) {
  const { clauses } = headlineAt(picture, tilesAt(picture, now), now);
  return clauses.map(({ text }) => text).join(", ");
}

/** @type {Partial<Tile>} */
const CONFUSED = { state: "confused", reason: "brow_and_tilt" };
/** @type {Partial<Tile>} */
const ALERT = { state: "alert", reason: "gaze_away" };
const ASKS = { help: 2 };

describe("the headline", () => {
  it("says what needs a look, and of how many who are known", () => {
    const some = [CONFUSED, CONFUSED, CONFUSED, CONFUSED, ASKS, ...Array(20).fill({})];
    const picture = classOf(30, some);
    assert.equal(sentence(picture), "4 of 25 look confused, 1 asks for help");
    assert.match(
      headlineAt(picture, tilesAt(picture, 0), 0).note,
      /^5 of 30 seats are not counted/,
    );
    assert.equal(sentence(classOf(25, Array(25).fill({}))), "All 25 look focused");
    assert.equal(sentence(classOf(1, [{}])), "1 student looks focused");
    assert.equal(sentence(classOf(3, [ALERT, {}, {}])), "1 of 3 needs a check-in");
  });

  it("puts alerts first in an exam, by their name there", () => {
    const picture = classOf(4, [CONFUSED, ASKS, ALERT, {}], { kind: "exam", age: 10 });
    assert.equal(
      sentence(picture),
      "1 of 4 has a proctor alert, 1 looks confused, 1 asks for help",
    );
    assert.deepEqual(
      chipsOf("exam", tilesAt(picture, 0)).map(({ state }) => state),
      ["alert", "help", "confused", "focused"],
    );
  });

  it("never says that all are well when it does not know", () => {
    assert.equal(sentence(NOTHING), "Connecting to the class");
    assert.equal(sentence(classOf(0, [])), "Nobody has joined yet");
    assert.equal(sentence(classOf(3, [])), "Nobody has joined yet");
    assert.equal(sentence(classOf(3, [{}, {}]), 8000), "No news from the server for 8 s");
    const silent = classOf(2, [{ heard: 15 }, { heard: 40 }]);
    assert.equal(sentence(silent), "No news from any of 2 students");
    const unseen = classOf(2, [{ state: "no_camera", reason: "by_student" }]);
    assert.equal(sentence(unseen), "Nobody asks for help");
    const waits = classOf(2, [{ state: "arriving", reason: "waiting" }], null);
    assert.equal(sentence(waits), "1 of 2 is here");
  });

  it("keeps a call for help whose student is not heard now", () => {
    const silent = { ...ASKS, heard: 13 };
    assert.equal(sentence(classOf(2, [silent])), "1 asked for help and is not heard now");
    assert.equal(
      sentence(classOf(3, [{}, {}, silent])),
      "Both look focused, 1 asked for help and is not heard now",
    );
  });

  it("is spoken only when it changes, and not too often", () => {
    const first = announce(SILENCE, "1 asks for help", 0);
    assert.equal(first.said, "1 asks for help");
    assert.equal(announce(first, "2 ask for help", 9999), first);
    assert.equal(announce(first, "1 asks for help", 60_000), first);
    assert.equal(announce(first, "3 ask for help", 10_000).said, "3 ask for help");
  });
});

describe("the link's health", () => {
  it("is live only while the server and its relay are heard", () => {
    const picture = classOf(2, [{ heard: 0.3 }]);
    const live = healthAt(picture, "open", 0);
    assert.deepEqual([live.word, live.detail], ["Live", "newest news 0.3 s ago"]);
    assert.equal(healthAt(NOTHING, "connecting", 0).health, "connecting");
    assert.equal(healthAt(picture, "lost", 3000).health, "connecting");
    assert.equal(healthAt(picture, "open", 8000).health, "silent");
    assert.equal(
      healthAt(fold(picture, { type: "beat", live: false }, 5), "open", 5).health,
      "cut_off",
    );
  });
});

describe("words", () => {
  it("of ages and clocks", () => {
    assert.deepEqual([-5, 0, 59_999, 60_000, 3_599_999].map(ageText), [
      "0 s",
      "0 s",
      "59 s",
      "1 min",
      "59 min",
    ]);
    assert.deepEqual([3_600_000, 3_900_000].map(ageText), ["1 h", "1 h 5 min"]);
    assert.deepEqual([340, 9990, 10_000].map(newsText), ["0.3 s", "9.9 s", "10 s"]);
    assert.deepEqual([0, 1_660_000, 3_725_000].map(clockText), ["0:00", "27:40", "1:02:05"]);
  });

  it("of every shown state, with what was before an unknown one", () => {
    const at = (/** @type {Partial<Tile>} */ fields, now = 0, exam = false) => {
      const [view] = tilesAt(classOf(1, [fields]), now);
      return `${tileWord(view, { exam })} · ${tileDetail(view, { exam })}`;
    };
    assert.equal(at({}), "Focused · Facing the screen");
    assert.equal(at({}, 12_000), "No news · Was focused");
    assert.equal(at({}, 30_000), "Connection lost · Was focused");
    assert.equal(at({ state: "gone", reason: "left", was: "focused" }), "Left · Was focused");
    assert.equal(at(ASKS), "Asks for help · Pressed “I’m lost”");
    assert.equal(at(ASKS, 12_000), "No news · Asked for help");
    assert.equal(at(ALERT), "Check in · Facing away from the screen");
    assert.equal(at(ALERT, 0, true), "Proctor alert · Facing away from the screen");
    assert.equal(at({ state: "arriving", reason: "waiting" }), "Here · Waiting for the lesson");
    assert.equal(at({ state: "unclear", reason: "blurred" }), "Cannot tell · Picture blurred");
    assert.equal(at({ state: "unclear", reason: "not_looked_at" }), "Cannot tell · Not looked at");
    const [empty] = tilesAt(classOf(1, []), 0);
    assert.equal(tileWord(empty, { exam: false }), "Not joined yet");
    assert.equal(tileDetail(empty, { exam: false }), "Seat is ready");
  });
});

describe("reasons", () => {
  it("each have words, and no two of a state the same", () => {
    for (const [state, reasons] of Object.entries(TILE_REASONS)) {
      const words = reasons.map((reason) => reasonFor(state, reason));
      assert.ok(words.every(Boolean), `${state} ${words}`);
      assert.equal(new Set(words).size, reasons.length);
    }
  });
});

describe("the clock", () => {
  it("counts the time that the computer slept, and is steady through small corrections", () => {
    let [steady, wall] = [1000, 5_000_000];
    const now = createClock(
      () => steady,
      () => wall,
    );
    assert.equal(now(), 1000);
    steady += 500;
    wall += 60_500;
    assert.equal(now(), 61_500);
    steady += 500;
    wall += 1900;
    assert.equal(now(), 62_000);
    wall -= 3_600_000;
    assert.equal(now(), 62_000);
    wall += 10;
    steady += 10;
    assert.equal(now(), 62_010);
  });
});
