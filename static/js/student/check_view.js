/**
 * The camera check: which camera, light and place, and the measuring of the relaxed face.
 *
 * @typedef {import("./session.js").Scene} Scene
 * @typedef {import("./check.js").Check} Check
 *
 * @typedef {object} Elements
 * @property {HTMLElement} list
 * @property {HTMLElement[]} steps  camera, place, still
 * @property {HTMLElement} words
 * @property {HTMLProgressElement} share
 * @property {HTMLElement} again
 * @property {HTMLButtonElement} skip
 * @property {HTMLButtonElement} start
 * @property {HTMLElement} oval
 */
import { UNCHECKED } from "./check.js";
import { paintData, paintIcon, paintShown, paintText } from "./paint.js";
import { stageOf } from "./stage.js";

/** @type {Record<string, [string, string]>} what is well, and what to do where it is not */
const ITEM_WORDS = {
  light: ["Enough light", "Too dark: turn on a light, or uncover the camera"],
  alone: ["One face in view", "Not one face: sit alone in front of the camera"],
  near: ["Near enough", "Too far away: come a little nearer"],
};

/** @type {Record<NonNullable<Check["hint"]>, string>} */
const HINTS = {
  no_face: "Come into the picture.",
  multiple_faces: "Only one face, please.",
  too_dark: "It is too dark.",
  too_far: "Come a little nearer.",
  covered: "The camera is covered.",
  cannot_see: "Your eyes cannot be seen well. Sunglasses? A light behind you?",
  turn_to_screen: "Turn to the screen.",
  hold_still: "Hold still, and relax your face.",
};

/** @param {Elements} elements @returns {(scene: Scene) => void} */
export function createCheckView(elements) {
  return ({ check, camera, page }) => {
    const present = check ?? UNCHECKED;
    const checking = stageOf(page) === "check";
    paintShown(elements.oval, checking && camera !== null);
    if (!checking) return;
    for (const item of elements.list.children) showItem(/** @type {HTMLElement} */ (item), present);
    showSteps(elements, present, camera !== null);
    paintText(elements.words, wordsOf(present));
    elements.share.value = present.share;
    const over = present.calibration !== null || present.phase === "failed";
    paintShown(elements.share, !over);
    paintShown(elements.again, over);
    elements.skip.disabled = camera === null;
    elements.start.disabled = camera === null || present.calibration === null;
  };
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
function showSteps({ steps }, { items, calibration }, camera) {
  const done = [camera, Object.values(items).every((well) => well === true), calibration !== null];
  steps.forEach((step, index) => paintData(step, "done", String(done[index])));
}

/** @param {Check} check */
function wordsOf({ phase, hint }) {
  if (phase === "measured") return "Measured. It stays in this browser, for today.";
  if (phase === "remembered") {
    return "Measured earlier today in this browser. Not you? Measure again.";
  }
  if (phase === "failed") return "That did not work. Measure again, or skip this.";
  if (phase === "measuring") return hint ? HINTS[hint] : "Measuring: relaxed, eyes on the screen.";
  return "It learns your own resting face, and keeps it in this browser only.";
}
