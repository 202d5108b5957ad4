/**
 * A MediaPipe `.task` file is a zip whose entries are stored as they are: the face landmarker's
 * own detector can be taken out of it, and nothing else needs to be fetched. Pure.
 */

const LOCAL_HEADER = 0x04034b50;
const HEADER_SIZE = 30;

/**
 * @param {Uint8Array} bundle
 * @param {string} name
 * @returns {Uint8Array}  a copy
 * @throws {Error} when the bundle has no such entry
 */
export function entryOf(bundle, name) {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  let at = 0;
  while (at + HEADER_SIZE <= bundle.length) {
    if (view.getUint32(at, true) !== LOCAL_HEADER) {
      at += 1; // entries are aligned, with padding between them
      continue;
    }
    const size = view.getUint32(at + 18, true);
    const nameSize = view.getUint16(at + 26, true);
    const start = at + HEADER_SIZE + nameSize + view.getUint16(at + 28, true);
    const title = bundle.subarray(at + HEADER_SIZE, at + HEADER_SIZE + nameSize);
    if (new TextDecoder().decode(title) === name) return bundle.slice(start, start + size);
    at = start + size;
  }
  throw new Error(`The model bundle has no ${name}.`);
}
