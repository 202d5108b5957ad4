/**
 * Keeps the camera and its analysis the way they are wanted. Loaded only where a camera may be
 * used; the only place of the student's page that turns one on.
 *
 *   const watching = new Watching({ video, onCamera, onFace, onTrouble });
 *   watching.follow({ camera: true, analysis: true, sweeps: true, deviceId: "" });
 *   watching.follow(NOTHING);   // every track stopped, no worker left
 *
 * @typedef {import("../vision/camera.js").Camera} Camera
 * @typedef {import("../attention/face.js").FaceData} FaceData
 * @typedef {import("./stage.js").Trouble} Trouble
 *
 * @typedef {object} Wish
 * @property {boolean} camera  on
 * @property {boolean} analysis  its picture is looked at
 * @property {boolean} sweeps  and searched for other people's faces
 * @property {string} deviceId  "": any
 *
 * @typedef {object} Watcher
 * @property {HTMLVideoElement} video
 * @property {(camera: Camera | null) => void} onCamera  it went on, or off
 * @property {(data: FaceData) => void} onFace
 * @property {(trouble: Trouble) => void} onTrouble
 */
import { startAnalysis } from "../vision/analysis.js";
import { CameraError, openCamera } from "../vision/camera.js";

/** @type {Wish} */
export const NOTHING = Object.freeze({
  camera: false,
  analysis: false,
  sweeps: false,
  deviceId: "",
});

/** Keeps one camera. */
export class Watching {
  #watcher;
  #wish = NOTHING;
  #opening = false;
  /** @type {{ camera: Camera, deviceId: string } | null} */
  #open = null;
  #sweeps = false;
  /** @type {import("../vision/analysis.js").Analysis | null} */
  #analysis = null;

  /** @param {Watcher} watcher */
  constructor(watcher) {
    this.#watcher = watcher;
  }

  /** @param {Wish} wish */
  follow(wish) {
    this.#wish = wish;
    this.#settle();
  }

  #settle() {
    const { camera, analysis, sweeps, deviceId } = this.#wish;
    const fits = camera && this.#open?.deviceId === deviceId;
    if (!fits || !analysis || sweeps !== this.#sweeps) this.#stopAnalysis();
    if (!fits) this.#turnOff();
    if (camera && !this.#open && !this.#opening) this.#turnOn(deviceId);
    if (this.#open && analysis) this.#analysis ??= this.#startAnalysis(sweeps);
  }

  /** @param {boolean} sweeps */
  #startAnalysis(sweeps) {
    this.#sweeps = sweeps;
    return startAnalysis({ ...this.#watcher, sweeps });
  }

  #stopAnalysis() {
    this.#analysis?.stop();
    this.#analysis = null;
  }

  #turnOff() {
    if (!this.#open) return;
    this.#open.camera.stop();
    this.#open = null;
    this.#watcher.video.srcObject = null;
    this.#watcher.onCamera(null);
  }

  /** @param {string} deviceId */
  async #turnOn(deviceId) {
    this.#opening = true;
    const camera = await this.#opened(deviceId);
    this.#opening = false;
    // The person may have taken a while over the browser's question: the wish counts now.
    const wish = this.#wish;
    if (camera && !(wish.camera && wish.deviceId === deviceId)) camera.stop();
    else if (camera) {
      this.#open = { camera, deviceId };
      this.#watcher.video.srcObject = camera.stream;
      this.#watcher.onCamera(camera);
    }
    this.#settle();
  }

  /** @param {string} deviceId @returns {Promise<Camera | null>} */
  async #opened(deviceId) {
    try {
      return await openCamera({ deviceId, onLost: () => this.#fail("camera_lost") });
    } catch (error) {
      if (!(error instanceof CameraError)) throw error;
      this.#fail(error.kind);
      return null;
    }
  }

  /** @param {Trouble} trouble */
  #fail(trouble) {
    this.#wish = NOTHING;
    this.#watcher.onTrouble(trouble);
  }
}
