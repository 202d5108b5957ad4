/**
 * What is said, and when: a signal when the state changes and every heartbeat, and the history of
 * this lesson after a reconnect. Pure; time is ms on the caller's clock.
 *
 * @typedef {import("../wire/protocol.js").Policy} Policy
 * @typedef {import("../wire/protocol.js").Cues} Cues
 * @typedef {import("../wire/protocol.js").Signal} Signal
 * @typedef {import("../wire/protocol.js").History} History
 * @typedef {import("./stage.js").Own} Own
 * @typedef {Own & { at: number }} Change  since `at` the state was this
 *
 * @typedef {object} Report
 * @property {number} seq  of the last signal, 0 before any
 * @property {readonly Change[]} changes  of this lesson, oldest first, the present state last
 * @property {string} said  state, reason and policy of the last signal, "" when one is owed
 * @property {number} saidAt  ms
 */
import {
  HEARTBEAT_MS,
  HISTORY_CHUNK,
  HISTORY_LENGTH,
  HISTORY_SECONDS,
  LONGEST_SECONDS,
  allowsState,
  history,
  signal,
} from "../wire/protocol.js";

/** Two signals are at least this far apart, ms, whatever changes. */
export const SHORTEST_GAP = 250;

/** @type {Report} */
export const SILENT = Object.freeze({ seq: 0, changes: [], said: "", saidAt: -Infinity });

/**
 * Take in the student's own state. A pause takes back what was remembered before it.
 * @param {Report} report
 * @param {Own | null} own  null outside a lesson: everything is forgotten
 * @param {number} now
 * @returns {Report}
 */
export function observe(report, own, now) {
  if (!own) return forget(report);
  const before = report.changes.at(-1);
  if (before?.state === own.state && before.reason === own.reason) return report;
  const kept = own.state === "paused" ? [] : report.changes;
  return { ...report, changes: recent([...kept, { ...own, at: now }], now) };
}

/** Forget the lesson, but never go back in the numbers. @param {Report} report @returns {Report} */
export function forget(report) {
  return report.changes.length || report.said ? { ...SILENT, seq: report.seq } : report;
}

/** A signal is owed, whatever was said. @param {Report} report @returns {Report} */
export function urge(report) {
  return { ...report, said: "", saidAt: -Infinity };
}

/**
 * The change that was in force when the window began is its first.
 * @param {readonly Change[]} changes
 * @param {number} now
 * @returns {readonly Change[]}
 */
function recent(changes, now) {
  const from = now - HISTORY_SECONDS * 1000;
  const first = changes.findLastIndex(({ at }) => at <= from);
  return changes.slice(Math.max(first, 0)).slice(-HISTORY_LENGTH);
}

/** Whether a signal should go out. @param {Report} report @param {Policy} policy @param {number} now */
export function isDue(report, policy, now) {
  const present = report.changes.at(-1);
  if (!present) return false;
  const silence = now - report.saidAt;
  return (
    silence >= HEARTBEAT_MS || (silence >= SHORTEST_GAP && report.said !== gist(present, policy))
  );
}

/**
 * @param {Report} report  in a lesson
 * @param {{ policy: Policy, cues: Cues | null }} present  policy and cues of this moment
 * @param {number} now
 * @returns {{ report: Report, signal: Signal }}
 */
export function say(report, { policy, cues }, now) {
  const { state, reason, at } = /** @type {Change} */ (report.changes.at(-1));
  const seq = report.seq + 1;
  const said = gist({ state, reason }, policy);
  const { analysis } = policy;
  return {
    report: { ...report, seq, said, saidAt: now },
    signal: signal({ seq, analysis, state, reason, since: secondsOf(now - at), cues }),
  };
}

/** @param {Own} own @param {Policy} policy */
function gist({ state, reason }, { analysis, exempt, asks_first: asksFirst }) {
  return `${state} ${reason} ${analysis} ${exempt} ${asksFirst}`;
}

/**
 * What this page remembers of the lesson, as messages; without what the present policy and
 * exemptions forbid. A page without consent remembers nothing of a camera that it never had.
 * @param {Report} report
 * @param {Policy} policy
 * @param {number} now
 * @returns {History[]}
 */
export function retell(report, policy, now) {
  const told = recent(report.changes, now)
    .filter((past) => allowsState(policy, true, past))
    .map(({ state, reason, at }) => ({ state, reason, age: secondsOf(now - at) }));
  const chunks = [];
  for (let i = 0; i < told.length; i += HISTORY_CHUNK) {
    chunks.push(history(told.slice(i, i + HISTORY_CHUNK)));
  }
  return chunks;
}

/** @param {number} ms @returns {number}  seconds with one decimal, within the protocol's range */
function secondsOf(ms) {
  return Math.round(Math.min(Math.max(ms / 1000, 0), LONGEST_SECONDS) * 10) / 10;
}
