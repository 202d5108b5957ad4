import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  SHORTEST_GAP,
  SILENT,
  forget,
  isDue,
  observe,
  retell,
  say,
  urge,
} from "../../../static/js/student/reporter.js";
import {
  HEARTBEAT_MS,
  HISTORY_CHUNK,
  HISTORY_LENGTH,
  HISTORY_SECONDS,
  REASONS,
  encodeStudent,
} from "../../../static/js/wire/protocol.js";
import { pick, seeded } from "../chance.js";

/**
 * @typedef {import("../../../static/js/student/stage.js").Own} Own
 * @typedef {import("../../../static/js/wire/protocol.js").Policy} Policy
 */

const FOCUSED = /** @type {Own} */ ({ state: "focused", reason: "facing_screen" });
const CONFUSED = /** @type {Own} */ ({ state: "confused", reason: "brow_and_tilt" });
const PAUSED = /** @type {Own} */ ({ state: "paused", reason: "by_student" });
const EVERY_OWN = Object.entries(REASONS).flatMap(([state, reasons]) =>
  reasons.map((reason) => /** @type {Own} */ ({ state, reason })),
);
const EVERYTHING = /** @type {const} */ ({ analysis: "everything", exempt: [], asks_first: false });
const PRESENT = { policy: EVERYTHING, cues: null };

/** A report that has just said that it is focused. */
function spoken(now = 0) {
  return say(observe(SILENT, FOCUSED, now), PRESENT, now).report;
}

describe("when to speak", () => {
  it("is at once at first, never outside a lesson", () => {
    assert.equal(isDue(SILENT, EVERYTHING, 0), false);
    assert.equal(isDue(observe(SILENT, FOCUSED, 0), EVERYTHING, 0), true);
  });

  it("is every heartbeat while nothing changes", () => {
    assert.equal(isDue(spoken(), EVERYTHING, HEARTBEAT_MS - 1), false);
    assert.equal(isDue(spoken(), EVERYTHING, HEARTBEAT_MS), true);
  });

  it("is on a change of state, of reason and of policy, but not faster than the gap", () => {
    const written = /** @type {Own} */ ({ state: "focused", reason: "head_down" });
    for (const own of [CONFUSED, written]) {
      const changed = observe(spoken(), own, 10);
      assert.equal(isDue(changed, EVERYTHING, SHORTEST_GAP - 1), false);
      assert.equal(isDue(changed, EVERYTHING, SHORTEST_GAP), true);
    }
    assert.equal(isDue(spoken(), { ...EVERYTHING, analysis: "attention" }, SHORTEST_GAP), true);
    assert.equal(isDue(spoken(), { ...EVERYTHING, exempt: ["faces"] }, SHORTEST_GAP), true);
  });

  it("is at once after a welcome", () => {
    assert.equal(isDue(urge(spoken()), EVERYTHING, 1), true);
  });
});

describe("what is said", () => {
  it("is since when, in seconds with one decimal", () => {
    assert.equal(say(spoken(1000), PRESENT, 5230).signal.since, 4.2);
    assert.equal(say(spoken(1000), PRESENT, 1e12).signal.since, 86_400);
    assert.equal(say(spoken(1000), PRESENT, 0).signal.since, 0);
  });

  it("never goes back in its numbers, not even for another lesson", () => {
    const first = say(spoken(), PRESENT, 10).report;
    const second = say(observe(forget(first), FOCUSED, 20), PRESENT, 20);
    assert.equal(second.signal.seq, first.seq + 1);
  });
});

describe("memory", () => {
  it("is wiped by a pause", () => {
    const paused = observe(observe(spoken(), CONFUSED, 10), PAUSED, 20);
    assert.deepEqual(paused.changes, [{ ...PAUSED, at: 20 }]);
  });

  it("is wiped at the end", () => {
    assert.deepEqual(observe(spoken(), null, 10).changes, []);
    assert.deepEqual(retell(observe(spoken(), null, 10), EVERYTHING, 20), []);
  });

  it("keeps what was in force when its window began", () => {
    const later = HISTORY_SECONDS * 1000 + 5000;
    const report = observe(observe(spoken(), CONFUSED, 2000), FOCUSED, later);
    assert.deepEqual(
      report.changes.map(({ at }) => at),
      [2000, later],
    );
  });

  it("retells nothing that the present policy or an exemption forbids", () => {
    const report = observe(observe(spoken(), CONFUSED, 10), PAUSED, 20);
    const mixed = {
      ...report,
      changes: [...observe(spoken(), CONFUSED, 10).changes, ...report.changes],
    };
    const states = (/** @type {Policy} */ policy) =>
      retell(mixed, policy, 30).flatMap(({ transitions }) => transitions.map(({ state }) => state));
    assert.deepEqual(states(EVERYTHING), ["focused", "confused", "paused"]);
    assert.deepEqual(states({ analysis: "attention", exempt: [], asks_first: false }), [
      "focused",
      "paused",
    ]);
    assert.deepEqual(states({ analysis: "self_report", exempt: [], asks_first: false }), [
      "paused",
    ]);
    assert.deepEqual(states({ ...EVERYTHING, exempt: ["tilt"] }), ["focused", "paused"]);
    assert.deepEqual(states({ ...EVERYTHING, exempt: ["gaze"] }), ["paused"]);
    assert.deepEqual(states({ ...EVERYTHING, exempt: ["faces"] }), [
      "focused",
      "confused",
      "paused",
    ]);
  });
});

describe("whatever happens", () => {
  it("is within the protocol, in order, bounded, and not too fast", () => {
    for (let seed = 1; seed <= 20; seed += 1) lesson(seeded(seed));
  });

  /** @param {() => number} chance */
  function lesson(chance) {
    let report = SILENT;
    let seq = 0;
    let saidAt = -Infinity;
    for (let now = 0, i = 0; i < 2000; i += 1, now += Math.floor(chance() * 1500)) {
      report = observe(report, chance() < 0.3 ? pick(chance, EVERY_OWN) : own(report), now);
      if (isDue(report, EVERYTHING, now)) {
        assert.ok(now - saidAt >= SHORTEST_GAP);
        const said = say(report, PRESENT, now);
        encodeStudent(said.signal);
        assert.ok(said.signal.seq > seq);
        ({ seq } = said.signal);
        ({ report } = said);
        saidAt = now;
      }
      // Asked at each of these steps, which are at most 1.5 s apart.
      assert.ok(now - saidAt < HEARTBEAT_MS + 1500);
      remembered(report, now);
    }
  }

  /** @param {import("../../../static/js/student/reporter.js").Report} report */
  const own = (report) => report.changes.at(-1) ?? FOCUSED;

  /** @param {import("../../../static/js/student/reporter.js").Report} report @param {number} now */
  function remembered(report, now) {
    assert.ok(report.changes.length <= HISTORY_LENGTH);
    const chunks = retell(report, EVERYTHING, now);
    const told = chunks.flatMap(({ transitions }) => transitions);
    assert.equal(told.at(-1)?.state, report.changes.at(-1)?.state);
    for (const chunk of chunks) {
      encodeStudent(chunk);
      assert.ok(chunk.transitions.length <= HISTORY_CHUNK);
    }
    told.slice(1).forEach(({ age }, i) => assert.ok(age <= told[i].age));
    for (const { age } of told.slice(1)) assert.ok(age <= HISTORY_SECONDS);
  }
});
