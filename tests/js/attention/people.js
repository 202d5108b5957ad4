/**
 * Made-up people for the tests of attention: faces drawn from a few numbers, played over time.
 *
 * @typedef {import("../../../static/js/attention/face.js").Face} Face
 * @typedef {import("../../../static/js/attention/face.js").FaceData} FaceData
 * @typedef {import("../../../static/js/attention/face.js").Picture} Picture
 * @typedef {import("../../../static/js/attention/calibration.js").Calibration} Calibration
 * @typedef {import("../../../static/js/attention/attention.js").Observation} Observation
 *
 * @typedef {object} Look  offsets from a neutral face: degrees and shares
 * @property {number} [roll] @property {number} [yaw] @property {number} [pitch]
 * @property {number} [brow] @property {number} [smile] @property {number} [iris]
 * @property {number} [blink] @property {number} [squint] @property {number} [lookDown]
 * @property {number} [browDrop] @property {number} [mouthWide] @property {number} [mouthRise]
 *   @property {number} [mouthBack]  eye distances
 * @property {number} [lids]  how far they are apart, as a share of the eye's width
 * @property {number} [distance]  from the camera, as a multiple, as irises tell it
 * @property {number | null} [detail] @property {number | null} [eyeLight]
 * @property {number} [eyes]  px between the outer corners of the eyes
 * @property {number} [faces]  how many
 * @property {Partial<Picture>} [picture]
 *
 * @typedef {(ms: number) => Look} Script  what a person does at a time
 */
import { createAttention } from "../../../static/js/attention/attention.js";
import { rawCues } from "../../../static/js/attention/cues.js";

const RADIANS = Math.PI / 180;

const REST = Object.freeze({
  ...{ brow: 0.05, smile: 0.02, roll: 1, yaw: -2, pitch: 4, iris: 0.5, blink: 0.1 },
});

// The shape of a face drawn from these numbers is measured, as anybody's would be.
const SHAPE = rawCues(seen(0, {}));

/** What the made-up face looks like at rest. @type {Calibration} */
export const CALIBRATION = {
  calibrated: true,
  neutral: {
    ...REST,
    browShape: Number(SHAPE.browShape),
    mouthShape: Number(SHAPE.mouthShape),
    depth: Number(SHAPE.depth),
  },
  spread: {
    ...{ brow: 0.01, browShape: 0.02, smile: 0.01, mouthShape: 0.02, iris: 0.005, depth: 0.5 },
    ...{ roll: 0.1, yaw: 0.1, pitch: 0.2, blink: 0.02 },
  },
};

/** Everything that makes a face look confused, each well beyond its threshold. */
export const CONFUSED = Object.freeze({ brow: 0.4, browDrop: 0.02, roll: 16 });
/** @type {Look} */
export const NEUTRAL = Object.freeze({});
export const NOBODY = Object.freeze({ faces: 0 });

/**
 * A repeatable source of chance (mulberry32).
 * @param {number} seed
 * @returns {() => number}  0..1
 */
export function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * @param {number} time  ms
 * @param {Look} [look]
 * @returns {FaceData}
 */
export function seen(time, look = NEUTRAL) {
  const { faces = 1, picture = {} } = look;
  return {
    time,
    width: 640,
    height: 480,
    picture: { brightness: 0.4, contrast: 0.2, change: 0.005, ...picture },
    faces: Array.from({ length: Math.min(faces, 2) }, () => face(look)),
    count: faces,
  };
}

/** @param {Look} look @returns {Face} */
export function face(look) {
  const { roll = 0, yaw = 0, pitch = 0 } = look;
  const matrix = rotation(REST.roll + roll, REST.yaw + yaw, REST.pitch + pitch);
  return {
    matrix,
    points: turned(pointsOf(look), matrix),
    blendshapes: blendshapes({
      browDown: REST.brow + (look.brow ?? 0),
      mouthSmile: REST.smile + (look.smile ?? 0),
      eyeBlink: REST.blink + (look.blink ?? 0),
      eyeSquint: look.squint ?? 0.5,
      eyeLookDown: look.lookDown ?? 0.1,
    }),
    detail: look.detail ?? null,
    eyeLight: look.eyeLight ?? null,
  };
}

/**
 * The face's points in the head's own frame: x to the picture's right, y up, z to the front, px.
 * @param {Look} look
 * @returns {Record<number, [number, number, number]>}
 */
