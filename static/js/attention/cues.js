/**
 * From one face to its raw cues: no memory, no threshold of time.
 *
 * @typedef {import("./face.js").FaceData} FaceData
 * @typedef {import("./face.js").Face} Face
 *
 * @typedef {object} RawCues  null wherever a cue cannot be read
 * @property {number | null} brow  furrow: the stronger browDown, 0..1
 * @property {number | null} smile  mean mouthSmile, 0..1
 * @property {number | null} roll  degrees
 * @property {number | null} yaw  degrees
 * @property {number | null} pitch  degrees
 * @property {number | null} iris  0..1, .5 is centred
 * @property {number | null} blink  lowered lids: the stronger eyeBlink, 0..1
 *
 * @typedef {"too_dark" | "too_far" | "covered" | "cannot_see"} Blindness
 */
import { eyeDistance, headPose, irisRatio } from "./face.js";
import { BLIND, UNREADABLE } from "./thresholds.js";

/** @type {RawCues} */
export const NO_CUES = Object.freeze({
  brow: null,
  smile: null,
  roll: null,
  yaw: null,
  pitch: null,
  iris: null,
  blink: null,
});

/**
 * The raw cues of the one face in a frame; none when there are more or fewer, it is too small, or
 * nobody knows which way it points.
 * @param {FaceData} data
 * @returns {RawCues}
 */
export function rawCues(data) {
  const [face] = data.faces;
  if (data.faces.length !== 1) return NO_CUES;
  const pose = headPose(face);
  const distance = eyeDistance(face);
  if (!pose || distance === null || distance < UNREADABLE.eyeDistance) return NO_CUES;
  const sharp = distance >= BLIND.eyeDistance;
  return {
    brow: sharp && isWithin(BLIND.browYaw, pose.yaw) ? strongest(face, "browDown") : null,
    smile: mean(face, "mouthSmile"),
    roll: isTiltReadable(pose) ? pose.roll : null,
    yaw: pose.yaw,
    pitch: pose.pitch,
    iris: sharp && isWithin(BLIND.irisYaw, pose.yaw) ? irisRatio(face) : null,
    blink: strongest(face, "eyeBlink"),
  };
}

/** @param {import("./face.js").Pose} pose */
function isTiltReadable({ roll, yaw }) {
  return isWithin(BLIND.tiltYaw, yaw) && isWithin(BLIND.tiltRoll, roll);
}

/** @param {number} limit  degrees @param {number} angle  degrees */
function isWithin(limit, angle) {
  return Math.abs(angle) <= limit;
}

/**
 * Why a frame cannot be read, if it cannot. An empty, well-lit picture can be read: nobody is
 * there. Light matters only where no face was found, since faces are found in very little of it.
 * @param {FaceData} data
 * @returns {Blindness | null}
 */
export function blindness({ faces, count, picture }) {
  if (faces.length === 0) {
    if (!Number.isFinite(picture.brightness) || !Number.isFinite(picture.contrast)) {
      return "cannot_see";
    }
    if (count > 0) return "too_far";
    if (picture.brightness < UNREADABLE.dark) return "too_dark";
    return picture.contrast < UNREADABLE.flat ? "covered" : null;
  }
  const distance = eyeDistance(faces[0]);
  if (distance === null || headPose(faces[0]) === null) return "cannot_see";
  if (distance < UNREADABLE.eyeDistance) return "too_far";
  return eyesCovered(faces[0]) ? "cannot_see" : null;
}

/**
 * Sunglasses, or a hand: the model then draws wide open eyes that look down, without lids.
 * @param {Face} face
 * @returns {boolean}
 */
function eyesCovered(face) {
  const squint = mean(face, "eyeSquint");
  const lookDown = mean(face, "eyeLookDown");
  const blink = strongest(face, "eyeBlink");
  if (squint === null || lookDown === null || blink === null) return true;
  return squint < UNREADABLE.squint && lookDown - blink > UNREADABLE.lookDownWithoutBlink;
}

/**
 * @param {Face} face
 * @param {string} name  a blendshape without its side
 * @returns {[number, number] | null}  left and right, 0..1
 */
function sides({ blendshapes }, name) {
  const left = blendshapes[`${name}Left`];
  const right = blendshapes[`${name}Right`];
  return Number.isFinite(left) && Number.isFinite(right) ? [left, right] : null;
}

/** @param {Face} face @param {string} name @returns {number | null} */
function strongest(face, name) {
  const pair = sides(face, name);
  return pair && Math.max(...pair);
}

/** @param {Face} face @param {string} name @returns {number | null} */
function mean(face, name) {
  const pair = sides(face, name);
  return pair && (pair[0] + pair[1]) / 2;
}
