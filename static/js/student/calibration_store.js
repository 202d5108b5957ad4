/**
 * Remembers a calibration in this browser for the rest of the day: seven numbers and their
 * spreads, under a name that says nothing about anybody. It is never sent.
 *
 * @typedef {import("../attention/calibration.js").Calibration} Calibration
 */
import { readCalibration } from "../attention/calibration.js";

const KEY = "supervision.calibration";

/** Browsers are shared: another day's calibration may be another person's. ms */
const KEPT_FOR = 12 * 60 * 60 * 1000;

/** @param {Calibration} calibration */
export function keepCalibration(calibration) {
  tried(() => localStorage.setItem(KEY, JSON.stringify({ ...calibration, at: Date.now() })));
}

export function eraseCalibration() {
  tried(() => localStorage.removeItem(KEY));
}

/** @returns {Calibration | null} */
export function keptCalibration() {
  const kept = tried(() => JSON.parse(localStorage.getItem(KEY) ?? "null"));
  const calibration = readCalibration(kept);
  const age = Date.now() - Number(kept?.at);
  if (calibration && age >= 0 && age < KEPT_FOR) return calibration;
  eraseCalibration();
  return null;
}

/**
 * Storage may be switched off, full or hold anything at all: then nothing is remembered.
 * @template T
 * @param {() => T} access
 * @returns {T | null}
 */
function tried(access) {
  try {
    return access();
  } catch {
    return null;
  }
}
