/**
 * The product's camera, analysis and attention on one page, without server or screens. The test
 * drives it through `window.vision`.
 */
import { createAttention } from "/static/js/attention/attention.js";
import { createCalibration } from "/static/js/attention/calibration.js";
import { eyeDistance } from "/static/js/attention/face.js";
import { startAnalysis } from "/static/js/vision/analysis.js";
import { openCamera } from "/static/js/vision/camera.js";

/** @type {Set<(data: any) => void>} */
const listeners = new Set();
const troubles = [];
let analysis = null;
let camera = null;

/** Open the camera and analyse. */
async function open(wishes = {}) {
  camera = await openCamera();
  const video = document.querySelector("video");
  video.srcObject = camera.stream;
  await video.play();
  const onTrouble = (trouble) => troubles.push(trouble);
  const onFace = (data) => listeners.forEach((listener) => listener(data));
  analysis = startAnalysis({ video, onFace, onTrouble, ...wishes });
}

/** The same; resolves with the first face data. */
async function start(wishes) {
  await open(wishes);
  return nextFace((data) => data);
}

/** Resolves with the first value that `judge` makes of face data and that is not undefined. */
function nextFace(judge) {
  return new Promise((resolve) => {
    const listener = (data) => {
      const verdict = judge(data);
      if (verdict === undefined) return;
      listeners.delete(listener);
      resolve(verdict);
    };
    listeners.add(listener);
  });
}

/** Calibrate on what the camera shows; resolves with the last progress. */
function calibrate() {
  const calibration = createCalibration();
  return nextFace((data) => {
    const progress = calibration.add(data);
    return progress.status === "collecting" ? undefined : progress;
  });
}

const READING = Object.freeze({ analysis: "everything", exempt: [], ms: 10_000 });

/** Resolves with the observation that reaches a state and reason, and how long it took, ms. */
function reach(wanted) {
  const { calibration, analysis: policy, exempt, state, reason } = { ...READING, ...wanted };
  const attention = createAttention({ calibration, analysis: policy, exempt });
  let from = null;
  return nextFace((data) => {
    const observation = attention.observe(data);
    from ??= data.time;
    if (observation.state !== state || observation.reason !== reason) return undefined;
    return { ...observation, delay: data.time - from };
  });
}

/** Resolves with every observation of the next `ms` of frames. */
function watch(wanted) {
  const { calibration, analysis: policy, exempt, ms } = { ...READING, ...wanted };
  const attention = createAttention({ calibration, analysis: policy, exempt });
  const seen = [];
  return nextFace((data) => {
    const { time, width, picture } = data;
    seen.push({ time, width, picture, ...attention.observe(data) });
    return data.time - seen[0].time >= ms ? seen : undefined;
  });
}

/** Resolves with all face data of the next `ms` of frames, without the faces' points. */
function collect(ms) {
  const seen = [];
  return nextFace((data) => {
    const faces = data.faces.map(({ detail, ...face }) => ({ detail, eyes: eyeDistance(face) }));
    seen.push({ ...data, faces });
    return data.time - seen[0].time >= ms ? seen : undefined;
  });
}

/** Resolves after so many looks. */
function looks(number) {
  let left = number;
  return nextFace(() => {
    left -= 1;
    return left > 0 ? undefined : number;
  });
}

/** Whether a hidden tab is said to go on. */
function runsHidden() {
  return analysis.runsHidden;
}

function stop() {
  analysis?.stop();
  camera?.stop();
}

window.vision = {
  open,
  start,
  calibrate,
  reach,
  watch,
  collect,
  looks,
  runsHidden,
  stop,
  troubles,
};
