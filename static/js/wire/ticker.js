/**
 * Calls back at an even pace, in a hidden tab too.
 */

/**
 * @param {number} interval  ms
 * @param {() => void} onTick
 * @returns {() => void}  stops it
 */
export function startTicker(interval, onTick) {
  /** @type {() => void} */
  let stop;
  const fallBack = () => {
    const timer = setInterval(onTick, interval);
    stop = () => clearInterval(timer);
  };
  try {
    const worker = new Worker(new URL("./ticker_worker.js", import.meta.url), {
      type: "module",
      name: String(interval),
    });
    worker.onmessage = onTick;
    worker.onerror = fallBack;
    stop = () => worker.terminate();
  } catch {
    // No worker here: the page's own timer is late in a hidden tab, which is better than none.
    fallBack();
  }
  return () => stop();
}
