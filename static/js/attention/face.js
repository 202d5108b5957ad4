/**
 * The shapes that `vision` hands to `attention`, and the geometry of one face.
 *
 * Numbers only: there is no picture here, and none of this leaves the page.
 *
 * @typedef {[x: number, y: number, z: number]} Point  px of the frame, z on the scale of x
 *
 * @typedef {object} Face  one face found in a frame
 * @property {Record<number, Point>} points  landmarks by MediaPipe's index, those in `POINTS`
 * @property {number[] | null} matrix  facial transformation, 16 numbers, column-major
 * @property {Record<string, number>} blendshapes  by MediaPipe's name, those in `BLENDSHAPES`, 0..1
 * @property {number | null} detail  fine detail of the face's crop against its contrast, 0..1, by
 *   which a blurred picture is told; null where it was not measured
 * @property {number | null} eyeLight  how light it is about the eyes against the cheeks, 0..2, by
 *   which sunglasses are told; null where it was not measured
 *
 * @typedef {object} Picture  what the whole frame looks like
 * @property {number} brightness  mean luma, 0..1
 * @property {number} contrast  standard deviation of luma, 0..0.5
 * @property {number | null} change  mean absolute change since the last frame, 0..1; null at first
 *
 * @typedef {object} FaceData  everything that one frame says
 * @property {number} time  ms on one monotonic clock, such as `performance.now()`
 * @property {number} width  px
 * @property {number} height  px
 * @property {Picture} picture
 * @property {Face[]} faces  those read in full, largest first, at most two
 * @property {number} count  faces found, 0..4: `faces` and those too small to be read in full
 *
 * @typedef {object} Pose  degrees; roll + is anticlockwise in the picture, yaw + is towards the
 *   picture's right, pitch + is down
 * @property {number} roll
 * @property {number} yaw
 * @property {number} pitch
 */

import { BLIND } from "./thresholds.js";

/** Landmarks of the eyes: corners, middle of the iris and of the lids, sides of the iris. */
export const POINTS = Object.freeze({
  rightEye: Object.freeze({ outer: 33, inner: 133, iris: 468, lids: [159, 145], rim: [469, 471] }),
  leftEye: Object.freeze({ outer: 263, inner: 362, iris: 473, lids: [386, 374], rim: [474, 476] }),
});

/** The landmarks that attention reads, for those who pick them. */
export const POINT_INDICES = Object.freeze([
  ...Object.values(POINTS).flatMap((eye) => Object.values(eye).flat()),
  ...[55, 285, 70, 46, 300, 276], // brows: inner ends, outer ends
  ...[61, 291, 13, 14], // mouth: corners, middle of the lips
]);

/** The blendshapes that attention reads, for those who pick them. */
export const BLENDSHAPES = Object.freeze(
  ["browDown", "mouthSmile", "eyeBlink", "eyeSquint", "eyeLookDown"].flatMap((name) => [
    `${name}Left`,
    `${name}Right`,
  ]),
);

const DEGREES = 180 / Math.PI;

/**
 * Distance of the outer eye corners.
 * @param {Face} face
 * @returns {number | null}  px, above 0; null where it cannot be read
 */
export function eyeDistance({ points }) {
  const distance = apart(points, [POINTS.rightEye.outer, POINTS.leftEye.outer]);
  return Number.isFinite(distance) && distance > 0 ? distance : null;
}

/**
 * Which way the head points.
 * @param {Face} face
 * @returns {Pose | null}
 */
export function headPose({ matrix }) {
  if (!matrix || matrix.length !== 16) return null;
  const r = (/** @type {number} */ row, /** @type {number} */ column) => matrix[4 * column + row];
  const pose = {
    roll: Math.atan2(r(1, 0), r(0, 0)) * DEGREES,
    yaw: Math.asin(Math.min(1, Math.max(-1, -r(2, 0)))) * DEGREES,
    pitch: Math.atan2(r(2, 1), r(2, 2)) * DEGREES,
  };
  return Object.values(pose).every(Number.isFinite) ? pose : null;
}

