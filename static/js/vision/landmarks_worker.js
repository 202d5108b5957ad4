/**
 * Frames in, face data out. Runs as a module worker.
 *
 * In:  { kind: "load", origin, delegate, sweeps, afresh }
 *                                    origin: ms, the page's `performance.timeOrigin`;
 *                                    afresh: past the browser's cache
 *      { kind: "track", readable }   a stream of VideoFrames, read as fast as it comes
 *      { kind: "frame", frame }      one ImageBitmap; answered by "face" or "skipped"
 * Out: { kind: "ready" }             listening
 *      { kind: "loaded", renderer }  the model is warm; what draws here
 *      { kind: "face", data, cost, wait }   ms that the landmarker took, ms until the next
 *      { kind: "skipped", wait }
 *      { kind: "trouble", trouble: "no_webgl" | "model_not_loaded" }
 * Every frame is closed here, as soon as it was looked at.
 *
 * @typedef {import("./crops.js").Frame} Frame
 * @typedef {import("./crops.js").Size} Size
 * @typedef {import("./delegate.js").Delegate} Delegate
 */
import { Crops, sizeOf } from "./crops.js";
import { boxAround, faceDataOf } from "./face_data.js";
import { createFaceModel, rendererName } from "./face_model.js";
import { dueAfter, paceAfter } from "./pace.js";
import { reducedSize } from "./picture.js";
import { UNSWEPT, countOthers, othersIn, swept, tileBox, tilesToLookAt } from "./sweep.js";

/** Failures in a row after which the model is not rebuilt again; the page's watchdog takes over. */
const MOST_FAILURES = 3;

/** @type {Awaited<ReturnType<typeof createFaceModel>> | null} */
let model = null;
/** @type {Crops} */
let crops;
/** @type {{ delegate: Delegate, sweeps: boolean }} */
let wishes;
let sweep = UNSWEPT;
let failures = 0;
let clockOffset = 0; // ms from this worker's clock to the page's
let interval = 0; // ms between frames
let due = 0; // ms, when the next frame is wanted
let busy = false;

addEventListener("message", async ({ data }) => {
  if (data.kind === "load") await load(data);
  else if (data.kind === "track") await readTrack(data.readable);
  else if (data.kind === "frame" && !(await takeFrame(data.frame))) {
    postMessage({ kind: "skipped", wait: waitUntilDue() });
  }
});
// Said before anything is awaited: messages sent to a worker that does not listen yet are lost.
postMessage({ kind: "ready" });

/** @param {{ origin: number, delegate: Delegate, sweeps: boolean, afresh: boolean }} order */
async function load({ origin, delegate, sweeps, afresh }) {
  clockOffset = performance.timeOrigin - origin;
  wishes = { delegate, sweeps };
  const renderer = rendererName();
  if (renderer === null) return postMessage({ kind: "trouble", trouble: "no_webgl" });
  crops = new Crops();
  try {
    model = await create(afresh);
  } catch (error) {
    console.warn("The face model could not be loaded.", error);
    return postMessage({ kind: "trouble", trouble: "model_not_loaded" });
  }
  return postMessage({ kind: "loaded", renderer });
}

/** @param {boolean} afresh */
function create(afresh) {
  return createFaceModel({ ...wishes, afresh });
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
  const wanted = !busy && model !== null && started >= due && !isEmpty(frame);
  if (!wanted) {
    frame.close();
    return false;
  }
  busy = true;
  const seen = await analyse(frame);
  interval = paceAfter(interval, performance.now() - started);
  due = dueAfter(due, started, interval);
  busy = false;
  if (seen) postMessage({ kind: "face", ...seen, wait: waitUntilDue() });
  return seen !== null;
}

function waitUntilDue() {
  return Math.max(0, due - performance.now());
}

/** A camera that is being set up anew may say so; a model that is given one is broken for good. */
function isEmpty(/** @type {Frame} */ frame) {
  const { width, height } = sizeOf(frame);
  return width === 0 || height === 0;
}

/** @param {Frame} frame */
async function analyse(frame) {
  try {
    const seen = look(frame);
    failures = 0;
    return seen;
  } catch (error) {
    console.warn("A frame could not be analysed.", error);
    await rebuild();
    return null;
  } finally {
    frame.close();
  }
}

/** @param {Frame} frame */
function look(frame) {
  if (!model) throw new Error("There is no model.");
  const started = performance.now();
  const size = sizeOf(frame);
  const result = model.landmarksIn(crops.reduced(frame));
  const cost = performance.now() - started;
  const others = wishes.sweeps ? lookAround(frame, size, result.faceLandmarks, started) : 0;
  const data = faceDataOf(
    result,
    { time: started + clockOffset, ...reducedSize(size) },
    {
      picture: crops.glance(frame),
      others,
      portrait: (landmarks) => crops.portrait(frame, landmarks),
    },
  );
  return { data, cost };
}

/** An instance that failed once fails for good: make a new one, a bounded number of times. */
async function rebuild() {
  failures += 1;
  const broken = model;
  model = null;
  try {
    broken?.close();
    if (failures <= MOST_FAILURES) model = await create(false);
  } catch (error) {
    console.warn("The face model could not be rebuilt.", error);
  }
}

/**
 * How many small faces there are that the landmarker did not find, in the frame as it came.
 * @param {Frame} frame
 * @param {Size} size  the frame's
 * @param {import("./face_data.js").Landmark[][]} faces  the landmarker's
 * @param {number} time  ms
 */
function lookAround(frame, size, faces, time) {
  const known = faces.map((face) => boxAround(face, size));
  for (const index of tilesToLookAt(sweep, time)) {
    const tile = tileBox(index, size);
    const found = model?.facesIn(crops.cut(frame, tile)) ?? [];
    const boxes = found.map((box) => ({ ...box, x: box.x + tile.x, y: box.y + tile.y }));
    sweep = swept(sweep, index, countOthers(boxes, known, size), time);
  }
  return othersIn(sweep);
}
