/**
 * What stands in the camera's way, and what to do about it.
 *
 * @typedef {import("./session.js").Scene} Scene
 * @typedef {Exclude<import("./stage.js").Trouble, "hidden">} ShownTrouble
 *
 * @typedef {object} Elements
 * @property {HTMLElement} trouble
 * @property {HTMLElement} title
 * @property {HTMLElement} steps
 * @property {HTMLElement} mirror
 * @property {HTMLElement} note  on the mirror
 */
import { paintData, paintShown, paintText } from "./paint.js";
import { cameraWanted } from "./stage.js";

/** @type {Record<ShownTrouble, string[]>} a title, then what to do */
const WORDS = {
  no_camera: [
    "No camera was found",
    "Plug it in, or open its cover.",
    "Some computers have a key that turns the camera off.",
  ],
  permission_denied: [
    "The browser may not use your camera",
    "Press the camera or lock sign beside the page’s address and allow the camera.",
    "On a school computer somebody else may have to allow it.",
  ],
  in_use: [
    "Another program uses your camera",
    "Close video calls and camera programs, also in other tabs.",
  ],
  insecure_address: [
    "This address cannot use a camera",
    "Browsers give cameras only to pages whose address begins with https.",
    "Ask your teacher for the right address.",
  ],
  camera_lost: [
    "The camera went away",
    "Look at its plug and its cover.",
    "Another program may have taken it.",
  ],
  camera_muted: [
    "The camera gives no picture",
    "Look for its shutter, or for a key that turns it off.",
    "Another program may have taken it. It goes on by itself once there is a picture.",
  ],
  no_webgl: [
    "This device cannot do the analysis",
    "It needs WebGL: turn on graphics acceleration in the browser’s settings, or try another browser.",
  ],
  model_not_loaded: [
    "The face model could not be loaded",
    "It comes from the school’s server. Look at the network, then try again.",
  ],
  stopped: [
    "The analysis has stopped",
    "It starts again by itself in a few seconds. Closing other programs may help.",
  ],
};

/** @param {Elements} elements @returns {(scene: Scene) => void} */
export function createTroubleView({ trouble, title, steps, mirror, note }) {
  return ({ page, camera }) => {
    const kind = page.end || page.trouble === "hidden" ? null : page.trouble;
    paintShown(trouble, kind !== null);
    // The mirror keeps its place while the camera opens, so that nothing jumps.
    paintShown(mirror, cameraWanted(page));
    paintText(note, camera ? "Your mirror. Stays here." : "Allow the camera if the browser asks.");
    paintData(trouble, "trouble", kind ?? "");
    if (!kind) return;
    const [words, ...todo] = WORDS[kind];
    if (title.textContent === words) return;
    paintText(title, words);
    steps.replaceChildren(...todo.map(item));
  };
}

/** @param {string} text */
function item(text) {
  const element = document.createElement("li");
  element.textContent = text;
  return element;
}
