import assert from "node:assert/strict";
import { beforeEach, describe, it, mock } from "node:test";
import { Session } from "../../../static/js/student/session.js";

/**
 * A socket whose other end is this test.
 * @type {{ sent: any[], onopen?: () => void, onmessage?: (event: { data: string }) => void,
 *   onclose?: (event: { code: number }) => void, open(): void, hear(message: object): void }}
 */
let socket;

class Socket {
  constructor() {
    socket = /** @type {any} */ (this);
    this.sent = /** @type {any[]} */ ([]);
  }
  /** @param {string} text */
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  close() {}
  open() {
    socket.onopen?.();
  }
  /** @param {object} message */
  hear(message) {
    socket.onmessage?.({ data: JSON.stringify(message) });
  }
}

/** @type {Eyes} the page's */
let eyes;

/** Eyes that see a focused student whenever they may look, and call out when that changes. */
class Eyes {
  /** @param {any} beholder */
  constructor(beholder) {
    this.beholder = beholder;
    this.open = false;
    eyes = this;
  }
  remember() {}
  calibrate() {}
  /** @param {import("../../../static/js/student/eyes.js").Sight} sight */
  follow({ analysis, purpose, exempt }) {
    this.exempt = exempt;
    const open = analysis && purpose === "lesson";
    if (open === this.open) return;
    this.open = open;
    this.beholder.onObservation(null, null);
    if (open) {
      const cues = { brow: 0, tilt: 0, smile: 0, gaze: "centred", faces: 1 };
      const seen = { state: "focused", reason: "facing_screen", cues, meters: [] };
      this.beholder.onObservation(seen, seen);
    }
  }
}

const lessonNow = (age = 0) => ({ kind: "lesson", age });
const welcome = {
  type: "welcome",
  epoch: 7,
  policy: { analysis: "everything", exempt: [], asks_first: false },
};
const types = () => socket.sent.map(({ type }) => type);

/** @param {number} ms */
function pass(ms) {
  for (let left = ms; left > 0; left -= 500) {
    mock.timers.tick(500);
  }
}

function inLesson() {
  const session = new Session({
    url: "ws://localhost/",
    video: /** @type {any} */ (null),
    Eyes: /** @type {any} */ (Eyes),
    onScene() {},
  });
  session.start();
  socket.open();
  socket.hear({ ...welcome, lesson: lessonNow() });
  return session;
}

describe("a session", () => {
  beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({ apis: ["setInterval"] });
    let now = 0;
    mock.method(performance, "now", () => now);
    setInterval(() => (now += 500), 500);
    const page = { addEventListener() {}, removeEventListener() {}, visibilityState: "visible" };
    Object.assign(globalThis, { WebSocket: Socket, document: page, ...page });
  });

  it("sends nothing but hello during the check", () => {
    inLesson();
    pass(12_000);
    assert.deepEqual(types(), ["hello"]);
  });

  it("says its state once the check is done, and at every heartbeat", () => {
    inLesson().finishCheck({ measured: false });
    pass(10_500);
    const states = socket.sent.slice(1).map(({ state }) => state);
    assert.equal(states.at(0), "unclear");
    assert.equal(states.at(-1), "focused");
    assert.ok(states.length >= 3 && states.length <= 5);
  });

  it("tells history and help before the first signal when it is welcomed again", () => {
    const session = inLesson();
    session.finishCheck({ measured: false });
    pass(1000);
    session.act("help");
    socket.onclose?.({ code: 1006 });
    pass(20_000);
    socket.open();
    socket.hear({ ...welcome, epoch: 8, lesson: lessonNow(21) });
    pass(1000);
    assert.deepEqual(types().slice(0, 4), ["hello", "history", "help", "signal"]);
    assert.equal(socket.sent[0].last_epoch, 7);
    assert.equal(socket.sent.at(-1).state, "focused");
    assert.ok(socket.sent.at(-1).seq > 1);
  });

  it("answers a check-in once, and asks for help again only where it has to", () => {
    const session = inLesson();
    session.finishCheck({ measured: false });
    session.answer("lost");
    socket.hear({ type: "check_in", age: 0 });
    session.answer("lost");
    session.answer("fine");
    const said = () => socket.sent.filter(({ type }) => type === "answer" || type === "help");
    assert.deepEqual(said(), [{ type: "answer", answer: "lost" }]);
    socket.onclose?.({ code: 1006 });
    pass(20_000);
    socket.open();
    socket.hear({ ...welcome, epoch: 8, lesson: lessonNow(21) });
    assert.deepEqual(said(), [{ type: "help", asked: true }]);
  });

  it("says nothing of brow, tilt and smile once the class asks first", () => {
    inLesson().finishCheck({ measured: false });
    pass(6000);
    assert.equal(socket.sent.at(-1).cues.brow, 0);
    const policy = { analysis: "everything", exempt: [], asks_first: true };
    socket.hear({ type: "policy", policy });
    const { state, cues } = socket.sent.at(-1);
    assert.equal(state, "focused");
    const face = { brow: null, tilt: null, smile: null };
    assert.deepEqual(cues, { ...face, gaze: "centred", faces: 1 });
  });

  it("leaves out at once what the student leaves out, and of what it tells again", () => {
    inLesson().finishCheck({ measured: false });
    pass(1000);
    const before = socket.sent.length;
    socket.hear({
      type: "policy",
      policy: { analysis: "everything", exempt: ["gaze"], asks_first: false },
    });
    assert.deepEqual(eyes.exempt, ["gaze"]);
    pass(6000);
    // These eyes did not listen, and go on to see what they saw.
    const since = socket.sent.slice(before);
    assert.ok(since.length > 1);
    assert.ok(since.every(({ state, cues }) => state === "unclear" && cues === null));
    socket.onclose?.({ code: 1006 });
    pass(20_000);
    socket.open();
    const policy = { analysis: "everything", exempt: ["gaze"], asks_first: false };
    socket.hear({ ...welcome, epoch: 8, policy, lesson: lessonNow(21) });
    const told = socket.sent.find(({ type }) => type === "history");
    assert.ok(told.transitions.length > 0);
    assert.ok(told.transitions.every((/** @type {any} */ { state }) => state !== "focused"));
  });

  it("says nothing any more once the lesson has ended", () => {
    inLesson().finishCheck({ measured: false });
    pass(1000);
    socket.hear({ type: "lesson_ended" });
    const before = socket.sent.length;
    pass(20_000);
    assert.equal(socket.sent.length, before);
  });
});