/** Whether the shape of brows, lips and lids can be told. @param {Pose} pose @returns {boolean} */
export function isFacingCamera({ yaw, pitch }) {
  return Math.abs(yaw) <= BLIND.shape && Math.abs(pitch) <= BLIND.shape;
}

/**
 * A landmark in the head's own frame, in which a nod or a turn moves nothing.
 * @param {Face} face
 * @param {number} index
 * @returns {Point | null}  px from the frame's corner: x to the head's left, y up, z to its front
 */
export function headPoint({ points, matrix }, index) {
  const point = points[index];
  if (!point || !matrix || matrix.length !== 16) return null;
  const [x, y, z] = [point[0], -point[1], -point[2]];
  const onAxis = (/** @type {number} */ column) => {
    const [a, b, c] = [matrix[4 * column], matrix[4 * column + 1], matrix[4 * column + 2]];
    return (a * x + b * y + c * z) / Math.hypot(a, b, c);
  };
  const seen = /** @type {Point} */ ([onAxis(0), onAxis(1), onAxis(2)]);
  return seen.every(Number.isFinite) ? seen : null;
}

/**
 * The width of the irises, mean of both eyes. An iris is 11.7 +- .5 mm wide, whoever's it is.
 * @param {Face} face
 * @returns {number | null}  px, above 0
 */
export function irisWidth({ points }) {
  const { rightEye, leftEye } = POINTS;
  const width = (apart(points, rightEye.rim) + apart(points, leftEye.rim)) / 2;
  return Number.isFinite(width) && width > 0 ? width : null;
}

/**
 * How far the lids are apart, as a share of the eye's width, of the eye that is further shut.
 * @param {Face} face
 * @returns {number | null}  0 shut, about .3 open
 */
export function lidOpening({ points }) {
  const openings = Object.values(POINTS).map(
    ({ lids, outer, inner }) => apart(points, lids) / apart(points, [outer, inner]),
  );
  const least = Math.min(...openings);
  return Number.isFinite(least) ? least : null;
}

/** @param {Face["points"]} points @param {readonly number[]} ends @returns {number}  px; NaN where one is missing */
function apart(points, [from, to]) {
  const [a, b] = [points[from], points[to]];
  return a && b ? Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) : NaN;
}

/**
 * The stronger side of a blendshape.
 * @param {Face} face @param {string} name  without its side @returns {number | null}  0..1
 */
export function strongest(face, name) {
  const pair = sides(face, name);
  return pair && Math.max(...pair);
}

/**
 * The mean of a blendshape's sides.
 * @param {Face} face @param {string} name  without its side @returns {number | null}  0..1
 */
export function mean(face, name) {
  const pair = sides(face, name);
  return pair && (pair[0] + pair[1]) / 2;
}

/** Both sides, if they are what a blendshape can be. @param {Face} face @param {string} name @returns {[number, number] | null} */
function sides({ blendshapes }, name) {
  const left = blendshapes[`${name}Left`];
  const right = blendshapes[`${name}Right`];
  return left >= 0 && left <= 1 && right >= 0 && right <= 1 ? [left, right] : null;
}

/**
 * Where the irises lie between the corners of their eyes, mean of both eyes.
 * @param {Face} face
 * @returns {number | null}  0..1 from the picture's left to its right; .5 is centred
 */
export function irisRatio({ points }) {
  const { rightEye, leftEye } = POINTS;
  const right = along(points[rightEye.outer], points[rightEye.inner], points[rightEye.iris]);
  const left = along(points[leftEye.inner], points[leftEye.outer], points[leftEye.iris]);
  return right === null || left === null ? null : (right + left) / 2;
}

/**
 * How far a point lies along a line, as a share of it.
 * @param {Point | undefined} start
 * @param {Point | undefined} end
 * @param {Point | undefined} point
 * @returns {number | null}
 */
function along(start, end, point) {
  if (!start || !end || !point) return null;
  const x = end[0] - start[0];
  const y = end[1] - start[1];
  const share = ((point[0] - start[0]) * x + (point[1] - start[1]) * y) / (x * x + y * y);
  return Number.isFinite(share) ? share : null;
}
