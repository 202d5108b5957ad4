/**
 * Small strokes on the page: each changes an element only where it differs, since a scene comes
 * with every frame.
 */

/** @param {Element} element @param {string} text */
export function paintText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {HTMLElement} element @param {string} name @param {string} value */
export function paintData(element, name, value) {
  if (element.dataset[name] !== value) element.dataset[name] = value;
}

/** @param {HTMLElement | SVGElement} element @param {boolean} shown */
export function paintShown(element, shown) {
  if (element.hasAttribute("hidden") === shown) element.toggleAttribute("hidden", !shown);
}

/** The first icon within an element. @param {Element} element @param {string} name  in icons.svg */
export function paintIcon(element, name) {
  const use = element.querySelector("use");
  const [file, before] = (use?.getAttribute("href") ?? "").split("#");
  if (before !== name) use?.setAttribute("href", `${file}#${name}`);
}

/** A switch: its word and whether it is on. @param {Element} button @param {boolean} on @param {string} word */
export function paintSwitch(button, on, word) {
  if (button.getAttribute("aria-pressed") !== String(on)) {
    button.setAttribute("aria-pressed", String(on));
  }
  const label = button.querySelector("span") ?? button;
  paintText(label, word);
}
