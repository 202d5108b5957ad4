/**
 * The list of cameras. Their names are known only once one of them is on.
 */
import { listCameras } from "../vision/camera.js";

/**
 * @param {HTMLSelectElement} select
 * @returns {(camera: import("../vision/camera.js").Camera | null) => void}
 */
export function createCameraChoice(select) {
  /** @type {import("../vision/camera.js").Camera | null} */
  let shown = null;

  return async (camera) => {
    if (!camera || camera === shown) return;
    shown = camera;
    const cameras = await listCameras().catch(() => []);
    const options = cameras.map(({ id, label }, i) => new Option(label || `Camera ${i + 1}`, id));
    select.replaceChildren(...(options.length ? options : [new Option(camera.label, camera.id)]));
    select.value = camera.id;
    select.disabled = options.length < 2;
  };
}
