/**
 * What leaves this computer: the last message in words and letter by letter, and how much it was.
 *
 * @typedef {import("./session.js").Scene} Scene
 * @typedef {import("../wire/protocol.js").FromStudent} FromStudent
 *
 * @typedef {object} Elements
 * @property {HTMLElement} message
 * @property {HTMLElement} words
 * @property {HTMLElement} age
 * @property {HTMLElement} json
 * @property {HTMLElement} bytes
 * @property {HTMLElement} messages
 */
import { ageText } from "../ages.js";
import { iconFor, reasonFor, wordFor } from "../words.js";
import { paintData, paintIcon, paintText } from "./paint.js";

/** @param {Elements} elements @returns {(scene: Scene, now: number) => void} */
export function createSentView(elements) {
  return ({ sent, page }, now) => {
    paintText(elements.bytes, sizeText(sent.bytes));
    paintText(elements.messages, String(sent.messages));
    if (!sent.message) return;
    const [icon, words] = inWords(sent.message, page.lesson?.kind === "exam");
    paintText(elements.age, `, sent ${ageText(now - sent.at)} ago`);
    paintIcon(elements.message, icon);
    paintData(elements.message, "state", icon);
    paintText(elements.words, words);
    if (elements.json.textContent !== sent.text) elements.json.replaceChildren(...parts(sent.text));
  };
}

/** @type {Record<import("../wire/protocol.js").Answer, string>} */
const ANSWERS = { fine: "“I’m fine.”", lost: "“I’m lost.”", not_now: "“Not now.”" };

/** @param {FromStudent} message @param {boolean} exam @returns {[string, string]}  icon, words */
function inWords(message, exam) {
  if (message.type === "signal") {
    return [iconFor(message.state), `“${wordFor(message.state, { exam })}${becauseOf(message)}.”`];
  }
  if (message.type === "help") {
    return message.asked
      ? ["help", "“I’m lost.”"]
      : ["check", "“I asked for help, and take it back.”"];
  }
  if (message.type === "answer") {
    return [message.answer === "lost" ? "help" : "check", ANSWERS[message.answer]];
  }
  return ["arriving", message.type === "hello" ? "“I am here.”" : "“This is how it went so far.”"];
}

/** What the student chose needs no reason. @param {import("../wire/protocol.js").Signal} signal */
function becauseOf({ state, reason }) {
  if (reason === "by_student") return "";
  const words = reasonFor(state, reason);
  return `, because: ${words.slice(0, 1).toLowerCase()}${words.slice(1)}`;
}

/** The same letters, with places to break a line after each comma. @param {string} text */
function parts(text) {
  const pieces = text.split(/(?<=,)/);
  return pieces.flatMap((piece, i) => (i ? [document.createElement("wbr"), piece] : [piece]));
}

/** @param {number} bytes */
function sizeText(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  const thousands = bytes / 1000;
  return `${thousands < 10 ? thousands.toFixed(1) : Math.round(thousands)} KB`;
}
