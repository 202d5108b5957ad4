/**
 * The tiles on the page: one for everyone enrolled, made, changed and moved in place. Only what
 * differs from what is shown already is written.
 *
 * @import { TileView } from "./roster.js"
 * @import { Groups } from "./order.js"
 *
 * @typedef {{ group: HTMLElement, tiles: HTMLElement, count: HTMLElement }} Place
 * @typedef {{ exam: boolean, startedAt: number }} Lesson  without one: `startedAt` is now
 */
import { iconFor } from "../words.js";
import { ageText } from "../ages.js";
import { checkInText, needOf } from "./acting.js";
import { drawStrip } from "./draw_strip.js";
import { showChoices } from "./drawer.js";
import { glide } from "./glide.js";
import { isSameOrder, NOBODY } from "./order.js";
import { segmentsOf } from "./strip.js";
import { tileDetail, tileWord } from "./tile_words.js";

/**
 * @param {{ template: HTMLTemplateElement, first: HTMLElement, rest: HTMLElement }} elements
 * @returns {{ update: (views: readonly TileView[], groups: Groups, lesson: Lesson, now: number) => void }}
 */
export function createTiles({ template, first, rest }) {
  /** @type {Map<string, ReturnType<typeof createTile>>} */
  const tiles = new Map();
  const places = { first: placeOf(first), rest: placeOf(rest) };
  /** @type {Groups} */
  let placed = NOBODY;

  /** @param {Groups} groups */
  function place(groups) {
    const elementsOf = (/** @type {readonly string[]} */ students) =>
      students.flatMap((student) => tiles.get(student)?.element ?? []);
    fill(places.first, elementsOf(groups.first));
    fill(places.rest, elementsOf(groups.rest));
  }

  return {
    update(views, groups, lesson, now) {
      for (const view of views) {
        const tile = tiles.get(view.student) ?? createTile(template);
        tiles.set(view.student, tile);
        tile.show(view, lesson, now);
        showChoices(tile.element, view, now);
      }
      if (isSameOrder(placed, groups)) return;
      const everyone = [...tiles.values()].map(({ element }) => element);
      glide(everyone, () => place(groups));
      placed = groups;
      forget(tiles, views);
    },
  };
}

/**
 * @param {HTMLElement} group
 * @returns {Place}
 */
function placeOf(group) {
  return { group, tiles: inside(group, ".tiles"), count: inside(group, ".group-count") };
}

/**
 * @template {Element} [Found=HTMLElement]
 * @param {Element | DocumentFragment} parent
 * @param {string} selector
 * @returns {Found}
 */
function inside(parent, selector) {
  return /** @type {Found} */ (parent.querySelector(selector));
}

/**
 * Let exactly these stand here, moving only those that stand elsewhere.
 * @param {Place} place
 * @param {readonly HTMLElement[]} elements
 */
function fill({ group, tiles, count }, elements) {
  for (const [index, element] of elements.entries()) {
    const there = tiles.children[index] ?? null;
    if (there !== element) tiles.insertBefore(element, there);
  }
  while (tiles.children.length > elements.length) tiles.lastElementChild?.remove();
  count.textContent = String(elements.length);
  group.hidden = elements.length === 0;
}

/**
 * @param {Map<string, unknown>} tiles
 * @param {readonly TileView[]} views
 */
function forget(tiles, views) {
  const enrolled = new Set(views.map(({ student }) => student));
  for (const student of tiles.keys()) if (!enrolled.has(student)) tiles.delete(student);
}

/** @param {HTMLTemplateElement} template */
function createTile(template) {
  const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const element = inside(made, ".tile");
  const name = inside(element, ".tile-open");
  const asked = inside(element, ".tile-asked");
  const age = inside(element, ".tile-age");
  const word = inside(element, ".tile-word");
  const detail = inside(element, ".tile-detail");
  const icon = /** @type {SVGUseElement} */ (inside(element, ".tile-icon use"));
  const strip = /** @type {SVGElement} */ (inside(element, ".strip"));
  const icons = icon.getAttribute("href")?.split("#")[0];
  const write = {
    student: (/** @type {string} */ value) => (element.dataset.student = value),
    state: (/** @type {string} */ value) => (element.dataset.state = value),
    reason: (/** @type {string} */ value) => (element.dataset.reason = value),
    name: (/** @type {string} */ value) => nameButtons(element, name, value),
    care: (/** @type {string} */ value) => (element.dataset.care = value),
    asked: (/** @type {string} */ value) => (asked.textContent = value),
    age: (/** @type {string} */ value) => (age.textContent = value),
    word: (/** @type {string} */ value) => (word.textContent = value),
    detail: (/** @type {string} */ value) => (detail.textContent = value),
    icon: (/** @type {string} */ value) => icon.setAttribute("href", `${icons}#${value}`),
    strip: (/** @type {string} */ value) => drawStrip(strip, JSON.parse(value)),
  };
  return { element, show: writer(write) };
}

/**
 * @param {HTMLElement} tile
 * @param {HTMLElement} open
 * @param {string} name
 */
function nameButtons(tile, open, name) {
  open.textContent = name;
  /** @type {Record<string, string>} */
  const labels = {
    ask: `Ask ${name} “All right?”`,
    seen: `Seen: ${name}`,
    snooze: `Undo the snooze: ${name}`,
  };
  for (const button of tile.querySelectorAll("button[data-act]")) {
    button.setAttribute("aria-label", labels[button.getAttribute("data-act") ?? ""]);
  }
}

/** @param {TileView} view */
function careWord(view) {
  if (view.snoozed) return "snoozed";
  if (needOf(view) === null) return "none";
  return view.seen ? "seen" : "open";
}

/**
 * @typedef {"student" | "state" | "reason" | "name" | "age" | "word" | "detail" | "icon" | "strip" | "care" | "asked"} Part
 * @param {Record<Part, (value: string) => void>} write
 */
function writer(write) {
  /** @type {Partial<Record<Part, string>>} */
  const written = {};
  return (
    /** @type {TileView} */ view,
    /** @type {Lesson} */ lesson,
    /** @type {number} */ now,
  ) => {
    for (const [part, value] of Object.entries(partsOf(view, lesson, now))) {
      const key = /** @type {Part} */ (part);
      if (written[key] === value) continue;
      written[key] = value;
      write[key](value);
    }
  };
}

/**
 * Everything that a tile shows, as text.
 * @param {TileView} view
 * @param {Lesson} lesson
 * @param {number} now
 * @returns {Record<Part, string>}
 */
function partsOf(view, lesson, now) {
  const { student, name, state, reason, since } = view;
  return {
    student,
    name,
    state,
    reason,
    age: since === null ? "" : ageText(now - since),
    word: tileWord(view, lesson),
    detail: tileDetail(view, lesson),
    icon: iconFor(state),
    strip: JSON.stringify(segmentsOf(view, lesson.startedAt, now)),
    care: careWord(view),
    asked: checkInText(view, now),
  };
}
