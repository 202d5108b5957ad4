/**
 * The grounds of a state as one plain sentence, for the student alone. Pure.
 *
 * @typedef {import("../attention/grounds.js").Ground} Ground
 * @typedef {(ground: Ground) => string} Wording
 */

/** @type {Record<Exclude<Ground["cue"], "picture">, Wording>} */
const CUE_WORDS = {
  brow: (ground) => `brow ${beside(ground)}`,
  tilt: (ground) => `head tilted ${beside(ground)}`,
  smile: (ground) => `smile ${beside(ground)}`,
  gaze: (ground) => `turned from the screen ${beside(ground)}`,
  down: (ground) => `head lowered ${beside(ground)}`,
  faces: ({ value }) => (value === 1 ? "1 face in the picture" : `${value} faces in the picture`),
};

/** What was measured of a picture that cannot be read. @type {Record<string, Wording>} */
const PICTURE_WORDS = {
  too_dark: (ground) => `light ${enough(ground)}`,
  covered: (ground) => `contrast ${enough(ground)}`,
  blurred: (ground) => `sharpness ${enough(ground)}`,
  cannot_see: (ground) => `eyes seen ${enough(ground)}`,
  too_far: (ground) => `eyes ${quantity(ground.value, ground)} apart, ${from(ground)}`,
  frozen: ({ value }) => `the same picture for ${Math.round((value ?? 0) / 1000)} s`,
};

/**
 * @param {string} reason  of the state
 * @param {readonly Ground[]} grounds
 * @returns {string}  "" where there is nothing to say
 */
export function groundSentence(reason, grounds) {
  const known = grounds.filter(({ value }) => value !== null);
  const parts = known.map((ground) => {
    const words = ground.cue === "picture" ? PICTURE_WORDS[reason] : CUE_WORDS[ground.cue];
    return words?.(ground) ?? "";
  });
  const said = parts.filter((part) => part !== "").join("; ");
  return said && `${said[0].toUpperCase()}${said.slice(1)}.`;
}

/** @param {Ground} ground */
function beside(ground) {
  const size =
    ground.cue === "tilt" ? Math.abs(Number(ground.value)) : Math.max(0, Number(ground.value));
  return `${quantity(size, ground)} (counts from ${quantity(ground.threshold, ground)})`;
}

/** @param {Ground} ground */
function enough(ground) {
  return `${quantity(ground.value, ground)} (${from(ground)})`;
}

/** @param {Ground} ground */
function from(ground) {
  return `enough from ${quantity(ground.threshold, ground)}`;
}

/** @param {number | null} value @param {Pick<Ground, "unit">} ground */
function quantity(value, { unit }) {
  if (unit === "degrees") return `${Math.round(Number(value))}°`;
  if (unit === "pixels") return `${Math.round(Number(value))} px`;
  return Number(value).toFixed(2);
}
