/**
 * The product's camera and analysis on one page, watching a clip at their own pace. Python drives
 * it through `window.recorder`.
 *
 * @typedef {import("../../static/js/attention/face.js").FaceData} FaceData
 */
import { startAnalysis } from "/static/js/vision/analysis.js";
import { openCamera } from "/static/js/vision/camera.js";

/** What the channels of a coloured mark differ by, at least; those of darkness do not. */
const COLOURED = 100;
/** Red, green and blue mark the scenes in turn. */
const COLOURS = 3;

/**
 * Watch a story once, and tell the server when its scenes began and what was seen, on a clock that
 * starts with it. Rejects on trouble.
 * @param {{ name: string, scenes: number }} story
 */
async function watch({ name, scenes }) {
  const camera = await openCamera();
  const video = document.querySelector("video");
  video.srcObject = camera.stream;
  await video.play();
  const seen = await analysing(video, () => changes(video, scenes));
  camera.stop();
  const [start] = seen.starts;
  const faces = seen.faces.map((data) => ({ ...data, time: data.time - start }));
  const lines = [seen.starts.map((time) => time - start), ...faces.filter(({ time }) => time >= 0)];
  const body = lines.map((line) => JSON.stringify(line)).join("\n");
  await fetch(`/told/${name}`, { method: "POST", body });
}

/**
 * What the product sees until `ended` resolves, which is asked once it sees anything.
 * @param {HTMLVideoElement} video
 * @param {() => Promise<number[]>} ended
 * @returns {Promise<{ starts: number[], faces: FaceData[] }>}
 */
function analysing(video, ended) {
  return new Promise((resolve, reject) => {
    const faces = [];
    const onReady = () =>
      ended().then((starts) => {
        analysis.stop();
        resolve({ starts, faces });
      }, reject);
    // It heals by itself from having stopped, on a machine that is starved.
    const onTrouble = (trouble) => trouble === "stopped" || reject(new Error(trouble));
    const onFace = (data) => faces.push(data);
    const analysis = startAnalysis({ video, onFace, onTrouble, onReady });
  });
}

/**
 * When each scene of a story that is seen whole began, and when the last ended.
 * @param {HTMLVideoElement} video
 * @param {number} scenes
 * @returns {Promise<number[]>}  ms
 */
async function changes(video, scenes) {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  let starts = [];
  let before = null;
  while (starts.length <= scenes) {
    const time = await nextFrame(video);
    pen.drawImage(video, 4, 4, 8, 8, 0, 0, 1, 1);
    const colour = colourOf(pen.getImageData(0, 0, 1, 1).data);
    const next = starts.length < scenes ? starts.length % COLOURS : null;
    const begins = starts.length > 0 || before === null;
    if (colour !== before) starts = begins && colour === next ? [...starts, time] : [];
    before = colour;
  }
  return starts;
}

/** Which mark it is, null for darkness. @param {Uint8ClampedArray} pixel  RGBA */
function colourOf(pixel) {
  const channels = [...pixel.subarray(0, COLOURS)];
  const most = Math.max(...channels);
  return most - Math.min(...channels) < COLOURED ? null : channels.indexOf(most);
}

/** @param {HTMLVideoElement} video @returns {Promise<number>}  ms */
function nextFrame(video) {
  return new Promise((resolve) => {
    video.requestVideoFrameCallback((now) => resolve(now));
  });
}

window.recorder = { watch };
