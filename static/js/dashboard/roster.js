/**
 * Folds the server's messages into the picture of a class, and the picture into tiles. Pure.
 *
 * Instants are milliseconds on the caller's monotonic clock, which must count while the computer
 * sleeps as well, or old news would pass for new.
 *
 * @import { Cues, Pulse, Roster, Tiles, LessonNow, ToTeacher, Window } from "../wire/protocol.js"
 * @import { Care, News, Change } from "./news.js"
 *
 * @typedef {{ kind: "lesson" | "exam", startedAt: number }} Lesson
 *
 * @typedef {object} Picture
 * @property {string | null} name  the class's; null before the first roster
 * @property {string | null} analysis  what its lessons look at
 * @property {Lesson | null} lesson
 * @property {boolean} countsOnly  nobody is shown a single student: `pulse` tells how the class looks
 * @property {number} enrolled  how many students have a place
 * @property {readonly { student: string, name: string }[]} students  everyone enrolled; nobody
 *   where counts only are told
 * @property {ReadonlyMap<string, News>} news  of those heard of in this lesson
 * @property {readonly number[]} markers  of this lesson: whole seconds since its start, in order
 * @property {readonly Window[]} pulse  the counts of this lesson, in order
 * @property {boolean} told  whether the server has had its say since the roster: before that,
 *   nothing heard of a student does not mean that the student is not there
 * @property {number | null} serverAt  when the server said anything last
 * @property {number | null} cutOffAt  since when the server's own relay is cut off
 *
 * @typedef {object} TileView
 * @property {string} student
 * @property {string} name
 * @property {string} state  the shown state
 * @property {string} reason
 * @property {number | null} since  instant; null for who was never heard
 * @property {string | null} was  for *stale* and *gone*: the state before
 * @property {number} need  0 needs a look most
 * @property {readonly Change[]} changes  of the last minutes
 * @property {number | null} heardAt  until when the last change is known to have lasted
 * @property {number | null} helpAt
 * @property {Cues | null} cues  what was measured for the shown state; null for any that is old
 * @property {Care} care  what teachers did
 * @property {boolean} seen  the shown need was acknowledged
 * @property {boolean} snoozed  the shown state's reason counts as no need
 */
import { shownAt, STALE_AFTER, takeTile, UNTOUCHED } from "./news.js";

/** @type {Picture} */
export const NOTHING = Object.freeze({
  name: null,
  analysis: null,
  lesson: null,
  countsOnly: false,
  enrolled: 0,
  students: [],
  news: new Map(),
  markers: [],
  pulse: [],
  told: false,
  serverAt: null,
  cutOffAt: null,
});

/** A lesson whose start moved by more than this is another lesson, ms. */
const SAME_START = 5000;

/**
 * @param {Picture} picture
 * @param {ToTeacher} message
 * @param {number} now
 * @returns {Picture}
 */
export function fold(picture, message, now) {
  const heard = { ...picture, serverAt: now };
  switch (message.type) {
    case "roster":
      return foldRoster(heard, message, now);
    case "tiles":
      return foldTiles(heard, message, now);
    case "markers":
      return picture.lesson ? { ...heard, markers: message.markers } : heard;
    case "pulse":
      return picture.lesson ? foldPulse(heard, message) : heard;
    case "beat":
      return foldBeat(heard, message.live, now);
    default:
      return heard;
  }
}

/**
 * @param {Picture} picture
 * @param {Roster} roster
 * @param {number} now
 * @returns {Picture}
 */
function foldRoster(picture, roster, now) {
  const { name, analysis, students, enrolled, counts_only: countsOnly } = roster;
  const lesson = lessonOf(picture.lesson, roster.lesson, now);
  const news = withoutLeavers(newsOf(picture, roster, lesson), picture.students, students);
  const shared = lesson === picture.lesson ? {} : { markers: [], pulse: [] };
  return { ...picture, ...shared, name, analysis, lesson, countsOnly, enrolled, students, news };
}

/**
 * What is still to be shown of single students.
 * @param {Picture} picture  before the roster
 * @param {Roster} roster
 * @param {Lesson | null} lesson  after it
 * @returns {ReadonlyMap<string, News>}
 */
function newsOf(picture, roster, lesson) {
  const isAnother = picture.lesson !== null && lesson !== picture.lesson;
  if (isAnother || roster.counts_only || picture.countsOnly) return new Map();
  const goesOn = lesson === picture.lesson && roster.analysis === picture.analysis;
  return goesOn ? picture.news : arrivals(picture.news);
}

/**
 * The lesson that runs; the very same one as long as it lasts.
 * @param {Lesson | null} before
 * @param {LessonNow | null} lesson
 * @param {number} now
 * @returns {Lesson | null}
 */
function lessonOf(before, lesson, now) {
  if (!lesson) return null;
  const startedAt = now - lesson.age * 1000;
  const lasts = before?.kind === lesson.kind && Math.abs(before.startedAt - startedAt) < SAME_START;
  return lasts ? before : { kind: lesson.kind, startedAt };
}

/**
 * States go with their lesson, and with the policy under which they were computed. Who is just
 * arriving has shown none, and may have been told of before the lesson was. Another lesson's
 * end closed its students' sockets.
 * @param {ReadonlyMap<string, News>} news
 */
function arrivals(news) {
  return new Map(
    [...news]
      .filter(([, one]) => one.state === "arriving")
      .map(([student, one]) => [
        student,
        { ...one, helpAt: null, care: UNTOUCHED, changes: one.changes.slice(-1) },
      ]),
  );
}

