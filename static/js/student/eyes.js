/**
 * Everything that looks at a face: the camera, the check before the lesson, and attention in it.
 * Loaded only by a page that may use a camera.
 *
 *   const eyes = new Eyes({ video, onCamera, onCheck, onObservation, onSeen, onTrouble });
 *   eyes.follow({
 *     camera: true, analysis: true, purpose: "check", policy: "everything", exempt: ["brow"],
 *     asksFirst: false,
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
 * @property {boolean} asksFirst  a look of confusion is for the student alone
 *
 * @typedef {object} Beholder
 * @property {HTMLVideoElement} video
 * @property {(camera: Camera | null) => void} onCamera
 * @property {(check: Check) => void} onCheck
 * @property {(seen: Observation | null, told: Observation | null) => void} onObservation  null:
 *   nothing is observed; `told`: what others may know of it
 * @property {() => void} onSeen  a frame was looked at
 * @property {(trouble: Trouble) => void} onTrouble
 */
import { createAttention } from "../attention/attention.js";
import { UNCALIBRATED, readCalibration } from "../attention/calibration.js";
import { eraseCalibration, keepCalibration, keptCalibration } from "./calibration_store.js";
import { createCheck } from "./check.js";
import { Watching } from "./watching.js";

/** What must stay the same for attention to go on with what it has seen. */
const CONDITIONS = /** @type {const} */ (["analysis", "purpose", "policy", "exempt", "asksFirst"]);

export class Eyes {
  #beholder;
  #watching;
  #calibration = UNCALIBRATED;
  #deviceId = "";
  /** @type {Sight} */
  #sight = {
    camera: false,
    analysis: false,
    purpose: "check",
    policy: "everything",
    exempt: [],
    asksFirst: false,
  };
  #check = createCheck({ analysis: "everything", exempt: [] });
  /** @type {ReturnType<typeof createAttention> | null} */
  #attention = null;
  /**
   * Where the student is asked first: attention that never looks for confusion, so that nothing of
   * it can be in what is told.
   * @type {ReturnType<typeof createAttention> | null}
   */
  #told = null;

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

  /** Begin the check, with the calibration that this browser remembers, if it does. */
  remember() {
    const { policy, exempt } = this.#sight;
    this.#check = createCheck({ analysis: policy, exempt });
    const kept = readCalibration(keptCalibration());
    this.#beholder.onCheck(kept ? this.#check.remember(kept) : this.#check.again());
  }

  /** @param {Sight} sight */
  follow(sight) {
    const changed = CONDITIONS.filter((name) => differ(this.#sight[name], sight[name]));
    this.#sight = sight;
    this.#watch();
    if (changed.includes("policy") || changed.includes("exempt")) this.remember();
    if (changed.length > 0) this.#attend();
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

  /** Go on *uncalibrated*, and keep nothing. */
  forget() {
    eraseCalibration();
    this.#calibration = UNCALIBRATED;
    this.#beholder.onCheck(this.#check.forget());
    this.#attend();
  }

  #watch() {
    const { camera, analysis, exempt } = this.#sight;
    const sweeps = !exempt.includes("faces");
    this.#watching.follow({ camera, analysis, sweeps, deviceId: this.#deviceId });
  }

  /** What was seen under another policy, or before a break, is no evidence. */
  #attend() {
    const { analysis, purpose, policy, exempt, asksFirst } = this.#sight;
    const attentive = analysis && purpose === "lesson";
    const person = { calibration: this.#calibration, analysis: policy, exempt };
    this.#attention = attentive ? createAttention(person) : null;
    this.#told =
      attentive && asksFirst ? createAttention({ ...person, analysis: "attention" }) : null;
    this.#beholder.onObservation(null, null);
  }

  /** @param {FaceData} data */
  #look(data) {
    this.#beholder.onSeen();
    if (this.#sight.purpose === "check") this.#beholder.onCheck(this.#check.look(data));
    else this.#observe((attention) => attention.observe(data));
  }

  /** @param {Trouble} trouble */
  #suffer(trouble) {
    const now = performance.now();
    this.#observe((attention) => attention.lost(now));
    this.#beholder.onTrouble(trouble);
  }

  /** @param {(attention: ReturnType<typeof createAttention>) => Observation} look */
  #observe(look) {
    if (!this.#attention) return;
    const seen = look(this.#attention);
    this.#beholder.onObservation(seen, this.#told ? look(this.#told) : seen);
  }
}

/** By their words: each welcome brings a list of its own. @param {unknown} one @param {unknown} other */
function differ(one, other) {
  return String(one) !== String(other);
}
