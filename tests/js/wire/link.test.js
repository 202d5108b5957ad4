import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LONGEST_WAIT, RESTART } from "../../../static/js/wire/backoff.js";
import { IDLE, SILENCE, nextLink } from "../../../static/js/wire/link.js";
import { CLOSE } from "../../../static/js/wire/protocol.js";
import { pick, seeded } from "../chance.js";

/** @typedef {import("../../../static/js/wire/link.js").LinkEvent} LinkEvent */

const TERMINAL = [4401, 4403, 4409, 4410, 4451];
const RETRIED = [1000, 1001, 1006, 1011, 1013, 4408, 4999];
const RESTARTED = [1012, 4503, 4504];
const OWN_FAULT = [4400, 4413, 4415, 4422, 4429];

/**
 * @param {[number, LinkEvent][]} story
 * @param {number} [chance]
 */
function after(story, chance = 1) {
  return story.reduce((link, [now, event]) => nextLink(link, event, { now, chance }), IDLE);
}

/** @type {[number, LinkEvent][]} */
const OPEN = [
  [0, { type: "start" }],
  [10, { type: "opened" }],
  [20, { type: "heard" }],
];

/**
 * Each of these events once more after the link came back.
 * @param {[number, LinkEvent][]} events
 * @returns {[number, LinkEvent][]}
 */
function back(events) {
  return events.flatMap((event, at) => (at ? [[30, { type: "wake" }], event] : [event]));
}

describe("a link", () => {
  it("opens", () => {
    assert.equal(after(OPEN.slice(0, 1)).state, "connecting");
    assert.equal(after(OPEN).state, "open");
  });

  it("is lost after silence, and not a moment before", () => {
    assert.equal(after([...OPEN, [20 + SILENCE - 1, { type: "tick" }]]).state, "open");
    assert.equal(after([...OPEN, [20 + SILENCE, { type: "tick" }]]).state, "lost");
  });

  it("does not believe what comes after a silence: it waited on its way", () => {
    const heard = /** @type {LinkEvent} */ ({ type: "heard" });
    assert.equal(after([...OPEN, [20 + SILENCE - 1, heard]]).heardAt, 20 + SILENCE - 1);
    const late = after([...OPEN, [20 + SILENCE, heard]]);
    assert.deepEqual([late.state, late.heardAt], ["lost", 20]);
  });

  it("gives up an attempt that does not open", () => {
    const link = after([
      [0, { type: "start" }],
      [SILENCE, { type: "tick" }],
    ]);
    assert.equal(link.state, "lost");
  });

  it("ends with a terminal code, and nothing but a start brings it back", () => {
    for (const code of TERMINAL) {
      const ended = after([...OPEN, [30, { type: "closed", code }]]);
      assert.deepEqual([ended.state, ended.code], ["ended", code]);
      for (const type of /** @type {const} */ (["tick", "wake", "opened", "heard"])) {
        assert.equal(nextLink(ended, { type }, { now: 1e9, chance: 0 }), ended);
      }
      assert.equal(nextLink(ended, { type: "start" }, { now: 0, chance: 0 }).state, "connecting");
    }
  });

  it("is retried after any other code", () => {
    for (const code of [...RETRIED, ...RESTARTED]) {
      const lost = after([...OPEN, [30, { type: "closed", code }]]);
      assert.equal(lost.state, "lost");
      const then = nextLink(lost, { type: "tick" }, { now: lost.retryAt, chance: 1 });
      assert.equal(then.state, "connecting");
    }
  });

  it("waits the longest after its own fault, however lucky", () => {
    for (const code of OWN_FAULT) {
      const lost = after([...OPEN, [30, { type: "closed", code }]], 0);
      assert.equal(lost.retryAt, 30 + LONGEST_WAIT);
    }
    assert.equal(after([...OPEN, [30, { type: "closed", code: 1006 }]], 0).retryAt, 30);
  });

  it("spreads its return after a restart, the first time as the fifth", () => {
    for (const code of RESTARTED) {
      /** @type {[number, LinkEvent][]} */
      const again = Array.from({ length: 5 }, () => [30, { type: "closed", code }]);
      for (const stories of [again.slice(0, 1), again]) {
        assert.equal(after([...OPEN, ...back(stories)], 0).retryAt, 30 + RESTART.from);
        assert.equal(after([...OPEN, ...back(stories)], 1).retryAt, 30 + RESTART.to);
      }
    }
  });

  it("knows every code of the protocol", () => {
    const known = new Set([...TERMINAL, ...RETRIED, ...RESTARTED, ...OWN_FAULT]);
    for (const code of Object.values(CLOSE)) assert.ok(known.has(code), String(code));
  });

  it("does not wait when the page wakes", () => {
    const lost = after([...OPEN, [30, { type: "closed", code: 1006 }]]);
    const woken = nextLink(lost, { type: "wake" }, { now: 31, chance: 1 });
    assert.equal(woken.state, "connecting");
    const slept = nextLink(after(OPEN), { type: "wake" }, { now: 1e6, chance: 1 });
    assert.equal(slept.state, "lost");
  });

  it("waits longer each time until something is heard", () => {
    let link = after([[0, { type: "start" }]]);
    const waits = [];
    for (let now = 100; waits.length < 6; now += 100_000) {
      link = nextLink(link, { type: "opened" }, { now, chance: 1 });
      link = nextLink(link, { type: "closed", code: 1006 }, { now, chance: 1 });
      waits.push(link.retryAt - now);
      link = nextLink(link, { type: "tick" }, { now: link.retryAt, chance: 1 });
    }
    assert.deepEqual(waits, [500, 1000, 2000, 4000, 6000, 6000]);
    link = nextLink(link, { type: "opened" }, { now: 1e7, chance: 1 });
    link = nextLink(link, { type: "heard" }, { now: 1e7, chance: 1 });
    assert.equal(link.failures, 0);
  });

  it("whatever happens: never stuck, and always back within the cap", () => {
    const chance = seeded(7);
    const events = /** @type {LinkEvent[]} */ ([
      ...["opened", "heard", "tick", "tick", "wake"].map((type) => ({ type })),
      ...[...RETRIED, ...RESTARTED, ...OWN_FAULT].map((code) => ({ type: "closed", code })),
    ]);
    let link = after([[0, { type: "start" }]]);
    for (let now = 0, i = 0; i < 20_000; i += 1, now += Math.floor(chance() * 4000)) {
      link = nextLink(link, pick(chance, events), { now, chance: chance() });
      assert.ok(["connecting", "open", "lost"].includes(link.state));
      if (link.state === "lost") assert.ok(link.retryAt - now <= LONGEST_WAIT);
      if (link.state !== "lost") assert.ok(now - link.heardAt < SILENCE + 4000);
    }
  });
});
