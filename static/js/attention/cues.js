/**
 * From one frame to its raw cues: no memory, no threshold of time. Each cue stands in `cues/`.
 *
 * @typedef {import("./face.js").FaceData} FaceData
 * @typedef {import("./wanted.js").Wanted} Wanted
 *
 * @typedef {object} RawCues  null wherever a cue cannot be read, or is not wanted
 * @property {number | null} brow  furrow by blendshape, 0..1
 * @property {number | null} browShape  furrow by landmarks, see `cues/brow.js`
 * @property {number | null} smile  by blendshape, 0..1
 * @property {number | null} mouthShape  smile by landmarks, see `cues/smile.js`
 * @property {number | null} tilt  roll of the head, degrees
 * @property {number | null} roll  however it came about, degrees
 * @property {number | null} yaw  degrees
 * @property {number | null} pitch  degrees
 * @property {number | null} iris  place between the eye's corners, 0..1, .5 is centred
 * @property {number | null} depth  width of the frame in irises, above 0
 * @property {number | null} blink  lowered lids, 0..1
 */
import { brow, browShape } from "./cues/brow.js";
import { depth } from "./cues/gaze.js";
import { lids } from "./cues/lids.js";
import { mouthShape, smile } from "./cues/smile.js";
import { tilt } from "./cues/tilt.js";
import { eyeDistance, headPose, irisRatio, isFacingCamera } from "./face.js";
import { BLIND, UNREADABLE } from "./thresholds.js";

/** @type {RawCues} */
export const NO_CUES = Object.freeze({
  brow: null,
  browShape: null,
  smile: null,
  mouthShape: null,
  tilt: null,
  roll: null,
  yaw: null,
  pitch: null,
  iris: null,
  depth: null,
  blink: null,
});

/** @type {Wanted} */
const EVERYTHING = Object.freeze({ expressions: true, gaze: true, faces: true });

/**
 * The raw cues of the one face in a frame; none when there are more or fewer, it is too small, or
 * nobody knows which way it points. Where faces may not be counted, of the largest.
 * @param {FaceData} data
 * @param {Wanted} [wanted]
 * @returns {RawCues}
 */
export function rawCues(data, wanted = EVERYTHING) {
  const [face] = data.faces;
  if (!face || !wanted.gaze || (wanted.faces && data.faces.length > 1)) return NO_CUES;
  const pose = headPose(face);
  const distance = eyeDistance(face);
  if (!pose || distance === null || distance < UNREADABLE.eyeDistance) return NO_CUES;
  const sharp = distance >= BLIND.eyeDistance;
  const irises = sharp && Math.abs(pose.yaw) <= BLIND.irisYaw;
  return {
    ...pose,
    ...(wanted.expressions ? expressions(face, pose, distance) : NO_EXPRESSIONS),
    iris: irises ? irisRatio(face) : null,
    depth: irises && isFacingCamera(pose) ? depth(face, data.width) : null,
    blink: lids(face),
  };
}

const NO_EXPRESSIONS = Object.freeze({
  brow: null,
  browShape: null,
  smile: null,
  mouthShape: null,
  tilt: null,
});

/** @param {import("./face.js").Face} face @param {import("./face.js").Pose} pose @param {number} distance  px */
function expressions(face, pose, distance) {
  const isFrontal = isFacingCamera(pose);
  const browsSeen = distance >= BLIND.eyeDistance && areBrowsSeen(pose);
  const mouthSeen =
    Math.abs(pose.yaw) <= BLIND.smileYaw && Math.abs(pose.pitch) <= BLIND.smilePitch;
  return {
    brow: browsSeen ? brow(face) : null,
    browShape: browsSeen && isFrontal ? browShape(face, distance) : null,
    smile: mouthSeen ? smile(face) : null,
    mouthShape: isFrontal ? mouthShape(face, distance) : null,
    tilt: tilt(pose),
  };
}

/** @param {import("./face.js").Pose} pose */
function areBrowsSeen({ yaw, pitch }) {
  return Math.abs(yaw) <= BLIND.browYaw && Math.abs(pitch) <= BLIND.browPitch;
}
