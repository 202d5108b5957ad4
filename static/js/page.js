// @ts-check
/**
 * Small comforts of every page, found by data attributes. Without this script all still works:
 * a menu closes by its own button, a form asks for no confirmation, a link is copied by hand.
 */
import { eraseCalibration } from "./student/calibration_store.js";

/** Closes open menus on Escape, and on a click outside of them. */
function closeMenus() {
  document.addEventListener("click", (event) =>
    close((menu) => menu.contains(asNode(event.target))),
  );
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close((menu) => returnFocus(menu));
  });
}

/** @param {(menu: Element) => boolean | void} spared closes every open menu but those */
function close(spared) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!spared(menu)) menu.removeAttribute("open");
  }
}

/** @param {Element} menu whose button takes the focus back, if the focus was inside */
function returnFocus(menu) {
  if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
}

/** @param {EventTarget | null} target */
function asNode(target) {
  return target instanceof Node ? target : null;
}

/** Shows the buttons that copy `data-copy`, where this browser lets a page copy. */
function offerCopying() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy]")) {
    if (!(button instanceof HTMLButtonElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

/** @param {HTMLButtonElement} button */
async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy ?? "");
  const label = button.querySelector("span");
  if (label) label.textContent = button.dataset.copied ?? "";
}

/** Asks `data-confirm` before such a form is sent. */
function askFirst() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.confirm) return;
    if (!window.confirm(form.dataset.confirm)) event.preventDefault();
  });
}

/** Whoever logs in here next may be somebody else: their face was not measured. */
function forgetFaces() {
  if ("nobody" in document.body.dataset) eraseCalibration();
}

closeMenus();
offerCopying();
askFirst();
forgetFaces();
