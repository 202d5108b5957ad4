/**
 * One expression from two readings of it, the blendshape and the shape of the face.
 *
 * Where both are known each has its say within bounds, so that one that strays on its own decides
 * nothing. Where one is missing the other stands in.
 *
 * @param {number | null} blendshape  offset from neutral
 * @param {number | null} shape  offset from neutral
 * @param {{ blendshape: number, shape: number }} most  that each may say, above 0
 * @returns {number | null}  null where neither is known
 */
export function together(blendshape, shape, most) {
  if (shape === null) return blendshape;
  if (blendshape === null) return shape;
  return within(most.blendshape, blendshape) + within(most.shape, shape);
}

/** @param {number} bound @param {number} value */
function within(bound, value) {
  return Math.min(bound, Math.max(-bound, value));
}
