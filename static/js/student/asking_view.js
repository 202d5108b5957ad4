/**
 * A question to the student, with three answers of equal standing.
 *
 * It takes no focus, since a student may be typing: it is said once, and stands first among what
 * can be reached.
 *
 * @typedef {import("./session.js").Scene} Scene
 *
 * @typedef {object} Question
 * @property {string} title
 * @property {string} note  who will know the answer
 * @property {number} askedAt  ms
 *
 * @typedef {object} Elements
 * @property {HTMLElement} asking
 * @property {HTMLElement} title
 * @property {HTMLElement} note
 * @property {HTMLElement} announcer
 * @property {HTMLElement} top  takes the focus when the pressed answer goes away
 */
import { paintShown, paintText } from "./paint.js";

/** The same question, asked again after a reconnect, may differ by this, ms: the network's delay. */
const SAME_QUESTION = 10_000;

/** @param {Elements} elements @returns {(scene: Scene) => void} */
export function createAskingView({ asking, title, note, announcer, top }) {
  let saidAt = -Infinity;
  return (scene) => {
    const question = questionOf(scene);
    if (question) {
      paintText(title, question.title);
      paintText(note, question.note);
    } else if (asking.contains(document.activeElement)) top.focus({ preventScroll: true });
    paintShown(asking, question !== null);
    if (question && Math.abs(question.askedAt - saidAt) >= SAME_QUESTION) {
      saidAt = question.askedAt;
      // Cleared before, so that the same words are said again of another question.
      announcer.textContent = "";
      announcer.textContent = `${question.title} Fine, I’m lost, or Not now?`;
    }
  };
}

/** @param {Scene} scene @returns {Question | null} */
function questionOf({ page, prompt }) {
  // What is open stays, so that no answer is pressed under another question.
  if (prompt.askedAt !== null) {
    return {
      title: "Are you lost?",
      note: "Only you see this. Your teacher learns of it only if you press “I’m lost”.",
      askedAt: prompt.askedAt,
    };
  }
  if (page.end || !page.checkIn) return null;
  return {
    title: "Your teacher asks: all right?",
    note: "Only the teachers of this class see the answer.",
    askedAt: page.checkIn.askedAt,
  };
}
