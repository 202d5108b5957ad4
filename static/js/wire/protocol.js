/**
 * Every message on the wire, its limits, and the closing of sockets.
 *
 * The twin of `live/protocol.py`: both test suites read the golden messages in `tests/golden`.
 * Pure. What a browser sends goes through `encodeStudent` or `encodeTeacher`, so that a page is
 * unable to send a key, a word or a number that is not in the protocol. Ages and durations are
 * seconds by the clock of whoever says them: no wall clock travels.
 *
 * @typedef {"focused" | "confused" | "alert" | "unclear" | "paused" | "camera_off" | "hidden"
 *   | "no_camera"} State  what a student's own browser may say of itself
 * @typedef {State | "arriving" | "gone"} TileState
 * @typedef {"facing_screen" | "head_down" | "uncalibrated" | "brow_and_tilt" | "answered_lost"
 *   | "no_face" | "multiple_faces" | "gaze_away" | "too_dark" | "too_far" | "frozen" | "covered" | "cannot_see"
 *   | "blurred" | "not_looked_at" | "starting" | "unavailable" | "by_student"
 *   | "other_window"} Reason
 * @typedef {Reason | "getting_ready" | "waiting" | "left" | "lost"} TileReason
 * @typedef {"everything" | "attention" | "self_report"} Analysis  what a class's lessons look at
 * @typedef {"brow" | "tilt" | "gaze" | "faces"} Exemption  what a student may leave out of it
 * @typedef {"brow_and_tilt" | "answered_lost" | "no_face" | "multiple_faces" | "gaze_away"} Concern
 *   a reason of *confused* or *alert*: what a teacher may snooze
 * @typedef {"help" | Concern} Need  what a teacher may acknowledge
 * @typedef {"fine" | "lost" | "not_now"} Answer  to a check-in
 *
 * @typedef {object} Cues  measured against the student's own relaxed face; null where not measured
 * @property {number | null} brow  0 relaxed to 1 furrowed
 * @property {number | null} tilt  head roll, degrees, -90..90
 * @property {number | null} smile  0..1
 * @property {"centred" | "away" | "down" | null} gaze
 * @property {number | null} faces  0..4
 *
 * @typedef {{ state: TileState, reason: TileReason, age: number }} Transition  `age` s ago it became this
 * @typedef {{ analysis: Analysis, exempt: readonly Exemption[], asks_first: boolean }} Policy  what
 *   is looked at of one student; `exempt`: each at most once, in the order of `EXEMPTIONS`;
 *   `asks_first`: a look of confusion asks the student alone, and is told only once they say so
 * @typedef {{ kind: "lesson" | "exam", age: number }} LessonNow  `age`: seconds since it started
 * @typedef {{ student: string, name: string }} Student
 *
 * @typedef {object} Tile  all that a teacher may know of one student now
 * @property {string} student  the enrolment's key, 12 hex digits
 * @property {number} epoch
 * @property {number} seq
 * @property {TileState} state
 * @property {TileReason} reason
 * @property {number} since  seconds
 * @property {number} heard  seconds since the student was last heard
 * @property {number | null} [help]  seconds since "I'm lost" was pressed
 * @property {TileState | null} [was]  for *gone*: the state before
 * @property {Cues | null} [cues]
 * @property {Transition[] | null} [history]  oldest first, the present state included
 * @property {Acts | null} [acts]  null while no teacher did anything
 *
 * @typedef {object} Acts  what the class's teachers did about one student in this lesson
 * @property {readonly Need[]} acknowledged  the needs of this moment that were seen
 * @property {readonly Concern[]} snoozed  what counts as no need for this lesson
 * @property {{ age: number, answer: Answer | null } | null} check_in  s since it was asked
 *
 * @typedef {object} Window  how a class looked at one moment; counts in steps of `FEWEST`: at
 *   least so many
 * @property {number} at  whole seconds since the lesson's start
 * @property {number} here  exactly, how many were connected and heard
 * @property {number} help
 * @property {number} alert
 * @property {number} confused
 * @property {number} focused
 *
 * @typedef {{ type: "hello", version: 1, last_epoch: number }} Hello
 * @typedef {{ type: "history", transitions: Transition[] }} History
 * @typedef {{ type: "signal", seq: number, analysis: Analysis, state: State, reason: Reason,
 *   since: number, cues: Cues | null }} Signal
 * @typedef {{ type: "help", asked: boolean }} Help
 * @typedef {{ type: "answer", answer: Answer }} AnswerCheckIn
 * @typedef {Hello | History | Signal | Help | AnswerCheckIn} FromStudent
 *
 * @typedef {{ type: "received", rev: number }} Received  drawn everything up to `rev`
 * @typedef {{ type: "acknowledge", student: string, need: Need, seen: boolean }} Acknowledge
 * @typedef {{ type: "snooze", student: string, reason: Concern, snoozed: boolean }} Snooze
 * @typedef {{ type: "check_in", student: string }} CheckIn
 * @typedef {{ type: "marker" }} Marker
 * @typedef {Received | Acknowledge | Snooze | CheckIn | Marker} FromTeacher
 *
 * @typedef {{ type: "welcome", epoch: number, policy: Policy, lesson: LessonNow | null }} Welcome
 * @typedef {{ type: "lesson_started", lesson: LessonNow }} LessonStarted
 * @typedef {{ type: "lesson_ended" }} LessonEnded
 * @typedef {{ type: "policy", policy: Policy }} PolicyChanged
 * @typedef {{ type: "check_in", age: number }} AskedHow  a teacher asks how it goes
 * @typedef {{ type: "beat", live: boolean }} Beat  `live`: the server's own relay works
 * @typedef {{ type: "error", code: ErrorCode, detail: string }} ErrorMessage
 * @typedef {"malformed" | "logged_out" | "forbidden" | "silent" | "replaced" | "lesson_ended"
 *   | "too_long" | "binary" | "invalid" | "too_many" | "consent_changed" | "restarting"
 *   | "unavailable" | "no_lesson" | "old_policy" | "old_seq" | "not_allowed" | "not_asked"
 *   | "not_here" | "no_need" | "pending" | "enough" | "too_fast" | "not_carried"} ErrorCode
 * @typedef {Welcome | LessonStarted | LessonEnded | PolicyChanged | AskedHow | Beat
 *   | ErrorMessage} ToStudent
 *
 * @typedef {{ type: "roster", name: string, lesson: LessonNow | null, analysis: Analysis,
 *   counts_only: boolean, enrolled: number, students: Student[] }} Roster  under `counts_only`
 *   `students` is empty, and `pulse` comes instead of tiles
 * @typedef {{ type: "tiles", rev: number, tiles: Tile[] }} Tiles
 * @typedef {{ type: "markers", markers: number[] }} Markers  all of this lesson, s since its start
 * @typedef {{ type: "pulse", windows: Window[] }} Pulse
 * @typedef {Roster | Tiles | Markers | Pulse | Beat | ErrorMessage} ToTeacher
 */
