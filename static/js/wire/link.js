/**
 * The state of one page's connection: a fold over what happened to its socket. Pure.
 *
 *   connecting --opened--> open --silence or closed--> lost --retry--> connecting
 *   any of them --closed with a terminal code--> ended
 *
 * Time is milliseconds on the caller's clock; chance is handed in with each event.
 *
 * @typedef {"idle" | "connecting" | "open" | "lost" | "ended"} LinkState
 *
 * @typedef {object} Link
 * @property {LinkState} state
 * @property {number} code  of the last closing, 0 before any
 * @property {number} heardAt  when anything was last heard, or the connecting began
 * @property {number} failures  since a message was last heard
 * @property {number} retryAt  in *lost*: when to connect again
 *
 * @typedef {{ now: number, chance: number }} Moment
 * @typedef {{ type: "start" | "opened" | "heard" | "tick" | "wake" | "stop" }
 *   | { type: "closed", code: number }} LinkEvent
 */
import { CLOSE } from "./protocol.js";
import { LONGEST_WAIT, waitAfter, waitAfterRestart } from "./backoff.js";

/** Silence after which a link is lost, ms: the server beats every 5 s, so three were missed. */
export const SILENCE = 15_000;

/** Codes after which nothing returns by itself: the person has to do something first. */
const TERMINAL = new Set(
  /** @type {number[]} */ ([
    CLOSE.LOGGED_OUT,
    CLOSE.FORBIDDEN,
    CLOSE.REPLACED,
    CLOSE.LESSON_ENDED,
    CLOSE.CONSENT_CHANGED,
  ]),
);

/** Codes that say this page itself did wrong: it comes back, but no sooner than it must. */
const OWN_FAULT = new Set(
  /** @type {number[]} */ ([
    CLOSE.MALFORMED,
    CLOSE.TOO_LONG,
    CLOSE.BINARY,
    CLOSE.INVALID,
    CLOSE.TOO_MANY,
  ]),
);

/** Codes of a server that sends everybody away for a while: ours, and uvicorn's own. */
const AWAY = new Set(/** @type {number[]} */ ([CLOSE.RESTARTING, CLOSE.UNAVAILABLE, 1012]));

/** @type {Link} */
export const IDLE = Object.freeze({ state: "idle", code: 0, heardAt: 0, failures: 0, retryAt: 0 });

/**
 * @param {Link} link
 * @param {LinkEvent} event
 * @param {Moment} moment
 * @returns {Link}  the same object when nothing changed
 */
export function nextLink(link, event, moment) {
  if (event.type === "start") return connecting(IDLE, moment);
  if (event.type === "stop") return link.state === "idle" ? link : IDLE;
  if (link.state === "idle" || link.state === "ended") return link;
  switch (event.type) {
    case "opened":
      return link.state === "connecting" ? { ...link, state: "open", heardAt: moment.now } : link;
    case "heard":
      return link.state === "open" ? heard(link, moment) : link;
    case "closed":
      return closed(link, event.code, moment);
    case "wake":
      return link.state === "lost" ? connecting(link, moment) : silent(link, moment);
    case "tick":
      return ticked(link, moment);
  }
}

/** @param {Link} link @param {Moment} moment @returns {Link} */
function connecting(link, { now }) {
  return { ...link, state: "connecting", heardAt: now };
}

/**
 * What comes after a silence waited on its way, while this page slept or the network was cut: its
 * ages are not true any more, and the link is as lost as if it had not come.
 * @param {Link} link @param {Moment} moment @returns {Link}
 */
function heard(link, moment) {
  const after = silent(link, moment);
  return after === link ? { ...link, failures: 0, heardAt: moment.now } : after;
}

/** @param {Link} link @param {Moment} moment @returns {Link} */
function ticked(link, moment) {
  if (link.state === "lost") return moment.now >= link.retryAt ? connecting(link, moment) : link;
  return silent(link, moment);
}

/** @param {Link} link @param {Moment} moment @returns {Link} */
function silent(link, moment) {
  return moment.now - link.heardAt >= SILENCE ? lost(link, 0, moment) : link;
}

/** @param {Link} link @param {number} code @param {Moment} moment @returns {Link} */
function closed(link, code, moment) {
  if (TERMINAL.has(code)) return { ...link, state: "ended", code };
  return link.state === "lost" ? link : lost(link, code, moment);
}

/** @param {Link} link @param {number} code @param {Moment} moment @returns {Link} */
function lost(link, code, { now, chance }) {
  const failures = link.failures + 1;
  const wait = waitBefore(code, failures, chance);
  return { ...link, state: "lost", code, failures, retryAt: now + wait };
}

/** @param {number} code @param {number} failures @param {number} chance @returns {number}  ms */
function waitBefore(code, failures, chance) {
  if (OWN_FAULT.has(code)) return LONGEST_WAIT;
  return AWAY.has(code) ? waitAfterRestart(chance) : waitAfter(failures, chance);
}
