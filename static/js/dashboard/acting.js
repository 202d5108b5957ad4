/**
 * What a teacher may do about one student now, and how it is said. Pure: the truth of what was done
 * comes with the server's tiles.
 *
 * @import { Concern, FromTeacher, Need } from "../wire/protocol.js"
 * @import { TileView } from "./roster.js"
 *
 * @typedef {"ask" | "seen" | "snooze"} Act
 * @typedef {{ possible: boolean, done: boolean }} Choice  `done`: pressing takes it back
 */
import { ageText } from "../ages.js";
import { reasonFor } from "../words.js";
import { acknowledge, checkIn, snooze } from "../wire/protocol.js";

/** An unanswered check-in makes way for another after this, and any after that, ms (protocol.md). */
export const OPEN_FOR = 120_000;
export const APART = 10_000;

const AWAY = ["not_joined", "stale", "gone"];

/** @type {Record<string, string>} */
const ANSWERS = {
  fine: "Answered “Fine”",
  lost: "Answered “I’m lost”",
  not_now: "Answered “Not now”",
};

/**
 * @param {TileView} view
 * @returns {Need | null}  what of this moment can be acknowledged
 */
export function needOf(view) {
  return view.state === "help" ? "help" : concernOf(view);
}

/**
 * @param {TileView} view
 * @returns {Concern | null}  what of this moment can be snoozed
 */
function concernOf({ state, reason }) {
  const isConcern = state === "alert" || state === "confused";
  return isConcern ? /** @type {Concern} */ (reason) : null;
}

/**
 * @param {TileView} view
 * @param {number} now
 * @returns {Record<Act, Choice>}
 */
export function choicesOf(view, now) {
  return {
    ask: { possible: canAsk(view, now), done: false },
    seen: { possible: needOf(view) !== null && !view.snoozed, done: view.seen },
    snooze: { possible: concernOf(view) !== null, done: view.snoozed },
  };
}

/**
 * @param {TileView} view
 * @param {number} now
 */
function canAsk({ state, care: { checkIn: asked } }, now) {
  if (AWAY.includes(state)) return false;
  if (!asked) return true;
  return now - asked.askedAt >= (asked.answer === null ? OPEN_FOR : APART);
}

/**
 * @param {Act} act
 * @param {TileView} view
 * @param {number} now
 * @returns {FromTeacher | null}  null while it is not possible
 */
export function messageFor(act, view, now) {
  if (!choicesOf(view, now)[act].possible) return null;
  const need = needOf(view);
  const concern = concernOf(view);
  if (act === "ask") return checkIn(view.student);
  if (act === "seen") return need && acknowledge(view.student, need, !view.seen);
  return concern && snooze(view.student, concern, !view.snoozed);
}

/**
 * What came of the last check-in: "Asked 20 s ago", or its answer.
 * @param {TileView} view
 * @param {number} now
 * @returns {string}  "" while nobody asked
 */
export function checkInText({ care: { checkIn: asked } }, now) {
  if (!asked) return "";
  return asked.answer === null
    ? `Asked ${ageText(now - asked.askedAt)} ago`
    : ANSWERS[asked.answer];
}

/**
 * @param {Concern} reason
 * @returns {string}
 */
export function concernText(reason) {
  return reasonFor("confused", reason) || reasonFor("alert", reason);
}
