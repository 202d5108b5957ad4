import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, it } from "node:test";
import * as protocol from "../../../static/js/wire/protocol.js";

const GOLDEN = new URL("../../golden/", import.meta.url);

/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(new URL(path, GOLDEN), "utf8"));

/** @type {Record<string, (message: any) => any>} how each direction's messages are taken */
const TAKEN_BY = {
  student: (message) => JSON.parse(protocol.encodeStudent(message)),
  teacher: (message) => JSON.parse(protocol.encodeTeacher(message)),
  to_student: (message) => protocol.parseToStudent(JSON.stringify(message)),
  to_teacher: (message) => protocol.parseToTeacher(JSON.stringify(message)),
};

for (const [direction, take] of Object.entries(TAKEN_BY)) {
  for (const file of readdirSync(new URL(`${direction}/`, GOLDEN))) {
    const { accepted, refused } = read(`${direction}/${file}`);
    describe(`${direction}/${file}`, () => {
      it("round-trips what is accepted", () => {
        assert.notEqual(accepted.length, 0);
        for (const message of accepted) assert.deepEqual(take(message), message);
      });
      it("refuses what is refused", () => {
        for (const { message } of refused) {
          assert.throws(() => take(message), protocol.OffProtocol, JSON.stringify(message));
        }
      });
      it("refuses an unknown key in anything that is accepted", () => {
        for (const message of accepted) {
          assert.throws(() => take({ ...message, pixels: [1] }), protocol.OffProtocol);
        }
      });
    });
  }
}

describe("texts", () => {
  it("are refused when they are no message", () => {
    for (const { text } of read("texts.json")) {
      assert.throws(() => protocol.parseToStudent(text), protocol.OffProtocol);
      assert.throws(() => protocol.parseToTeacher(text), protocol.OffProtocol);
    }
  });
});

describe("builders", () => {
  const relaxed = { brow: 0, tilt: 0, smile: 0, gaze: /** @type {const} */ ("centred"), faces: 1 };
  const focused = /** @type {const} */ ({
    seq: 1,
    analysis: "everything",
    state: "focused",
    reason: "facing_screen",
    since: 0,
    cues: relaxed,
  });

  it("give the messages that the golden files accept", () => {
    assert.deepEqual(protocol.hello(0), read("student/hello.json").accepted[0]);
    assert.deepEqual(protocol.help(true), read("student/help.json").accepted[0]);
    assert.deepEqual(protocol.answer("fine"), read("student/answer.json").accepted[0]);
    const student = "0a1b2c3d4e5f";
    const [seen] = read("teacher/acknowledge.json").accepted;
    assert.deepEqual(protocol.acknowledge(student, "help", true), seen);
    const snoozed = read("teacher/snooze.json").accepted.at(-1);
    assert.deepEqual(protocol.snooze(student, "gaze_away", false), snoozed);
    assert.deepEqual(protocol.checkIn(student), read("teacher/check_in.json").accepted[0]);
    assert.deepEqual(protocol.marker(), read("teacher/marker.json").accepted[0]);
    assert.deepEqual(protocol.received(41), read("teacher/received.json").accepted[1]);
    const [past] = read("student/history.json").accepted.slice(1);
    assert.deepEqual(protocol.history(past.transitions), past);
    assert.deepEqual(protocol.signal(focused), { type: "signal", ...focused });
  });

  it("refuse a key, a word and a number that are not in the protocol", () => {
    const wrong = [
      { landmarks: [] },
      { state: "bored" },
      { reason: "no_face" },
      { since: -1 },
      { since: Infinity },
      { since: NaN },
      { cues: { ...relaxed, brow: 2 } },
      { cues: { ...relaxed, points: [] } },
      { seq: 2 ** 53 },
    ];
    for (const change of wrong) {
      const fields = /** @type {any} */ ({ ...focused, ...change });
      assert.throws(() => protocol.signal(fields), protocol.OffProtocol, JSON.stringify(change));
    }
  });

  it("are not fooled by names that every object has", () => {
    for (const type of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      const text = `{"type":"${type}"}`;
      assert.throws(() => protocol.parseToStudent(text), protocol.OffProtocol);
    }
    const text = '{"type":"beat","live":true,"__proto__":{"a":1}}';
    assert.throws(() => protocol.parseToStudent(text), protocol.OffProtocol);
  });
});

