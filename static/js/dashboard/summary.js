/**
 * The headline and the counts on the page, written only when they change.
 *
 * @import { Clause } from "./headline.js"
 *
 * @typedef {{ state: string, count: number, word: string }} Chip
 */
import { iconFor } from "../words.js";

/**
 * @param {HTMLElement} element
 * @returns {(clauses: readonly Clause[]) => void}
 */
export function createHeadline(element) {
  let written = "";
  return (clauses) => {
    const wanted = JSON.stringify(clauses);
    if (wanted === written) return;
    written = wanted;
    element.replaceChildren(...clauses.flatMap(clauseNodes));
  };
}

/**
 * @param {Clause} clause
 * @param {number} index
 * @returns {(Node | string)[]}
 */
function clauseNodes({ text, state }, index) {
  const span = document.createElement("span");
  span.className = "clause";
  span.textContent = text;
  if (state) span.dataset.state = state;
  return index === 0 ? [span] : [", ", span];
}

/**
 * The counts, each a switch that shows only those it counts. They are written into the same
 * buttons as long as the same kinds are counted, so that the focus stays.
 * @param {HTMLElement} list
 * @param {HTMLTemplateElement} template
 * @returns {(chips: readonly Chip[], pressed: readonly string[]) => void}
 */
export function createChips(list, template) {
  /** @type {string | null} */
  let kinds = null;
  return (chips, pressed) => {
    const wanted = chips.map(({ state }) => state).join();
    if (wanted !== kinds) {
      list.replaceChildren(...chips.map((chip) => chipElement(template, chip)));
      kinds = wanted;
    }
    for (const [index, { state, count, word }] of chips.entries()) {
      const button = /** @type {Element} */ (list.children[index].firstElementChild);
      const [, number, label] = button.children;
      number.textContent = String(count);
      label.textContent = word;
      button.setAttribute("aria-pressed", String(pressed.includes(state)));
    }
  };
}

/**
 * @param {HTMLTemplateElement} template
 * @param {Chip} chip
 */
function chipElement(template, { state }) {
  const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const button = /** @type {HTMLElement} */ (made.querySelector("button"));
  const use = /** @type {Element} */ (made.querySelector("use"));
  const icons = use.getAttribute("href")?.split("#")[0];
  button.dataset.state = state;
  use.setAttribute("href", `${icons}#${state === "unknown" ? "unclear" : iconFor(state)}`);
  return made;
}