/**
 * @param {ReadonlyMap<string, News>} news
 * @param {Picture["students"]} before
 * @param {Picture["students"]} after
 */
function withoutLeavers(news, before, after) {
  const enrolled = new Set(after.map(({ student }) => student));
  const leavers = before.filter(({ student }) => !enrolled.has(student));
  const kept = new Map(news);
  for (const { student } of leavers) kept.delete(student);
  return kept;
}

/**
 * @param {Picture} picture
 * @param {Tiles} message
 * @param {number} now
 * @returns {Picture}
 */
function foldTiles(picture, message, now) {
  if (picture.countsOnly) return picture;
  const news = new Map(picture.news);
  for (const tile of message.tiles) {
    // Outside a lesson nobody has a state; whatever still says so was under way when it ended.
    if (!picture.lesson && tile.state !== "arriving" && tile.state !== "gone") continue;
    news.set(tile.student, takeTile(news.get(tile.student), tile, now));
  }
  return { ...picture, news, told: picture.told || picture.name !== null };
}

/**
 * What was told of a moment before stays.
 * @param {Picture} picture
 * @param {Pulse} message
 * @returns {Picture}
 */
function foldPulse(picture, { windows }) {
  const known = new Map([...windows, ...picture.pulse].map((one) => [one.at, one]));
  return { ...picture, pulse: [...known.values()].sort((a, b) => a.at - b.at) };
}

/**
 * @param {Picture} picture
 * @param {boolean} live
 * @param {number} now
 * @returns {Picture}
 */
function foldBeat(picture, live, now) {
  const told = picture.told || (live && picture.name !== null);
  return { ...picture, told, cutOffAt: live ? null : (picture.cutOffAt ?? now) };
}

/**
 * One view for everyone enrolled, in the roster's order.
 * @param {Picture} picture
 * @param {number} now
 * @returns {TileView[]}
 */
export function tilesAt(picture, now) {
  const exam = picture.lesson?.kind === "exam";
  return picture.students.map(({ student, name }) => {
    const news = picture.news.get(student);
    const shown = news ? shownAt(news, now) : unheardAt(picture, now);
    const care = news?.care ?? UNTOUCHED;
    const snoozed = isIn(care.snoozed, shown.reason);
    return {
      student,
      name,
      ...shown,
      need: needOf(shown, exam, snoozed),
      cues: AWAY.has(shown.state) ? null : (news?.cues ?? null),
      care,
      seen: isIn(care.acknowledged, asksForHelp(shown) ? "help" : shown.reason),
      snoozed,
      changes: news?.changes ?? [],
      heardAt: news?.heardAt ?? null,
      helpAt: news?.helpAt ?? null,
    };
  });
}

/**
 * A call for help does not end because the connection faltered.
 * @param {{ state: string, was: string | null }} shown
 */
function asksForHelp({ state, was }) {
  return state === "help" || was === "help";
}

/**
 * @param {readonly string[]} words
 * @param {string} word
 */
function isIn(words, word) {
  return words.includes(word);
}

/**
 * Who was never heard has not joined, if the server is in a position to know.
 * @param {Picture} picture
 * @param {number} now
 */
function unheardAt({ told, serverAt, cutOffAt }, now) {
  const since = Math.min(serverAt ?? now, cutOffAt ?? now);
  const known = told && now - since < STALE_AFTER;
  const shown = known
    ? { state: "not_joined", reason: "seat" }
    : { state: "stale", reason: "silent" };
  return { ...shown, since: null, was: null };
}

const NEED_IN_LESSON = ["help", "alert", "confused"];
const NEED_IN_EXAM = ["alert", "help", "confused"];
/** The rest, the unknown first: what went missing, what was chosen, the empty seats. */
const CALM = [
  ["unclear", "stale", "gone"],
  ["paused", "camera_off", "hidden", "no_camera", "arriving"],
  ["not_joined"],
  ["focused"],
];

/** A smaller need than this belongs to *Look here first*. */
export const CALM_FROM = NEED_IN_LESSON.length;

/**
 * @param {{ state: string, was: string | null }} shown
 * @param {boolean} exam
 * @param {boolean} snoozed  it is shown among the first of the calm
 */
function needOf(shown, exam, snoozed) {
  if (snoozed) return CALM_FROM;
  const order = exam ? NEED_IN_EXAM : NEED_IN_LESSON;
  const need = order.indexOf(asksForHelp(shown) ? "help" : shown.state);
  return need >= 0 ? need : CALM_FROM + CALM.findIndex((states) => states.includes(shown.state));
}

/**
 * How many look how: `snoozed` shows a reason that counts as no need, `unknown` is everyone else,
 * `here` who is connected.
 * @param {readonly TileView[]} tiles
 */
export function countsOf(tiles) {
  const counts = { help: 0, alert: 0, confused: 0, focused: 0, unknown: 0, snoozed: 0, here: 0 };
  for (const { state, snoozed } of tiles) {
    if (snoozed) {
      counts.snoozed += 1;
    } else if (
      state === "help" ||
      state === "alert" ||
      state === "confused" ||
      state === "focused"
    ) {
      counts[state] += 1;
    } else {
      counts.unknown += 1;
    }
    if (!AWAY.has(state)) counts.here += 1;
  }
  return counts;
}

const AWAY = new Set(["stale", "gone", "not_joined"]);
