import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  ANALYSIS_HOLD,
  CAMERA_HOLD,
  analysisWanted,
  asksFirst,
  cameraWanted,
  nextPage,
  openPage,
  ownState,
  stageOf,
} from "../../../static/js/student/stage.js";
import { CAMERA_FREE, REASONS } from "../../../static/js/wire/protocol.js";
import { pick, seeded } from "../chance.js";

/**
 * @typedef {import("../../../static/js/student/stage.js").Page} Page
 * @typedef {import("../../../static/js/student/stage.js").PageEvent} PageEvent
 * @typedef {import("../../../static/js/wire/protocol.js").Analysis} Analysis
 */

const LESSON = /** @type {const} */ ({ kind: "lesson", age: 0 });
const EVERYTHING = /** @type {const} */ ({ analysis: "everything", exempt: [], asks_first: false });
const SEEN = /** @type {const} */ ({ state: "focused", reason: "facing_screen" });

/** @param {import("../../../static/js/wire/protocol.js").ToStudent} message @returns {PageEvent} */
const heard = (message, now = 0) => ({ type: "message", message, now });

/** @param {Partial<import("../../../static/js/wire/protocol.js").Welcome>} change */
const welcome = (change = {}, now = 0) =>
  heard({ type: "welcome", epoch: 7, policy: EVERYTHING, lesson: LESSON, ...change }, now);

/** @param {PageEvent[]} events @param {{ camera: boolean }} [options] */
const after = (events, options = { camera: true }) => events.reduce(nextPage, openPage(options));

/** @param {number} code */
const LOST = /** @type {PageEvent} */ ({ type: "link", state: "lost", name: "closed" });
const IN_LESSON = [welcome(), /** @type {PageEvent} */ ({ type: "checked" })];

describe("the stages", () => {
  it("wait without a camera until the lesson starts", () => {
    assert.equal(stageOf(after([])), "connecting");
    const waiting = after([welcome({ lesson: null })]);
    assert.equal(stageOf(waiting), "waiting");
    assert.equal(cameraWanted(waiting), false);
    const started = nextPage(waiting, heard({ type: "lesson_started", lesson: LESSON }));
    assert.equal(stageOf(started), "check");
    assert.equal(cameraWanted(started), true);
  });

  it("say nothing in the first check, and go on to the lesson", () => {
    const checking = after([welcome()]);
    assert.equal(ownState(checking, SEEN), null);
    const page = nextPage(checking, { type: "checked" });
    assert.equal(stageOf(page), "lesson");
    assert.deepEqual(ownState(page, SEEN), SEEN);
    const again = nextPage(page, { type: "recheck" });
    assert.deepEqual(ownState(again, SEEN), { state: "unclear", reason: "starting" });
  });

  it("need no check without a camera", () => {
    const page = after([welcome()], { camera: false });
    assert.equal(stageOf(page), "lesson");
    assert.equal(ownState(page, null)?.state, "no_camera");
    assert.equal(cameraWanted(page), false);
  });

  it("turn everything off when the lesson ends, by message, by code or by a welcome", () => {
    const endings = [
      heard({ type: "lesson_ended" }),
      /** @type {PageEvent} */ ({ type: "link", state: "ended", name: "lesson_ended" }),
      welcome({ lesson: null }),
    ];
    for (const ending of endings) {
      const page = after([...IN_LESSON, ending]);
      assert.equal(stageOf(page), "ended");
      assert.equal(cameraWanted(page), false);
      assert.equal(ownState(page, SEEN), null);
      assert.equal(nextPage(page, welcome()), page);
    }
  });

  it("have an end for every terminal code", () => {
    const ends = {
      replaced: "replaced",
      logged_out: "logged_out",
      forbidden: "no_place",
      consent_changed: "choice_changed",
    };
    for (const [name, end] of Object.entries(ends)) {
      const page = after([...IN_LESSON, { type: "link", state: "ended", name }]);
      assert.equal(stageOf(page), end);
      assert.equal(cameraWanted(page), false);
    }
  });

  it("begin anew in another lesson, and go on in the same", () => {
    const page = after([...IN_LESSON, { type: "help" }, LOST]);
    const same = nextPage(page, welcome({ lesson: { kind: "lesson", age: 60 } }, 60_500));
    assert.deepEqual([same.checked, same.help], [true, true]);
    const other = nextPage(page, welcome({ lesson: { kind: "exam", age: 2 } }, 60_500));
    assert.deepEqual([other.checked, other.help, stageOf(other)], [false, null, "check"]);
  });
});

