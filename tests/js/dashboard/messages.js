/**
 * Messages to a teacher, as a server might send them.
 *
 * @import { Roster, Tile, Tiles, LessonNow, TileReason, TileState } from "../../../static/js/wire/protocol.js"
 */
import { pick } from "./chance.js";

export const ELIF = "0a1b2c3d4e5f";

/** @param {number} number */
export function keyOf(number) {
  return number.toString(16).padStart(12, "0");
}

/**
 * @param {readonly string[]} students
 * @param {LessonNow | null} [lesson]
 * @returns {Roster}
 */
export function roster(students, lesson = { kind: "lesson", age: 900 }) {
  const everyone = students.map((student) => ({ student, name: `Student ${student}` }));
  return {
    type: "roster",
    name: "7B",
    lesson,
    analysis: "everything",
    counts_only: false,
    enrolled: everyone.length,
    students: everyone,
  };
}

/**
 * @param {Partial<Tile>} [fields]
 * @returns {Tile}
 */
export function tile(fields = {}) {
  return {
    student: ELIF,
    epoch: 1000,
    seq: 1,
    state: "focused",
    reason: "facing_screen",
    since: 5,
    heard: 0,
    help: null,
    was: null,
    cues: null,
    history: null,
    ...fields,
  };
}

/**
 * A tile's acts.
 * @param {Partial<import("../../../static/js/wire/protocol.js").Acts>} [done]
 */
export function acts(done = {}) {
  return { acknowledged: [], snoozed: [], check_in: null, ...done };
}

/**
 * @param {Tile[]} some
 * @returns {Tiles}
 */
export function tiles(...some) {
  return { type: "tiles", rev: 1, tiles: some };
}

/** @type {readonly (readonly [TileState, TileReason])[]} */
const STATES = [
  ["focused", "facing_screen"],
  ["focused", "head_down"],
  ["confused", "brow_and_tilt"],
  ["alert", "gaze_away"],
  ["unclear", "too_dark"],
  ["unclear", "not_looked_at"],
  ["paused", "by_student"],
  ["camera_off", "by_student"],
  ["hidden", "other_window"],
  ["no_camera", "by_student"],
  ["arriving", "getting_ready"],
  ["gone", "lost"],
];

/**
 * @param {() => number} chance
 * @param {Partial<Tile>} fields
 * @returns {Tile}
 */
export function anyTile(chance, fields) {
  const [state, reason] = pick(chance, STATES);
  const help = chance() < 0.2 ? Math.round(chance() * 60) : null;
  return tile({
    state,
    reason,
    help: state === "gone" ? null : help,
    was: state === "gone" ? "focused" : null,
    since: Math.round(chance() * 300),
    heard: Math.round(chance() * 40),
    ...fields,
  });
}
