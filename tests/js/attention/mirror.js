/**
 * The same picture in a mirror, or at another size.
 *
 * @typedef {import("./people.js").Face} Face
 * @typedef {import("./people.js").FaceData} FaceData
 */

/** Landmarks of the right half of a face, and their partners on the left. */
const PARTNERS = /** @type {[number, number][]} */ ([
  ...[
    [33, 263],
    [133, 362],
    [468, 473],
    [469, 476],
    [471, 474],
    [159, 386],
    [145, 374],
  ],
  ...[
    [55, 285],
    [70, 300],
    [46, 276],
    [61, 291],
    [13, 13],
    [14, 14],
  ],
]);
const PARTNER = Object.fromEntries(
  PARTNERS.flatMap(([a, b]) => [
    [a, b],
    [b, a],
  ]),
);

/** @param {FaceData} data @returns {FaceData} */
export function mirrored(data) {
  return { ...data, faces: data.faces.map((face) => mirroredFace(face, data.width)) };
}

/** @param {Face} face @param {number} width  of the picture, px @returns {Face} */
function mirroredFace({ points, matrix, blendshapes, ...rest }, width) {
  const moved = Object.entries(points).map(([index, [x, y, z]]) => [
    PARTNER[index],
    [width - x, y, z],
  ]);
  const swapped = Object.entries(blendshapes).map(([name, score]) => [
    name.replace(/Left$|Right$/, (side) => (side === "Left" ? "Right" : "Left")),
    score,
  ]);
  // In a mirror x counts the other way, in the head and in the picture; what is both stays.
  const isAcross = (/** @type {number} */ i) => (i % 4 === 0) !== i < 4;
  const turned = matrix?.map((entry, i) => (isAcross(i) ? -entry : entry)) ?? null;
  return {
    points: Object.fromEntries(moved),
    matrix: turned,
    blendshapes: Object.fromEntries(swapped),
    ...rest,
  };
}

/** @param {FaceData} data @param {number} times @returns {FaceData} */
export function scaled(data, times) {
  const larger = (/** @type {Face} */ { points, ...face }) => {
    const moved = Object.entries(points).map(([index, xyz]) => [
      index,
      xyz.map((px) => px * times),
    ]);
    return { ...face, points: Object.fromEntries(moved) };
  };
  const [width, height] = [data.width * times, data.height * times];
  return { ...data, width, height, faces: data.faces.map(larger) };
}
