/**
 * Whose tiles are shown: those of some kinds, and of some names. Pure.
 *
 * @import { TileView } from "./roster.js"
 *
 * @typedef {"help" | "alert" | "confused" | "focused" | "unknown"} Kind
 * @typedef {{ kinds: readonly string[], text: string }} Filter  no kind and no text is everybody
 */

/** @type {Filter} */
export const EVERYBODY = Object.freeze({ kinds: [], text: "" });

const KNOWN = ["help", "alert", "confused", "focused"];

/** @param {Filter} filter */
export function isEverybody({ kinds, text }) {
  return kinds.length === 0 && plain(text) === "";
}

/**
 * @param {Filter} filter
 * @param {string} kind
 * @returns {Filter}
 */
export function toggled(filter, kind) {
  const { kinds } = filter;
  const others = kinds.filter((one) => one !== kind);
  return { ...filter, kinds: others.length < kinds.length ? others : [...kinds, kind] };
}

/**
 * @param {readonly TileView[]} views
 * @param {Filter} filter
 * @param {ReadonlySet<string> | null} held  who stays shown whatever changes, or null
 * @returns {TileView[]}
 */
export function shownOf(views, filter, held) {
  if (isEverybody(filter)) return [...views];
  return views.filter((view) => (held ? held.has(view.student) : matches(view, filter)));
}

/**
 * @param {TileView} view
 * @param {Filter} filter
 */
function matches({ name, state, snoozed }, { kinds, text }) {
  const kind = snoozed ? "snoozed" : KNOWN.includes(state) ? state : "unknown";
  if (kinds.length > 0 && !kinds.includes(kind)) return false;
  return plain(text)
    .split(" ")
    .every((word) => plain(name).includes(word));
}

/**
 * Without case and accents, so that "yildiz" finds "Yıldız" on any keyboard.
 * @param {string} text
 */
function plain(text) {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(/ı/g, "i").replace(/\s+/g, " ").trim();
}

/**
 * What to say where nobody is shown.
 * @param {Filter} filter
 */
export function nobodyText({ kinds, text }) {
  const name = text.trim();
  if (name === "") return "Nobody is so at the moment.";
  return kinds.length === 0
    ? `No student’s name has “${name}” in it.`
    : `Nobody with “${name}” in the name is so at the moment.`;
}
