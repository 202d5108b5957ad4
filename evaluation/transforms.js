/**
 * What can be done to a frame's face data without a camera. Pure.
 *
 * `rolled` is exactly what a camera that is turned about its axis would give, and `mirrored` what a
 * mirror would. The others are approximations, and say of what.
 *
 * @typedef {import("../static/js/attention/face.js").FaceData} FaceData
 * @typedef {import("../static/js/attention/face.js").Face} Face
 * @typedef {import("../static/js/attention/face.js").Point} Point
 */

const RADIANS = Math.PI / 180;
const COLUMNS = 4;
export const EYE = 33; // the outer corner of an eye, near enough to the head's middle to turn about

/** Each eye: its corners, in the order of the picture from left to right, and its iris. */
export const IRISES = Object.freeze([
  Object.freeze({
    corners: Object.freeze([33, 133]),
    iris: Object.freeze([468, 469, 470, 471, 472]),
  }),
  Object.freeze({
    corners: Object.freeze([362, 263]),
    iris: Object.freeze([473, 474, 475, 476, 477]),
  }),
]);

/** The parts of a face that move by themselves: landmarks by index, blendshapes by first letters. */
const REGIONS = Object.freeze({
  brow: Object.freeze({
    points: [46, 52, 53, 55, 63, 65, 66, 70, 105, 107, 276, 282, 283, 285].concat([
      293, 295, 296, 300, 334, 336,
    ]),
    blendshapes: "brow",
  }),
  mouth: Object.freeze({ points: [13, 14, 17, 61, 291], blendshapes: "mouth" }),
});

/** Every face of a frame changed alike. @param {FaceData} data @param {(face: Face) => Face} change @returns {FaceData} */
function withFaces(data, change) {
  return { ...data, faces: data.faces.map(change) };
}

/**
 * The head turned in the picture's plane, about the picture's middle.
 * @param {FaceData} data
 * @param {number} degrees  + is anticlockwise in the picture
 * @returns {FaceData}
 */
export function rolled(data, degrees) {
  const rotation = rotationOf({ roll: degrees, yaw: 0, pitch: 0 });
  const middle = /** @type {Point} */ ([data.width / 2, data.height / 2, 0]);
  return withFaces(data, (face) => ({
    ...face,
    points: rotated(face.points, rotation, middle),
    matrix: face.matrix && turned(face.matrix, rotation, COLUMNS),
  }));
}

/**
 * The head turned where it is, as a camera that is far away would see it.
 * @param {FaceData} data
 * @param {import("../static/js/attention/face.js").Pose} by  degrees
 * @returns {FaceData}
 */
export function turnedBy(data, by) {
  const rotation = rotationOf(by);
  return withFaces(data, (face) => ({
    ...face,
    points: rotated(face.points, rotation, face.points[EYE] ?? [0, 0, 0]),
    matrix: face.matrix && turned(face.matrix, rotation, COLUMNS - 1),
  }));
}

/**
 * Blendshapes raised or lowered, kept within 0..1: as muscles and the model's noise move them.
 * @param {FaceData} data
 * @param {Record<string, number>} by  by a blendshape's name without its side
 * @returns {FaceData}
 */
export function shaped(data, by) {
  const moves = Object.entries(by).flatMap(([name, move]) => [
    [`${name}Left`, move],
    [`${name}Right`, move],
  ]);
  return withFaces(data, (face) => {
    const blendshapes = { ...face.blendshapes };
    for (const [name, move] of /** @type {[string, number][]} */ (moves)) {
      if (name in blendshapes) {
        blendshapes[name] = Math.min(1, Math.max(0, blendshapes[name] + move));
      }
    }
    return { ...face, blendshapes };
  });
}

/**
 * Both irises moved along their eyes, as when only the eyes turn.
 * @param {FaceData} data
 * @param {number} by  share of the eye's width, + towards the picture's right
 * @returns {FaceData}
 */
export function glancing(data, by) {
  return withFaces(data, (face) => {
    const points = { ...face.points };
    for (const { corners, iris } of IRISES) slide(points, corners, iris, by);
    return { ...face, points };
  });
}

