/**
 * Remembers a calibration in this browser for the rest of the day: a few numbers and their
 * spreads, under a name that says nothing about anybody. It is never sent.
 *
 * Browsers are shared. Nothing here tells whose face it was, since that would say who sat here;
 * instead every page that is shown to nobody in particular, as after a log-out, erases it.
 */

const KEY = "supervision.calibration";

/** @param {object} calibration */
export function keepCalibration(calibration) {
  tried(() => localStorage.setItem(KEY, JSON.stringify({ ...calibration, at: Date.now() })));
}

export function eraseCalibration() {
  tried(() => localStorage.removeItem(KEY));
}

/** @returns {unknown}  what was kept today, unchecked; null if nothing was */
export function keptCalibration() {
  const kept = tried(() => JSON.parse(localStorage.getItem(KEY) ?? "null"));
  const now = new Date();
  const at = new Date(Number(kept?.at));
  if (at <= now && at.toDateString() === now.toDateString()) return kept;
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
