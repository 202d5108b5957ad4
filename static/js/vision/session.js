/**
 * One worker and what feeds it, from loading to the end.
 *
 * @typedef {import("../attention/face.js").FaceData} FaceData
 * @typedef {import("./delegate.js").Delegate} Delegate
 *
 * @typedef {object} Wishes
 * @property {HTMLVideoElement} video
 * @property {boolean} sweeps
 * @property {Delegate} delegate
 *
 * @typedef {{ kind: "loaded", renderer: string }
 *   | { kind: "face", data: FaceData, cost: number, wait: number }
 *   | { kind: "trouble", trouble: "no_webgl" | "model_not_loaded" }} Heard  see the worker
 *
 * @typedef {{ stop: () => void }} Session  `stop` leaves no worker and no frame, and may be called
 *   twice
 */
import { startFeed } from "./feed.js";

/** Whether the last loading failed: the browser may have kept a file that was cut short. */
let afresh = false;

/**
 * @param {Wishes} wishes
 * @param {(message: Heard) => void} hear
 * @returns {Session}
 */
export function openSession({ video, sweeps, delegate }, hear) {
  const url = new URL("./landmarks_worker.js", import.meta.url);
  const worker = new Worker(url, { type: "module", name: "landmarks" });
  /** @type {import("./feed.js").Feed | null} */
  let feed = null;
  worker.addEventListener("message", ({ data }) => {
    if (data.kind === "ready") {
      const { timeOrigin: origin } = performance;
      worker.postMessage({ kind: "load", origin, delegate, sweeps, afresh });
    } else if (data.kind === "skipped") feed?.next(data.wait);
    else {
      if (delegate === "CPU" && data.kind !== "face") afresh = data.trouble === "model_not_loaded";
      if (data.kind === "loaded") feed = startFeed(video, worker);
      if (data.kind === "face") feed?.next(data.wait);
      hear(data);
    }
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    console.warn("The worker failed.", event.message);
    // Before it is loaded, a file of it did not come, or cannot run here. Later it may go on; if it
    // does not, the watchdog notices.
    if (!feed) hear({ kind: "trouble", trouble: "model_not_loaded" });
  });
  const stop = () => {
    feed?.stop();
    worker.terminate();
  };
  return { stop };
}
