/**
 * Looks at the camera's picture with MediaPipe, in a worker, and says what faces there are.
 *
 *   video.srcObject = camera.stream;
 *   const analysis = startAnalysis({ video, onFace, onTrouble, onReady });
 *   analysis.stop();
 *
 * `onFace(faceData)` is called 5 to 15 times a second, as the machine allows; nothing else of the
 * picture ever reaches the page. To change cameras, stop and start again.
 * `onTrouble(trouble)`:
 * - "no_webgl", "model_not_loaded": this device or network cannot analyse; nothing more will come;
 * - "stopped": no result for a while; the worker is replaced and `onFace` may resume by itself;
 * - "hidden": the tab is hidden and this browser cannot analyse then; `onFace` resumes by itself.
 * Where `runsHidden` is true, a hidden tab goes on being analysed and "hidden" never comes.
 * `onReady()` is called when the model is loaded and warm, before the first `onFace`, and again
 * after each replacement.
 *
 * @typedef {import("../attention/face.js").FaceData} FaceData
 * @typedef {"no_webgl" | "model_not_loaded" | "stopped" | "hidden"} AnalysisTrouble
 *
 * @typedef {object} Watcher
 * @property {HTMLVideoElement} video  `srcObject` is the camera's stream
 * @property {(data: FaceData) => void} onFace  `time` is on the page's `performance.now()`
 * @property {(trouble: AnalysisTrouble) => void} onTrouble
 * @property {() => void} [onReady]
 *
 * @typedef {{ stop: () => void, runsHidden: boolean }} Analysis  `stop` leaves no worker, timer
 *   or frame behind and may be called twice; the camera is not its to stop
 */
import { readsTracks, startFeed } from "./feed.js";
import { startWatchdog } from "./watchdog.js";

/**
 * @param {Watcher} watcher
 * @returns {Analysis}
 */
export function startAnalysis(watcher) {
  const { video, onFace, onTrouble, onReady } = watcher;
  const sessions = {
    current: openSession(video, hear),
    /** @param {AnalysisTrouble} trouble */
    end(trouble) {
      stop();
      onTrouble(trouble);
    },
  };
  const watchdog = startWatchdog({
    isBlind: () => document.hidden && !readsTracks,
    onTrouble,
    replace() {
      sessions.current.stop();
      sessions.current = openSession(video, hear);
    },
  });

  /** @param {Heard} message */
  function hear(message) {
    if (message.kind === "trouble") return sessions.end(message.trouble);
    watchdog.heard();
    return message.kind === "face" ? onFace(message.data) : onReady?.();
  }

  function stop() {
    watchdog.stop();
    sessions.current.stop();
  }

  return { stop, runsHidden: readsTracks };
}

/**
 * @typedef {{ kind: "loaded" } | { kind: "face", data: FaceData, interval: number }
 *   | { kind: "trouble", trouble: "no_webgl" | "model_not_loaded" }} Heard
 */

/**
 * One worker and what feeds it.
 * @param {HTMLVideoElement} video
 * @param {(message: Heard) => void} hear
 * @returns {{ stop: () => void }}
 */
function openSession(video, hear) {
  const url = new URL("./landmarks_worker.js", import.meta.url);
  const worker = new Worker(url, { type: "module", name: "landmarks" });
  /** @type {import("./feed.js").Feed | null} */
  let feed = null;
  worker.addEventListener("message", ({ data }) => {
    if (data.kind === "ready") worker.postMessage({ kind: "load", origin: performance.timeOrigin });
    else if (data.kind === "skipped") feed?.next(data.interval);
    else {
      if (data.kind === "loaded") feed = startFeed(video, worker);
      if (data.kind === "face") feed?.next(data.interval);
      hear(data);
    }
  });
  // Before it is loaded, an error means that a file of it did not come.
  worker.addEventListener("error", () => {
    if (!feed) hear({ kind: "trouble", trouble: "model_not_loaded" });
  });
  const stop = () => {
    feed?.stop();
    worker.terminate();
  };
  return { stop };
}
