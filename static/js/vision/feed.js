/**
 * Brings frames of a playing video to the worker: the track itself where the browser can read one
 * in a worker (a hidden tab then goes on), else a bitmap at a time, asked for when one is due.
 *
 * @typedef {object} Feed
 * @property {(wait: number) => void} next  the worker is free; ms until it wants a frame
 * @property {() => void} stop  may be called twice
 */

/** Of a camera's frames, ms, where nobody tells of them. */
const FRAME = 1000 / 30;

const Processor = /** @type {any} */ (globalThis).MediaStreamTrackProcessor;

/** Whether this browser can read a track in a worker. Chromium; not yet others. */
export const readsTracks = typeof Processor === "function";

/**
 * @param {HTMLVideoElement} video
 * @param {Worker} worker
 * @returns {Feed}
 */
export function startFeed(video, worker) {
  return readsTracks ? feedTrack(video, worker) : feedBitmaps(video, worker);
}

/** @param {HTMLVideoElement} video @param {Worker} worker @returns {Feed} */
function feedTrack(video, worker) {
  const stream = /** @type {MediaStream} */ (video.srcObject);
  // A clone, so that stopping it ends the stream and frees its frames without touching the camera.
  const track = stream.getVideoTracks()[0].clone();
  const { readable } = new Processor({ track, maxBufferSize: 1 });
  worker.postMessage({ kind: "track", readable }, [readable]);
  return { next: () => {}, stop: () => track.stop() };
}

/** @param {HTMLVideoElement} video @param {Worker} worker @returns {Feed} */
function feedBitmaps(video, worker) {
  let due = 0; // ms, Infinity while the worker is busy
  let running = true;
  const cancel = onEachFrame(video, async () => {
    if (performance.now() < due) return;
    due = Infinity;
    const frame = await createImageBitmap(video).catch(() => null);
    if (frame && running) worker.postMessage({ kind: "frame", frame }, [frame]);
    else {
      frame?.close();
      due = 0;
    }
  });
  return {
    next(wait) {
      due = performance.now() + wait;
    },
    stop() {
      running = false;
      cancel();
    },
  };
}

/**
 * Call for each new frame; where the browser does not tell of them, as often as they come.
 * @param {HTMLVideoElement} video
 * @param {() => void} onFrame
 * @returns {() => void}  cancels
 */
function onEachFrame(video, onFrame) {
  if (!("requestVideoFrameCallback" in HTMLVideoElement.prototype)) {
    const timer = setInterval(onFrame, FRAME);
    return () => clearInterval(timer);
  }
  const again = () => {
    request = video.requestVideoFrameCallback(again);
    onFrame();
  };
  let request = video.requestVideoFrameCallback(again);
  return () => video.cancelVideoFrameCallback(request);
}
