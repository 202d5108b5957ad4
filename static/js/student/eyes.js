/**
 * Everything that looks at a face: the camera, the check before the lesson, and attention in it.
 * Loaded only by a page that may use a camera.
 *
 *   const eyes = new Eyes({ video, onCamera, onCheck, onObservation, onSeen, onTrouble });
 *   eyes.follow({
 *     camera: true, analysis: true, purpose: "check", policy: "everything", exempt: ["brow"],
 *   });
 *
 * @typedef {import("../attention/attention.js").Observation} Observation
 * @typedef {import("../attention/calibration.js").Calibration} Calibration
 * @typedef {import("../vision/camera.js").Camera} Camera
 * @typedef {import("./check.js").Check} Check
 * @typedef {import("./stage.js").Trouble} Trouble
 * @typedef {import("../attention/face.js").FaceData} FaceData
 *
 * @typedef {object} Sight  what is wanted
 * @property {boolean} camera  on
 * @property {boolean} analysis  its picture is looked at
 * @property {"check" | "lesson"} purpose
 * @property {"everything" | "attention"} policy
 * @property {readonly import("../wire/protocol.js").Exemption[]} exempt  left out, in fixed order
 *
 * @typedef {object} Beholder
 * @property {HTMLVideoElement} video
 * @property {(camera: Camera | null) => void} onCamera
 * @property {(check: Check) => void} onCheck
 * @property {(observation: Observation | null) => void} onObservation  null: nothing is observed
 * @property {() => void} onSeen  a frame was looked at
 * @property {(trouble: Trouble) => void} onTrouble
 */
import { createAttention } from "../attention/attention.js";
import { UNCALIBRATED } from "../attention/calibration.js";
import { eraseCalibration, keepCalibration, keptCalibration } from "./calibration_store.js";
import { createCheck } from "./check.js";
import { Watching } from "./watching.js";

/** What must stay the same for attention to go on with what it has seen. */
const CONDITIONS = /** @type {const} */ (["analysis", "purpose", "policy", "exempt"]);

export class Eyes {
  #beholder;
  #watching;
  #check = createCheck();
  #calibration = UNCALIBRATED;
  #deviceId = "";
  /** @type {Sight} */
  #sight = { camera: false, analysis: false, purpose: "check", policy: "everything", exempt: [] };
  /** @type {ReturnType<typeof createAttention> | null} */
  #attention = null;

  /** @param {Beholder} beholder */
  constructor(beholder) {
    this.#beholder = beholder;
    this.#watching = new Watching({
      video: beholder.video,
      onCamera: beholder.onCamera,
      onFace: (data) => this.#look(data),
      onTrouble: (trouble) => this.#suffer(trouble),
    });
  }

  /** Offer the calibration that this browser remembers. */
  remember() {
    const kept = keptCalibration();
    if (kept) this.#beholder.onCheck(this.#check.remember(kept));
  }

  /** @param {Sight} sight */
  follow(sight) {
    // By their words: each welcome brings a list of its own.
    const changed = CONDITIONS.some((name) => String(this.#sight[name]) !== String(sight[name]));
    this.#sight = sight;
    this.#watch();
    if (changed) this.#attend();
  }

  /** @param {string} deviceId  of the camera to use from now on; "": any */
  choose(deviceId) {
    this.#deviceId = deviceId;
    this.#watch();
  }

  /** Go by what the check measured; nothing is *uncalibrated*. @param {Calibration | null} measured */
  calibrate(measured) {
    this.#calibration = measured ?? UNCALIBRATED;
    if (measured) keepCalibration(measured);
  }

  measureAgain() {
    eraseCalibration();
    this.#beholder.onCheck(this.#check.again());
  }

  #watch() {
    const { camera, analysis, exempt } = this.#sight;
    const sweeps = !exempt.includes("faces");
    this.#watching.follow({ camera, analysis, sweeps, deviceId: this.#deviceId });
  }

  /** What was seen under another policy, or before a break, is no evidence. */
  #attend() {
    const { analysis, purpose, policy, exempt } = this.#sight;
    const attentive = analysis && purpose === "lesson";
    const person = { calibration: this.#calibration, analysis: policy, exempt };
    this.#attention = attentive ? createAttention(person) : null;
    this.#beholder.onObservation(null);
  }

  /** @param {FaceData} data */
  #look(data) {
    this.#beholder.onSeen();
    if (this.#sight.purpose === "check") this.#beholder.onCheck(this.#check.look(data));
    else if (this.#attention) this.#beholder.onObservation(this.#attention.observe(data));
  }

  /** @param {Trouble} trouble */
  #suffer(trouble) {
    if (this.#attention) this.#beholder.onObservation(this.#attention.lost(performance.now()));
    this.#beholder.onTrouble(trouble);
  }
}
