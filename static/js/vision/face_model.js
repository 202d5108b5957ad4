/**
 * MediaPipe, and the only place that knows it: a landmarker for up to two faces, and a detector for
 * small ones in a part of the picture. Used in a module worker.
 *
 *   const model = await createFaceModel({ delegate: "CPU", sweeps: true, afresh: false });
 *   const result = model.landmarksIn(frame);   // throws where it is broken: close it, make another
 *   const boxes = model.facesIn(canvas);
 *   model.close();
 *
 * @typedef {typeof import("/vendor/tasks-vision-0.10.35/vision_bundle.mjs")} MediaPipe
 * @typedef {import("/vendor/tasks-vision-0.10.35/vision_bundle.mjs").FaceLandmarker} FaceLandmarker
 * @typedef {import("/vendor/tasks-vision-0.10.35/vision_bundle.mjs").FaceDetector} FaceDetector
 * @typedef {import("./delegate.js").Delegate} Delegate
 * @typedef {import("./face_data.js").Result} Result
 * @typedef {import("./sweep.js").Box} Box
 *
 * @typedef {object} Wishes
 * @property {Delegate} delegate  of the landmarker
 * @property {boolean} sweeps  a detector is wanted as well
 * @property {boolean} afresh  past the browser's cache, which may hold a file that was cut short
 */
import { entryOf } from "./model_bundle.js";

const MEDIAPIPE = "/vendor/tasks-vision-0.10.35";
const MODEL = "/vendor/face_landmarker/64184e22/face_landmarker.task";
/** Those of MediaPipe's files that are loaded without being fetched here. */
const FILES = Object.freeze([
  `${MEDIAPIPE}/vision_bundle.mjs`,
  `${MEDIAPIPE}/wasm/vision_wasm_module_internal.js`,
  `${MEDIAPIPE}/wasm/vision_wasm_module_internal.wasm`,
]);
/** The model's address has the first digits of its SHA-256. */
const [, , , DIGEST] = MODEL.split("/");

/**
 * @param {Wishes} wishes
 * @returns {Promise<FaceModel>}  warm
 * @throws {Error} when a file does not come whole, or the delegate cannot be had
 */
export async function createFaceModel({ delegate, sweeps, afresh }) {
  if (afresh) await Promise.all(FILES.map((file) => fetchBytes(file, "reload")));
  const mediapipe = await import("/vendor/tasks-vision-0.10.35/vision_bundle.mjs");
  const fileset = await mediapipe.FilesetResolver.forVisionTasks(`${MEDIAPIPE}/wasm`, true);
  const bundle = await fetchModel(afresh ? "reload" : "default");
  const detector = sweeps ? await createDetector(mediapipe, fileset, bundle) : null;
  const canvas = new OffscreenCanvas(1, 1);
  await offerRuntime(fileset.wasmLoaderPath);
  const landmarker = await mediapipe.FaceLandmarker.createFromOptions(fileset, {
    baseOptions: { modelAssetBuffer: bundle, delegate },
    canvas,
    runningMode: "VIDEO",
    numFaces: 2,
    outputFaceBlendshapes: true,
    outputFacialTransformationMatrixes: true,
  });
  const model = new FaceModel(landmarker, detector, canvas);
  model.warmUp();
  return model;
}

/**
 * It takes a few ms a tile on the CPU.
 * @param {MediaPipe} mediapipe
 * @param {Parameters<MediaPipe["FaceDetector"]["createFromOptions"]>[0]} fileset
 * @param {Uint8Array} bundle
 */
async function createDetector({ FaceDetector }, fileset, bundle) {
  const model = entryOf(bundle, "face_detector.tflite");
  const canvas = new OffscreenCanvas(1, 1);
  await offerRuntime(fileset.wasmLoaderPath);
  const task = await FaceDetector.createFromOptions(fileset, {
    baseOptions: { modelAssetBuffer: model, delegate: "CPU" },
    canvas,
    runningMode: "IMAGE",
  });
  return { task, canvas };
}

class FaceModel {
  #landmarker;
  #detector;
  #canvas;
  #last = 0; // ms, MediaPipe's timestamps must strictly increase

  /**
   * @param {FaceLandmarker} landmarker
   * @param {{ task: FaceDetector, canvas: OffscreenCanvas } | null} detector
   * @param {OffscreenCanvas} canvas  the landmarker's
   */
  constructor(landmarker, detector, canvas) {
    this.#landmarker = landmarker;
    this.#detector = detector;
    this.#canvas = canvas;
  }

  /** The first frame takes a second; it should not be a person's. */
  warmUp() {
    const blank = new ImageData(64, 64);
    this.landmarksIn(blank);
    this.#detector?.task.detect(blank);
  }

  /**
   * @param {VideoFrame | ImageBitmap | ImageData | OffscreenCanvas} frame
   * @returns {Result}
   * @throws {Error}
   */
  landmarksIn(frame) {
    this.#last = Math.max(this.#last + 1, Math.round(performance.now()));
    const result = this.#landmarker.detectForVideo(frame, this.#last);
    assertAlive(this.#canvas);
    return result;
  }

  /**
   * @param {OffscreenCanvas} picture
   * @returns {Box[]}  px; none where there is no detector
   * @throws {Error}
   */
  facesIn(picture) {
    if (!this.#detector) return [];
    const { task, canvas } = this.#detector;
    const boxes = task.detect(picture).detections.map(({ boundingBox }) => boundingBox);
    assertAlive(canvas);
    return boxes
      .filter((box) => box !== undefined)
      .map(({ originX, originY, width, height }) => ({ x: originX, y: originY, width, height }));
  }

  close() {
    this.#landmarker.close();
    this.#detector?.task.close();
  }
}

/**
 * Through a graphics context that was lost MediaPipe reads no picture, and tells the last for good.
 * @param {OffscreenCanvas} canvas
 */
function assertAlive(canvas) {
  if (canvas.getContext("webgl2")?.isContextLost()) throw new Error("The WebGL context is lost.");
}

/**
 * MediaPipe takes its runtime's factory from a global that the loader sets when it is first
 * imported, and clears it: a second instance, or a rebuilt one, must be offered it again.
 * @param {string} loader
 */
async function offerRuntime(loader) {
  const runtime = await import(loader);
  Reflect.set(globalThis, "ModuleFactory", runtime.default);
}

/** @param {RequestCache} cache @returns {Promise<Uint8Array>} */
async function fetchModel(cache) {
  const bytes = await fetchBytes(MODEL, cache);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const digits = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!digits.startsWith(DIGEST)) throw new Error(`${MODEL} did not come whole.`);
  return bytes;
}

/** @param {string} url @param {RequestCache} cache @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function fetchBytes(url, cache) {
  const response = await fetch(url, { cache });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * What draws here. MediaPipe uploads every picture through WebGL, also where it computes on the
 * CPU.
 * @returns {string | null}  null where there is no WebGL for a worker
 */
export function rendererName() {
  if (typeof OffscreenCanvas === "undefined") return null;
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (!gl) return null;
  const unmasked = gl.getExtension("WEBGL_debug_renderer_info");
  const name = gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return String(name);
}
