/**
 * Something that begins when it was true for long enough within a window, and ends when it has not
 * been true for a while. What is unknown does not begin it, and does not keep it going.
 *
 * @typedef {object} Rule  all ms
 * @property {number} window
 * @property {number} held  how much of the window must be true
 * @property {number} clear  ends after this long without
 * @property {number} cooldown  does not begin again for this long
 *
 * @typedef {object} Episode  the memory
 * @property {boolean} on
 * @property {import("./evidence.js").Evidence} evidence
 * @property {number} lastTrue  ms
 * @property {number} rest  ms, the time before which it does not begin again
 */
import { gather, watchFrom, weigh } from "./evidence.js";

/** @param {number} time  ms @returns {Episode} */
export function noEpisode(time) {
  return { on: false, evidence: watchFrom(time), lastTrue: time, rest: time };
}

/**
 * Fold one frame in.
 * @param {Episode} memory
 * @param {boolean | null} begins  evidence that it begins
 * @param {boolean | null} lasts  evidence that it goes on
 * @param {import("./evidence.js").Moment} moment
 * @param {Rule} rule
 * @returns {Episode}
 */
export function follow(memory, begins, lasts, moment, rule) {
  const { time } = moment;
  const lastTrue = lasts ? time : memory.lastTrue;
  if (memory.on) {
    if (time - lastTrue < rule.clear) return { ...memory, lastTrue };
    return { ...noEpisode(time), rest: time + rule.cooldown };
  }
  const evidence = gather(memory.evidence, begins, moment, rule.window);
  const weight = weigh(evidence, time, rule.window);
  const enough = weight !== null && weight.share * weight.span >= rule.held;
  return { ...memory, evidence, lastTrue, on: enough && begins === true && time >= memory.rest };
}
