/**
 * What the student's page is in: a fold over everything that happens to it. Pure.
 *
 * Nothing is looked at outside a lesson, in a pause, with the camera off, or while nobody listens;
 * `cameraWanted` and `analysisWanted` are the only two places that decide it.
 *
 * @typedef {import("../wire/protocol.js").Policy} Policy
 * @typedef {import("../wire/protocol.js").State} State
 * @typedef {import("../wire/protocol.js").Reason} Reason
 * @typedef {import("../wire/protocol.js").ToStudent} ToStudent
 * @typedef {import("../wire/protocol.js").Answer} Answer
 *
 * @typedef {{ state: State, reason: Reason }} Own  the student's own state
 * @typedef {"no_camera" | "permission_denied" | "in_use" | "insecure_address" | "camera_lost"
 *   | "no_webgl" | "model_not_loaded" | "stopped" | "camera_muted" | "hidden"} Trouble
 * @typedef {"ended" | "replaced" | "logged_out" | "no_place" | "choice_changed"} End
 * @typedef {End | "connecting" | "waiting" | "check" | "lesson" | "paused" | "trouble"} Stage
 *
 * @typedef {object} Page
 * @property {boolean} camera  this page may use a camera at all
 * @property {boolean} linked  welcomed on the present connection
 * @property {"none" | "analysis" | "camera"} held  what silence has turned off
 * @property {number} heardAt  ms, when the server was last heard
 * @property {number} epoch  of the last welcome, 0 before any
 * @property {Policy | null} policy  what is looked at of this student; null before any welcome
 * @property {{ kind: "lesson" | "exam", startedAt: number } | null} lesson  ms
 * @property {End | null} end
 * @property {boolean} checked  the camera check is done
 * @property {boolean} told  a state was said in this lesson
 * @property {boolean} paused
 * @property {boolean} cameraOff
 * @property {{ askedAt: number } | null} checkIn  a teacher asks how it goes; ms
 * @property {boolean | null} help  asked for; null while never pressed in this lesson
 * @property {Trouble | null} trouble
 *
 * @typedef {{ type: "message", message: ToStudent, now: number }
 *   | { type: "link", state: import("../wire/link.js").LinkState, name: string }
 *   | { type: "tick", now: number }
 *   | { type: "trouble", trouble: Trouble }
 *   | { type: "answer", answer: Answer }
 *   | { type: "seen" | "checked" | "recheck" | "retry" | "pause" | "camera" | "help" }} PageEvent
 *   `pause`, `camera` and `help` are switches; `seen`: frames are being analysed
 */

/** Silence after which analysis stops, and after which the camera goes off, ms. */
export const ANALYSIS_HOLD = 15_000;
export const CAMERA_HOLD = 60_000;

/** Two tellings of one lesson's start may differ by this, ms: the network's delay. */
const SAME_START = 10_000;

/** @type {Record<string, End>} what a terminal close code means for the page */
const ENDS = {
  lesson_ended: "ended",
  replaced: "replaced",
  logged_out: "logged_out",
  forbidden: "no_place",
  consent_changed: "choice_changed",
};

/** Where each lesson begins. */
const FRESH = Object.freeze({
  checked: false,
  told: false,
  paused: false,
  cameraOff: false,
  checkIn: null,
  help: null,
  trouble: null,
});

/** @param {{ camera: boolean }} options @returns {Page} */
export function openPage({ camera }) {
  return {
    camera,
    linked: false,
    held: "none",
    heardAt: 0,
    epoch: 0,
    policy: null,
    lesson: null,
    end: null,
    ...FRESH,
  };
}

/**
 * @param {Page} page
 * @param {PageEvent} event
 * @returns {Page}  the same object when nothing changed
 */
export function nextPage(page, event) {
  const next = step(page, event);
  const told = next.told || ownState(next, null) !== null;
  return told === next.told ? next : { ...next, told };
}

/** @param {Page} page @param {PageEvent} event @returns {Page} */
function step(page, event) {
  if (page.end) return page;
  switch (event.type) {
    case "message":
      return hear({ ...page, heardAt: event.now }, event.message, event.now);
    case "link":
      return { ...page, linked: false, end: event.state === "ended" ? ENDS[event.name] : null };
    case "tick":
      return hold(page, event.now - page.heardAt);
    case "trouble":
      return cameraWanted(page) ? { ...page, trouble: event.trouble } : page;
    case "answer":
      return reply(page, event.answer);
    default:
      return inLesson(page) ? act(page, event.type) : page;
  }
}

/** Said once; "lost" asks for help as well. @param {Page} page @param {Answer} answer @returns {Page} */
function reply(page, answer) {
  if (!page.checkIn) return page;
  return { ...page, checkIn: null, help: answer === "lost" ? true : page.help };
}

/**
 * @param {Page} page
 * @param {"seen" | "checked" | "recheck" | "retry" | "pause" | "camera" | "help"} what
 * @returns {Page}
 */
function act(page, what) {
  switch (what) {
    case "seen":
      return page.trouble && !isBlocking(page.trouble) ? { ...page, trouble: null } : page;
    case "checked":
      return { ...page, checked: true };
    case "recheck":
      return { ...page, checked: false };
    case "retry":
      return { ...page, trouble: null };
    case "pause":
      // A pause takes an open question back, here as at the server.
      return { ...page, paused: !page.paused, trouble: null, checkIn: null };
    case "camera":
      return { ...page, cameraOff: !page.cameraOff, trouble: null };
    case "help":
      return { ...page, help: !page.help };
  }
}

