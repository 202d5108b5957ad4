/**
 * What one frame gives to a calibration, or the one thing that stands in its way.
 *
 * The order of the hints is that in which they can be mended: first who and what the camera sees,
 * then where the face points, then the face itself.
 *
 * @typedef {import("./face.js").FaceData} FaceData
 * @typedef {import("./cues.js").RawCues} RawCues
 *
 * @typedef {import("./cues/quality.js").Blindness | "frozen" | "no_face" | "multiple_faces"
 *   | "turn_to_screen" | "tilt_screen" | "straighten_head" | "open_eyes" | "relax_face"
 *   | "light_changes" | "hold_still"} Hint  why not yet
 *
 * @typedef {object} Sample
 * @property {RawCues} cues  null wherever this face does not show it, or it is not wanted
 * @property {number | null} light  mean luma of the picture, 0..1
 */
import { rawCues } from "./cues.js";
import { blindness } from "./cues/quality.js";
import { eyeDistance, lidOpening } from "./face.js";
import { BLIND, CALIBRATION } from "./thresholds.js";

/**
 * @param {FaceData} data
 * @param {{ wanted: import("./wanted.js").Wanted, strict: boolean }} how  `wanted`: what may be
 *   measured; `strict`: a face that may be making an expression does not pass
 * @returns {{ hint: Hint, sample: null } | { hint: null, sample: Sample }}
 */
export function gate(data, { wanted, strict }) {
  const cues = rawCues(data, wanted);
  const hint =
    obstacleOf(data, wanted) ?? directionOf(data, cues) ?? (strict ? expressionOf(cues) : null);
  if (hint) return { hint, sample: null };
  const { brightness } = data.picture;
  return { hint: null, sample: { cues, light: Number.isFinite(brightness) ? brightness : null } };
}

/** @param {FaceData} data @param {import("./wanted.js").Wanted} wanted @returns {Hint | null} */
function obstacleOf(data, wanted) {
  if (wanted.faces && (data.count > 1 || data.faces.length > 1)) return "multiple_faces";
  const blind = blindness(data);
  if (blind) return blind;
  if (data.faces.length === 0) return "no_face";
  const distance = eyeDistance(data.faces[0]);
  return distance === null || distance < BLIND.eyeDistance ? "too_far" : null;
}

/** @param {FaceData} data  of one face @param {RawCues} cues @returns {Hint | null} */
function directionOf({ faces }, { yaw, pitch, blink }) {
  if (yaw === null || pitch === null) return "cannot_see";
  if (Math.abs(yaw) > CALIBRATION.yaw) return "turn_to_screen";
  if (Math.abs(pitch) > CALIBRATION.pitch) return "tilt_screen";
  return areClosed(faces[0], blink) ? "open_eyes" : null;
}

/**
 * Some open eyes read as lowered: those that are seen to be open, are.
 * @param {import("./face.js").Face} face @param {number | null} blink  0..1
 */
function areClosed(face, blink) {
  if (blink === null || blink <= CALIBRATION.closed) return false;
  return (lidOpening(face) ?? 0) < CALIBRATION.lids;
}

/**
 * A smile, a furrow or a tilt that is held would become the neutral, and then never be seen. But
 * some faces rest so: who looks like it in the retry as well is taken at their word.
 * @param {RawCues} cues
 * @returns {Hint | null}
 */
function expressionOf({ smile, brow, tilt }) {
  if (tilt !== null && Math.abs(tilt) > CALIBRATION.tilt) return "straighten_head";
  const smiles = (smile ?? 0) > CALIBRATION.smile;
  return smiles || (brow ?? 0) > CALIBRATION.brow ? "relax_face" : null;
}
