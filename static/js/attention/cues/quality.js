/**
 * Whether a frame can be read at all, and if not, why: as data, so that it can be told.
 *
 * @typedef {import("../face.js").FaceData} FaceData
 * @typedef {import("../face.js").Face} Face
 * @typedef {"too_dark" | "too_far" | "covered" | "blurred" | "cannot_see"} Blindness
 *
 * @typedef {object} Quality  what was measured, and what it would take
 * @property {Blindness} reason
 * @property {number | null} value  in `unit`; null where it is not one number
 * @property {number} threshold  in `unit`
 * @property {"share" | "pixels"} unit
 */
import { eyeDistance, headPose, isFacingCamera, mean, strongest } from "../face.js";
import { UNREADABLE } from "../thresholds.js";

/** @type {Quality} */
const NOTHING_TOLD = { reason: "cannot_see", value: null, threshold: 0, unit: "share" };
/** @type {Omit<Quality, "value">} */
const TOO_FAR = { reason: "too_far", threshold: UNREADABLE.eyeDistance, unit: "pixels" };

/**
 * What stands in the way of reading a frame, if anything. An empty, well-lit picture can be read:
 * nobody is there. Light matters little where a face was found: faces are found in very little.
 * @param {FaceData} data
 * @returns {Quality | null}
 */
export function obstruction({ faces, count, picture }) {
  return faces.length === 0 ? emptiness(count, picture) : illegibility(faces[0], picture);
}

/** @param {FaceData} data @returns {Blindness | null} */
export function blindness(data) {
  return obstruction(data)?.reason ?? null;
}

/** @param {number} count @param {import("../face.js").Picture} picture @returns {Quality | null} */
function emptiness(count, { brightness, contrast }) {
  if (!Number.isFinite(brightness) || !Number.isFinite(contrast)) return NOTHING_TOLD;
  if (count > 0) return { ...TOO_FAR, value: null };
  if (brightness < UNREADABLE.dark) return tooDark(brightness, UNREADABLE.dark);
  if (contrast >= UNREADABLE.flat) return null;
  return { reason: "covered", value: contrast, threshold: UNREADABLE.flat, unit: "share" };
}

/** @param {number} value @param {number} threshold  mean luma, 0..1 @returns {Quality} */
function tooDark(value, threshold) {
  return { reason: "too_dark", value, threshold, unit: "share" };
}

/** @param {Face} face @param {import("../face.js").Picture} picture @returns {Quality | null} */
function illegibility(face, { brightness }) {
  const distance = eyeDistance(face);
  const pose = headPose(face);
  if (distance === null || pose === null) return NOTHING_TOLD;
  if (distance < UNREADABLE.eyeDistance) return { ...TOO_FAR, value: distance };
  if (brightness < UNREADABLE.black) return tooDark(brightness, UNREADABLE.black);
  const { detail } = face;
  if (detail !== null && detail < UNREADABLE.detail) {
    return { reason: "blurred", value: detail, threshold: UNREADABLE.detail, unit: "share" };
  }
  return shadedEyes(face) ?? (isFacingCamera(pose) ? coveredEyes(face) : null);
}

/** It is dark about the eyes. @param {Face} face @returns {Quality | null} */
function shadedEyes({ eyeLight }) {
  const { eyeLight: least } = UNREADABLE;
  if (eyeLight === null || eyeLight >= least) return null;
  return { reason: "cannot_see", value: eyeLight, threshold: least, unit: "share" };
}

/**
 * A hand, or glasses that mirror: the model then draws wide open eyes that look down, without lids. Where
 * the blendshapes that would show it are missing, or the head has turned so far that open eyes look
 * the same, nothing is said of it.
 * @param {Face} face
 * @returns {Quality | null}
 */
function coveredEyes(face) {
  const squint = mean(face, "eyeSquint");
  const lookDown = mean(face, "eyeLookDown");
  const blink = strongest(face, "eyeBlink");
  if (squint === null || lookDown === null || blink === null) return null;
  const { squint: least, lookDownWithoutBlink: most } = UNREADABLE;
  if (squint >= least || lookDown - blink <= most) return null;
  return { reason: "cannot_see", value: squint, threshold: least, unit: "share" };
}
