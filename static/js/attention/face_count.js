/**
 * How many faces there are, believed only when most of the last few samples agree: a ghost of one
 * to three frames neither raises nor clears anything.
 *
 * @typedef {"none" | "one" | "several"} Presence
 * @typedef {{ time: number, ms: number, count: number }} Sample
 * @typedef {object} FaceCount  the memory
 * @property {readonly Sample[]} samples  the last few, oldest first
 * @property {Presence | null} presence  null until enough samples agree
 * @property {number} count  0..4, the latest count that agrees with `presence`
 * @property {number} since  ms: the first of the samples that settled it, so that the belief is as
 *   old at 5 fps as it is at 30
 * @property {number} known  ms of frames since then
 */
import { FACES, TIME } from "./thresholds.js";

/** @type {FaceCount} */
export const UNCOUNTED = Object.freeze({
  samples: [],
  presence: null,
  count: 0,
  since: 0,
  known: 0,
});

/**
 * Fold one count in.
 * @param {FaceCount} memory
 * @param {number | null} count  null where the picture cannot be read
 * @param {import("./evidence.js").Moment} moment
 * @returns {FaceCount}
 */
export function countFaces(memory, count, { time, ms }) {
  // What nobody could see counts for nobody's absence: the belief is younger by that much.
  if (count === null) return { ...memory, since: memory.since + ms };
  const samples = [...memory.samples, { time, ms, count }].slice(-FACES.of);
  const presence = presenceOf(count);
  const agreeing = samples.filter((sample) => presenceOf(sample.count) === presence);
  if (presence === memory.presence) return { ...memory, samples, count, known: memory.known + ms };
  if (agreeing.length < FACES.agree) return { ...memory, samples, known: memory.known + ms };
  const known = agreeing.slice(1).reduce((sum, sample) => sum + sample.ms, 0);
  return { samples, presence, count, since: agreeing[0].time, known };
}

/**
 * Whether a presence has lasted, and was watched for most of what it takes.
 * @param {FaceCount} memory
 * @param {Presence} presence
 * @param {number} time  ms
 * @param {number} ms
 * @returns {boolean}
 */
export function lasted(memory, presence, time, ms) {
  if (memory.presence !== presence) return false;
  return time - memory.since >= ms && memory.known >= TIME.coverage * ms;
}

/** @param {number} count @returns {Presence} */
function presenceOf(count) {
  if (count === 0) return "none";
  return count === 1 ? "one" : "several";
}
