/**
 * Frames in, face data out: the only place that knows MediaPipe. Runs as a module worker.
 *
 * In:  { kind: "load", origin }      ms, the page's `performance.timeOrigin`
 *      { kind: "track", readable }   a stream of VideoFrames, read as fast as it comes
 *      { kind: "frame", frame }      one ImageBitmap; answered by "face" or "skipped"
 * Out: { kind: "ready" }             listening
 *      { kind: "loaded" }            the model is warm
 *      { kind: "face", data, interval } | { kind: "skipped", interval }   ms until the next
 *      { kind: "trouble", trouble: "no_webgl" | "model_not_loaded" }
 * Every frame is closed here, as soon as it was looked at.
 */
import {
  FaceDetector,
  FaceLandmarker,
  FilesetResolver,
} from "/vendor/tasks-vision-0.10.35/vision_bundle.mjs";
import { boxAround, faceDataOf } from "./face_data.js";
import { entryOf } from "./model_bundle.js";
import { paceAfter } from "./pace.js";
import { SMALL, describe, lumaOf } from "./picture.js";
import { UNSWEPT, countOthers, othersIn, swept, tileBox, tilesToLookAt } from "./sweep.js";

const WASM = "/vendor/tasks-vision-0.10.35/wasm";
const MODEL = "/vendor/face_landmarker/64184e22/face_landmarker.task";

/** Failures in a row after which the model is not rebuilt again; the page's watchdog takes over. */
const MOST_FAILURES = 3;

/** @typedef {VideoFrame | ImageBitmap} Frame */

/** @typedef {{ landmarker: FaceLandmarker, detector: FaceDetector }} Models */

/** @type {Models | null} */
let models = null;
let sweep = UNSWEPT;
let failures = 0;
let clockOffset = 0; // ms from this worker's clock to the page's
let lastTimestamp = 0; // ms, MediaPipe's must strictly increase
let interval = 0; // ms between frames
let due = 0; // ms, when the next frame is wanted
let busy = false;
/** @type {Float32Array | null} */
let lumaBefore = null;

const small = new OffscreenCanvas(SMALL.width, SMALL.height);
const glass = new OffscreenCanvas(1, 1); // through which a sweep looks at one tile
const glassPen = glass.getContext("2d");
const pen = small.getContext("2d", { willReadFrequently: true });

addEventListener("message", async ({ data }) => {
  if (data.kind === "load") await load(data.origin);
  else if (data.kind === "track") await readTrack(data.readable);
  else if (data.kind === "frame" && !(await takeFrame(data.frame))) {
    postMessage({ kind: "skipped", interval });
  }
});
// Said before anything is awaited: messages sent to a worker that does not listen yet are lost.
postMessage({ kind: "ready" });

/** @param {number} origin  ms */
async function load(origin) {
  clockOffset = performance.timeOrigin - origin;
  if (!hasWebGL()) return postMessage({ kind: "trouble", trouble: "no_webgl" });
  try {
    models = await createModels();
  } catch (error) {
    console.warn("The face model could not be loaded.", error);
    return postMessage({ kind: "trouble", trouble: "model_not_loaded" });
  }
  warmUp(models);
  return postMessage({ kind: "loaded" });
}

/** MediaPipe uploads every picture through WebGL, also where it computes on the CPU. */
function hasWebGL() {
  const canvas = new OffscreenCanvas(1, 1);
  return canvas.getContext("webgl2") !== null;
}

/**
 * The GPU delegate took 12 s for its first frame on software GL; the CPU is quick everywhere.
 * @returns {Promise<Models>}
 */
