/**
 * The student's own state, in the words that the teacher reads, and what is measured behind it.
 *
 * @typedef {import("./session.js").Scene} Scene
 * @typedef {import("../attention/meters.js").Meter} Meter
 *
 * @typedef {object} Elements
 * @property {HTMLElement} main
 * @property {HTMLElement} own
 * @property {HTMLElement} word
 * @property {HTMLElement} reason
 * @property {HTMLElement | null} why
 * @property {HTMLElement | null} asksFirst  says so where the page asks first
 * @property {HTMLElement | null} takeBack
 * @property {HTMLElement | null} metersPart
 * @property {HTMLElement | null} meters
 */
import { ageText } from "../ages.js";
import { iconFor, reasonFor, wordFor } from "../words.js";
import { groundSentence } from "./ground_words.js";
import { paintData, paintIcon, paintShown, paintText } from "./paint.js";
import { isLost } from "./prompt.js";
import { asksFirst } from "./stage.js";

const ASKS_FIRST =
  "If you look confused, this page asks you first. Your teacher does not see the look or the question.";
const LOST = "You said that you are lost. Your teacher sees that for 2 minutes.";

/** The name of each cue, and its words at rest and where it counts. @type {Record<Meter["cue"], string[]>} */
const CUE_WORDS = {
  brow: ["Brow", "relaxed", "furrowed"],
  tilt: ["Head", "upright", "tilted"],
  smile: ["Smile", "no", "yes"],
  gaze: ["Gaze", "to the screen", "away"],
  down: ["Head down", "no", "as in writing"],
  faces: ["Faces", "one", "more than one"],
};

/** @param {Elements} elements @returns {(scene: Scene, now: number) => void} */
export function createOwnView(elements) {
  const { main, own, word, reason, why, metersPart, meters } = elements;
  const showWhy = why && createWhy(why);
  return (scene, now) => {
    const { report, page, observation, told } = scene;
    const present = report.changes.at(-1);
    paintData(main, "state", present?.state ?? "");
    paintData(main, "reason", present?.reason ?? "");
    if (present) {
      paintData(own, "state", present.state);
      paintIcon(own, iconFor(present.state));
      paintText(word, wordFor(present.state, { exam: page.lesson?.kind === "exam" }));
      const age = `for ${ageText(now - present.at)}`;
      paintText(reason, `${reasonFor(present.state, present.reason)}, ${age}`);
    }
    showWhy?.(present?.reason === told?.reason ? told : null, now);
    showAsksFirst(elements, scene, now);
    if (!meters || !metersPart) return;
    const seen = observation?.meters ?? [];
    paintShown(metersPart, seen.length > 0);
    showMeters(meters, seen);
  };
}

/** @param {Elements} elements @param {Scene} scene @param {number} now */
function showAsksFirst({ asksFirst: note, takeBack }, { page, prompt }, now) {
  if (!note || !takeBack) return;
  const lost = isLost(prompt, now);
  paintShown(note, asksFirst(page));
  paintText(note, lost ? LOST : ASKS_FIRST);
  // Whoever pressed it goes on at the words beside it.
  if (!lost && document.activeElement === takeBack) note.focus({ preventScroll: true });
  paintShown(takeBack, lost);
}

/** Numbers that change ten times a second cannot be read. ms */
const READABLE = 1000;

/**
 * @param {HTMLElement} element
 * @returns {(observation: Scene["observation"], now: number) => void}
 */
function createWhy(element) {
  let shown = { reason: "", at: -Infinity };
  return (observation, now) => {
    const reason = observation?.reason ?? "";
    if (reason === shown.reason && now - shown.at < READABLE) return;
    shown = { reason, at: now };
    paintText(element, observation ? groundSentence(reason, observation.grounds) : "");
  };
}

/** @param {HTMLElement} list @param {Meter[]} seen */
function showMeters(list, seen) {
  for (const row of [...list.children]) {
    const cue = /** @type {HTMLElement} */ (row).dataset.cue;
    if (!seen.some((meter) => meter.cue === cue)) row.remove();
  }
  for (const meter of seen) {
    showMeter(list.querySelector(`[data-cue="${meter.cue}"]`) ?? addMeter(list, meter.cue), meter);
  }
}

/** @param {HTMLElement} list @param {Meter["cue"]} cue @returns {HTMLElement} */
function addMeter(list, cue) {
  const row = document.createElement("div");
  row.dataset.cue = cue;
  const [name, bar, word] = ["dt", "dd", "dd"].map((tag) => document.createElement(tag));
  name.textContent = CUE_WORDS[cue][0];
  bar.className = "meter";
  bar.append(document.createElement("span"));
  bar.setAttribute("aria-hidden", "true");
  row.append(name, bar, word);
  list.append(row);
  return row;
}

/** @param {Element} row @param {Meter} meter */
function showMeter(row, { cue, share, value, counts }) {
  const bar = /** @type {HTMLElement} */ (row.querySelector("span"));
  // Half of the bar is where it counts; the bar ends at twice that.
  bar.style.width = `${Math.round((share ?? 0) * 50)}%`;
  const known = counts ? CUE_WORDS[cue][2] : CUE_WORDS[cue][1];
  const none = cue === "faces" && value === 0;
  paintText(row.children[2], share === null ? "cannot tell" : none ? "none" : known);
}