import { FROM_STUDENT, FROM_TEACHER, TO_STUDENT, TO_TEACHER } from "./messages.js";
import { CAMERA_FREE, MAX_BYTES, NEEDS, REASONS, VERSION } from "./vocabulary.js";

export * from "./vocabulary.js";

/** A message that does not follow the protocol. */
export class OffProtocol extends Error {
  /** @param {string} detail */
  constructor(detail) {
    super(detail);
    this.name = "OffProtocol";
  }
}

// What browsers send

/** The first message. @param {number} lastEpoch  of this page's last welcome, 0 at first @returns {Hello} */
export function hello(lastEpoch) {
  return taken(FROM_STUDENT, { type: "hello", version: VERSION, last_epoch: lastEpoch });
}

/** After a reconnect, before the first signal. @param {Transition[]} transitions @returns {History} */
export function history(transitions) {
  return taken(FROM_STUDENT, { type: "history", transitions });
}

/** The state, when it changes and as a heartbeat. @param {Omit<Signal, "type">} fields @returns {Signal} */
export function signal(fields) {
  return taken(FROM_STUDENT, { type: "signal", ...fields });
}

/** "I'm lost" pressed, or taken back. @param {boolean} asked @returns {Help} */
export function help(asked) {
  return taken(FROM_STUDENT, { type: "help", asked });
}

/** What is said to the open check-in. @param {Answer} word @returns {AnswerCheckIn} */
export function answer(word) {
  return taken(FROM_STUDENT, { type: "answer", answer: word });
}

/** What this student needs was seen, or was not. @param {string} student @param {Need} need @param {boolean} seen @returns {Acknowledge} */
export function acknowledge(student, need, seen) {
  return taken(FROM_TEACHER, { type: "acknowledge", student, need, seen });
}

/** That reason is no need of this student's, or is one again. @param {string} student @param {Concern} reason @param {boolean} snoozed @returns {Snooze} */
export function snooze(student, reason, snoozed) {
  return taken(FROM_TEACHER, { type: "snooze", student, reason, snoozed });
}