describe("silence", () => {
  /** @param {number} now @returns {PageEvent} */
  const tick = (now) => ({ type: "tick", now });

  it("stops the analysis, then the camera, until welcomed again", () => {
    const quiet = after([...IN_LESSON, LOST, tick(ANALYSIS_HOLD - 1)]);
    assert.equal(analysisWanted(quiet), true);
    const held = nextPage(quiet, tick(ANALYSIS_HOLD));
    assert.deepEqual([analysisWanted(held), cameraWanted(held)], [false, true]);
    const off = nextPage(held, tick(CAMERA_HOLD));
    assert.equal(cameraWanted(off), false);
    const beat = nextPage(off, heard({ type: "beat", live: true }, CAMERA_HOLD + 1));
    assert.equal(cameraWanted(nextPage(beat, tick(CAMERA_HOLD + 2))), false);
    const age = CAMERA_HOLD / 1000;
    const back = nextPage(beat, welcome({ lesson: { kind: "lesson", age } }, CAMERA_HOLD));
    assert.deepEqual([stageOf(back), analysisWanted(back)], ["lesson", true]);
  });
});

describe("the student's switches", () => {
  it("pause and resume, turn the camera off and on, ask and take back", () => {
    const paused = after([...IN_LESSON, { type: "pause" }]);
    assert.equal(stageOf(paused), "paused");
    assert.deepEqual(ownState(paused, SEEN), { state: "paused", reason: "by_student" });
    assert.equal(cameraWanted(paused), false);
    assert.equal(cameraWanted(nextPage(paused, { type: "pause" })), true);

    const off = after([...IN_LESSON, { type: "camera" }]);
    assert.deepEqual(ownState(off, SEEN), { state: "camera_off", reason: "by_student" });
    assert.equal(cameraWanted(off), false);

    const asked = after([...IN_LESSON, { type: "help" }]);
    assert.equal(asked.help, true);
    assert.equal(nextPage(asked, { type: "help" }).help, false);
  });

  it("do nothing outside a lesson", () => {
    const waiting = after([welcome({ lesson: null })]);
    for (const type of /** @type {const} */ (["pause", "camera", "help", "checked"])) {
      assert.deepEqual(nextPage(waiting, { type }), waiting);
    }
  });
});

describe("policy", () => {
  it("of self-report turns the camera off, and its end brings it back", () => {
    /** @param {Analysis} analysis */
    const policy = (analysis) =>
      heard({ type: "policy", policy: { analysis, exempt: [], asks_first: false } });
    const own = after([...IN_LESSON, policy("self_report")]);
    assert.equal(cameraWanted(own), false);
    assert.equal(ownState(own, SEEN)?.state, "no_camera");
    assert.equal(cameraWanted(nextPage(own, policy("attention"))), true);
  });

  it("brings what this student leaves out, by welcome and by policy", () => {
    const exempt = /** @type {const} */ (["brow", "faces"]);
    const page = after([welcome({ policy: { ...EVERYTHING, exempt } })]);
    assert.deepEqual(page.policy?.exempt, exempt);
    const none = nextPage(page, heard({ type: "policy", policy: EVERYTHING }));
    assert.deepEqual(none.policy?.exempt, []);
  });
});

describe("trouble", () => {
  const states = {
    no_camera: "camera_off",
    permission_denied: "camera_off",
    in_use: "camera_off",
    insecure_address: "camera_off",
    camera_lost: "camera_off",
    no_webgl: "unclear",
    model_not_loaded: "unclear",
  };

  it("is told as unavailable, never which, until it is tried again", () => {
    for (const [kind, state] of Object.entries(states)) {
      const trouble = /** @type {PageEvent} */ ({ type: "trouble", trouble: kind });
      const page = after([welcome(), trouble]);
      assert.equal(stageOf(page), "trouble");
      assert.deepEqual(ownState(page, SEEN), { state, reason: "unavailable" });
      assert.equal(cameraWanted(page), false);
      assert.equal(stageOf(nextPage(page, { type: "retry" })), "check");
    }
  });

  it("that passes by itself leaves the camera on and goes with the next frame", () => {
    for (const [kind, state] of [
      ["stopped", "unclear"],
      ["hidden", "hidden"],
    ]) {
      const trouble = /** @type {PageEvent} */ ({ type: "trouble", trouble: kind });
      const page = after([...IN_LESSON, trouble]);
      assert.equal(ownState(page, SEEN)?.state, state);
      assert.equal(analysisWanted(page), true);
      assert.deepEqual(ownState(nextPage(page, { type: "seen" }), SEEN), SEEN);
    }
  });

  it("of a camera that is not wanted any more is none", () => {
    const paused = after([...IN_LESSON, { type: "pause" }]);
    const page = nextPage(paused, { type: "trouble", trouble: "camera_lost" });
    assert.equal(page.trouble, null);
  });
});

