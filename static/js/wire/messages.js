/**
 * The exact shape of every message, by its type. Pure.
 *
 * @typedef {import("./shape.js").Check} Check
 * @typedef {import("./protocol.js").TileState} TileState
 */
import {
  and,
  boolean,
  integer,
  listOf,
  number,
  object,
  oneOf,
  optional,
  orNull,
  string,
} from "./shape.js";
import {
  ANALYSES,
  ANSWERS,
  CONCERNS,
  EXEMPTIONS,
  FEWEST,
  HISTORY_CHUNK,
  HISTORY_LENGTH,
  LONGEST_SECONDS,
  MARKERS,
  NEED_WORDS,
  REASONS,
  STATES,
  TILE_REASONS,
  TILE_STATES,
  VERSION,
  WINDOWS,
  WINDOW_SECONDS,
} from "./vocabulary.js";

// The pieces

const seconds = number(0, LONGEST_SECONDS);
const count = integer(0, Number.MAX_SAFE_INTEGER);
const share = number(0, 1);
const tileReason = oneOf([...new Set(Object.values(TILE_REASONS).flat())]);
const analysis = oneOf(ANALYSES);
const key = string({ pattern: /^[0-9a-f]{12}$/u });
const policy = object({
  analysis,
  exempt: and(listOf(oneOf(EXEMPTIONS)), (/** @type {string[]} */ exempt) =>
    String(exempt) === String(EXEMPTIONS.filter((word) => exempt.includes(word)))
      ? null
      : "Exemptions come once each, in their order",
  ),
  asks_first: boolean,
});
const lessonNow = object({ kind: oneOf(["lesson", "exam"]), age: seconds });

const cues = object({
  brow: orNull(share),
  tilt: orNull(number(-90, 90)),
  smile: orNull(share),
  gaze: orNull(oneOf(["centred", "away", "down"])),
  faces: orNull(integer(0, 4)),
});

const stateAndReason = (/** @type {{ state: TileState, reason: string }} */ { state, reason }) =>
  /** @type {readonly string[]} */ (TILE_REASONS[state]).includes(reason)
    ? null
    : `A state ${state} has no reason ${reason}`;

const transition = and(
  object({ state: oneOf(TILE_STATES), reason: tileReason, age: seconds }),
  stateAndReason,
);

const answer = oneOf(ANSWERS);
const acts = object({
  acknowledged: listOf(oneOf(NEED_WORDS), NEED_WORDS.length),
  snoozed: listOf(oneOf(CONCERNS), CONCERNS.length),
  check_in: orNull(object({ age: seconds, answer: orNull(answer) })),
});

const tile = and(
  object({
    student: key,
    epoch: count,
    seq: count,
    state: oneOf(TILE_STATES),
    reason: tileReason,
    since: seconds,
    heard: seconds,
    help: optional(seconds),
    was: optional(oneOf(TILE_STATES)),
    cues: optional(cues),
    history: optional(listOf(transition, HISTORY_LENGTH)),
    acts: optional(acts),
  }),
  stateAndReason,
);

const banded = integer(0, Number.MAX_SAFE_INTEGER, FEWEST);
const lessonSecond = integer(0, LONGEST_SECONDS);
const countedWindow = object({
  at: integer(0, LONGEST_SECONDS, WINDOW_SECONDS),
  here: count,
  help: banded,
  alert: banded,
  confused: banded,
  focused: banded,
});

// The messages

const beat = message("beat", { live: boolean });
const error = message("error", {
  code: oneOf([
    "malformed",
    "logged_out",
    "forbidden",
    "silent",
    "replaced",
    "lesson_ended",
    "too_long",
    "binary",
    "invalid",
    "too_many",
    "consent_changed",
    "restarting",
    "unavailable",
    "no_lesson",
    "old_policy",
    "old_seq",
    "not_allowed",
    "not_asked",
    "not_here",
    "no_need",
    "pending",
    "enough",
    "too_fast",
    "not_carried",
  ]),
  detail: string({ longest: 200 }),
});

export const FROM_STUDENT = {
  hello: message("hello", { version: oneOf([VERSION]), last_epoch: count }),
  history: message("history", { transitions: listOf(transition, HISTORY_CHUNK) }),
  signal: and(
    message("signal", {
      seq: count,
      analysis,
      state: oneOf(STATES),
      reason: oneOf([...new Set(Object.values(REASONS).flat())]),
      since: seconds,
      cues: optional(cues),
    }),
    stateAndReason,
  ),
  help: message("help", { asked: boolean }),
  answer: message("answer", { answer }),
};

export const FROM_TEACHER = {
  received: message("received", { rev: count }),
  acknowledge: message("acknowledge", { student: key, need: oneOf(NEED_WORDS), seen: boolean }),
  snooze: message("snooze", { student: key, reason: oneOf(CONCERNS), snoozed: boolean }),
  check_in: message("check_in", { student: key }),
  marker: message("marker", {}),
};

export const TO_STUDENT = {
  welcome: message("welcome", { epoch: count, policy, lesson: orNull(lessonNow) }),
  lesson_started: message("lesson_started", { lesson: lessonNow }),
  lesson_ended: message("lesson_ended", {}),
  policy: message("policy", { policy }),
  check_in: message("check_in", { age: seconds }),
  beat,
  error,
};

export const TO_TEACHER = {
  roster: message("roster", {
    name: string(),
    lesson: orNull(lessonNow),
    analysis,
    counts_only: boolean,
    enrolled: count,
    students: listOf(object({ student: key, name: string() })),
  }),
  tiles: message("tiles", { rev: count, tiles: listOf(tile) }),
  markers: message("markers", { markers: listOf(lessonSecond, MARKERS) }),
  pulse: message("pulse", { windows: listOf(countedWindow, WINDOWS) }),
  beat,
  error,
};

/** @param {string} type @param {Record<string, import("./shape.js").Field>} fields @returns {Check} */
function message(type, fields) {
  return object({ type: oneOf([type]), ...fields });
}
