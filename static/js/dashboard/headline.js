/**
 * The one sentence above everything, the note below it and the counts. Pure.
 *
 * @import { Picture, TileView } from "./roster.js"
 *
 * @typedef {{ text: string, state: string | null }} Clause  `state` is what the clause counts
 * @typedef {object} Headline
 * @property {readonly Clause[]} clauses  read with ", " between them
 * @property {string} note  may be empty
 * @property {string} spoken  for a live region: without what changes every second
 */
import { ageText } from "../ages.js";
import { countsHeadline } from "./counts.js";
import { countsOf } from "./roster.js";

/** A server that beats every 5 s and is not heard for this long is missed, ms. */
export const MISSED_AFTER = 8000;

/**
 * @param {Picture} picture
 * @param {readonly TileView[]} tiles
 * @param {number} now
 * @returns {Headline}
 */
export function headlineAt(picture, tiles, now) {
  if (picture.serverAt === null || picture.name === null) return said("Connecting to the class");
  const silence = now - picture.serverAt;
  if (silence >= MISSED_AFTER) return missing(silence);
  if (picture.countsOnly) return countsHeadline(picture);
  if (tiles.length === 0) {
    return said("Nobody has joined yet", "Share the join code: students join with it once.");
  }
  return picture.lesson ? duringLesson(picture.lesson.kind, tiles) : betweenLessons(tiles);
}

/**
 * @param {string} sentence
 * @param {string} [note]
 * @returns {Headline}
 */
function said(sentence, note = "") {
  return { clauses: [{ text: sentence, state: null }], note, spoken: sentence };
}

/**
 * @param {number} silence  ms
 * @returns {Headline}
 */
function missing(silence) {
  const sentence = `No news from the server for ${ageText(silence)}`;
  const note = "It is tried again by itself. What is shown below grows old until then.";
  return { ...said(sentence, note), spoken: "No news from the server" };
}

/**
 * @param {readonly TileView[]} tiles
 * @returns {Headline}
 */
function betweenLessons(tiles) {
  const { here } = countsOf(tiles);
  const sentence = here ? `${here} of ${tiles.length} ${are(here)} here` : "No lesson is running";
  return said(sentence, "Nothing is analysed until you start a lesson.");
}

/**
 * @param {"lesson" | "exam"} kind
 * @param {readonly TileView[]} tiles
 * @returns {Headline}
 */
function duringLesson(kind, tiles) {
  const counts = countsOf(tiles);
  const known = tiles.length - counts.unknown - counts.snoozed;
  const asked = askedOf(tiles);
  if (known === 0 && asked.length === 0) return nothingKnown(tiles, counts.here);
  const clauses = known ? [...clausesOf(kind, counts, known), ...asked] : asked;
  return { clauses, note: notesOf(counts, tiles.length), spoken: spokenOf(clauses) };
}

/**
 * A call for help is not over because nothing is heard after it.
 * @param {readonly TileView[]} tiles
 * @returns {Clause[]}
 */
function askedOf(tiles) {
  const count = tiles.filter(({ was }) => was === "help").length;
  if (count === 0) return [];
  return [{ state: "help", text: `${count} asked for help and ${are(count)} not heard now` }];
}

/**
 * @param {readonly TileView[]} tiles
 * @param {number} here
 */
function nothingKnown(tiles, here) {
  if (tiles.every(({ state }) => state === "not_joined")) return said("Nobody has joined yet");
  if (here === 0) return said(`No news from any of ${people(tiles.length)}`);
  const note = `${here} of ${tiles.length} ${are(here)} here, without a state to show.`;
  return said("Nobody asks for help", note);
}

/**
 * What needs a look, in the order in which it needs one; the first clause says of how many.
 * @param {"lesson" | "exam"} kind
 * @param {{ help: number, alert: number, confused: number }} counts
 * @param {number} known
 * @returns {Clause[]}
 */
function clausesOf(kind, { help, alert, confused }, known) {
  const isExam = kind === "exam";
  const alerts = { state: "alert", count: alert, verb: alertVerb(isExam, alert) };
  const others = [
    {
      state: "confused",
      count: confused,
      verb: confused === 1 ? "looks confused" : "look confused",
    },
    { state: "help", count: help, verb: help === 1 ? "asks for help" : "ask for help" },
  ];
  const needs = (isExam ? [alerts, ...others] : [...others, alerts]).filter(({ count }) => count);
  if (needs.length === 0) return [{ text: allFocused(known), state: "focused" }];
  return needs.map(({ state, count, verb }, index) => ({
    state,
    text: index === 0 ? `${count} of ${known} ${verb}` : `${count} ${verb}`,
  }));
}

/**
 * @param {boolean} isExam
 * @param {number} count
 */
function alertVerb(isExam, count) {
  if (isExam) return count === 1 ? "has a proctor alert" : "have a proctor alert";
  return count === 1 ? "needs a check-in" : "need a check-in";
}

/** @param {number} known */
function allFocused(known) {
  if (known === 1) return "1 student looks focused";
  return known === 2 ? "Both look focused" : `All ${known} look focused`;
}

/**
 * @param {{ unknown: number, snoozed: number }} counts
 * @param {number} all
 */
function notesOf({ unknown, snoozed }, all) {
  const note = snoozed ? `${snoozed} ${are(snoozed)} snoozed.` : "";
  return [noteOf(unknown, all), note].filter(Boolean).join(" ");
}

/**
 * @param {number} unknown
 * @param {number} all
 */
function noteOf(unknown, all) {
  if (unknown === 0) return "";
  const whose = unknown === 1 ? "its state is" : "their state is";
  return `${unknown} of ${all} ${all === 1 ? "seat" : "seats"} ${unknown === 1 ? "is" : "are"} not counted, because ${whose} not known.`;
}

/** @param {readonly Clause[]} clauses */
function spokenOf(clauses) {
  return clauses.map(({ text }) => text).join(", ");
}

/** @param {number} count */
function are(count) {
  return count === 1 ? "is" : "are";
}

/** @param {number} count */
function people(count) {
  return count === 1 ? "1 student" : `${count} students`;
}

/**
 * The counts to show during a lesson, those that are nil left out unless they are filtered by; none
 * before anyone joins.
 * @param {"lesson" | "exam"} kind
 * @param {readonly TileView[]} tiles
 * @param {readonly string[]} [filtered]  kinds that are shown alone
 * @returns {{ state: string, count: number, word: string }[]}
 */
export function chipsOf(kind, tiles, filtered = []) {
  if (tiles.every(({ state }) => state === "not_joined")) return [];
  const counts = countsOf(tiles);
  const help = { state: "help", count: counts.help, word: counts.help === 1 ? "asks" : "ask" };
  const alert = { state: "alert", count: counts.alert, word: alertWord(kind, counts.alert) };
  const rest = [
    { state: "confused", count: counts.confused, word: "confused" },
    { state: "focused", count: counts.focused, word: "focused" },
    { state: "unknown", count: counts.unknown, word: "not known" },
  ];
  const chips = kind === "exam" ? [alert, help, ...rest] : [help, alert, ...rest];
  return chips.filter(({ count, state }) => count > 0 || filtered.includes(state));
}

/**
 * @param {"lesson" | "exam"} kind
 * @param {number} count
 */
function alertWord(kind, count) {
  if (kind === "lesson") return "check in";
  return count === 1 ? "proctor alert" : "proctor alerts";
}
