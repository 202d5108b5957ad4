/**
 * What filtered signals say against the person's own neutral.
 *
 * @typedef {import("./calibration.js").Calibration} Calibration
 * @typedef {import("./cues.js").RawCues} RawCues
 * @typedef {"brow" | "browShape" | "smile" | "mouthShape" | "roll" | "yaw" | "pitch" | "iris"
 *   | "depth"} Signal
 * @typedef {"brow" | "tilt" | "smile" | "yaw" | "up" | "side" | "gaze" | "down"} Crossing
 * @typedef {Record<Crossing, number | null>} Offsets  larger is more of it; null is unknown; tilt,
 *   yaw, side and gaze are signed, roll as + anticlockwise, yaw as + to the picture's right;
 *   brow and smile in shares, all others in degrees
 * @typedef {Record<Signal, number | null>} Signals  filtered; null where now unknown
 */
import { isMeasured } from "./calibration.js";
import { furrow } from "./cues/brow.js";
import { gazeAside } from "./cues/gaze.js";
import { smiling } from "./cues/smile.js";

/**
 * @param {Signals} signals
 * @param {boolean} tiltReadable  the roll of this frame is a tilt
 * @param {Calibration} calibration
 * @returns {Offsets}
 */
export function offsetsOf(signals, tiltReadable, calibration) {
  const from = (/** @type {Signal} */ name) => {
    const value = signals[name];
    return value === null ? null : value - calibration.neutral[name];
  };
  // Shapes differ between faces by ten times what an expression moves: without one's own they say nothing.
  const shape = (/** @type {"browShape" | "mouthShape"} */ name) =>
    isMeasured(calibration, name) ? from(name) : null;
  const [roll, yaw, pitch] = [from("roll"), from("yaw"), from("pitch")];
  return {
    brow: furrow(from("brow"), shape("browShape")),
    tilt: tiltReadable ? roll : null,
    smile: smiling(from("smile"), shape("mouthShape")),
    yaw,
    up: pitch === null ? null : -pitch,
    side: roll,
    gaze: gazeOf(yaw, from("iris"), distanceOf(signals.depth, calibration)),
    down: pitch,
  };
}

/** @param {number | null} yaw @param {number | null} iris @param {number} distance @returns {number | null} */
function gazeOf(yaw, iris, distance) {
  return yaw === null || iris === null ? null : gazeAside(yaw, iris, distance);
}

/** As a multiple of the calibrated one. @param {number | null} depth @param {Calibration} calibration */
function distanceOf(depth, calibration) {
  const known = depth !== null && isMeasured(calibration, "depth");
  return known ? depth / calibration.neutral.depth : 1;
}
