/**
 * One student beside the class: state, actions, cues and the last ten minutes. Only what differs
 * from what is shown already is written, so that focus and pointer find everything in its place.
 *
 * @import { Concern } from "../wire/protocol.js"
 * @import { Act } from "./acting.js"
 * @import { Event } from "./past.js"
 * @import { TileView } from "./roster.js"
 * @import { Lesson } from "./tiles.js"
 */
import { ageText } from "../ages.js";
import { iconFor } from "../words.js";
import { checkInText, choicesOf, concernText } from "./acting.js";
import { cueWords } from "./cue_words.js";
import { drawStrip } from "./draw_strip.js";
import { eventsOf } from "./past.js";
import { segmentsOf } from "./strip.js";
import { tileDetail, tileWord } from "./tile_words.js";

/**
 * @param {HTMLElement} drawer
 * @param {{ event: HTMLTemplateElement, snoozed: HTMLTemplateElement }} templates
 * @returns {(view: TileView, lesson: Lesson, refusal: string, now: number) => void}
 */
export function createDrawer(drawer, templates) {
  const write = writersOf(drawer, templates);
  /** @type {Map<string, string>} */
  const written = new Map();
  return (view, lesson, refusal, now) => {
    for (const [key, value] of Object.entries(partsOf(view, lesson, now))) {
      if (written.get(key) === value) continue;
      written.set(key, value);
      write[/** @type {keyof typeof write} */ (key)](value);
    }
    part(drawer, "refusal").textContent = refusal;
    showChoices(drawer, view, now);
  };
}

/**
 * @template {Element} [Found=HTMLElement]
 * @param {ParentNode} parent
 * @param {string} name
 */
function part(parent, name) {
  return /** @type {Found} */ (parent.querySelector(`.drawer-${name}`));
}

/**
 * @param {HTMLElement} drawer
 * @param {{ event: HTMLTemplateElement, snoozed: HTMLTemplateElement }} templates
 */
function writersOf(drawer, templates) {
  const text = (/** @type {string} */ name) => (/** @type {string} */ value) => {
    part(drawer, name).textContent = value;
  };
  const strip = /** @type {SVGElement} */ (part(drawer, "strip"));
  return {
    student: (/** @type {string} */ value) => (drawer.dataset.student = value),
    state: (/** @type {string} */ value) => (part(drawer, "state").dataset.state = value),
    name: text("name"),
    word: text("word"),
    detail: text("detail"),
    age: text("age"),
    asked: text("asked"),
    icon: (/** @type {string} */ value) => setIcon(part(drawer, "icon"), value),
    cues: (/** @type {string} */ value) =>
      part(drawer, "cues").replaceChildren(...JSON.parse(value).flatMap(cueNodes)),
    strip: (/** @type {string} */ value) => drawStrip(strip, JSON.parse(value)),
    events: (/** @type {string} */ value) => {
      const made = JSON.parse(value).map((/** @type {Event} */ one) =>
        eventOf(templates.event, one),
      );
      part(drawer, "events").replaceChildren(...made);
    },
    snoozed: (/** @type {string} */ value) => {
      const made = JSON.parse(value).map((/** @type {Concern} */ one) =>
        snoozedOf(templates.snoozed, one),
      );
      part(drawer, "snoozed").replaceChildren(...made);
    },
  };
}

/**
 * Everything that the drawer shows, as text.
 * @param {TileView} view
 * @param {Lesson} lesson
 * @param {number} now
 */
function partsOf(view, lesson, now) {
  const { student, name, state, since, cues, care } = view;
  return {
    student,
    name,
    state,
    word: tileWord(view, lesson),
    detail: tileDetail(view, lesson),
    age: since === null ? "" : ageText(now - since),
    asked: checkInText(view, now),
    icon: iconFor(state),
    cues: JSON.stringify(cueWords(cues)),
    strip: JSON.stringify(segmentsOf(view, lesson.startedAt, now)),
    events: JSON.stringify(eventsOf(view, lesson, now)),
    snoozed: JSON.stringify(care.snoozed),
  };
}

/**
 * What is not possible now stays where it is and can still be reached: a button that vanished
 * would take the focus with it.
 * @param {HTMLElement} parent  a drawer or a tile, with a button for each act
 * @param {TileView} view
 * @param {number} now
 */
export function showChoices(parent, view, now) {
  const choices = choicesOf(view, now);
  for (const button of parent.querySelectorAll("button[data-act]")) {
    const { possible, done } = choices[/** @type {Act} */ (button.getAttribute("data-act"))];
    setAttribute(button, "aria-disabled", String(!possible));
    if (button.hasAttribute("aria-pressed")) setAttribute(button, "aria-pressed", String(done));
  }
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {string} value
 */
function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * @param {Element} svg
 * @param {string} icon
 */
function setIcon(svg, icon) {
  const use = /** @type {Element} */ (svg.firstElementChild);
  use.setAttribute("href", `${use.getAttribute("href")?.split("#")[0]}#${icon}`);
}

/** @param {{ cue: string, words: string }} told */
function cueNodes({ cue, words }) {
  const term = document.createElement("dt");
  const told = document.createElement("dd");
  term.textContent = cue;
  told.textContent = words;
  return [term, told];
}

/** @param {HTMLTemplateElement} template */
function copyOf(template) {
  const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  return /** @type {HTMLElement} */ (made.firstElementChild);
}

/**
 * @param {HTMLTemplateElement} template
 * @param {Event} event
 */
function eventOf(template, { state, icon, word, detail, when, lasted }) {
  const element = copyOf(template);
  const write = (/** @type {string} */ name, /** @type {string} */ value) => {
    /** @type {HTMLElement} */ (element.querySelector(`.event-${name}`)).textContent = value;
  };
  element.dataset.state = state;
  setIcon(/** @type {Element} */ (element.querySelector("svg")), icon);
  write("word", word);
  write("detail", detail);
  write("when", when);
  write("lasted", lasted);
  return element;
}

/**
 * @param {HTMLTemplateElement} template
 * @param {Concern} reason
 */
function snoozedOf(template, reason) {
  const element = copyOf(template);
  const [words, undo] = [element.querySelector("span"), element.querySelector("button")];
  if (words) words.textContent = `“${concernText(reason)}” is snoozed for this lesson.`;
  if (undo) undo.dataset.undo = reason;
  return element;
}
