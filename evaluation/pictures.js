/**
 * Pictures of people: landmark rows, one JSON object a line (gzip), read into the product's own
 * face data.
 *
 * @typedef {import("../static/js/attention/face.js").FaceData} FaceData
 * @typedef {import("../static/js/attention/face.js").Face} Face
 * @typedef {import("../static/js/attention/face.js").Point} Point
 *
 * @typedef {object} FoundFace  what a row says of the face in it
 * @property {number} w  px @property {number} h  px
 * @property {number} faces  found in it
 * @property {Record<string, Point>} [lm]  landmarks by index, x and z shares of w, y of h
 * @property {Record<string, number>} [bs]  blendshapes, 0..1
 * @property {number[]} [m]  facial transformation, 4x4, row-major
 *
 * @typedef {FoundFace & { person: string, pose: string, expression: string, eyes: string }} Row
 * @typedef {FoundFace & { t: number, true_faces: number }} VideoRow  t: s
 *
 * @typedef {object} Pictured  one picture
 * @property {string} person
 * @property {string} pose  straight, left, right, up
 * @property {string} expression  neutral, happy, sad, angry
 * @property {string} eyes  open, sunglasses
 * @property {number} found  faces that the model found
 * @property {FaceData} data  of the person alone
 *
 * @typedef {object} Video
 * @property {string} name
 * @property {{ truth: number, data: FaceData }[]} frames  truth: faces that are there
 */

/** Rows say nothing of the picture's light: that of an ordinary picture stands for it. */
const PICTURE = Object.freeze({ brightness: 0.45, contrast: 0.2, change: 0.005 });

/**
 * @param {FoundFace} row
 * @param {number} time  ms
 * @returns {FaceData}
 */
export function faceDataOf(row, time) {
  const { w, h, faces } = row;
  return {
    time,
    width: w,
    height: h,
    picture: PICTURE,
    faces: row.lm ? [faceOf(row)] : [],
    count: Math.min(4, faces),
  };
}

/** @param {FoundFace} row @returns {Face} */
function faceOf({ w, h, lm = {}, bs = {}, m }) {
  const points = Object.entries(lm).map(([index, [x, y, z]]) => [index, [x * w, y * h, z * w]]);
  return {
    points: Object.fromEntries(points),
    matrix: m ? transposed(m) : null,
    blendshapes: bs,
    detail: null,
    eyeLight: null,
  };
}

/** Row-major to column-major. @param {readonly number[]} matrix  16 numbers @returns {number[]} */
export function transposed(matrix) {
  return matrix.map((_, i) => matrix[4 * (i % 4) + Math.floor(i / 4)]);
}

/**
 * @param {readonly Row[]} rows
 * @returns {Pictured[]}
 */
export function picturesOf(rows) {
  return rows.map((row) => {
    const { person, pose, expression, eyes, faces } = row;
    // The labels say that nobody else is in it: a second face that was found is a ghost.
    const alone = { ...row, faces: Math.min(1, faces) };
    return { person, pose, expression, eyes, found: faces, data: faceDataOf(alone, 0) };
  });
}

/**
 * @param {string} name
 * @param {readonly VideoRow[]} rows
 * @returns {Video}
 */
export function videoOf(name, rows) {
  const frames = rows.map((row) => ({
    truth: row.true_faces,
    data: faceDataOf(row, row.t * 1000),
  }));
  return { name, frames };
}
