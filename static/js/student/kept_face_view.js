/**
 * What this browser has of a student's face, in the check and in the lesson: a way to erase it, and
 * what the lesson goes by.
 *
 * @typedef {import("./session.js").Scene} Scene
 *
 * @typedef {object} Elements
 * @property {HTMLElement} remeasure  button
 * @property {HTMLElement[]} forget  buttons
 * @property {HTMLElement} note
 * @property {HTMLElement} metersHeading
 */
import { paintShown, paintText } from "./paint.js";

/** @param {Elements} elements @returns {(scene: Scene) => void} */
export function createKeptFaceView({ remeasure, forget, note, metersHeading }) {
  return ({ check, calibrated }) => {
    paintShown(remeasure, check?.phase !== "unneeded");
    const known = calibrated || check?.calibration != null;
    for (const button of forget) paintShown(button, known);
    const erased = check?.phase === "forgotten" && !calibrated;
    paintText(note, erased ? "Erased from this browser. You are “Uncalibrated” now." : "");
    const from = calibrated ? "your relaxed face" : "a usual face, since yours is not measured,";
    paintText(metersHeading, `From ${from} to where it counts`);
  };
}
