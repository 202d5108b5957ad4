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
import { FaceLandmarker, FilesetResolver } from "/vendor/tasks-vision-0.10.35/vision_bundle.mjs";
import { faceDataOf } from "./face_data.js";
import { paceAfter } from "./pace.js";
import { SMALL, describe, lumaOf } from "./picture.js";

const WASM = "/vendor/tasks-vision-0.10.35/wasm";
const MODEL = "/vendor/face_landmarker/64184e22/face_landmarker.task";

/** Failures in a row after which the model is not rebuilt again; the page's watchdog takes over. */
const MOST_FAILURES = 3;

/** @typedef {VideoFrame | ImageBitmap} Frame */

/** @type {FaceLandmarker | null} */
let landmarker = null;
let failures = 0;
let clockOffset = 0; // ms from this worker's clock to the page's
let lastTimestamp = 0; // ms, MediaPipe's must strictly increase
let interval = 0; // ms between frames
let due = 0; // ms, when the next frame is wanted
let busy = false;
/** @type {Float32Array | null} */
let lumaBefore = null;

const small = new OffscreenCanvas(SMALL.width, SMALL.height);
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
    landmarker = await createLandmarker();
  } catch (error) {
    console.warn("The face model could not be loaded.", error);
    return postMessage({ kind: "trouble", trouble: "model_not_loaded" });
  }
  warmUp(landmarker);
  return postMessage({ kind: "loaded" });
}

/** MediaPipe uploads every picture through WebGL, also where it computes on the CPU. */
function hasWebGL() {
  const canvas = new OffscreenCanvas(1, 1);
  return canvas.getContext("webgl2") !== null;
}

async function createLandmarker() {
  const fileset = await FilesetResolver.forVisionTasks(WASM, true);
  return FaceLandmarker.createFromOptions(fileset, {
    // The GPU delegate took 12 s for its first frame on software GL; the CPU is quick everywhere.
    baseOptions: { modelAssetPath: MODEL, delegate: "CPU" },
    runningMode: "VIDEO",
    numFaces: 2,
    outputFaceBlendshapes: true,
    outputFacialTransformationMatrixes: true,
  });
}

/** The first frame takes a second; it should not be a person's. @param {FaceLandmarker} model */
function warmUp(model) {
  model.detectForVideo(new ImageData(64, 64), timestamp());
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
  if (busy || landmarker === null || started < due) {
    frame.close();
    return false;
  }
  busy = true;
  const data = await analyse(frame, landmarker);
  interval = paceAfter(interval, performance.now() - started);
  due = started + interval;
  busy = false;
  if (data) postMessage({ kind: "face", data, interval });
  return data !== null;
}

/** @param {Frame} frame @param {FaceLandmarker} model */
async function analyse(frame, model) {
  const size = sizeOf(frame);
  const time = performance.now() + clockOffset;
  try {
    const result = model.detectForVideo(frame, timestamp());
    failures = 0;
    return faceDataOf(result, { time, ...size }, glance(frame), 0);
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
  const broken = landmarker;
  landmarker = null;
  try {
    broken?.close();
    if (failures <= MOST_FAILURES) landmarker = await createLandmarker();
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
