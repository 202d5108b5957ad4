/**
 * Where somebody looks: the head's direction, and that of both eyes in it.
 *
 * The eyes turn about a centre some 12 mm behind an iris that slides along a lid opening of some
 * 29 mm, so that an iris off its place by a share s of that opening has turned by asin(29/12 s).
 * Head and eyes add up: eyes that stay on the screen while the head turns cancel it.
 *
 * Whoever sits further away than when calibrated sees the same screen under a smaller angle. The
 * distance is known as a ratio without knowing the camera, since an iris is as wide as ever
 * (11.7 +- .5 mm): its width in the picture against that at calibration.
 *
 * @typedef {import("../face.js").Face} Face
 * @typedef {import("../face.js").Point} Point
 */
import { irisWidth } from "../face.js";
import { GAZE } from "../thresholds.js";

const DEGREES = 180 / Math.PI;
/** Lid opening over radius of the eye, mm / mm; anatomical means. */
const TURN = 29 / 12;

/**
 * How wide the frame is, in irises: grows in proportion to the distance from the camera, whatever
 * the camera's resolution.
 * @param {Face} face
 * @param {number} width  of the frame, px
 * @returns {number | null}  above 0
 */
export function depth(face, width) {
  const iris = irisWidth(face);
  return iris === null || !(width > 0) ? null : width / iris;
}

/**
 * The eyes' own turn in the head.
 * @param {number} iris  offset of the iris from its place, as a share of the lid opening
 * @returns {number}  degrees, signed as a head's yaw: + is towards the picture's right
 */
export function eyeTurn(iris) {
  return Math.asin(Math.min(1, Math.max(-1, TURN * iris))) * DEGREES;
}

/**
 * How far from the middle of the screen somebody looks, sideways, at the calibrated distance.
 * @param {number} yaw  of the head, degrees from neutral
 * @param {number} iris  offset from neutral, as a share of the lid opening
 * @param {number} distance  from the camera, as a multiple of the calibrated distance
 * @returns {number}  degrees, signed as yaw, -89..89
 */
export function gazeAside(yaw, iris, distance) {
  const angle = Math.min(89, Math.max(-89, yaw + eyeTurn(iris))) / DEGREES;
  const scale = Math.min(GAZE.furthest, Math.max(GAZE.nearest, distance));
  return Math.atan(Math.tan(angle) * scale) * DEGREES;
}
