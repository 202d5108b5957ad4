/**
 * What stands in the way of measuring a face, and what to do about it: words for a child of twelve.
 *
 * @typedef {import("../attention/calibration_gate.js").Hint} Hint
 */

/** @type {Record<Hint, string>} */
export const HINT_WORDS = {
  no_face: "Come into the picture.",
  multiple_faces: "Only you in the picture, please.",
  too_dark: "It is too dark. Turn on a light.",
  covered: "The camera is covered. Open it.",
  too_far: "Come a little nearer.",
  cannot_see: "Your eyes are hard to see. Sunglasses? A light behind you?",
  blurred: "The picture is blurred. Wipe the camera, and hold still.",
  frozen: "The picture stands still. Does another program use the camera?",
  turn_to_screen: "Turn your face to the screen.",
  tilt_screen: "Tilt the screen until the camera looks straight at you.",
  straighten_head: "Hold your head straight.",
  open_eyes: "Open your eyes. Blinking is fine.",
  relax_face: "Relax your face: no smile, no frown.",
  light_changes: "The light keeps changing. Wait a moment.",
  hold_still: "Hold your head still.",
};

/** Some faces rest so: nobody is told to look otherwise twice. @type {readonly (Hint | null)[]} */
export const MAY_BE_AT_REST = Object.freeze(["relax_face", "straighten_head"]);
