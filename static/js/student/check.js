/**
 * The camera check before a lesson: light and place, then the relaxed face. Pure.
 *
 * @typedef {import("../attention/face.js").FaceData} FaceData
 * @typedef {import("../attention/calibration.js").Calibration} Calibration
 * @typedef {import("../attention/calibration.js").Hint} Hint
 *
 * @typedef {"light" | "alone" | "near"} Item
 * @typedef {object} Check
 * @property {Record<Item, boolean | null>} items  null while it cannot be told
 * @property {"placing" | "measuring" | "measured" | "remembered" | "failed"} phase
 *   "remembered": measured earlier, in this browser
 * @property {number} share  0..1 of the measuring
 * @property {Hint | null} hint  what stands in the way right now
 * @property {Calibration | null} calibration  once measured
 */
import { createCalibration } from "../attention/calibration.js";
import { blindness } from "../attention/cues.js";
import { eyeDistance } from "../attention/face.js";
import { BLIND } from "../attention/thresholds.js";

/** Frames in a row that must agree before an item of the list changes: a list that flickers
 * cannot be read. */
const AGREE = 3;

/** @type {Check} */
export const UNCHECKED = Object.freeze({
  items: { light: null, alone: null, near: null },
  phase: "placing",
  share: 0,
  hint: null,
  calibration: null,
});

/**
 * @returns {{ look(data: FaceData): Check, remember(calibration: Calibration): Check,
 *   again(): Check }}
 *   `remember`: use an earlier calibration; `again`: measure anew
 */
export function createCheck() {
  let check = UNCHECKED;
  let measuring = createCalibration();
  let agreed = new Map();

  /** @param {FaceData} data @returns {Check["items"]} */
  function settled(data) {
    const seen = judge(data);
    const items = { ...check.items };
    for (const item of /** @type {Item[]} */ (Object.keys(seen))) {
      const [value, times] = agreed.get(item) ?? [null, 0];
      agreed.set(item, [seen[item], value === seen[item] ? times + 1 : 1]);
      if (agreed.get(item)[1] >= AGREE) items[item] = seen[item];
    }
    return items;
  }

  /** @param {FaceData} data */
  function measure(data) {
    const { status, share, hint, calibration } = measuring.add(data);
    const phase = status === "collecting" ? /** @type {const} */ ("measuring") : outcome(status);
    return { phase, share, hint, calibration };
  }

  return {
    look(data) {
      const items = settled(data);
      const placed = items.light === true && items.alone === true && items.near === true;
      const ready = check.phase === "measuring" || (check.phase === "placing" && placed);
      check = { ...check, items, ...(ready ? measure(data) : {}) };
      return check;
    },
    remember(calibration) {
      check = { ...check, phase: "remembered", share: 1, hint: null, calibration };
      return check;
    },
    again() {
      measuring = createCalibration();
      agreed = new Map();
      check = UNCHECKED;
      return check;
    },
  };
}

/** @param {"calibrated" | "failed"} status @returns {Check["phase"]} */
function outcome(status) {
  return status === "calibrated" ? "measured" : "failed";
}

/** @param {FaceData} data @returns {Record<Item, boolean | null>} */
function judge(data) {
  const blind = blindness(data);
  const light = blind !== "too_dark" && blind !== "covered";
  if (!light) return { light, alone: null, near: null };
  const distance = data.faces.length ? eyeDistance(data.faces[0]) : null;
  const near = data.count === 0 ? null : distance !== null && distance >= BLIND.eyeDistance;
  return { light, alone: data.count === 1, near };
}
