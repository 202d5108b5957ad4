/**
 * Notices when results stop, says so once, and has the worker replaced, less and less often.
 *
 * @typedef {"hidden" | "camera_muted"} Blindness
 *
 * @typedef {object} Watched
 * @property {() => Blindness | null} blindness  why silence is expected, if it is
 * @property {(trouble: "stopped" | Blindness) => void} onTrouble
 * @property {() => void} replace
 *
 * @typedef {{ heard: () => void, stop: () => void }} Watchdog
 */

const WATCH_EVERY = 1000; // ms
/** ms for the model to load, on a slow school line, before the first result. */
const LOADING = 90_000;
/** ms without a result before "stopped". */
const SILENCE = 3000;
/** ms between "stopped" and the worker's replacement: at first, and at most. */
const PATIENCE = Object.freeze({ first: 7000, most: 300_000 });

/**
 * @param {Watched} watched
 * @returns {Watchdog}
 */
export function startWatchdog({ blindness, onTrouble, replace }) {
  let last = performance.now();
  let allowed = LOADING;
  /** @type {number} */
  let patience = PATIENCE.first;
  /** @type {"stopped" | Blindness | null} */
  let told = null;

  /** @param {"stopped" | Blindness} trouble */
  const tell = (trouble) => {
    if (told !== trouble) onTrouble(trouble);
    told = trouble;
  };
  const watch = () => {
    const blind = blindness();
    if (blind) {
      last = performance.now();
      return tell(blind);
    }
    const silent = performance.now() - last;
    if (silent > allowed) tell("stopped");
    if (silent <= allowed + patience) return undefined;
    patience = Math.min(2 * patience, PATIENCE.most);
    last = performance.now();
    allowed = LOADING;
    return replace();
  };
  const timer = setInterval(watch, WATCH_EVERY);
  document.addEventListener("visibilitychange", watch);

  return {
    heard() {
      last = performance.now();
      allowed = SILENCE;
      if (told) patience = PATIENCE.first;
      told = null;
    },
    stop() {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", watch);
    },
  };
}
