/**
 * The camera, and nothing but the camera: open, list, stop.
 *
 *   const camera = await openCamera({ onLost: () => … });   // or throws CameraError with its kind
 *   video.srcObject = camera.stream;
 *   camera.stop();
 *
 * @typedef {"no_camera" | "permission_denied" | "in_use" | "insecure_address" | "camera_lost"}
 *   CameraTrouble  `camera_lost` comes through `onLost`, the others through `CameraError`
 *
 * @typedef {object} Camera
 * @property {MediaStream} stream  640x480 or the nearest that the camera has; no sound
 * @property {string} id  device id, for `openCamera`; "" where the browser does not tell
 * @property {string} label  the camera's name, "" where the browser does not tell
 * @property {() => void} stop  turns the camera off; safe to call twice; never calls `onLost`
 */

const SIZE = Object.freeze({ width: { ideal: 640 }, height: { ideal: 480 } });
const FRAME_RATE = Object.freeze({ ideal: 30 });

/** What `getUserMedia` throws, by the kinds that a person can do something about. */
const KINDS = Object.freeze(
  /** @type {Record<string, CameraTrouble>} */ ({
    NotAllowedError: "permission_denied",
    SecurityError: "permission_denied",
    NotReadableError: "in_use",
    AbortError: "in_use",
    NotFoundError: "no_camera",
    OverconstrainedError: "no_camera",
  }),
);

/** Why a camera could not be opened. */
export class CameraError extends Error {
  /**
   * @param {CameraTrouble} kind
   * @param {unknown} [cause]
   */
  constructor(kind, cause) {
    super(kind, { cause });
    this.name = "CameraError";
    /** @type {CameraTrouble} */
    this.kind = kind;
  }
}

/**
 * Ask for a camera and turn it on.
 * @param {{ deviceId?: string, onLost?: () => void }} [wishes]  `onLost`: it was unplugged or taken
 * @returns {Promise<Camera>}
 * @throws {CameraError}
 */
export async function openCamera({ deviceId, onLost } = {}) {
  const stream = await askFor({
    audio: false,
    video: { ...SIZE, frameRate: FRAME_RATE, ...(deviceId && { deviceId: { exact: deviceId } }) },
  });
  const [track] = stream.getVideoTracks();
  const lost = () => onLost?.();
  track.addEventListener("ended", lost);
  const stop = () => {
    track.removeEventListener("ended", lost);
    track.stop();
  };
  return { stream, id: track.getSettings().deviceId ?? "", label: track.label, stop };
}

/**
 * The cameras there are. Their labels are empty until one was opened.
 * @returns {Promise<{ id: string, label: string }[]>}
 * @throws {CameraError}
 */
export async function listCameras() {
  const devices = await mediaDevices().enumerateDevices();
  return devices
    .filter(({ kind }) => kind === "videoinput")
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** @param {MediaStreamConstraints} constraints @returns {Promise<MediaStream>} */
async function askFor(constraints) {
  const devices = mediaDevices();
  try {
    return await devices.getUserMedia(constraints);
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    throw new CameraError(KINDS[name] ?? "in_use", error);
  }
}

/** Browsers hide cameras from pages that came over plain HTTP. @returns {MediaDevices} */
function mediaDevices() {
  if (!navigator.mediaDevices) throw new CameraError("insecure_address");
  return navigator.mediaDevices;
}
