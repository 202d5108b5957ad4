/**
 * What happened with one student in the last ten minutes, as a list in words. Pure.
 *
 * @import { TileView } from "./roster.js"
 *
 * @typedef {object} Event
 * @property {string} state  whose look it has; "asked" for a check-in
 * @property {string} icon
 * @property {string} word
 * @property {string} detail  may be empty
 * @property {string} when  "3 min ago"
 * @property {string} lasted  "2 min", "now" for what still is so; "" for a moment
 */
import { ageText } from "../ages.js";
import { iconFor, reasonFor, wordFor } from "../words.js";
import { checkInText } from "./acting.js";
import { STALE_AFTER } from "./news.js";

/**
 * @param {TileView} view
 * @param {{ exam: boolean }} lesson
 * @param {number} now
 * @returns {Event[]}  the newest first
 */
export function eventsOf(view, lesson, now) {
  // Of one instant what came later stands first: sorting keeps the order of equals.
  const all = [...changesOf(view, lesson, now), ...momentsOf(view, now)].reverse();
  return all.sort((a, b) => b.at - a.at).map(({ event }) => event);
}

/**
 * The states, each as long as it was believed; silence is a gap of its own.
 * @param {TileView} view
 * @param {{ exam: boolean }} lesson
 * @param {number} now
 */
function changesOf({ changes, heardAt }, lesson, now) {
  const silentAt = heardAt !== null && now - heardAt >= STALE_AFTER ? heardAt : null;
  const gap = { state: "stale", reason: "silent", at: silentAt ?? now };
  const isGap = silentAt !== null && changes.at(-1)?.state !== "gone";
  const told = isGap ? [...changes, gap] : changes;
  return told.map(({ state, reason, at }, index) => {
    const until = told[index + 1]?.at;
    const lasted = until === undefined ? "now" : ageText(until - at);
    const word = wordFor(state, lesson);
    const event = { state, icon: iconFor(state), word, detail: reasonFor(state, reason) };
    return { at, event: { ...event, when: agoText(at, now), lasted } };
  });
}

/**
 * A call for help and a check-in are moments.
 * @param {TileView} view
 * @param {number} now
 */
function momentsOf(view, now) {
  const { helpAt, care } = view;
  const moment = { when: "", lasted: "" };
  const help = {
    ...moment,
    state: "help",
    icon: "help",
    word: wordFor("help"),
    detail: "Pressed “I’m lost”",
  };
  const asked = { ...moment, state: "asked", icon: "ask", word: "“All right?” was asked" };
  const answer = care.checkIn?.answer ? checkInText(view, now) : "No answer yet";
  return [
    ...(helpAt === null ? [] : [{ at: helpAt, event: { ...help, when: agoText(helpAt, now) } }]),
    ...(care.checkIn
      ? [
          {
            at: care.checkIn.askedAt,
            event: { ...asked, detail: answer, when: agoText(care.checkIn.askedAt, now) },
          },
        ]
      : []),
  ];
}

/**
 * @param {number} at
 * @param {number} now
 */
function agoText(at, now) {
  return `${ageText(now - at)} ago`;
}