describe("limits", () => {
  it("hold the longest history that may be sent", () => {
    const longest = /** @type {const} */ ({
      state: "camera_off",
      reason: "unavailable",
      age: 599.9,
    });
    const transitions = Array(protocol.HISTORY_CHUNK).fill(longest);
    const text = protocol.encodeStudent(protocol.history(transitions));
    assert.ok(protocol.bytesOf(text) <= protocol.MAX_BYTES);
  });

  it("count bytes as UTF-8 does", () => {
    for (const text of ["", "a", "é", "ı", "€", "😀", "a😀é\ud800"]) {
      assert.equal(protocol.bytesOf(text), Buffer.byteLength(text, "utf8"));
    }
  });

  it("name every close code, and no other", () => {
    for (const [name, code] of Object.entries(protocol.CLOSE)) {
      assert.equal(protocol.closeName(code), name.toLowerCase());
    }
    assert.equal(protocol.closeName(1006), "closed");
  });

  it("are those of the server", () => {
    const server = readFileSync(new URL("../../live/protocol.py", GOLDEN), "utf8");
    for (const [name, code] of Object.entries(protocol.CLOSE)) {
      assert.match(server, new RegExp(`^    ${name} = ${code}$`, "m"));
    }
    const written = [...server.matchAll(/^ {4}[A-Z_]+ = (4\d\d\d)$/gm)].map(([, code]) => +code);
    assert.deepEqual(Object.values(protocol.CLOSE), written);
    for (const [name, value] of Object.entries({
      VERSION: protocol.VERSION,
      MAX_BYTES: protocol.MAX_BYTES,
      HEARTBEAT: `${protocol.HEARTBEAT_MS / 1000}.0`,
      HISTORY_SECONDS: `${protocol.HISTORY_SECONDS}.0`,
      HISTORY_LENGTH: protocol.HISTORY_LENGTH,
      HISTORY_CHUNK: protocol.HISTORY_CHUNK,
      IN_FLIGHT: protocol.IN_FLIGHT,
      MARKERS: protocol.MARKERS,
      WINDOW_SECONDS: protocol.WINDOW_SECONDS,
      WINDOWS: protocol.WINDOWS,
      FEWEST: protocol.FEWEST,
    })) {
      assert.match(server, new RegExp(`^${name}: Final = ${value}$`, "m"));
    }
  });
});

describe("vocabularies", () => {
  it("are those of the server", () => {
    const server = readFileSync(new URL("../../live/protocol.py", GOLDEN), "utf8");
    const words = (/** @type {string} */ name) => {
      const [, body] = server.match(new RegExp(`^${name} = Literal\\[([^\\]]*)\\]`, "m")) ?? [];
      return [...body.matchAll(/"(\w+)"/g)].map(([, word]) => word).sort();
    };
    assert.deepEqual([...protocol.STATES].sort(), words("State"));
    assert.deepEqual([...new Set(Object.values(protocol.REASONS).flat())].sort(), words("Reason"));
    assert.deepEqual([...protocol.ANALYSES].sort(), words("Analysis"));
    assert.deepEqual([...protocol.EXEMPTIONS].sort(), words("Exemption"));
    assert.deepEqual([...protocol.CONCERNS].sort(), words("Concern"));
    assert.deepEqual(protocol.NEED_WORDS, ["help", ...protocol.CONCERNS]);
    assert.deepEqual([...protocol.ANSWERS].sort(), words("Answer"));
    for (const [state, reasons] of Object.entries(protocol.TILE_REASONS)) {
      const row = new RegExp(`"${state}": frozenset\\(\\s*\\{([^}]*)\\}`, "m").exec(server);
      const known = [...(row?.[1] ?? "").matchAll(/"(\w+)"/g)].map(([, word]) => word);
      assert.deepEqual([...reasons].sort(), known.sort(), state);
    }
  });
});

describe("what may be told", () => {
  const measured = { brow: 0, tilt: 0, smile: 0, gaze: /** @type {const} */ ("centred"), faces: 1 };
  const nothing = { brow: null, tilt: null, smile: null, gaze: null, faces: null };
  const everyState = Object.entries(protocol.REASONS).flatMap(([state, reasons]) =>
    reasons.map((reason) => /** @type {any} */ ({ state, reason })),
  );

  for (const { policy, consented, leaves_out: without } of read("allowances.json")) {
    const how = `${policy.analysis}${policy.asks_first ? ", asked first," : ""}`;
    const law = `under ${how} without ${policy.exempt}, consented ${consented}`;
    it(`leaves out what the server leaves out ${law}`, () => {
      const states = everyState
        .filter((own) => !protocol.allowsState(policy, consented, own))
        .map(({ state, reason }) => `${state} ${reason}`);
      assert.deepEqual(states.sort(), without.states.toSorted());
      const paused = /** @type {const} */ ({ state: "paused", reason: "by_student" });
      const cues = Object.entries(measured)
        .filter(([cue, value]) => {
          const said = { ...paused, cues: { ...nothing, [cue]: value } };
          return !protocol.allows(policy, consented, said);
        })
        .map(([cue]) => cue);
      assert.deepEqual(cues, without.cues);
      for (const own of everyState) {
        const allowed = protocol.allows(policy, consented, { ...own, cues: null });
        assert.equal(allowed, protocol.allowsState(policy, consented, own));
      }
    });
  }

  it("is always that a student arrives or went", () => {
    const strict = /** @type {const} */ ({
      analysis: "self_report",
      exempt: ["brow", "gaze"],
      asks_first: true,
    });
    for (const consented of [true, false]) {
      assert.ok(protocol.allowsState(strict, consented, { state: "gone", reason: "left" }));
      assert.ok(protocol.allowsState(strict, consented, { state: "arriving", reason: "waiting" }));
    }
  });
});