async function createModels() {
  const fileset = await FilesetResolver.forVisionTasks(WASM, true);
  const bundle = await fetchBytes(MODEL);
  await offerRuntime(fileset.wasmLoaderPath);
  const detector = await FaceDetector.createFromOptions(fileset, {
    baseOptions: { modelAssetBuffer: entryOf(bundle, "face_detector.tflite"), delegate: "CPU" },
    runningMode: "IMAGE",
  });
  await offerRuntime(fileset.wasmLoaderPath);
  const landmarker = await FaceLandmarker.createFromOptions(fileset, {
    baseOptions: { modelAssetBuffer: bundle, delegate: "CPU" },
    runningMode: "VIDEO",
    numFaces: 2,
    outputFaceBlendshapes: true,
    outputFacialTransformationMatrixes: true,
  });
  return { landmarker, detector };
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

/** @param {string} url @returns {Promise<Uint8Array>} */
async function fetchBytes(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The first frame takes a second; it should not be a person's. @param {Models} warmed */
function warmUp({ landmarker, detector }) {
  const blank = new ImageData(64, 64);
  landmarker.detectForVideo(blank, timestamp());
  detector.detect(blank);
}

/** @param {ReadableStream<VideoFrame>} readable */
async function readTrack(readable) {
  const reader = readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    await takeFrame(value);
  }
}

/**
 * Look at a frame if one is due and the last is done, and close it.
 * @param {Frame} frame
 * @returns {Promise<boolean>}  whether it was looked at and told
 */
async function takeFrame(frame) {
  const started = performance.now();
  if (busy || models === null || started < due) {
    frame.close();
    return false;
  }
  busy = true;
  const data = await analyse(frame, models);
  interval = paceAfter(interval, performance.now() - started);
  due = started + interval;
  busy = false;
  if (data) postMessage({ kind: "face", data, interval });
  return data !== null;
}

/** @param {Frame} frame @param {Models} using */
async function analyse(frame, { landmarker, detector }) {
  const size = sizeOf(frame);
  const time = performance.now() + clockOffset;
  try {
    const result = landmarker.detectForVideo(frame, timestamp());
    const others = lookAround(
      frame,
      size,
      result.faceLandmarks.map((face) => boxAround(face, size)),
      detector,
    );
    failures = 0;
    return faceDataOf(result, { time, ...size }, glance(frame), others);
  } catch (error) {
    console.warn("A frame could not be analysed.", error);
    await rebuild();
    return null;
  } finally {
    frame.close();
  }
}

/** An instance that failed once fails for good: make a new one, a bounded number of times. */
async function rebuild() {
  failures += 1;
  const broken = models;
  models = null;
  try {
    broken?.landmarker.close();
    broken?.detector.close();
    if (failures <= MOST_FAILURES) models = await createModels();
  } catch (error) {
    console.warn("The face model could not be rebuilt.", error);
  }
}

/** @param {Frame} frame @returns {{ width: number, height: number }}  px */
function sizeOf(frame) {
  return "displayWidth" in frame
    ? { width: frame.displayWidth, height: frame.displayHeight }
    : { width: frame.width, height: frame.height };
}

/**
 * How many small faces there are that the landmarker did not find.
 * @param {Frame} frame
 * @param {{ width: number, height: number }} size  px
 * @param {import("./sweep.js").Box[]} known  the landmarker's
 * @param {FaceDetector} detector
 */
function lookAround(frame, size, known, detector) {
  for (const index of tilesToLookAt(sweep)) {
    const tile = tileBox(index, size);
    const found = facesIn(frame, tile, detector);
    sweep = swept(sweep, index, countOthers(found, known, size));
  }
  return othersIn(sweep);
}

/**
 * @param {Frame} frame @param {import("./sweep.js").Box} tile @param {FaceDetector} detector
 * @returns {import("./sweep.js").Box[]}  in the frame, px
 */
function facesIn(frame, { x, y, width, height }, detector) {
  glass.width = width;
  glass.height = height;
  glassPen?.drawImage(frame, x, y, width, height, 0, 0, width, height);
  const boxes = detector.detect(glass).detections.map(({ boundingBox }) => boundingBox);
  return boxes
    .filter((box) => box !== undefined)
    .map((box) => ({ ...box, x: x + box.originX, y: y + box.originY }));
}

/** The frame as a whole: light, contrast, change. @param {Frame} frame */
function glance(frame) {
  if (!pen) return { brightness: NaN, contrast: NaN, change: null };
  pen.drawImage(frame, 0, 0, SMALL.width, SMALL.height);
  const luma = lumaOf(pen.getImageData(0, 0, SMALL.width, SMALL.height).data);
  const picture = describe(luma, lumaBefore);
  lumaBefore = luma;
  return picture;
}

/** @returns {number}  ms, whole and above the last */
function timestamp() {
  lastTimestamp = Math.max(lastTimestamp + 1, Math.round(performance.now()));
  return lastTimestamp;
}
