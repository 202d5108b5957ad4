/**
 * Whether the pointer or the focus is inside an element, and when they left it.
 *
 * @import { Hand } from "./order.js"
 */

/**
 * @param {HTMLElement} element
 * @param {() => number} clock  ms
 * @returns {() => Hand}
 */
export function watchHand(element, clock) {
  let pointer = false;
  let focus = false;
  /** @type {number | null} */
  let leftAt = null;
  const leave = () => {
    if (!pointer && !focus) leftAt = clock();
  };
  element.addEventListener("pointerenter", () => (pointer = true));
  element.addEventListener("pointerleave", () => {
    pointer = false;
    leave();
  });
  element.addEventListener("focusin", () => (focus = true));
  element.addEventListener("focusout", () => {
    focus = false;
    leave();
  });
  return () => ({ inside: pointer || focus, leftAt });
}
