/**
 * Looks at the camera's picture with MediaPipe, in a worker, and says what faces there are.
 *
 *   video.srcObject = camera.stream;
 *   const analysis = startAnalysis({ video, onFace, onTrouble, onReady });
 *   analysis.stop();
 *
 * `onFace(faceData)` is called 5 to 30 times a second, as the machine allows; nothing else of the
 * picture ever reaches the page. To change cameras, stop and start again.
 * `onTrouble(trouble)`:
 * - "no_webgl", "model_not_loaded": this device or network cannot analyse; nothing more will come;
 * - "stopped": no result for a while; the worker is replaced and `onFace` may resume by itself;
 * - "camera_muted": the camera is on and gives no picture; `onFace` resumes by itself;
 * - "hidden": the tab is hidden and this browser cannot analyse then; `onFace` resumes by itself.
 * Where `runsHidden` is true, a hidden tab goes on being analysed and "hidden" never comes.
 * `onReady()` is called when the model is loaded and warm, before the first `onFace`, and again
 * after each replacement.
 *
 * @typedef {import("../attention/face.js").FaceData} FaceData
 * @typedef {import("./session.js").Heard} Heard
 * @typedef {"no_webgl" | "model_not_loaded" | "stopped" | "camera_muted" | "hidden"} AnalysisTrouble
 *
 * @typedef {object} Watcher
 * @property {HTMLVideoElement} video  `srcObject` is the camera's stream
 * @property {(data: FaceData) => void} onFace  `time` is on the page's `performance.now()`
 * @property {(trouble: AnalysisTrouble) => void} onTrouble
 * @property {() => void} [onReady]
 * @property {boolean} [sweeps]  small faces in the background are looked for as well; true unless
 *   said otherwise
 *
 * @typedef {{ stop: () => void, runsHidden: boolean }} Analysis  `stop` leaves no worker, timer
 *   or frame behind and may be called twice; the camera is not its to stop
 */
import { readsTracks } from "./feed.js";
import { openSession } from "./session.js";
import { Trial } from "./trial.js";
import { startWatchdog } from "./watchdog.js";

/**
 * @param {Watcher} watcher
 * @returns {Analysis}
 */
export function startAnalysis(watcher) {
  const analysis = new Watch(watcher);
  return { stop: () => analysis.stop(), runsHidden: readsTracks };
}

class Watch {
  #watcher;
  #session;
  #trial;
  #watchdog;

  /** @param {Watcher} watcher */
  constructor(watcher) {
    this.#watcher = watcher;
    this.#session = this.#open("CPU", (message) => this.#hear(message));
    this.#trial = new Trial({
      open: (hear) => this.#open("GPU", hear),
      onFaster: (session) => this.#changeTo(session),
      onHeard: (message) => this.#hear(message),
    });
    this.#watchdog = startWatchdog({
      blindness: () => blindness(watcher.video),
      onTrouble: watcher.onTrouble,
      replace: () => this.#replace(),
    });
  }

  stop() {
    this.#watchdog.stop();
    this.#trial.stop();
    this.#session.stop();
  }

  /** @param {import("./delegate.js").Delegate} delegate @param {(message: Heard) => void} hear */
  #open(delegate, hear) {
    const { video, sweeps = true } = this.#watcher;
    return openSession({ video, sweeps, delegate }, hear);
  }

  /** Whatever has stopped, the CPU is safe. */
  #replace() {
    this.#trial.stop();
    this.#changeTo(this.#open("CPU", (message) => this.#hear(message)));
  }

  /** @param {import("./session.js").Session} session */
  #changeTo(session) {
    this.#session.stop();
    this.#session = session;
  }

  /** @param {Heard} message */
  #hear(message) {
    if (message.kind === "trouble") {
      this.stop();
      return this.#watcher.onTrouble(message.trouble);
    }
    // Some browsers hand on black frames of a camera that gives none: they say nothing of anybody.
    if (message.kind === "face" && isMuted(this.#watcher.video)) return undefined;
    this.#watchdog.heard();
    this.#trial.follow(message);
    return message.kind === "face" ? this.#watcher.onFace(message.data) : this.#watcher.onReady?.();
  }
}

/** Why silence is expected, if it is. @param {HTMLVideoElement} video */
function blindness(video) {
  if (document.hidden && !readsTracks) return "hidden";
  return isMuted(video) ? "camera_muted" : null;
}

/** @param {HTMLVideoElement} video */
function isMuted({ srcObject }) {
  const tracks = srcObject instanceof MediaStream ? srcObject.getVideoTracks() : [];
  return tracks.some(({ muted }) => muted);
}
