/**
 * What ours and the seed say of every picture of people, each against that person's own neutral.
 *
 * A person's neutral is taken from their straight, neutral pictures other than the one that is
 * judged, so that no picture is measured against itself; where there is none left, or it does not
 * do, the person is uncalibrated, as in a lesson.
 *
 * @typedef {import("./pictures.js").Pictured} Pictured
 * @typedef {import("./product.js").CuesSeen} CuesSeen
 * @typedef {import("./seed.js").SeedCues} SeedCues
 *
 * @typedef {Pictured & {
 *   calibrated: boolean,
 *   state: string,
 *   cues: CuesSeen,
 *   seed: SeedCues | null,
 *   seedSizes: import("./seed.js").SeedSizes | null,
 * }} Judged  seed: null where there was no face; its sizes' brows are shares of the usual
 */
import { calibrate, held } from "./product.js";
import { cuesOf, sizesOf } from "./seed.js";

/**
 * The first half of the people, by name. Thresholds were set with both in view, so that the halves
 * say how much a figure depends on whom one looks at, and not how it does on strangers.
 * @param {{ person: string }} one
 */
export function isOfFirstHalf({ person }) {
  return person < "l";
}

/**
 * @param {readonly Pictured[]} pictures
 * @returns {Judged[]}
 */
export function judge(pictures) {
  return pictures.map((picture) => {
    const neutral = neutralOf(picture, pictures);
    const calibration = calibrate(neutral.map(({ data }) => data));
    return {
      ...picture,
      ...held(picture.data, calibration),
      calibrated: calibration.calibrated,
      ...seedOf(picture, neutral),
    };
  });
}

/** @param {Pictured} picture @param {readonly Pictured[]} pictures @returns {Pictured[]} */
function neutralOf(picture, pictures) {
  return pictures.filter(
    (other) =>
      other !== picture &&
      other.person === picture.person &&
      other.pose === "straight" &&
      other.expression === "neutral" &&
      other.data.faces.length === 1,
  );
}

/**
 * @param {Pictured} picture @param {Pictured[]} neutral
 * @returns {Pick<Judged, "seed" | "seedSizes">}
 */
function seedOf({ data }, neutral) {
  const [face] = data.faces;
  if (!face) return { seed: null, seedSizes: null };
  const usual = neutral.map((one) => sizesOf(one.data, one.data.faces[0]).brows ?? 0);
  const baseline =
    usual.length > 0 ? usual.reduce((sum, width) => sum + width, 0) / usual.length : null;
  const sizes = sizesOf(data, face);
  const brows = sizes.brows === null || baseline === null ? null : sizes.brows / baseline;
  return { seed: cuesOf(sizes, baseline), seedSizes: { ...sizes, brows } };
}
