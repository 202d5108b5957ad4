/**
 * From MediaPipe's result to plain face data: the few numbers that attention reads. Pure.
 *
 * @typedef {import("../attention/face.js").Face} Face
 * @typedef {import("../attention/face.js").FaceData} FaceData
 * @typedef {import("../attention/face.js").Picture} Picture
 *
 * @typedef {import("./sweep.js").Box} Box
 * @typedef {Pick<Face, "detail" | "eyeLight">} Portrait  what a face's own pixels tell
 * @typedef {{ x: number, y: number, z: number }} Landmark  shares of the frame's width and height
 * @typedef {{ categories: { categoryName: string, score: number }[] }} Scores
 *
 * @typedef {object} Result  the parts of MediaPipe's FaceLandmarkerResult that are read
 * @property {Landmark[][]} faceLandmarks
 * @property {Scores[]} faceBlendshapes
 * @property {{ data: number[] }[]} facialTransformationMatrixes
 *
 * @typedef {{ time: number, width: number, height: number }} Frame  ms, px
 */
import { BLENDSHAPES, POINT_INDICES, eyeDistance } from "../attention/face.js";

const WANTED = new Set(BLENDSHAPES);

/** @type {Portrait} */
const UNLOOKED = Object.freeze({ detail: null, eyeLight: null });

/**
 * @param {Result} result
 * @param {Frame} frame
 * @param {object} seen
 * @param {Picture} seen.picture
 * @param {number} seen.others  faces too small for the result, 0 or more
 * @param {(landmarks: Landmark[]) => Portrait} seen.portrait  asked for the largest face alone
 * @returns {FaceData}
 */
export function faceDataOf(result, frame, { picture, others, portrait }) {
  const found = result.faceLandmarks
    .map((landmarks, i) => ({ landmarks, face: faceOf(landmarks, result, i, frame) }))
    .sort((a, b) => (eyeDistance(b.face) ?? 0) - (eyeDistance(a.face) ?? 0));
  const faces = found.map(({ landmarks, face }, i) =>
    i === 0 ? { ...face, ...portrait(landmarks) } : face,
  );
  return { ...frame, picture, faces, count: Math.min(4, faces.length + others) };
}

/**
 * @param {Landmark[]} landmarks
 * @param {Result} result
 * @param {number} i
 * @param {Frame} frame
 * @returns {Face}
 */
function faceOf(landmarks, result, i, { width, height }) {
  /** @type {Face["points"]} */
  const points = {};
  for (const index of POINT_INDICES) {
    const point = landmarks[index];
    if (point) points[index] = [point.x * width, point.y * height, point.z * width];
  }
  const matrix = result.facialTransformationMatrixes[i];
  const scores = result.faceBlendshapes[i]?.categories ?? [];
  const read = scores.filter(({ categoryName }) => WANTED.has(categoryName));
  const blendshapes = Object.fromEntries(read.map((s) => [s.categoryName, s.score]));
  return { points, matrix: matrix ? Array.from(matrix.data) : null, blendshapes, ...UNLOOKED };
}

/**
 * The box around a face's landmarks.
 * @param {Landmark[]} landmarks
 * @param {{ width: number, height: number }} frame  px
 * @returns {Box}
 */
export function boxAround(landmarks, { width, height }) {
  const across = landmarks.map(({ x }) => x * width);
  const down = landmarks.map(({ y }) => y * height);
  const [x, y] = [Math.min(...across), Math.min(...down)];
  return { x, y, width: Math.max(...across) - x, height: Math.max(...down) - y };
}
