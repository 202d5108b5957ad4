/**
 * Whether the landmarker should run on the graphics hardware instead of the CPU: by what is measured
 * on this very machine, on its own frames. Pure.
 *
 * The CPU is quick everywhere. A GPU may be quicker, and may also be software in disguise, which
 * took 12 s for a first frame, or a driver that answers wrongly. So it is tried only where it
 * can win much, and taken only where it is clearly faster and sees the same.
 *
 * @typedef {import("../attention/face.js").FaceData} FaceData
 * @typedef {import("../attention/face.js").Face} Face
 * @typedef {"CPU" | "GPU"} Delegate
 * @typedef {{ cost: number, agrees: boolean }} Sample  ms of the landmarker alone
 */
import { eyeDistance } from "../attention/face.js";

/** Looks of the CPU before the GPU is tried: a costly one may have been a busy moment. */
export const SAMPLES = 30;
/** Looks of the GPU that are not counted, while its shaders are being made, and that are. */
export const TRIAL = Object.freeze({ warmUp: 5, counted: 15 });

/** ms of the landmarker from which a faster one is worth a trial: it allows some 15 looks a second
 * at a quarter of a core. */
const COSTLY = 16;
/** The GPU's share of the CPU's time at which it is clearly faster. */
const FASTER = 0.7;
/** The share of looks that must agree: faces move between two looks. */
const AGREEING = 0.8;
/** How far two looks at one face may differ: share of the eyes' distance, blendshapes. */
const ALIKE = Object.freeze({ distance: 0.1, blendshape: 0.15 });

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|mesa offscreen|subzero|warp/i;

/**
 * Whether a renderer's name is that of graphics hardware, as far as anybody can tell.
 * @param {string} renderer  WebGL's; "" or something general where the browser does not tell
 * @returns {boolean}
 */
export function isHardware(renderer) {
  return /\w/.test(renderer) && !SOFTWARE.test(renderer) && !/^webkit webgl$/i.test(renderer);
}

/**
 * @param {string} renderer
 * @param {readonly number[]} costs  ms, the CPU's latest
 * @returns {boolean}
 */
export function isWorthTrying(renderer, costs) {
  return isHardware(renderer) && costs.length >= SAMPLES && median(costs) > COSTLY;
}

/**
 * @param {readonly number[]} costs  ms, the CPU's
 * @param {readonly Sample[]} samples  the GPU's, in turn
 * @returns {Delegate | null}  null while the trial goes on
 */
export function chosen(costs, samples) {
  if (samples.length < TRIAL.warmUp + TRIAL.counted) return null;
  const counted = samples.slice(TRIAL.warmUp);
  const isFaster = median(counted.map(({ cost }) => cost)) < FASTER * median(costs);
  const agreeing = counted.filter(({ agrees }) => agrees).length;
  return isFaster && agreeing >= AGREEING * counted.length ? "GPU" : "CPU";
}

/**
 * Whether two looks at about the same moment saw the same faces.
 * @param {FaceData} one
 * @param {FaceData} other
 * @returns {boolean}
 */
export function agree(one, other) {
  const pairs = one.faces.map((face, i) => [face, other.faces[i]]);
  return one.faces.length === other.faces.length && pairs.every(([a, b]) => areAlike(a, b));
}

/** @param {Face} a @param {Face} b */
function areAlike(a, b) {
  const [here, there] = [eyeDistance(a) ?? NaN, eyeDistance(b) ?? NaN];
  const differences = Object.keys(a.blendshapes).map((name) =>
    Math.abs(a.blendshapes[name] - b.blendshapes[name]),
  );
  return (
    Math.abs(here - there) <= ALIKE.distance * here &&
    differences.every((difference) => difference <= ALIKE.blendshape)
  );
}

/** @param {readonly number[]} values @returns {number} */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