describe("a check-in", () => {
  const asked = heard({ type: "check_in", age: 2 }, 9000);
  /** @param {import("../../../static/js/wire/protocol.js").Answer} answer @returns {PageEvent} */
  const says = (answer) => ({ type: "answer", answer });

  it("is open until it is answered, once", () => {
    const page = after([...IN_LESSON, asked]);
    assert.deepEqual(page.checkIn, { askedAt: 7000 });
    for (const answer of /** @type {const} */ (["fine", "not_now", "lost"])) {
      const answered = nextPage(page, says(answer));
      assert.equal(answered.checkIn, null);
      assert.equal(answered.help, answer === "lost" ? true : null);
      assert.equal(nextPage(answered, says("lost")), answered);
    }
  });

  it("is taken back with what was told, when less may be told from now on", () => {
    const page = after([...IN_LESSON, asked]);
    const under = (/** @type {object} */ change) =>
      nextPage(page, heard({ type: "policy", policy: { ...EVERYTHING, ...change } })).checkIn;
    assert.equal(under({ exempt: ["faces"] }), null);
    assert.equal(under({ asks_first: true }), null);
    assert.equal(under({ analysis: "attention" }), null);
    assert.deepEqual(under({}), page.checkIn);
  });

  it("takes no call for help back", () => {
    const lost = after([...IN_LESSON, { type: "help" }, asked, says("fine")]);
    assert.equal(lost.help, true);
  });

  it("ends with a pause, a reconnect and the lesson, and there is none outside of one", () => {
    for (const end of [
      /** @type {PageEvent} */ ({ type: "pause" }),
      welcome(),
      welcome({ lesson: { kind: "exam", age: 0 } }, 99_000),
      heard({ type: "lesson_ended" }),
    ]) {
      assert.equal(after([...IN_LESSON, asked, end]).checkIn, null);
    }
    assert.equal(after([welcome({ lesson: null }), asked]).checkIn, null);
  });

  it("reaches a student who pauses or has no camera as well", () => {
    assert.ok(after([...IN_LESSON, { type: "pause" }, asked]).checkIn);
    assert.ok(after([welcome(), asked], { camera: false }).checkIn);
  });
});

describe("asking first", () => {
  it("is what the policy says, where confusion is looked at", () => {
    const page = after(IN_LESSON);
    assert.equal(asksFirst(page), false);
    assert.equal(asksFirst(after([])), false);
    for (const analysis of /** @type {const} */ (["everything", "attention", "self_report"])) {
      const policy = { analysis, exempt: [], asks_first: true };
      const asking = nextPage(page, heard({ type: "policy", policy }));
      assert.equal(asksFirst(asking), analysis === "everything");
    }
  });
});

describe("whatever happens", () => {
  /** @param {() => number} chance @param {number} now @returns {PageEvent} */
  function anything(chance, now) {
    const analysis = pick(
      chance,
      /** @type {const} */ (["everything", "attention", "self_report"]),
    );
    return pick(chance, [
      welcome({ policy: { analysis, exempt: [], asks_first: false } }, now),
      welcome({ lesson: null }, now),
      heard({ type: "policy", policy: { analysis, exempt: [], asks_first: false } }, now),
      heard({ type: "beat", live: true }, now),
      heard({ type: "check_in", age: 1 }, now),
      { type: "answer", answer: pick(chance, ["fine", "lost", "not_now"]) },
      LOST,
      { type: "link", state: "ended", name: "replaced" },
      { type: "tick", now },
      { type: "tick", now },
      { type: "trouble", trouble: pick(chance, ["in_use", "no_webgl", "stopped", "hidden"]) },
      ...["seen", "checked", "recheck", "retry", "pause", "camera", "help"].map(
        (type) => /** @type {PageEvent} */ ({ type }),
      ),
    ]);
  }

  it("the camera is on only where everybody agreed, and the state is one of the protocol's", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const chance = seeded(seed);
      const camera = chance() < 0.7;
      let page = openPage({ camera });
      for (let now = 0, i = 0; i < 60; i += 1, now += Math.floor(chance() * 9000)) {
        page = nextPage(page, anything(chance, now));
        holds(page);
        assert.ok(page.lesson || !page.checkIn);
      }
    }
  });

  /** @param {Page} page */
  function holds(page) {
    const on = cameraWanted(page);
    if (on) {
      assert.ok(page.camera && page.lesson && !page.end && !page.paused && !page.cameraOff);
      assert.notEqual(page.policy?.analysis, "self_report");
    }
    if (analysisWanted(page)) assert.ok(on && page.held === "none");
    const own = ownState(page, SEEN);
    if (!own) return;
    assert.ok(/** @type {readonly string[]} */ (REASONS[own.state]).includes(own.reason));
    if (own.state === "focused") assert.ok(on && page.checked);
    const free = !page.camera || page.policy?.analysis === "self_report";
    if (free) assert.ok(CAMERA_FREE.includes(own.state));
  }
});
