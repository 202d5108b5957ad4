/**
 * Lowered lids: a blink while short, a look down or a closed eye when longer.
 *
 * The stronger `eyeBlink` blendshape, 0..1; where it is missing, the opening between the lids
 * against the width of the eye (the eye aspect ratio of Soukupova and Cech, 2016), which is about
 * .3 of an open eye and .1 of a closed one.
 *
 * @typedef {import("../face.js").Face} Face
 */
import { lidOpening, strongest } from "../face.js";

const OPEN = 0.3;

/** @param {Face} face @returns {number | null}  0 open .. 1 shut */
export function lids(face) {
  const blink = strongest(face, "eyeBlink");
  if (blink !== null) return blink;
  const opening = lidOpening(face);
  return opening === null ? null : Math.min(1, Math.max(0, 1 - opening / OPEN));
}
