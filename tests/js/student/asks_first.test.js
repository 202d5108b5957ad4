import assert from "node:assert/strict";
import { describe, it, mock } from "node:test";
import { LOST_FOR, OPEN_FOR } from "../../../static/js/student/prompt.js";
import { Session } from "../../../static/js/student/session.js";
import { pick, seeded } from "../chance.js";

/** @typedef {import("../../../static/js/wire/protocol.js").Answer} Answer */

/** The page's socket, which keeps what was sent byte for byte. */
class Socket {
  constructor() {
    socket = this;
    /** @type {string[]} */
    this.sent = [];
    this.onopen = () => {};
    this.onmessage = (/** @type {any} */ event) => event;
  }
  /** @param {string} text */
  send(text) {
    this.sent.push(text);
  }
  close() {}
  /** @param {object} message */
  hear(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
}

/** @type {Socket} */
let socket;

/** @type {any} what the page's eyes tell */
let beholder;

class Eyes {
  /** @param {any} listener */
  constructor(listener) {
    beholder = listener;
  }
  remember() {}
  calibrate() {}
  follow() {}
}

const policy = { analysis: "everything", exempt: [], asks_first: true };
const CUES = { brow: 0.42, tilt: 17, smile: 0.31, gaze: "centred", faces: 1 };
const FOCUSED = { state: "focused", reason: "uncalibrated", cues: CUES, meters: [], grounds: [] };
const CONFUSED = { ...FOCUSED, state: "confused", reason: "brow_and_tilt" };
const AWAY = { ...FOCUSED, state: "alert", reason: "gaze_away" };
let now = 0;
/** @type {any} */
let scene;

/** A clock of its own for each student, so that no earlier page goes on. */
function startClock() {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval"] });
  mock.method(performance, "now", () => now);
  now = 0;
  setInterval(() => (now += 500), 500);
  const page = { addEventListener() {}, removeEventListener() {}, visibilityState: "visible" };
  Object.assign(globalThis, { WebSocket: Socket, document: page, ...page });
}

/** A student in a lesson that asks first. */
function inLesson() {
  startClock();
  const session = new Session({
    url: "ws://localhost/",
    video: /** @type {any} */ (null),
    Eyes: /** @type {any} */ (Eyes),
    onScene: (shown) => (scene = shown),
  });
  session.start();
  socket.onopen();
  const lesson = { kind: "lesson", age: 0 };
  socket.hear({ type: "welcome", epoch: 7, policy, lesson });
  session.finishCheck({ measured: false });
  return session;
}

/** @param {number} ms @param {object} seen @param {object} [told]  what others may know of it */
function look(ms, seen, told = FOCUSED) {
  for (const end = now + ms; now < end;) {
    mock.timers.tick(500);
    socket.hear({ type: "beat", live: true });
    beholder.onObservation(seen, told);
  }
}

const isAsked = () => scene.prompt.askedAt !== null;
const signals = () =>
  socket.sent.map((text) => JSON.parse(text)).filter(({ type }) => type === "signal");

/** Everything sent in a minute and a half after these looks. @param {object} seen @param {Answer} [word] */
function afterLook(seen, word) {
  const session = inLesson();
  look(3000, FOCUSED);
  look(2000, seen);
  assert.equal(isAsked(), seen === CONFUSED);
  if (word) session.answer(word);
  look(OPEN_FOR + 30_000, seen);
  return socket.sent;
}

describe("where the class asks first", () => {
  it("fine, not now, silence and no look at all are the same on the wire, byte for byte", () => {
    const calm = afterLook(FOCUSED);
    assert.ok(calm.length > 15);
    assert.deepEqual(afterLook(CONFUSED), calm);
    assert.deepEqual(afterLook(CONFUSED, "fine"), calm);
    assert.deepEqual(afterLook(CONFUSED, "not_now"), calm);
  });

  it("lost is told by the student's own word, without brow, tilt and smile, for a while", () => {
    const session = inLesson();
    look(5000, CONFUSED);
    session.answer("lost");
    assert.equal(signals().at(-1).reason, "answered_lost");
    look(LOST_FOR - 1000, FOCUSED);
    assert.equal(signals().at(-1).state, "confused");
    look(6000, CONFUSED);
    assert.equal(signals().at(-1).reason, "uncalibrated");
    assert.equal(isAsked(), false);
    const face = { brow: null, tilt: null, smile: null };
    for (const { cues } of signals()) {
      if (cues) assert.deepEqual(cues, { ...face, gaze: "centred", faces: 1 });
    }
    assert.ok(!socket.sent.some((text) => text.includes('"help"') || text.includes('"answer"')));
  });

  it("lost gives way to an alert, and can be taken back", () => {
    const session = inLesson();
    look(2000, CONFUSED);
    session.answer("lost");
    look(1000, AWAY, AWAY);
    assert.equal(signals().at(-1).reason, "gaze_away");
    look(1000, CONFUSED);
    assert.equal(signals().at(-1).reason, "answered_lost");
    session.takeBack();
    look(1000, CONFUSED);
    assert.equal(signals().at(-1).reason, "uncalibrated");
  });

  it("a teacher's question waits for the page's, and nobody is asked again right after it", () => {
    const session = inLesson();
    look(2000, CONFUSED);
    socket.hear({ type: "check_in", age: 0 });
    session.answer("fine");
    assert.deepEqual([isAsked(), scene.page.checkIn !== null], [false, true]);
    session.answer("not_now");
    assert.equal(socket.sent.at(-1), '{"type":"answer","answer":"not_now"}');
    const other = inLesson();
    look(2000, FOCUSED);
    socket.hear({ type: "check_in", age: 0 });
    look(2000, CONFUSED);
    assert.equal(isAsked(), false);
    other.answer("fine");
    look(60_000, CONFUSED);
    assert.equal(isAsked(), false);
  });

  it("a pause ends the question", () => {
    const session = inLesson();
    look(2000, CONFUSED);
    session.act("pause");
    assert.equal(isAsked(), false);
  });

  it("no life without lost tells whether there ever was a look of confusion", () => {
    for (let seed = 1; seed <= 15; seed += 1) {
      const [puzzled, calm] = [true, false].map((looks) => live(seeded(seed), looks));
      assert.deepEqual(puzzled, calm);
    }
  });

  /** @param {() => number} chance @param {boolean} looks */
  function live(chance, looks) {
    const session = inLesson();
    for (let i = 0; i < 300; i += 1) {
      const told = chance() < 0.8 ? FOCUSED : AWAY;
      const confused = chance() < 0.5;
      look(1000, looks && confused ? CONFUSED : told, told);
      const word = pick(chance, /** @type {const} */ (["fine", "not_now"]));
      if (chance() < 0.1) session.answer(word);
      if (chance() < 0.02) session.act(pick(chance, /** @type {const} */ (["pause", "help"])));
    }
    return socket.sent;
  }
});
