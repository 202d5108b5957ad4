/**
 * What lies in the folders that are given: pictures of people, videos with their truth, and series
 * that were recorded of clips. Each file says by its first row which it is.
 *
 * @typedef {import("./pictures.js").Pictured} Pictured
 * @typedef {import("./pictures.js").Video} Video
 * @typedef {import("./series.js").Series} Series
 * @typedef {{ pictures: Pictured[], videos: Video[], series: Series[] }} Data
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";

import { picturesOf, videoOf } from "./pictures.js";

const ROWS = ".jsonl.gz";

/**
 * @param {readonly string[]} folders  those that do not exist hold nothing
 * @returns {Data}
 */
export function readFolders(folders) {
  /** @type {Data} */
  const data = { pictures: [], videos: [], series: [] };
  const files = folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .sort()
      .map((name) => join(folder, name)),
  );
  for (const file of files.filter((name) => name.endsWith(ROWS))) sort(data, file, readRows(file));
  return data;
}

/** @param {string} file @returns {any[]} */
function readRows(file) {
  const lines = gunzipSync(readFileSync(file)).toString().split("\n");
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}

/**
 * @param {Data} data @param {string} file @param {any[]} rows
 * @throws {Error} for rows of no kind that is known
 */
function sort(data, file, rows) {
  const [first] = rows;
  const name = basename(file, ROWS);
  if (first === undefined) return;
  if ("series" in first) data.series.push({ ...first, frames: rows.slice(1) });
  else if ("person" in first) data.pictures.push(...picturesOf(rows));
  else if ("true_faces" in first) data.videos.push(videoOf(name, rows));
  else throw new Error(`${file} holds rows of no kind that is known`);
}
