/**
 * Faces for the tests of the evaluation: real geometry, drawn by the tests of attention, with the
 * landmarks that only the seed reads.
 *
 * @typedef {import("../../../static/js/attention/face.js").FaceData} FaceData
 * @typedef {import("../../../static/js/attention/face.js").Point} Point
 */
import { seen } from "../attention/people.js";

/** Nose and chin of a face that looks straight ahead. */
const MORE = /** @type {Record<number, Point>} */ ({
  1: [320, 250, -30],
  152: [320, 330, 5],
});

/**
 * @param {number} time  ms
 * @param {Parameters<typeof seen>[1]} [look]
 * @param {Record<number, Point>} [points]  in place of others
 * @returns {FaceData}
 */
export function frame(time, look, points = {}) {
  const data = seen(time, look);
  const faces = data.faces.map((face) => ({
    ...face,
    points: { ...MORE, ...face.points, ...points },
  }));
  return { ...data, faces };
}
