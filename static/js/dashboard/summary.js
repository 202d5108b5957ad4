/**
 * The headline and the counts on the page, written only when they change.
 *
 * @import { Clause } from "./headline.js"
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
 * @param {HTMLElement} list
 * @param {HTMLTemplateElement} template
 * @returns {(chips: readonly { state: string, count: number, word: string }[]) => void}
 */
export function createChips(list, template) {
  let written = "";
  return (chips) => {
    const wanted = JSON.stringify(chips);
    if (wanted === written) return;
    written = wanted;
    list.replaceChildren(...chips.map((chip) => chipElement(template, chip)));
  };
}

/**
 * @param {HTMLTemplateElement} template
 * @param {{ state: string, count: number, word: string }} chip
 */
function chipElement(template, { state, count, word }) {
  const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const element = /** @type {HTMLElement} */ (made.firstElementChild);
  const [icon, number, label] = element.children;
  const use = /** @type {Element} */ (icon.firstElementChild);
  const icons = use.getAttribute("href")?.split("#")[0];
  element.dataset.state = state;
  use.setAttribute("href", `${icons}#${state === "unknown" ? "unclear" : iconFor(state)}`);
  number.textContent = String(count);
  label.textContent = word;
  return element;
}