/** Ask this student how it goes. @param {string} student @returns {CheckIn} */
export function checkIn(student) {
  return taken(FROM_TEACHER, { type: "check_in", student });
}

/** Mark this moment of the lesson. @returns {Marker} */
export function marker() {
  return taken(FROM_TEACHER, { type: "marker" });
}

/** @param {number} rev @returns {Received} */
export function received(rev) {
  return taken(FROM_TEACHER, { type: "received", rev });
}

/**
 * The exact text to send.
 * @param {FromStudent} spoken
 * @returns {string}
 * @throws {OffProtocol}
 */
export function encodeStudent(spoken) {
  return encode(FROM_STUDENT, spoken);
}

/** @param {FromTeacher} spoken @returns {string} @throws {OffProtocol} */
export function encodeTeacher(spoken) {
  return encode(FROM_TEACHER, spoken);
}

// What browsers hear

/** @param {string} text @returns {ToStudent} @throws {OffProtocol} */
export function parseToStudent(text) {
  return taken(TO_STUDENT, decode(text));
}

/** @param {string} text @returns {ToTeacher} @throws {OffProtocol} */
export function parseToTeacher(text) {
  return taken(TO_TEACHER, decode(text));
}

// What may be told of a student at all

/**
 * Whether policy, exemptions and consent let it be told that a student was ever so.
 * @param {Policy} policy
 * @param {boolean} consented
 * @param {{ state: TileState, reason: TileReason }} own
 * @returns {boolean}
 */
export function allowsState(policy, consented, { state, reason }) {
  if (!usesCamera(policy, consented)) {
    return CAMERA_FREE.includes(state) || !Object.hasOwn(REASONS, state);
  }
  if (isLeftOut(reason, policy.exempt)) return false;
  if (policy.asks_first && reason === "brow_and_tilt") return false;
  return policy.analysis === "everything" || state !== "confused";
}

/**
 * Whether policy, exemptions and consent let a signal say this.
 * @param {Policy} policy
 * @param {boolean} consented
 * @param {{ state: State, reason: Reason, cues: Cues | null }} said
 * @returns {boolean}
 */
export function allows(policy, consented, said) {
  if (!allowsState(policy, consented, said)) return false;
  if (!said.cues) return true;
  const measured = Object.entries(said.cues).filter(([, value]) => value !== null);
  const told = cuesTold(policy);
  return usesCamera(policy, consented) && measured.every(([cue]) => told.includes(cue));
}

/** @param {Policy} policy @param {boolean} consented */
function usesCamera({ analysis }, consented) {
  return analysis !== "self_report" && consented;
}

/** Whether a reason rests on what is left out. @param {TileReason} reason @param {Policy["exempt"]} exempt */
function isLeftOut(reason, exempt) {
  return (NEEDS[reason] ?? []).some((need) => exempt.includes(need));
}

/** The cues that may be told where there is a camera. @param {Policy} policy @returns {string[]} */
export function cuesTold(policy) {
  // Brow, tilt and smile are there for confusion alone: where that is not told, none of them is.
  const confused = /** @type {const} */ ({ state: "confused", reason: "brow_and_tilt" });
  const face = allowsState(policy, true, confused) ? ["brow", "tilt", "smile"] : [];
  const others = /** @type {const} */ (["gaze", "faces"]);
  return [...face, ...others.filter((cue) => !policy.exempt.includes(cue))];
}

/** @param {Record<string, import("./shape.js").Check>} kinds @param {unknown} spoken @returns {string} */
function encode(kinds, spoken) {
  const text = JSON.stringify(taken(kinds, spoken));
  if (bytesOf(text) > MAX_BYTES) throw new OffProtocol(`A message has at most ${MAX_BYTES} bytes`);
  return text;
}

/** How many bytes a text has in UTF-8. @param {string} text @returns {number} */
export function bytesOf(text) {
  return [...text].reduce((sum, character) => sum + bytesOfPoint(character.codePointAt(0) ?? 0), 0);
}

/** @param {number} point @returns {number} */
function bytesOfPoint(point) {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

/** @param {string} text @returns {unknown} */
function decode(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new OffProtocol("That was not JSON");
  }
}

/**
 * The value, once it is known to be one of these messages.
 * @param {Record<string, import("./shape.js").Check>} kinds
 * @param {any} value
 * @returns {any}
 */
function taken(kinds, value) {
  const type = value?.type;
  if (typeof type !== "string" || !Object.hasOwn(kinds, type)) {
    throw new OffProtocol("There is no such type of message");
  }
  const problem = kinds[type](value, type);
  if (problem !== null) throw new OffProtocol(problem);
  return value;
}
