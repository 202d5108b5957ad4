/**
 * Folds the server's messages into the picture of a class, and the picture into tiles. Pure.
 *
 * Instants are milliseconds on the caller's monotonic clock, which must count while the computer
 * sleeps as well, or old news would pass for new.
 *
 * @import { Roster, Tiles, LessonNow, ToTeacher } from "../wire/protocol.js"
 * @import { News, Change } from "./news.js"
 *
 * @typedef {{ kind: "lesson" | "exam", startedAt: number }} Lesson
 *
 * @typedef {object} Picture
 * @property {string | null} name  the class's; null before the first roster
 * @property {string | null} analysis  what its lessons look at
 * @property {Lesson | null} lesson
 * @property {readonly { student: string, name: string }[]} students  everyone enrolled
 * @property {ReadonlyMap<string, News>} news  of those heard of in this lesson
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
 */
import { shownAt, STALE_AFTER, takeTile } from "./news.js";

/** @type {Picture} */
export const NOTHING = Object.freeze({
  name: null,
  analysis: null,
  lesson: null,
  students: [],
  news: new Map(),
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
  const { name, analysis, students } = roster;
  const lesson = lessonOf(picture.lesson, roster.lesson, now);
  const goesOn = lesson === picture.lesson && analysis === picture.analysis;
  const isAnother = picture.lesson !== null && lesson !== picture.lesson;
  const before = goesOn ? picture.news : isAnother ? new Map() : arrivals(picture.news);
  const news = withoutLeavers(before, picture.students, students);
  return { ...picture, name, analysis, lesson, students, news };
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
      .map(([student, one]) => [student, { ...one, helpAt: null, changes: one.changes.slice(-1) }]),
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
  const news = new Map(picture.news);
  for (const tile of message.tiles) {
    // Outside a lesson nobody has a state; whatever still says so was under way when it ended.
    if (!picture.lesson && tile.state !== "arriving" && tile.state !== "gone") continue;
    news.set(tile.student, takeTile(news.get(tile.student), tile, now));
  }
  return { ...picture, news, told: picture.told || picture.name !== null };
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
    return {
      student,
      name,
      ...shown,
      need: needOf(shown, exam),
      changes: news?.changes ?? [],
      heardAt: news?.heardAt ?? null,
      helpAt: news?.helpAt ?? null,
    };
  });
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
 */
function needOf({ state, was }, exam) {
  const order = exam ? NEED_IN_EXAM : NEED_IN_LESSON;
  // A call for help does not end because the connection faltered.
  const need = order.indexOf(was === "help" ? "help" : state);
  return need >= 0 ? need : CALM_FROM + CALM.findIndex((states) => states.includes(state));
}

/**
 * How many look how: `unknown` is everyone else, `here` who is connected.
 * @param {readonly TileView[]} tiles
 */
export function countsOf(tiles) {
  const counts = { help: 0, alert: 0, confused: 0, focused: 0, unknown: 0, here: 0 };
  for (const { state } of tiles) {
    if (state === "help" || state === "alert" || state === "confused" || state === "focused") {
      counts[state] += 1;
    } else {
      counts.unknown += 1;
    }
    if (!AWAY.has(state)) counts.here += 1;
  }
  return counts;
}

const AWAY = new Set(["stale", "gone", "not_joined"]);
