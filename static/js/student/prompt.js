/**
 * The question that a look of confusion asks the student, and nobody else. Pure; ms on the
 * caller's clock.
 *
 * Only the answer "lost" ever changes what is told, for a fixed time: its end says nothing of the
 * face either. "Fine", "not now" and silence change nothing but when the page may ask again.
 *
 * @typedef {import("../wire/protocol.js").Answer} Answer
 *
 * @typedef {object} Prompt
 * @property {number | null} askedAt  null while nothing is asked
 * @property {number} restUntil  until then nothing is asked
 * @property {number} lostUntil  until then the student is lost, by the student's own word
 */

/** So long a question stays without an answer. */
export const OPEN_FOR = 60_000;

/** So long nothing is asked after a question. */
export const REST = 4 * 60_000;

/** So long "lost" holds, unless the student takes it back. */
export const LOST_FOR = 2 * 60_000;

/** @type {Prompt} */
export const UNASKED = Object.freeze({
  askedAt: null,
  restUntil: -Infinity,
  lostUntil: -Infinity,
});

/**
 * @param {Prompt} prompt
 * @param {{ asks: boolean, confused: boolean }} seen  `asks`: a face is looked at, in a class that
 *   asks first; where not, the question and the answer are over
 * @param {number} now
 * @returns {Prompt}  the same object when nothing changed
 */
export function advance(prompt, { asks, confused }, now) {
  if (!asks) return takeBack(prompt.askedAt === null ? prompt : rest(prompt, now));
  if (prompt.askedAt !== null) return now - prompt.askedAt < OPEN_FOR ? prompt : rest(prompt, now);
  return confused && now >= prompt.restUntil ? { ...prompt, askedAt: now } : prompt;
}

/**
 * @param {Prompt} prompt
 * @param {Answer} answer
 * @param {number} now
 * @returns {Prompt}  the same object where nothing is asked
 */
export function reply(prompt, answer, now) {
  if (prompt.askedAt === null) return prompt;
  const rested = rest(prompt, now);
  return answer === "lost" ? { ...rested, lostUntil: now + LOST_FOR } : rested;
}

/** Not lost any more. @param {Prompt} prompt @returns {Prompt} */
export function takeBack(prompt) {
  return prompt.lostUntil === -Infinity ? prompt : { ...prompt, lostUntil: -Infinity };
}

/** Whether the student said so, lately. @param {Prompt} prompt @param {number} now */
export function isLost({ lostUntil }, now) {
  return now < lostUntil;
}

/** Ask nothing for a while, as after a teacher has asked. @param {Prompt} prompt @param {number} now @returns {Prompt} */
export function rest(prompt, now) {
  return { ...prompt, askedAt: null, restUntil: now + REST };
}
