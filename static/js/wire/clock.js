/**
 * A page's clock: monotonic, and it counts the time that the computer slept.
 *
 * `performance.now()` stands still during sleep on some systems, so that on waking everyone would
 * seem to have been heard just now. A wall clock that ran ahead of it tells of the sleep. The wall
 * clock's own corrections are counted too: the worst of it is that good news looks old for a
 * heartbeat; it never makes old news look good.
 */

/** A smaller lead is a correction of the wall clock, ms. */
const SLEPT = 2000;

/**
 * @param {() => number} steady  ms, monotonic
 * @param {() => number} wall  ms
 * @returns {() => number}  ms
 */
export function createClock(steady, wall) {
  let slept = 0;
  let lead = wall() - steady();
  return () => {
    const now = steady();
    const leap = wall() - now - lead;
    if (leap > SLEPT) slept += leap;
    // A small drift is followed too, or an hour of it would pass for a sleep.
    lead += leap;
    return now + slept;
  };
}

/** This page's own, ms. */
export const clock = createClock(
  () => performance.now(),
  () => Date.now(),
);
