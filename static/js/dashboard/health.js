/**
 * How fresh the picture is, in a few words. Pure.
 *
 * @import { LinkState } from "../wire/link.js"
 * @import { Picture } from "./roster.js"
 *
 * @typedef {{ health: "live" | "connecting" | "silent" | "cut_off", word: string, detail: string }} Health
 */
import { ageText, newsText } from "../ages.js";
import { MISSED_AFTER } from "./headline.js";

/**
 * @param {Picture} picture
 * @param {LinkState} link
 * @param {number} now
 * @returns {Health}
 */
export function healthAt(picture, link, now) {
  const { serverAt, cutOffAt } = picture;
  if (serverAt === null) return { health: "connecting", word: "Connecting", detail: "" };
  const silence = now - serverAt;
  if (silence >= MISSED_AFTER) {
    return { health: "silent", word: "No news", detail: `for ${ageText(silence)}` };
  }
  if (link !== "open") return { health: "connecting", word: "Connecting", detail: "again" };
  if (cutOffAt !== null) {
    const detail = `the server's relay, for ${ageText(now - cutOffAt)}`;
    return { health: "cut_off", word: "Cut off", detail };
  }
  return { health: "live", word: "Live", detail: newestOf(picture, now) };
}

/**
 * @param {Picture} picture
 * @param {number} now
 */
function newestOf({ news }, now) {
  if (news.size === 0) return "";
  const heardAt = Math.max(...[...news.values()].map((one) => one.heardAt));
  return `newest news ${newsText(now - heardAt)} ago`;
}
