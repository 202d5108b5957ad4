/**
 * From face data to a state with its reason: the fold that holds the rules together.
 *
 * Priority: unclear, then alert (several faces, no face, gaze away), then confused, then focused.
 * Time comes in with each frame; a frame counts for at most `TIME.frame`; a gap is unknown.
 *
 * @typedef {import("./face.js").FaceData} FaceData
 * @typedef {import("./calibration.js").Calibration} Calibration
 * @typedef {import("./reading.js").Reading} Reading
 * @typedef {import("./wanted.js").Wanted} Wanted
 * @typedef {{ calibration: Calibration, wanted: Wanted }} Task  whom, and what to look at
 *
 * @typedef {{ state: "focused", reason: "facing_screen" | "head_down" | "uncalibrated" }
 *   | { state: "confused", reason: "brow_and_tilt" }
 *   | { state: "alert", reason: "no_face" | "multiple_faces" | "gaze_away" }
 *   | { state: "unclear", reason: "too_dark" | "too_far" | "frozen" | "covered" | "blurred"
 *       | "cannot_see" | "not_looked_at" | "starting" }} Verdict
 *
 * @typedef {object} Memory
 * @property {number} time  ms
 * @property {import("./sight.js").Sight} sight
 * @property {import("./face_count.js").FaceCount} faces
 * @property {import("./reading.js").Memory} reading
 * @property {import("./episode.js").Episode} away
 * @property {import("./episode.js").Episode} confusion
 * @property {import("./drift.js").Drift} drift
 * @property {Reading | null} latest
 * @property {import("./dwell.js").Dwell} legible  it is known where this person looks
 * @property {Verdict} verdict
 * @property {number} since  ms, when this state and reason began
 */
import { NO_CUES, rawCues } from "./cues.js";
import { obstruction } from "./cues/quality.js";
import { STEADY, drift, drifted } from "./drift.js";
import { REST, dwell } from "./dwell.js";
import { follow, noEpisode } from "./episode.js";
import { UNCOUNTED, countFaces, lasted } from "./face_count.js";
import { UNREAD, read } from "./reading.js";
import { UNSEEN, look, obstacleOf } from "./sight.js";
import { FACES, STATES, TIME } from "./thresholds.js";

/** @type {Verdict} */
export const STARTING = Object.freeze({ state: "unclear", reason: "starting" });
/** @type {Verdict} */
export const CANNOT_SEE = Object.freeze({ state: "unclear", reason: "cannot_see" });
/** @type {Verdict} */
const NOT_LOOKED_AT = Object.freeze({ state: "unclear", reason: "not_looked_at" });

/** Nothing seen yet. @param {number} time  ms @returns {Memory} */
function begin(time) {
  return {
    time,
    sight: UNSEEN,
    faces: UNCOUNTED,
    reading: UNREAD,
    away: noEpisode(time),
    confusion: noEpisode(time),
    drift: STEADY,
    latest: null,
    legible: REST,
    verdict: STARTING,
    since: time,
  };
}

/**
 * Frames have stopped: nothing is known any more.
 * @param {Memory} memory
 * @param {number} time  ms
 * @returns {Memory}
 */
export function forget(memory, time) {
  const { verdict } = memory;
  const blank = { ...memory, ...forgetEvidence(memory, time), time, sight: UNSEEN, latest: null };
  const fresh = { ...blank, reading: UNREAD };
  return settle(fresh, verdict.reason === "starting" ? STARTING : CANNOT_SEE);
}

/**
 * Nothing is held against, or for, anyone over a time in which they could not be seen.
 * @param {Memory} memory
 * @param {number} time  ms
 * @returns {Pick<Memory, "faces" | "away" | "confusion">}
 */
function forgetEvidence({ confusion }, time) {
  const rest = confusion.on ? time + STATES.confused.cooldown : confusion.rest;
  return {
    faces: UNCOUNTED,
    away: noEpisode(time),
    confusion: { ...noEpisode(time), rest },
  };
}

/**
 * Fold one frame in. A frame whose time does not advance changes nothing.
 * @param {Memory | null} before  null at first
 * @param {FaceData} data
 * @param {Task} task
 * @returns {Memory | null}  null while no frame had a time
 */
export function advance(before, data, task) {
  const { time } = data;
  if (!Number.isFinite(time) || (before !== null && time <= before.time)) return before;
  if (before === null) return step(begin(time), data, task, 0);
  if (time - before.time > TIME.gap) return step(forget(before, time), data, task, 0);
  return step(before, data, task, Math.min(time - before.time, TIME.frame));
}

/**
 * @param {Memory} memory @param {FaceData} data @param {Task} task @param {number} ms
 * @returns {Memory}
 */
