/**
 * What a frame looks like as a whole, from a picture of a few hundred pixels: enough to tell dark,
 * covered and frozen, too little to tell who. Pure.
 *
 * @typedef {import("../attention/face.js").Picture} Picture
 */

/** The small picture, px. */
export const SMALL = Object.freeze({ width: 32, height: 24 });

/** The longer side of what the landmarker is given, px. Measured: a frame of 1920x1080 took it 71 ms
 * as it is and 40 ms made smaller, with the same noise; one of 640x480 takes 31. */
const LARGEST = 640;

/**
 * The size at which a frame is looked at, and in which face data are told.
 * @param {{ width: number, height: number }} frame  px
 * @returns {{ width: number, height: number }}  px, of the same shape
 */
export function reducedSize({ width, height }) {
  const scale = Math.min(1, LARGEST / Math.max(width, height));
  return { width: Math.round(scale * width), height: Math.round(scale * height) };
}

/**
 * @param {Uint8ClampedArray} pixels  RGBA
 * @returns {Float32Array}  luma (BT.601), 0..1
 */
export function lumaOf(pixels) {
  const luma = new Float32Array(pixels.length / 4);
  for (let i = 0, at = 0; i < luma.length; i += 1, at += 4) {
    luma[i] = (0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2]) / 255;
  }
  return luma;
}

/**
 * @param {Float32Array} luma  0..1
 * @param {Float32Array | null} before  the frame before, null at first
 * @returns {Picture}
 */
export function describe(luma, before) {
  const brightness = mean(luma, (value) => value);
  const contrast = Math.sqrt(mean(luma, (value) => (value - brightness) ** 2));
  const change = before && mean(luma, (value, i) => Math.abs(value - before[i]));
  return { brightness, contrast, change };
}

/** @param {Float32Array} values @param {(value: number, index: number) => number} of */
function mean(values, of) {
  return values.reduce((sum, value, index) => sum + of(value, index), 0) / values.length;
}
