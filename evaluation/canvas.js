/**
 * One frame of face data that is drawn over again and again: what `transforms.js` does by making new
 * frames, at a tenth of the time, for streams of millions. Whoever reads a frame must be done with it
 * before the next is drawn.
 *
 * @typedef {import("../static/js/attention/face.js").FaceData} FaceData
 * @typedef {import("../static/js/attention/face.js").Pose} Pose
 * @typedef {import("../static/js/attention/face.js").Point} Point
 *
 * @typedef {object} Change
 * @property {Pose} turn  degrees
 * @property {Record<string, number>} shapes  blendshapes by their name without its side
 * @property {number} iris  share of the eye's width, + towards the picture's right
 */
import { EYE, IRISES, rotationOf, turned } from "./transforms.js";

/**
 * @param {FaceData} like  a frame with one face; those that are drawn have the same landmarks
 * @returns {{ frame: FaceData, draw(source: FaceData, change: Change): void }}
 */
export function createCanvas(like) {
  const [model] = like.faces;
  const indices = Object.keys(model.points).map(Number);
  const names = Object.keys(model.blendshapes);
  const face = {
    ...model,
    points: Object.fromEntries(indices.map((i) => [i, /** @type {Point} */ ([0, 0, 0])])),
    blendshapes: { ...model.blendshapes },
  };
  const frame = { ...like, faces: [face] };
  return {
    frame,
    draw(source, { turn, shapes, iris }) {
      const [drawn] = source.faces;
      const rotation = rotationOf(turn);
      const centre = drawn.points[EYE];
      frame.picture = source.picture;
      face.detail = drawn.detail;
      face.matrix = drawn.matrix && turned(drawn.matrix, rotation, 3);
      for (const index of indices) {
        rotate(drawn.points[index] ?? centre, centre, rotation, face.points[index]);
      }
      if (iris !== 0) slideIrises(face.points, iris);
      for (const name of names) face.blendshapes[name] = drawn.blendshapes[name];
      for (const name in shapes) {
        raise(face.blendshapes, `${name}Left`, shapes[name]);
        raise(face.blendshapes, `${name}Right`, shapes[name]);
      }
    },
  };
}

/**
 * @param {Point} point @param {Point} centre @param {number[]} q  3x3, row-major
 * @param {number[]} into
 */
function rotate(point, centre, q, into) {
  const x = point[0] - centre[0];
  const y = centre[1] - point[1];
  const z = centre[2] - point[2];
  into[0] = centre[0] + q[0] * x + q[1] * y + q[2] * z;
  into[1] = centre[1] - q[3] * x - q[4] * y - q[5] * z;
  into[2] = centre[2] - q[6] * x - q[7] * y - q[8] * z;
}

/** @param {Record<number, Point>} points @param {number} by */
function slideIrises(points, by) {
  for (const { corners, iris } of IRISES) {
    const [start, end] = [points[corners[0]], points[corners[1]]];
    for (const index of start && end ? iris : []) slide(points[index], start, end, by);
  }
}

/** @param {Point | undefined} point @param {Point} start @param {Point} end @param {number} by */
function slide(point, start, end, by) {
  for (let axis = 0; point && axis < 3; axis += 1) point[axis] += by * (end[axis] - start[axis]);
}

/** @param {Record<string, number>} shapes @param {string} name @param {number} by */
function raise(shapes, name, by) {
  if (name in shapes) shapes[name] = Math.min(1, Math.max(0, shapes[name] + by));
}
