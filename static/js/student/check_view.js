/**
 * The camera check: which camera, light and place, and the measuring of the relaxed face.
 *
 * @typedef {import("./session.js").Scene} Scene
 * @typedef {import("./check.js").Check} Check
 *
 * @typedef {object} Elements
 * @property {HTMLElement} list
 * @property {HTMLElement[]} steps  camera, place, still
 * @property {HTMLElement} sends
 * @property {HTMLElement} words
 * @property {HTMLProgressElement} share
 * @property {HTMLButtonElement} again
 * @property {HTMLButtonElement} skip
 * @property {HTMLButtonElement} start
 * @property {HTMLElement} oval
 * @property {HTMLElement} hint  over the mirror
 */
import { UNCHECKED } from "./check.js";
import { HINT_WORDS, MAY_BE_AT_REST } from "./hint_words.js";
import { paintData, paintIcon, paintShown, paintText } from "./paint.js";
import { stageOf } from "./stage.js";

/** @type {Record<string, [string, string]>} what is well, and what to do where it is not */
const ITEM_WORDS = {
  light: ["Enough light", "Too dark: turn on a light, or uncover the camera"],
  alone: ["One face in view", "Not one face: sit alone in front of the camera"],
  near: ["Near enough", "Too far away: come a little nearer"],
};

/** Where the measuring is not going on: nothing is waited for. @type {readonly Check["phase"][]} */
const AT_REST = ["measured", "remembered", "failed", "forgotten", "unneeded"];

/** @param {Elements} elements @returns {(scene: Scene) => void} */
export function createCheckView(elements) {
  return ({ check, camera, page }) => {
    const present = check ?? UNCHECKED;
    const checking = stageOf(page) === "check";
    showMirror(elements, present, checking && camera !== null);
    if (!checking) return;
    for (const item of elements.list.children) showItem(/** @type {HTMLElement} */ (item), present);
    showSteps(elements, present, camera !== null);
    const meanwhile = "Your teacher reads “Cannot tell” until you start.";
    paintText(elements.sends, page.told ? meanwhile : "Nothing is sent until you start.");
    paintText(elements.words, wordsOf(present));
    elements.share.value = present.share;
    paintShown(elements.share, !AT_REST.includes(present.phase));
    elements.again.disabled = camera === null;
    paintShown(elements.again, present.phase !== "unneeded");
    elements.skip.disabled = camera === null;
    elements.start.disabled = camera === null || !isReady(present);
  };
}

/** @param {Check} check */
function isReady({ phase, calibration }) {
  return calibration !== null || phase === "unneeded";
}

/** What the eyes are on says it too. @param {Elements} elements @param {Check} check @param {boolean} checking */
function showMirror({ oval, hint }, check, checking) {
  paintShown(oval, checking);
  paintData(oval, "phase", check.phase);
  const words = check.hint ? HINT_WORDS[check.hint] : "";
  paintShown(hint, checking && words !== "" && !AT_REST.includes(check.phase));
  paintText(hint, words);
}

/** @param {HTMLElement} item @param {Check} check */
function showItem(item, { items }) {
  const name = /** @type {import("./check.js").Item} */ (item.dataset.item);
  const well = items[name];
  paintData(item, "well", String(well));
  paintIcon(item, well === null ? "arriving" : well ? "check" : "warning");
  const [good, bad] = ITEM_WORDS[name];
  paintText(/** @type {Element} */ (item.querySelector("span")), well === false ? bad : good);
}

/** @param {Elements} elements @param {Check} check @param {boolean} camera */
function showSteps({ steps }, check, camera) {
  const placed = Object.values(check.items).every((well) => well === true);
  const done = [camera, placed, isReady(check)];
  const present = done.indexOf(false);
  steps.forEach((step, index) => {
    paintData(step, "done", String(done[index]));
    if (index === present) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  });
}

/** @param {Check} check */
function wordsOf({ phase, retry, hint }) {
  switch (phase) {
    case "placing":
      return hint ? HINT_WORDS[hint] : "It learns your resting face, and keeps it in this browser.";
    case "measuring":
      return hint ? HINT_WORDS[hint] : "Measuring. Look at the screen, relaxed. Blinking is fine.";
    case "measured":
      return "Measured. It stays in this browser, for today.";
    case "remembered":
      return "Measured earlier today in this browser. Not you? Measure again.";
    case "forgotten":
      return "Erased. Measure again, or skip this.";
    case "unneeded":
      return "Nothing to measure: where you look is left out for you.";
    case "failed":
      return failureOf(retry, hint);
  }
}

/** @param {boolean} retry @param {Check["hint"]} hint */
function failureOf(retry, hint) {
  if (retry) return "That did not work again. Skip this: the lesson goes on all the same.";
  if (MAY_BE_AT_REST.includes(hint)) {
    return "Does your face rest like this? Measure again, and it is taken as it is.";
  }
  const why = hint ? ` ${HINT_WORDS[hint]}` : "";
  return `That did not work.${why} Measure again, or skip this.`;
}
