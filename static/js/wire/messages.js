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
  EXEMPTIONS,
  HISTORY_CHUNK,
  HISTORY_LENGTH,
  LONGEST_SECONDS,
  REASONS,
  STATES,
  TILE_REASONS,
  TILE_STATES,
  VERSION,
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
  }),
  stateAndReason,
);

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
};

export const FROM_TEACHER = { received: message("received", { rev: count }) };

export const TO_STUDENT = {
  welcome: message("welcome", { epoch: count, policy, lesson: orNull(lessonNow) }),
  lesson_started: message("lesson_started", { lesson: lessonNow }),
  lesson_ended: message("lesson_ended", {}),
  policy: message("policy", { policy }),
  beat,
  error,
};

export const TO_TEACHER = {
  roster: message("roster", {
    name: string(),
    lesson: orNull(lessonNow),
    analysis,
    students: listOf(object({ student: key, name: string() })),
  }),
  tiles: message("tiles", { rev: count, tiles: listOf(tile) }),
  beat,
  error,
};

/** @param {string} type @param {Record<string, import("./shape.js").Field>} fields @returns {Check} */
function message(type, fields) {
  return object({ type: oneOf([type]), ...fields });
}
