/**
 * All that a peer checks of what a student says.
 *
 * @typedef {object} Signal
 * @property {number} seq an integer that grows with every signal
 * @property {string} state
 */

/**
 * @param {any} said parsed JSON
 * @returns {said is Signal}
 */
export function isSignal(said) {
  return typeof said?.state === "string" && Number.isInteger(said.seq);
}