function pointsOf({ iris = 0, eyes = 110, browDrop = 0, distance = 1, lids = 0.3, ...mouth }) {
  const { mouthWide = 0, mouthRise = 0, mouthBack = 0 } = mouth;
  const u = eyes;
  const [ratio, rim, lid] = [REST.iris + iris, (0.065 * u) / distance, (lids / 6) * u];
  const [right, left] = [-u / 2 + (ratio * u) / 3, u / 6 + (ratio * u) / 3];
  const inner = (0.15 - browDrop) * u;
  const corner = (0.28 + mouthWide / 2) * u;
  const [height, depth] = [(mouthRise - 0.7) * u, -mouthBack * u];
  return {
    33: [-u / 2, 0, 0],
    133: [-u / 6, 0, 0],
    362: [u / 6, 0, 0],
    263: [u / 2, 0, 0],
    ...{ 468: [right, 0, 0], 469: [right + rim, 0, 0], 471: [right - rim, 0, 0] },
    ...{ 473: [left, 0, 0], 474: [left + rim, 0, 0], 476: [left - rim, 0, 0] },
    ...{ 159: [-u / 3, lid, 0], 145: [-u / 3, -lid, 0] },
    ...{ 386: [u / 3, lid, 0], 374: [u / 3, -lid, 0] },
    ...{ 55: [-0.15 * u, inner, 0.1 * u], 285: [0.15 * u, inner, 0.1 * u] },
    ...{ 70: [-0.55 * u, 0.18 * u, 0], 46: [-0.55 * u, 0.14 * u, 0] },
    ...{ 300: [0.55 * u, 0.18 * u, 0], 276: [0.55 * u, 0.14 * u, 0] },
    ...{ 61: [-corner, height, depth], 291: [corner, height, depth] },
    ...{ 13: [0, -0.69 * u, 0.1 * u], 14: [0, -0.71 * u, 0.1 * u] },
  };
}

/**
 * From the head's frame into the picture, whose y points down and whose z away from the camera.
 * @param {Record<number, [number, number, number]>} points
 * @param {number[]} m  column-major
 * @returns {Face["points"]}
 */
function turned(points, m) {
  const entries = Object.entries(points).map(([index, [x, y, z]]) => {
    const row = (/** @type {number} */ i) => m[i] * x + m[4 + i] * y + m[8 + i] * z;
    return [index, [320 + row(0), 200 - row(1), -row(2)]];
  });
  return Object.fromEntries(entries);
}

/** @param {Record<string, number>} scores @returns {Record<string, number>} */
function blendshapes(scores) {
  const both = Object.entries(scores).flatMap(([name, score]) => [
    [`${name}Left`, score],
    [`${name}Right`, score],
  ]);
  return Object.fromEntries(both);
}

/**
 * The rotation about z, then y, then x, as MediaPipe gives it: column-major.
 * @param {number} roll @param {number} yaw @param {number} pitch  degrees
 * @returns {number[]}
 */
export function rotation(roll, yaw, pitch) {
  const [cz, cy, cx] = [roll, yaw, pitch].map((angle) => Math.cos(angle * RADIANS));
  const [sz, sy, sx] = [roll, yaw, pitch].map((angle) => Math.sin(angle * RADIANS));
  const columns = [
    [cz * cy, sz * cy, -sy, 0],
    [cz * sy * sx - sz * cx, sz * sy * sx + cz * cx, cy * sx, 0],
    [cz * sy * cx + sz * sx, sz * sy * cx - cz * sx, cy * cx, 0],
    [0, 0, -40, 1],
  ];
  return columns.flat();
}

/**
 * @typedef {object} Playing
 * @property {number} [fps]
 * @property {number} [dropped]  share of frames that never come, 0..1
 * @property {() => number} [random]
 * @property {Calibration} [calibration]
 * @property {"everything" | "attention"} [analysis]
 * @property {readonly import("../../../static/js/attention/wanted.js").Exemption[]} [exempt]
 */

/**
 * Play a script to a fresh attention.
 * @param {number} seconds
 * @param {Script} script
 * @param {Playing} [playing]
 * @returns {(Observation & { time: number })[]}  one for each frame
 */
export function play(seconds, script, playing = {}) {
  const { fps = 10, dropped = 0, random = chance(1) } = playing;
  const { calibration = CALIBRATION, analysis = "everything", exempt = [] } = playing;
  const attention = createAttention({ calibration, analysis, exempt });
  const told = [];
  for (let i = 0; i < seconds * fps; i += 1) {
    const time = (i * 1000) / fps;
    if (random() < dropped) continue;
    told.push({ time, ...attention.observe(seen(time, script(time))) });
  }
  return told;
}

/**
 * A script of looks that follow one another.
 * @param {...[seconds: number, look: Look]} following  the last goes on
 * @returns {Script}
 */
export function scenes(...following) {
  return (ms) => {
    let end = 0;
    const scene = following.find(([seconds]) => ms < (end += seconds * 1000));
    return (scene ?? following[following.length - 1])[1];
  };
}

/**
 * When a state was first told.
 * @param {(Observation & { time: number })[]} told
 * @param {string} state
 * @param {number} [after]  ms
 * @returns {number}  ms, Infinity if never
 */
export function firstTime(told, state, after = 0) {
  return told.find((one) => one.state === state && one.time >= after)?.time ?? Infinity;
}

/**
 * The states in their order, without repetition.
 * @param {Observation[]} told
 * @returns {string[]}  "state:reason"
 */
export function changes(told) {
  const all = told.map(({ state, reason }) => `${state}:${reason}`);
  return all.filter((one, i) => one !== all[i - 1]);
}