function step(memory, data, { calibration, wanted }, ms) {
  const moment = { time: data.time, ms };
  const sight = look(memory.sight, obstruction(data), data.picture.change, ms);
  const known = !sight.clear && obstacleOf(sight) ? forgetEvidence(memory, moment.time) : memory;
  const count = sight.clear && wanted.faces ? Math.min(data.count, FACES.most) : null;
  const faces = countFaces(known.faces, count, moment);
  const cues = sight.clear ? rawCues(data, wanted) : NO_CUES;
  const own = drifted(calibration, memory.drift);
  const [reading, latest] = read(memory.reading, cues, own, moment);
  const away = follow(known.away, latest.held.away, latest.now.away, moment, STATES.away);
  const confusion = wanted.expressions ? puzzle(known.confusion, latest, moment) : known.confusion;
  const legible = dwell(memory.legible, latest.held.away !== null, ms, STATES.legible);
  const seen = { time: data.time, sight, faces, reading, away, confusion, latest, legible };
  const next = { ...memory, ...seen };
  return settle(settleIn(next, calibration, ms), decide(next, calibration.calibrated, wanted));
}

/** The neutral follows a face that faces the screen and does nothing else. @param {Memory} memory @param {Calibration} calibration @param {number} ms */
function settleIn(memory, calibration, ms) {
  const { latest, verdict } = memory;
  if (!latest || !calibration.calibrated) return memory;
  const isClean =
    verdict.reason === "facing_screen" && Object.values(latest.now).every((counts) => !counts);
  return { ...memory, drift: drift(memory.drift, isClean, latest.signals, calibration, ms) };
}

/**
 * @param {Memory["confusion"]} episode
 * @param {Reading} reading
 * @param {import("./evidence.js").Moment} moment
 */
function puzzle(episode, { now, held, centred }, moment) {
  const begins = centred ? looksConfused(held) : false;
  return follow(episode, begins, looksConfused(now), moment, STATES.confused);
}

/**
 * Furrow and tilt, without a smile, towards the screen. Any one that is missing says no; otherwise
 * any one that is unknown leaves it unknown.
 * @param {Reading["now"]} cues
 * @returns {boolean | null}
 */
function looksConfused({ brow, tilt, smile, away, down }) {
  if (brow === false || tilt === false || smile || away || down) return false;
  return [brow, tilt, smile, away, down].includes(null) ? null : true;
}

/** @param {Memory} memory @param {boolean} calibrated @param {Wanted} wanted @returns {Verdict} */
function decide(memory, calibrated, wanted) {
  const obstacle = obstacleOf(memory.sight);
  if (obstacle) return { state: "unclear", reason: obstacle };
  const alert = alertOf(memory);
  if (alert) return alert;
  if (memory.confusion.on) return { state: "confused", reason: "brow_and_tilt" };
  return attentionOf(memory, calibrated, wanted) ?? undecided(memory, wanted);
}

/** @param {Memory} memory @returns {Verdict | null} */
function alertOf({ faces, away, time }) {
  if (lasted(faces, "several", time, STATES.multipleFaces)) {
    return { state: "alert", reason: "multiple_faces" };
  }
  if (lasted(faces, "none", time, STATES.noFace)) return { state: "alert", reason: "no_face" };
  return away.on ? { state: "alert", reason: "gaze_away" } : null;
}

/**
 * What can be said of a face that is there and seen.
 * @param {Memory} memory @param {boolean} calibrated @param {Wanted} wanted
 * @returns {Verdict | null}
 */
function attentionOf({ faces, latest, legible }, calibrated, wanted) {
  const isAlone = wanted.faces ? faces.presence === "one" : legible.on;
  if (!isAlone || !latest) return null;
  if (latest.held.away !== false || latest.now.away !== false) return null;
  if (latest.held.down) return { state: "focused", reason: "head_down" };
  return { state: "focused", reason: calibrated ? "facing_screen" : "uncalibrated" };
}

/**
 * Nothing new can be said: what was said holds for a moment, but never an alert.
 * @param {Memory} memory @param {Wanted} wanted
 * @returns {Verdict}
 */
function undecided({ verdict, since, faces, legible, time }, wanted) {
  const unseen = lasted(faces, "none", time, STATES.unseen);
  if (!wanted.gaze) return unseen ? CANNOT_SEE : NOT_LOOKED_AT;
  const isEarly = wanted.faces ? faces.presence === null : time - since < STATES.unseen;
  if (verdict.state === "unclear" && isEarly) return verdict;
  const isLost = wanted.faces ? unseen : !legible.on;
  return verdict.state === "focused" && !isLost ? verdict : CANNOT_SEE;
}

/** @param {Memory} memory @param {Verdict} verdict @returns {Memory} */
function settle(memory, verdict) {
  const { state, reason } = memory.verdict;
  if (state === verdict.state && reason === verdict.reason) return memory;
  return { ...memory, verdict, since: memory.time };
}
