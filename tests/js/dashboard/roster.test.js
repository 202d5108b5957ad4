import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

import { NOTHING, countsOf, fold, tilesAt } from "../../../static/js/dashboard/roster.js";
import { parseToTeacher } from "../../../static/js/wire/protocol.js";
import { pick, seeded, shuffled } from "./chance.js";
import { ELIF, anyTile, keyOf, roster, tile, tiles } from "./messages.js";

/**
 * @import { ToTeacher, Tile } from "../../../static/js/wire/protocol.js"
 */

const GOLDEN = new URL("../../golden/to_teacher/", import.meta.url);
const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

/** @param {string} name */
function golden(name) {
  return JSON.parse(readFileSync(new URL(`${name}.json`, GOLDEN), "utf8")).accepted;
}

/**
 * @param {readonly ToTeacher[]} messages
 * @param {number} [now]
 */
function foldAll(messages, now = 0) {
  return messages.reduce((picture, message) => fold(picture, message, now), NOTHING);
}

/**
 * @param {readonly ToTeacher[]} messages
 * @param {number} [now]
 */
function firstTile(messages, now = 0) {
  return tilesAt(foldAll(messages), now)[0];
}

describe("a picture of a class", () => {
  it("accepts every golden message", () => {
    const messages = ["roster", "tiles", "markers", "pulse", "beat", "error"].flatMap(golden);
    let picture = NOTHING;
    for (const message of messages) {
      picture = fold(picture, parseToTeacher(JSON.stringify(message)), 700_000);
      tilesAt(picture, 700_000);
    }
    const [elif] = tilesAt(fold(picture, golden("beat")[0], 700_000), 700_000);
    assert.equal(elif.name, "Elif Yıldız");
    assert.deepEqual([elif.state, elif.reason, elif.was], ["gone", "lost", "confused"]);
    assert.deepEqual(
      elif.changes.map(({ state, at }) => [state, Math.round(700_000 - at)]),
      [
        ["focused", 184_000],
        ["confused", 34_200],
        ["gone", 4200],
      ],
    );
  });

  it("converges to the newest, whatever order the frames come in", () => {
    for (const seed of SEEDS) {
      const chance = seeded(seed);
      const students = [keyOf(1), keyOf(2), keyOf(3)];
      const every = students.flatMap((student) =>
        Array.from({ length: 12 }, (_, index) =>
          anyTile(chance, { student, epoch: Math.floor(index / 4), seq: index % 4 }),
        ),
      );
      const newest = every.filter(({ epoch, seq }) => epoch === 2 && seq === 3);
      const expected = tilesAt(foldAll([roster(students), tiles(...newest)]), 0);
      const mixed = shuffled(chance, every).map((one) => tiles(one));
      const actual = tilesAt(foldAll([roster(students), ...mixed]), 0);
      for (const [index, view] of actual.entries()) {
        assert.deepEqual({ ...view, changes: [] }, { ...expected[index], changes: [] }, `${seed}`);
      }
    }
  });

  it("sees as an early teacher what a late one is told", () => {
    for (const seed of SEEDS) {
      const chance = seeded(seed);
      /** @type {Tile["history"] & {}} */
      let history = [];
      let picture = fold(NOTHING, roster([ELIF]), 0);
      let now = 0;
      /** @type {Tile} */
      let last = tile();
      for (let seq = 1; seq <= 30; seq += 1) {
        const pause = Math.floor(chance() * 10_000);
        now += pause;
        history = history.map((one) => ({ ...one, age: one.age + pause / 1000 }));
        const next = anyTile(chance, { seq, since: 0, heard: 0, help: null });
        const isNew = next.state !== last.state || next.reason !== last.reason || seq === 1;
        const past = next.state === "paused" ? [] : history;
        if (isNew) history = [...past, { state: next.state, reason: next.reason, age: 0 }];
        last = { ...next, since: history.at(-1)?.age ?? 0 };
        picture = fold(picture, tiles(last), now);
      }
      const late = foldAll([roster([ELIF]), tiles({ ...last, history })], now);
      const [early, told] = [tilesAt(picture, now)[0], tilesAt(late, now)[0]];
      const rounded = (/** @type {typeof early} */ view) =>
        view.changes.map(({ state, at }) => [state, Math.round(at)]);
      assert.deepEqual(rounded(early), rounded(told), `${seed}`);
      assert.deepEqual({ ...early, changes: 0 }, { ...told, changes: 0, since: early.since });
    }
  });

  it("ignores a late goodbye of an older connection", () => {
    const goodbye = tile({ epoch: 999, seq: 50, state: "gone", reason: "left" });
    assert.equal(firstTile([roster([ELIF]), tiles(tile()), tiles(goodbye)]).state, "focused");
  });

  it("takes help and goodbye, which carry no number of their own", () => {
    const asks = tile({ help: 0 });
    const goes = tile({ state: "gone", reason: "left", was: "focused" });
    const open = [roster([ELIF]), tiles(tile())];
    assert.equal(firstTile([...open, tiles(asks)]).state, "help");
    assert.equal(firstTile([...open, tiles(asks), tiles(tile())]).state, "focused");
    assert.equal(firstTile([...open, tiles(goes)]).state, "gone");
  });

  it("stops believing: stale at 12 s, gone at 30 s", () => {
    const messages = [roster([ELIF]), tiles(tile({ heard: 2 }))];
    const at = (/** @type {number} */ now) => firstTile(messages, now);
    assert.equal(at(9999).state, "focused");
    assert.deepEqual([at(10_000).state, at(10_000).was], ["stale", "focused"]);
    assert.equal(at(27_999).state, "stale");
    assert.deepEqual([at(28_000).state, at(28_000).reason], ["gone", "lost"]);
  });

  it("never shows anyone focused who was not heard within 12 s", () => {
    for (const seed of SEEDS) {
      const chance = seeded(seed);
      let picture = NOTHING;
      let now = 0;
      /** @type {Map<string, number>} */
      const heardAt = new Map();
      const students = [keyOf(1), keyOf(2)];
      for (let step = 0; step < 60; step += 1) {
        now += Math.floor(chance() * 9000);
        const student = pick(chance, students);
        const one = anyTile(chance, { student, seq: step });
        const kind = chance();
        if (kind < 0.1) picture = fold(picture, roster(students), now);
        else if (kind < 0.2) picture = fold(picture, { type: "beat", live: true }, now);
        else if (kind < 0.7) {
          picture = fold(picture, tiles(one), now);
          heardAt.set(student, now - one.heard * 1000);
        }
        for (const view of tilesAt(picture, now).filter(({ state }) => state === "focused")) {
          assert.ok(now - (heardAt.get(view.student) ?? -Infinity) < 12_000, `${seed}`);
        }
      }
    }
  });

  it("does not call a seat empty before the server has had its say, or when it cannot know", () => {
    assert.equal(firstTile([roster([ELIF])]).state, "stale");
    const told = [roster([ELIF]), tiles()];
    assert.equal(firstTile(told).state, "not_joined");
    assert.equal(firstTile(told, 12_000).state, "stale");
    const cutOff = fold(foldAll(told), { type: "beat", live: false }, 0);
    const beaten = fold(cutOff, { type: "beat", live: false }, 13_000);
    assert.equal(tilesAt(cutOff, 5000)[0].state, "not_joined");
    assert.equal(tilesAt(beaten, 13_000)[0].state, "stale");
    const healed = fold(beaten, { type: "beat", live: true }, 14_000);
    assert.equal(tilesAt(healed, 14_000)[0].state, "not_joined");
  });

  it("starts every lesson with a clean slate, and keeps nothing of one that ended", () => {
    const arrives = tile({ student: keyOf(2), state: "arriving", reason: "getting_ready" });
    const seen = tile({ state: "alert", reason: "no_face", help: 3 });
    const during = [roster([ELIF, keyOf(2)]), tiles(seen, arrives)];
    const ended = foldAll([...during, roster([ELIF, keyOf(2)], null)]);
    assert.deepEqual(
      tilesAt(ended, 0).map(({ state }) => state),
      ["not_joined", "not_joined"],
    );
    const late = fold(ended, tiles(tile({ seq: 9 })), 0);
    assert.equal(tilesAt(late, 0)[0].state, "not_joined");
    assert.equal(tilesAt(fold(late, roster([ELIF]), 0), 0)[0].state, "not_joined");
    const another = roster([ELIF, keyOf(2)], { kind: "exam", age: 0 });
    assert.deepEqual(
      tilesAt(foldAll([...during, another]), 0).map(({ state }) => state),
      ["not_joined", "not_joined"],
    );
  });

  it("keeps a lesson's picture when the roster comes again", () => {
    const during = foldAll([roster([ELIF]), tiles(tile())]);
    const again = fold(during, roster([ELIF, keyOf(7)], { kind: "lesson", age: 903.2 }), 3000);
    assert.deepEqual(
      tilesAt(again, 3000).map(({ state }) => state),
      ["focused", "not_joined"],
    );
    assert.equal(again.lesson, during.lesson);
  });

  it("takes back what an older policy let through", () => {
    const during = [roster([ELIF]), tiles(tile({ state: "confused", reason: "brow_and_tilt" }))];
    /** @type {ToTeacher} */
    const attention = { ...roster([ELIF]), analysis: "attention" };
    assert.equal(firstTile([...during, attention]).state, "not_joined");
  });

  it("carries who waits into the lesson, and nobody else", () => {
    const waits = tile({ state: "arriving", reason: "waiting", help: 4 });
    const left = tile({ student: keyOf(2), state: "gone", reason: "left" });
    const before = [roster([ELIF, keyOf(2)], null), tiles(waits, left)];
    const views = tilesAt(foldAll([...before, roster([ELIF, keyOf(2)])]), 0);
    assert.deepEqual(
      views.map(({ state }) => state),
      ["arriving", "not_joined"],
    );
  });

  it("remembers a tile that came before its student's enrolment, and forgets who left", () => {
    const early = tile({ student: keyOf(9) });
    const known = foldAll([roster([ELIF]), tiles(early), roster([ELIF, keyOf(9)])]);
    assert.equal(tilesAt(known, 0)[1].state, "focused");
    const removed = fold(known, roster([ELIF]), 0);
    assert.equal(tilesAt(fold(removed, roster([ELIF, keyOf(9)]), 0), 0)[1].state, "not_joined");
  });

  it("bounds what it remembers, in number and in time", () => {
    const after = (/** @type {number} */ pace) => {
      let picture = foldAll([roster([ELIF])]);
      for (let seq = 0; seq < 200; seq += 1) {
        const [state, reason] = seq % 2 ? ["alert", "no_face"] : ["focused", "facing_screen"];
        const next = /** @type {Tile} */ ({ ...tile({ seq, since: 0 }), state, reason });
        picture = fold(picture, tiles(next), seq * pace);
      }
      return tilesAt(picture, 199 * pace)[0].changes;
    };
    assert.equal(after(1000).length, 64);
    const ages = after(30_000).map(({ at }) => 199 * 30_000 - at);
    assert.deepEqual(ages.slice(0, 2), [600_000, 570_000]);
  });

  it("puts help first in a lesson, an alert first in an exam, and keeps a faltering call", () => {
    const alert = tile({ state: "alert", reason: "no_face" });
    const needs = (/** @type {"lesson" | "exam"} */ kind, /** @type {number} */ now) => {
      const students = [ELIF, keyOf(2)];
      const asks = tile({ student: keyOf(2), help: 1 });
      const picture = foldAll([roster(students, { kind, age: 1 }), tiles(alert, asks)]);
      return tilesAt(picture, now).map(({ need }) => need);
    };
    assert.deepEqual(needs("lesson", 0), [1, 0]);
    assert.deepEqual(needs("exam", 0), [0, 1]);
    assert.deepEqual(needs("lesson", 13_000), [3, 0]);
  });

  it("counts everybody once", () => {
    for (const seed of SEEDS) {
      const chance = seeded(seed);
      const students = Array.from({ length: 30 }, (_, index) => keyOf(index));
      const some = students.slice(0, 25).map((student) => anyTile(chance, { student }));
      const views = tilesAt(foldAll([roster(students), tiles(...some)]), 0);
      const { help, alert, confused, focused, unknown } = countsOf(views);
      assert.equal(help + alert + confused + focused + unknown, 30);
    }
  });
});
