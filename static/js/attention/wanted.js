/**
 * What is computed at all: the class's policy, less what the student asked to be left alone.
 *
 * Confusion needs brow, tilt, smile and gaze together. Where one of them may not be used it is not
 * guessed from the others but unavailable, and none of the three that serve nothing else is read.
 *
 * @typedef {"brow" | "tilt" | "gaze" | "faces"} Exemption
 *
 * @typedef {object} Wanted
 * @property {boolean} expressions  brow, tilt and smile, and with them confusion
 * @property {boolean} gaze
 * @property {boolean} faces  how many
 */

/** The cues of which each, exempted, takes confusion along. */
const CONFUSION_NEEDS = Object.freeze(/** @type {const} */ (["brow", "tilt", "gaze"]));

/**
 * @param {{ analysis: "everything" | "attention", exempt: readonly Exemption[] }} person
 * @returns {Wanted}
 */
export function wantedOf({ analysis, exempt }) {
  const confusable = !CONFUSION_NEEDS.some((cue) => exempt.includes(cue));
  return {
    expressions: analysis === "everything" && confusable,
    gaze: !exempt.includes("gaze"),
    faces: !exempt.includes("faces"),
  };
}
