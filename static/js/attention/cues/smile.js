/**
 * A smile: the zygomatic muscle draws the corners of the mouth out, up and back (FACS AU12).
 *
 * Two readings, each to be measured from the person's own neutral:
 * - `smile`, the mean `mouthSmile` blendshape, 0..1;
 * - `mouthShape`, from landmarks, in eye distances: width of the mouth, and how far its corners lie
 *   above and behind the middle of the lips, weighed so that it is on the blendshape's scale.
 *
 * A smile only ever speaks against confusion. The blendshape sleeps through faint smiles on small
 * faces (half of ten happy people read as 0), which the shape does not: happy from neutral on ten
 * people's 60 px faces, AUC .84 by the blendshape, .99 with the shape; see docs/detection.md. The
 * shape stands in where the blendshape is missing.
 *
 * @typedef {import("../face.js").Face} Face
 */
import { headPoint, mean } from "../face.js";
import { SAYS } from "../thresholds.js";
import { together } from "./together.js";

const CORNERS = Object.freeze([61, 291]);
const LIPS = Object.freeze([13, 14]);

/** What a widening, a rise and a drawing back of one eye distance count for. */
const WEIGHTS = Object.freeze({ width: 1, rise: 5, back: 10 });

/** @param {Face} face @returns {number | null}  0..1 */
export function smile(face) {
  return mean(face, "mouthSmile");
}

/** @param {Face} face @param {number} eyeDistance  px @returns {number | null}  about 0..2 */
export function mouthShape(face, eyeDistance) {
  const [right, left] = CORNERS.map((index) => headPoint(face, index));
  const [upper, lower] = LIPS.map((index) => headPoint(face, index));
  if (!right || !left || !upper || !lower) return null;
  const width = Math.hypot(right[0] - left[0], right[1] - left[1], right[2] - left[2]);
  const rise = (right[1] + left[1] - upper[1] - lower[1]) / 2;
  const back = (upper[2] + lower[2] - right[2] - left[2]) / 2;
  return (WEIGHTS.width * width + WEIGHTS.rise * rise + WEIGHTS.back * back) / eyeDistance;
}

/**
 * The smile above neutral.
 * @param {number | null} blendshape  offset from neutral
 * @param {number | null} shape  offset from neutral
 * @returns {number | null}  about -1..2; null where neither is known
 */
export function smiling(blendshape, shape) {
  return together(blendshape, shape, SAYS.smile);
}
