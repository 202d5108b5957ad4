/**
 * How light it is about the eyes, against the cheeks: behind sunglasses it is dark, and the model
 * draws eyes where it sees none. Pure.
 *
 * @typedef {import("./sweep.js").Box} Box
 * @typedef {import("./face_data.js").Landmark} Landmark
 * @typedef {{ width: number, height: number }} Size  px
 */
import { SIDE } from "./detail.js";

/** Outer and inner corners, by MediaPipe's index. */
const EYES = Object.freeze([Object.freeze([33, 133]), Object.freeze([263, 362])]);
const CHEEKS = Object.freeze([50, 280]);

/** Half the height of what is taken about an eye, as a share of its width: lids, and no brow. */
const LID = 0.35;
/** Half the side of what is taken of a cheek, px of the face's picture. */
const PATCH = 2;
/** The share of the pixels about an eye that may be iris, lashes and shadow. */
const DARK = 0.9;

/**
 * @param {Float32Array} luma  of the face's picture, `SIDE` x `SIDE`, 0..1
 * @param {Landmark[]} landmarks
 * @param {Box} square  where in the frame the face's picture was taken, px
 * @param {Size} frame
 * @returns {number | null}  about 1 in even light, .1-.3 behind sunglasses; null where it cannot be
 *   told
 */
export function eyeLightOf(luma, landmarks, square, frame) {
  const at = (/** @type {number} */ index) => placeOf(landmarks[index], square, frame);
  const eyes = EYES.map(([outer, inner]) => lightestAbout(luma, at(outer), at(inner)));
  const cheeks = CHEEKS.map((index) => meanAbout(luma, at(index)));
  const ratio = (eyes[0] + eyes[1]) / (cheeks[0] + cheeks[1]);
  return Number.isFinite(ratio) ? Math.min(2, ratio) : null;
}

/** @param {Landmark | undefined} landmark @param {Box} square @param {Size} frame  @returns {[number, number]} px of the face's picture */
function placeOf(landmark, square, { width, height }) {
  if (!landmark) return [NaN, NaN];
  const scale = SIDE / square.width;
  return [(landmark.x * width - square.x) * scale, (landmark.y * height - square.y) * scale];
}

/** @param {Float32Array} luma @param {[number, number]} outer @param {[number, number]} inner */
function lightestAbout(luma, [ax, ay], [bx, by]) {
  const reach = LID * Math.hypot(bx - ax, by - ay);
  const seen = pixels(
    luma,
    Math.min(ax, bx),
    Math.max(ax, bx),
    (ay + by) / 2 - reach,
    (ay + by) / 2 + reach,
  );
  return seen.sort((a, b) => a - b)[Math.floor(DARK * (seen.length - 1))] ?? NaN;
}

/** @param {Float32Array} luma @param {[number, number]} place */
function meanAbout(luma, [x, y]) {
  const seen = pixels(luma, x - PATCH, x + PATCH, y - PATCH, y + PATCH);
  return seen.reduce((sum, value) => sum + value, 0) / seen.length;
}

/** @param {Float32Array} luma @param {number} left @param {number} right @param {number} top @param {number} bottom */
function pixels(luma, left, right, top, bottom) {
  const within = (/** @type {number} */ value) =>
    Math.min(SIDE - 1, Math.max(0, Math.round(value)));
  const found = [];
  for (let y = within(top); y <= within(bottom); y += 1) {
    for (let x = within(left); x <= within(right); x += 1) found.push(luma[y * SIDE + x]);
  }
  return found;
}
