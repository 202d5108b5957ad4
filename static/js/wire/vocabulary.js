/**
 * The closed vocabularies of the wire, its limits and its close codes. Pure.
 *
 * @typedef {import("./protocol.js").State} State
 * @typedef {import("./protocol.js").TileState} TileState
 * @typedef {import("./protocol.js").Analysis} Analysis
 * @typedef {import("./protocol.js").Exemption} Exemption
 * @typedef {import("./protocol.js").Concern} Concern
 * @typedef {import("./protocol.js").Need} Need
 * @typedef {import("./protocol.js").Answer} Answer
 */

export const VERSION = 1;
/** The longest message a browser may send, in bytes of UTF-8. */
export const MAX_BYTES = 2048;
/** Between a student's repetitions of an unchanged state, and between server beats, ms. */
export const HEARTBEAT_MS = 5000;
/** How far a student's own memory reaches back, how much it holds, and how it is re-told. */
export const HISTORY_SECONDS = 600;
export const HISTORY_LENGTH = 64;
export const HISTORY_CHUNK = 16;
/** Frames on their way to a dashboard at most, and those that it acknowledges together. */
export const IN_FLIGHT = 2;
/** Markers in one lesson at most. */
export const MARKERS = 100;
/** From one count of a class to the next, seconds; how many are kept; and in which steps. */
export const WINDOW_SECONDS = 30;
export const WINDOWS = 20;
export const FEWEST = 5;
/** The longest duration that travels, seconds. */
export const LONGEST_SECONDS = 86_400;

/** The reasons that each state of a student's own browser may have. */
export const REASONS = Object.freeze({
  focused: Object.freeze(["facing_screen", "head_down", "uncalibrated"]),
  confused: Object.freeze(["brow_and_tilt", "answered_lost"]),
  alert: Object.freeze(["no_face", "multiple_faces", "gaze_away"]),
  unclear: Object.freeze([
    "too_dark",
    "too_far",
    "frozen",
    "covered",
    "cannot_see",
    "blurred",
    "not_looked_at",
    "starting",
    "unavailable",
  ]),
  paused: Object.freeze(["by_student"]),
  camera_off: Object.freeze(["by_student", "unavailable"]),
  hidden: Object.freeze(["other_window"]),
  no_camera: Object.freeze(["by_student"]),
});

/** The same with what the server adds for tiles. */
export const TILE_REASONS = Object.freeze({
  ...REASONS,
  arriving: Object.freeze(["getting_ready", "waiting"]),
  gone: Object.freeze(["left", "lost"]),
});

export const STATES = Object.freeze(/** @type {State[]} */ (Object.keys(REASONS)));
export const TILE_STATES = Object.freeze(/** @type {TileState[]} */ (Object.keys(TILE_REASONS)));
/** @type {readonly Analysis[]} */
export const ANALYSES = Object.freeze(["everything", "attention", "self_report"]);
/** What a student may leave out, in the order in which exemptions are told. @type {readonly Exemption[]} */
export const EXEMPTIONS = Object.freeze(["brow", "tilt", "gaze", "faces"]);

/**
 * What each reason rests on: a student who is exempt from any of it is never said to be so.
 * @type {Readonly<Record<string, readonly Exemption[]>>}
 */
export const NEEDS = Object.freeze({
  facing_screen: ["gaze"],
  head_down: ["gaze"],
  uncalibrated: ["gaze"],
  brow_and_tilt: ["brow", "tilt", "gaze"],
  answered_lost: ["brow", "tilt", "gaze"],
  no_face: ["faces"],
  multiple_faces: ["faces"],
  gaze_away: ["gaze"],
});

/** The reasons of *confused* and *alert*: what a teacher may snooze. @type {readonly Concern[]} */
export const CONCERNS = Object.freeze([
  "brow_and_tilt",
  "answered_lost",
  "no_face",
  "multiple_faces",
  "gaze_away",
]);
/** What a student may need a teacher for: what a teacher may acknowledge. @type {readonly Need[]} */
export const NEED_WORDS = Object.freeze(["help", ...CONCERNS]);
/** What a student may answer to a check-in. @type {readonly Answer[]} */
export const ANSWERS = Object.freeze(["fine", "lost", "not_now"]);

/** The only states of a student without consent, or whose class asks for self-report only. */
export const CAMERA_FREE = Object.freeze(["no_camera", "paused"]);

/** Our own close codes. */
export const CLOSE = Object.freeze({
  MALFORMED: 4400,
  LOGGED_OUT: 4401,
  FORBIDDEN: 4403,
  SILENT: 4408,
  REPLACED: 4409,
  LESSON_ENDED: 4410,
  TOO_LONG: 4413,
  BINARY: 4415,
  INVALID: 4422,
  TOO_MANY: 4429,
  CONSENT_CHANGED: 4451,
  RESTARTING: 4503,
  UNAVAILABLE: 4504,
});

/**
 * The name of one of our close codes, in lower case, or "closed" for any other code.
 * @param {number} code
 * @returns {string}
 */
export function closeName(code) {
  const entry = Object.entries(CLOSE).find(([, known]) => known === code);
  return entry ? entry[0].toLowerCase() : "closed";
}
