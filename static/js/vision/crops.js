/**
 * Smaller pictures of a frame, on canvases that the worker keeps. They are looked at and
 * overwritten; none is handed on.
 *
 * @typedef {import("./sweep.js").Box} Box
 * @typedef {VideoFrame | ImageBitmap} Frame
 * @typedef {{ width: number, height: number }} Size  px
 */
import { SIDE, detailOf, squareAround } from "./detail.js";
import { eyeLightOf } from "./eye_light.js";
import { boxAround } from "./face_data.js";
import { SMALL, describe, lumaOf, reducedSize } from "./picture.js";

/** @returns {import("../attention/face.js").Picture} */
const UNKNOWN = () => ({ brightness: NaN, contrast: NaN, change: null });

/** Canvases are made when first wanted: a browser without them must be able to load this. */
export class Crops {
  #small = canvasOf(SMALL, { willReadFrequently: true });
  #face = canvasOf({ width: SIDE, height: SIDE }, { willReadFrequently: true });
  #tile = canvasOf({ width: 1, height: 1 }, {});
  #whole = canvasOf({ width: 1, height: 1 }, {});
  /** @type {Float32Array | null} */
  #lumaBefore = null;

  /**
   * The frame as a whole: light, contrast, and change since the frame before.
   * @param {Frame} frame
   * @returns {import("../attention/face.js").Picture}
   */
  glance(frame) {
    const luma = this.#lumaOf(this.#small, frame, { x: 0, y: 0, ...sizeOf(frame) });
    if (!luma) return UNKNOWN();
    const picture = describe(luma, this.#lumaBefore);
    this.#lumaBefore = luma;
    return picture;
  }

  /**
   * What the picture of a face tells besides its landmarks.
   * @param {Frame} frame
   * @param {import("./face_data.js").Landmark[]} landmarks
   * @returns {import("./face_data.js").Portrait}
   */
  portrait(frame, landmarks) {
    const size = sizeOf(frame);
    const square = squareAround(boxAround(landmarks, size));
    const luma = this.#lumaOf(this.#face, frame, square);
    if (!luma) return { detail: null, eyeLight: null };
    return { detail: detailOf(luma), eyeLight: eyeLightOf(luma, landmarks, square, size) };
  }

  /**
   * What the landmarker is given: the frame, or a smaller picture of a large one until the next.
   * @param {Frame} frame
   * @returns {Frame | OffscreenCanvas}
   */
  reduced(frame) {
    const size = sizeOf(frame);
    const { width, height } = reducedSize(size);
    return width === size.width
      ? frame
      : this.#drawn(this.#whole, frame, { x: 0, y: 0, ...size }, { width, height });
  }

  /**
   * A part of the frame at its full size, until the next is cut.
   * @param {Frame} frame
   * @param {Box} box
   * @returns {OffscreenCanvas}
   */
  cut(frame, box) {
    return this.#drawn(this.#tile, frame, box, box);
  }

  /**
   * @param {Canvas} onto
   * @param {Frame} frame
   * @param {Box} from
   * @param {Size} size
   */
  #drawn({ canvas, pen }, frame, { x, y, width, height }, size) {
    canvas.width = size.width;
    canvas.height = size.height;
    pen?.drawImage(frame, x, y, width, height, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  /** @param {Canvas} onto @param {Frame} frame @param {Box} box @returns {Float32Array | null} */
  #lumaOf({ canvas, pen }, frame, { x, y, width, height }) {
    if (!pen) return null;
    pen.drawImage(frame, x, y, width, height, 0, 0, canvas.width, canvas.height);
    return lumaOf(pen.getImageData(0, 0, canvas.width, canvas.height).data);
  }
}

/** @typedef {ReturnType<typeof canvasOf>} Canvas */

/** @param {Size} size @param {CanvasRenderingContext2DSettings} settings */
function canvasOf({ width, height }, settings) {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", settings);
  // Where a picture is made much smaller, "low" leaves gaps between the pixels that it reads.
  if (pen) pen.imageSmoothingQuality = "medium";
  return { canvas, pen };
}

/** @param {Frame} frame @returns {Size}  as it is to be seen; 0 once it is closed */
export function sizeOf(frame) {
  return "displayWidth" in frame
    ? { width: frame.displayWidth, height: frame.displayHeight }
    : { width: frame.width, height: frame.height };
}