/**
 * @param {Face["points"]} points @param {readonly number[]} corners @param {readonly number[]} iris
 * @param {number} by
 */
function slide(points, [from, to], iris, by) {
  const [start, end] = [points[from], points[to]];
  if (!start || !end) return;
  for (const index of iris.filter((one) => points[one])) {
    points[index] = /** @type {Point} */ (
      points[index].map((at, axis) => at + by * (end[axis] - start[axis]))
    );
  }
}

/**
 * A face whose brows or mouth are those of another frame of the same picture: both were seen, never
 * both at once.
 * @param {FaceData} data
 * @param {keyof typeof REGIONS} region
 * @param {FaceData} other  of the same size, with the face in the same place
 * @returns {FaceData}
 */
export function withRegion(data, region, other) {
  const [source] = other.faces;
  const { points: indices, blendshapes: prefix } = REGIONS[region];
  if (!source) return data;
  return withFaces(data, (face) => ({
    ...face,
    points: { ...face.points, ...pickKeys(source.points, indices.map(String)) },
    blendshapes: {
      ...face.blendshapes,
      ...pickKeys(
        source.blendshapes,
        Object.keys(source.blendshapes).filter((name) => name.startsWith(prefix)),
      ),
    },
  }));
}

/** @template T @param {Record<string, T>} from @param {string[]} keys @returns {Record<string, T>} */
function pickKeys(from, keys) {
  return Object.fromEntries(keys.filter((key) => key in from).map((key) => [key, from[key]]));
}

/** The same frame with nobody in it. @param {FaceData} data @returns {FaceData} */
export function emptied(data) {
  return { ...data, faces: [], count: 0 };
}

/**
 * The same frame with one face more, as small as those that only the sweep finds.
 * @param {FaceData} data
 * @returns {FaceData}
 */
export function joined(data) {
  return { ...data, count: Math.min(4, data.count + 1) };
}

/**
 * The rotation about z, then y, then x, in the frame of the facial matrix: y up, z to the camera.
 * @param {import("../static/js/attention/face.js").Pose} pose  degrees
 * @returns {number[]}  3x3, row-major
 */
export function rotationOf({ roll, yaw, pitch }) {
  const [cz, cy, cx] = [roll, yaw, pitch].map((angle) => Math.cos(angle * RADIANS));
  const [sz, sy, sx] = [roll, yaw, pitch].map((angle) => Math.sin(angle * RADIANS));
  return [
    ...[cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx],
    ...[sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx],
    ...[-sy, cy * sx, cy * cx],
  ];
}

/**
 * Landmarks rotated about one point; their y runs down and their z away from the camera.
 * @param {Face["points"]} points @param {number[]} q @param {Point} about
 * @returns {Face["points"]}
 */
function rotated(points, q, [cx, cy, cz]) {
  /** @type {Face["points"]} */
  const moved = {};
  for (const index in points) {
    const [px, py, pz] = points[index];
    const [x, y, z] = [px - cx, cy - py, cz - pz];
    moved[index] = [
      cx + q[0] * x + q[1] * y + q[2] * z,
      cy - q[3] * x - q[4] * y - q[5] * z,
      cz - q[6] * x - q[7] * y - q[8] * z,
    ];
  }
  return moved;
}

/**
 * @param {readonly number[]} matrix  4x4, column-major
 * @param {readonly number[]} q  3x3, row-major, applied after the matrix
 * @param {number} columns  so many of the matrix's: the fourth is where the head is
 * @returns {number[]}
 */
export function turned(matrix, q, columns) {
  const result = [...matrix];
  for (let column = 0; column < columns; column += 1) {
    const [a, b, c] = [matrix[4 * column], matrix[4 * column + 1], matrix[4 * column + 2]];
    for (let row = 0; row < 3; row += 1) {
      result[4 * column + row] = q[3 * row] * a + q[3 * row + 1] * b + q[3 * row + 2] * c;
    }
  }
  return result;
}
