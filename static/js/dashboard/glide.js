/**
 * Lets elements glide from where they were to where a change puts them.
 */

const GLIDE = { duration: 320, easing: "ease-out" };

/**
 * @param {readonly HTMLElement[]} elements
 * @param {() => void} change
 */
export function glide(elements, change) {
  if (document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches) {
    change();
    return;
  }
  const before = elements.map((element) => [element, element.getBoundingClientRect()]);
  change();
  for (const [element, from] of /** @type {[HTMLElement, DOMRect][]} */ (before)) {
    // Nothing to glide from for who was not there, nor to for who is not there any more.
    if (from.width > 0 && element.isConnected) glideFrom(element, from);
  }
}

/**
 * @param {HTMLElement} element
 * @param {DOMRect} from
 */
function glideFrom(element, from) {
  const to = element.getBoundingClientRect();
  const [x, y] = [from.left - to.left, from.top - to.top];
  if (x === 0 && y === 0) return;
  element.animate({ transform: [`translate(${x}px, ${y}px)`, "none"] }, GLIDE);
}
