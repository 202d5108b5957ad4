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
 * @typedef {object} Pose  degrees; roll + is anticlockwise in the picture, yaw - is towards the
 *   picture's right, pitch + is down
 * @property {number} roll
 * @property {number} yaw
 * @property {number} pitch
 */

/** Landmark indices that attention reads. */
export const POINTS = Object.freeze({
  rightEye: Object.freeze({ outer: 33, inner: 133, iris: 468 }),
  leftEye: Object.freeze({ outer: 263, inner: 362, iris: 473 }),
});

/** The landmarks that attention reads, for those who pick them. */
export const POINT_INDICES = Object.freeze([
  ...[33, 133, 159, 145, 468, 469, 470, 471, 472], // right eye: corners, lids, iris
  ...[263, 362, 386, 374, 473, 474, 475, 476, 477], // left eye
  ...[55, 107, 65, 66, 285, 336, 295, 296], // inner brows
  ...[61, 291, 13, 14], // mouth
  ...[1, 10, 152], // nose, forehead, chin
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
  const a = points[POINTS.rightEye.outer];
  const b = points[POINTS.leftEye.outer];
  if (!a || !b) return null;
  const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
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
