/**
 * The furrow of a brow: corrugator and procerus draw the inner brows down and together (FACS AU4).
 *
 * Two readings, each to be measured from the person's own neutral:
 * - `brow`, the stronger `browDown` blendshape, 0..1;
 * - `browShape`, from landmarks: how far the inner brows have come down, on their own and against
 *   the outer brows, in eye distances, times `WEIGHT` so that it is on the blendshape's scale.
 *   Heights are taken in the head's own frame: in the picture's, every nod would move them.
 *
 * The blendshape is the quieter one, but dead in some people and on small faces: angry from sad on
 * ten people's 60 px faces, AUC .70 by the blendshape alone, .86 by the shape, .88 by both; see
 * docs/detection.md. Either stands in where the other is missing.
 *
 * @typedef {import("../face.js").Face} Face
 */
import { headPoint, strongest } from "../face.js";
import { SAYS } from "../thresholds.js";
import { together } from "./together.js";

const EYES = Object.freeze([33, 133, 362, 263]);
const INNER = Object.freeze([55, 285]);
const OUTER = Object.freeze([70, 46, 300, 276]);

/** The scale that puts the shape beside the blendshape: .03 eye distances are a clear furrow. */
const WEIGHT = 10;

/** @param {Face} face @returns {number | null}  0..1 */
export function brow(face) {
  return strongest(face, "browDown");
}

/** @param {Face} face @param {number} eyeDistance  px @returns {number | null}  about -5..0; larger is lower */
export function browShape(face, eyeDistance) {
  const eyes = height(face, EYES);
  const inner = height(face, INNER);
  const outer = height(face, OUTER);
  if (eyes === null || inner === null || outer === null) return null;
  return (-WEIGHT * (inner - eyes + (inner - outer))) / eyeDistance;
}

/**
 * The furrow above neutral.
 * @param {number | null} blendshape  offset from neutral
 * @param {number | null} shape  offset from neutral
 * @returns {number | null}  about -1..1.5; null where neither is known
 */
export function furrow(blendshape, shape) {
  return together(blendshape, shape, SAYS.brow);
}

/** @param {Face} face @param {readonly number[]} indices @returns {number | null}  px, up is + */
function height(face, indices) {
  let sum = 0;
  for (const index of indices) {
    const point = headPoint(face, index);
    if (!point) return null;
    sum += point[1];
  }
  return sum / indices.length;
}
