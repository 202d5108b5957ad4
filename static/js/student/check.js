/**
 * The camera check before a lesson: light and place, then the relaxed face. Pure.
 *
 * @typedef {import("../attention/face.js").FaceData} FaceData
 * @typedef {import("../attention/calibration.js").Calibration} Calibration
 * @typedef {import("../attention/calibration_gate.js").Hint} Hint
 * @typedef {Parameters<typeof wantedOf>[0]} Looked  what is looked at of this student
 *
 * @typedef {"light" | "alone" | "near"} Item
 * @typedef {object} Check
 * @property {Record<Item, boolean | null>} items  null while it cannot be told
 * @property {"placing" | "measuring" | "measured" | "remembered" | "failed" | "forgotten"
 *   | "unneeded"} phase
 *   "remembered": measured earlier, in this browser; "unneeded": nothing is measured against it
 * @property {boolean} retry  it has failed before
 * @property {number} share  0..1 of the measuring
 * @property {Hint | null} hint  the one thing that stands in the way right now
 * @property {Calibration | null} calibration  once measured
 */
import { covers, createCalibration } from "../attention/calibration.js";
import { gate } from "../attention/calibration_gate.js";
import { blindness } from "../attention/cues/quality.js";
import { eyeDistance } from "../attention/face.js";
import { NO_HINT, steady } from "../attention/steady_hint.js";
import { BLIND, TIME } from "../attention/thresholds.js";
import { wantedOf } from "../attention/wanted.js";

/** Frames in a row that must agree before an item of the list changes: a list that flickers
 * cannot be read. */
const AGREE = 3;

/** @type {Check} */
export const UNCHECKED = Object.freeze({
  items: { light: null, alone: null, near: null },
  phase: "placing",
  retry: false,
  share: 0,
  hint: null,
  calibration: null,
});

/**
 * @param {Looked} looked
 * @returns {{ look(data: FaceData): Check, remember(calibration: Calibration): Check,
 *   again(): Check, forget(): Check }}
 *   `remember`: use an earlier calibration, if it has what is needed; `again`: measure anew;
 *   `forget`: use none, and measure only when asked
 */
export function createCheck(looked) {
  const wanted = wantedOf(looked);
  const first = /** @type {Check} */ (
    wanted.gaze ? UNCHECKED : { ...UNCHECKED, phase: "unneeded" }
  );
  let check = first;
  let settled = createSettling();
  let placing = createPlacing(wanted);
  let measuring = createCalibration(looked);

  /** @param {FaceData} data @returns {Partial<Check>} */
  function step(data) {
    if (check.phase === "measuring") return measured(measuring.add(data));
    if (check.phase !== "placing") return {};
    const hint = placing(data);
    const ready = hint === null && Object.values(check.items).every((well) => well === true);
    return ready ? measured(measuring.add(data)) : { hint };
  }

  return {
    look(data) {
      check = { ...check, items: settled(judge(data, wanted)) };
      check = { ...check, ...step(data) };
      return check;
    },
    remember(calibration) {
      if (wanted.gaze && covers(calibration, looked)) {
        check = { ...check, phase: "remembered", share: 1, hint: null, calibration };
      }
      return check;
    },
    again() {
      const retry = check.retry || check.phase === "failed";
      measuring = createCalibration({ ...looked, retry });
      placing = createPlacing(wanted);
      settled = createSettling();
      check = { ...first, retry };
      return check;
    },
    forget() {
      check = { ...check, share: 0, hint: null, calibration: null };
      if (wanted.gaze) check = { ...check, phase: "forgotten" };
      return check;
    },
  };
}

/**
 * @param {import("../attention/calibration.js").CalibrationProgress} progress
 * @returns {Partial<Check>}
 */
function measured({ status, share, hint, calibration }) {
  const phases = /** @type {const} */ ({
    collecting: "measuring",
    calibrated: "measured",
    failed: "failed",
  });
  return { phase: phases[status], share, hint, calibration };
}

/** Remembers what the last frames agreed on. */
function createSettling() {
  let items = UNCHECKED.items;
  /** @type {Map<Item, [boolean | null, number]>} */
  const agreed = new Map();
  return (/** @type {Check["items"]} */ seen) => {
    for (const item of /** @type {Item[]} */ (Object.keys(seen))) {
      const [value, times] = agreed.get(item) ?? [null, 0];
      const again = value === seen[item] ? times + 1 : 1;
      agreed.set(item, [seen[item], again]);
      if (again >= AGREE) items = { ...items, [item]: seen[item] };
    }
    return items;
  };
}

/** Finds what stands in the way before anything is measured. @param {import("../attention/wanted.js").Wanted} wanted */
function createPlacing(wanted) {
  let said = NO_HINT;
  let last = Infinity;
  return (/** @type {FaceData} */ data) => {
    const ms = Math.min(Math.max(0, data.time - last), TIME.frame);
    last = data.time;
    said = steady(said, gate(data, { wanted, strict: false }).hint, ms);
    return said.hint;
  };
}

/** @param {FaceData} data @param {import("../attention/wanted.js").Wanted} wanted @returns {Check["items"]} */
function judge(data, wanted) {
  const blind = blindness(data);
  const light = blind !== "too_dark" && blind !== "covered";
  if (!light) return { light, alone: null, near: null };
  const distance = data.faces.length ? eyeDistance(data.faces[0]) : null;
  const near = data.count === 0 ? null : distance !== null && distance >= BLIND.eyeDistance;
  return { light, alone: data.count === 1 || (data.count > 1 && !wanted.faces), near };
}
