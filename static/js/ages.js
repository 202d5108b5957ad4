/**
 * Durations in the words of tiles and clocks. Everything takes milliseconds.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * "9 s", "3 min", "1 h 5 min": rounded down, never negative.
 * @param {number} ms
 */
export function ageText(ms) {
  const age = Math.max(0, ms);
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min`;
  const minutes = Math.floor((age % HOUR) / MINUTE);
  return minutes ? `${Math.floor(age / HOUR)} h ${minutes} min` : `${Math.floor(age / HOUR)} h`;
}

/**
 * "0.3 s" while it is young, then as `ageText`.
 * @param {number} ms
 */
export function newsText(ms) {
  const age = Math.max(0, ms);
  return age < 10 * SECOND ? `${(Math.floor(age / 100) / 10).toFixed(1)} s` : ageText(age);
}

/**
 * "27:40", "1:02:05".
 * @param {number} ms
 */
export function clockText(ms) {
  const seconds = Math.floor(Math.max(0, ms) / SECOND);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = twoDigits(seconds % 60);
  return hours ? `${hours}:${twoDigits(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** @param {number} number */
function twoDigits(number) {
  return String(number).padStart(2, "0");
}
