/**
 * The room of attention with one thing changed: a mutant, to see whether a test would notice.
 *
 * Every room is a set of module instances of its own, told apart by a query in their addresses.
 *
 * @typedef {object} Mutant
 * @property {string} name
 * @property {readonly Edit[]} edits
 *
 * @typedef {object} Edit
 * @property {string} file  below static/js/attention/
 * @property {(source: string) => string} change
 *
 * @typedef {object} Room
 * @property {typeof import("../../../static/js/attention/attention.js").createAttention} createAttention
 * @property {typeof import("../../../static/js/attention/calibration.js").createCalibration} createCalibration
 * @property {typeof import("../../../static/js/attention/calibration.js").UNCALIBRATED} UNCALIBRATED
 * @property {typeof import("../../../static/js/attention/dwell.js").dwell} dwell
 * @property {typeof import("../../../static/js/attention/evidence.js").gather} gather
 * @property {typeof import("../../../static/js/attention/face.js").BLENDSHAPES} BLENDSHAPES
 * @property {typeof import("../../../static/js/attention/face.js").POINT_INDICES} POINT_INDICES
 */
import { readFileSync, readdirSync } from "node:fs";
import { registerHooks } from "node:module";

const HERE = new URL("../../../static/js/attention/", import.meta.url);

/** @type {(Mutant | null)[]} whose rooms were opened; the number of a room is its place here */
const opened = [];

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const room = roomOf(context.parentURL);
    if (room === null || !found.url.startsWith(HERE.href)) return found;
    return { ...found, url: addressIn(room, found.url) };
  },
  load(url, context, next) {
    const mutant = opened[Number(roomOf(url) ?? NaN)];
    const edits = mutant?.edits.filter(({ file }) => url.startsWith(`${HERE.href}${file}?`)) ?? [];
    if (edits.length === 0) return next(url, context);
    const source = edits.reduce((text, { change }) => change(text), sourceOf(edits[0].file));
    return { format: "module", source, shortCircuit: true };
  },
});

/**
 * @param {Mutant | null} mutant  null: nothing is changed
 * @returns {Promise<Room>}
 */
export async function openRoom(mutant) {
  const room = String(opened.push(mutant) - 1);
  const names = ["attention.js", "calibration.js", "dwell.js", "evidence.js", "face.js"];
  const modules = names.map((name) => import(addressIn(room, new URL(name, HERE).href)));
  return Object.assign({}, ...(await Promise.all(modules)));
}

/** @returns {string[]}  the files of the room, below it */
export function filesOfRoom() {
  const files = readdirSync(HERE, { recursive: true, encoding: "utf8" });
  return files.map((name) => name.replaceAll("\\", "/")).filter((name) => name.endsWith(".js"));
}

/** @param {string} file @returns {string} */
export function sourceOf(file) {
  return readFileSync(new URL(file, HERE), "utf8");
}

/** @param {string | undefined} url @returns {string | null} */
function roomOf(url) {
  return url ? new URL(url).searchParams.get("room") : null;
}

/** @param {string} room @param {string} url */
function addressIn(room, url) {
  return `${url}?room=${room}`;
}