/** @param {Page} page @param {ToStudent} message @param {number} now @returns {Page} */
function hear(page, message, now) {
  switch (message.type) {
    case "welcome": {
      const { epoch, policy, lesson } = message;
      // An open question is asked again right after.
      const welcomed = { ...page, linked: true, held: /** @type {const} */ ("none"), epoch };
      return attend(obey({ ...welcomed, checkIn: null }, policy), lesson, now);
    }
    case "lesson_started":
      return attend(page, message.lesson, now);
    case "lesson_ended":
      return { ...page, ...FRESH, lesson: null, end: "ended" };
    case "policy":
      return obey(page, message.policy);
    case "check_in":
      return page.lesson ? { ...page, checkIn: { askedAt: now - message.age * 1000 } } : page;
    default:
      return page;
  }
}

/** @param {Page} page @param {Policy} policy @returns {Page} */
function obey(page, policy) {
  const trouble = policy.analysis === "self_report" ? null : page.trouble;
  const checkIn = page.policy && takesBack(page.policy, policy) ? null : page.checkIn;
  return { ...page, policy, trouble, checkIn };
}

/** Whether what was told, and asked, before is taken back. @param {Policy} before @param {Policy} policy */
function takesBack(before, policy) {
  const leavesOut = policy.exempt.some((one) => !before.exempt.includes(one));
  if (policy.analysis !== before.analysis) return true;
  return leavesOut || (policy.asks_first && !before.asks_first);
}

/**
 * Be in this lesson: go on with it, begin it, or, where there is none any more, end.
 * @param {Page} page
 * @param {import("../wire/protocol.js").LessonNow | null} lesson
 * @param {number} now
 * @returns {Page}
 */
function attend(page, lesson, now) {
  if (!lesson) return page.lesson ? { ...page, ...FRESH, lesson: null, end: "ended" } : page;
  const startedAt = now - lesson.age * 1000;
  const goesOn = page.lesson && Math.abs(page.lesson.startedAt - startedAt) < SAME_START;
  return goesOn ? page : { ...page, ...FRESH, lesson: { kind: lesson.kind, startedAt } };
}

/** @param {Page} page @param {number} silence  ms @returns {Page} */
function hold(page, silence) {
  if (page.epoch === 0 || silence < ANALYSIS_HOLD) return page;
  const held = silence >= CAMERA_HOLD ? "camera" : "analysis";
  return held === page.held || page.held === "camera" ? page : { ...page, held };
}

/** Troubles that pass by themselves, without the camera being opened anew. */
const PASSING = new Set(["stopped", "camera_muted", "hidden"]);

/** A trouble that somebody must mend; the others pass by themselves. @param {Trouble} trouble */
export function isBlocking(trouble) {
  return !PASSING.has(trouble);
}

/** @param {Page} page */
function inLesson(page) {
  return page.lesson !== null && page.end === null;
}

/** Whether this lesson looks at a camera, as far as page and policy go. @param {Page} page */
export function usesCamera({ camera, policy }) {
  return camera && policy?.analysis !== "self_report";
}

/** Whether a look of confusion asks the student, and nobody else. @param {Page} page */
export function asksFirst({ policy }) {
  return policy?.asks_first === true && policy.analysis === "everything";
}

/** Whether the camera may be on. @param {Page} page @returns {boolean} */
export function cameraWanted(page) {
  const blocked = page.trouble !== null && isBlocking(page.trouble);
  const off = page.paused || page.cameraOff || page.held === "camera" || blocked;
  return inLesson(page) && usesCamera(page) && !off;
}

/** Whether its picture may be looked at. @param {Page} page @returns {boolean} */
export function analysisWanted(page) {
  return cameraWanted(page) && page.held === "none";
}

/** @param {Page} page @returns {Stage} */
export function stageOf(page) {
  if (page.end) return page.end;
  if (page.epoch === 0) return "connecting";
  if (!page.lesson) return "waiting";
  if (page.paused) return "paused";
  if (page.trouble && isBlocking(page.trouble)) return "trouble";
  return usesCamera(page) && !page.checked && !page.cameraOff ? "check" : "lesson";
}

/**
 * The student's own state, as it is sent: null while there is nothing to say, which is outside a
 * lesson and during the first camera check.
 * @param {Page} page
 * @param {Own | null} seen  what attention says
 * @returns {Own | null}
 */
export function ownState(page, seen) {
  if (!inLesson(page)) return null;
  if (page.paused) return { state: "paused", reason: "by_student" };
  if (!usesCamera(page)) return { state: "no_camera", reason: "by_student" };
  if (page.cameraOff) return { state: "camera_off", reason: "by_student" };
  if (page.trouble && isBlocking(page.trouble)) return troubled(page.trouble);
  if (!page.checked) return page.told ? { state: "unclear", reason: "starting" } : null;
  if (page.trouble) return troubled(page.trouble);
  return seen ?? { state: "unclear", reason: "starting" };
}

/** Nobody is told which trouble it is. @param {Trouble} trouble @returns {Own} */
function troubled(trouble) {
  if (trouble === "hidden") return { state: "hidden", reason: "other_window" };
  const seesNothing = trouble === "no_webgl" || trouble === "model_not_loaded";
  const state = seesNothing || trouble === "stopped" ? "unclear" : "camera_off";
  return { state, reason: "unavailable" };
}
