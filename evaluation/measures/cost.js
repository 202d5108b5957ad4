/**
 * What the cue and state logic costs, a frame.
 *
 * @typedef {import("../cast.js").Actor} Actor
 * @typedef {import("../figure.js").Figure} Figure
 */
import { can } from "../cast.js";
import { seeded } from "../chance.js";
import { figure, unmeasured } from "../figure.js";
import { calm } from "../life.js";
import { FPS, attentive } from "../product.js";
import { quantile } from "../statistics.js";

/** @type {import("../figure.js").Wanted} */
const MEDIAN = { name: "cue and state logic a frame, median, ms", goal: 1, better: "lower" };
/** @type {import("../figure.js").Wanted} */
const P99 = { name: "cue and state logic a frame, 99th percentile, ms", goal: 1, better: "lower" };
const FRAMES = 20_000;
const WARM = 2000; // frames before which the engine still compiles
const PARTS = 10;

/**
 * @param {readonly Actor[]} cast
 * @returns {Figure[]}
 */
export function measure(cast) {
  const actor = cast.find((one) => can(one, []));
  if (!actor) return [MEDIAN, P99].map((one) => unmeasured(one, "needs frames of people"));
  const times = timed(actor).slice(WARM);
  const parts = Array.from({ length: PARTS }, (_, i) => times.filter((__, at) => at % PARTS === i));
  const data = "a calm stream, in Node on this machine";
  return [
    [MEDIAN, 0.5],
    [P99, 0.99],
  ].map(([wanted, at]) => {
    const share = /** @type {number} */ (at);
    const values = parts.map((part) => quantile(part, share));
    const interval = /** @type {[number, number]} */ ([Math.min(...values), Math.max(...values)]);
    const value = quantile(times, share);
    return figure(
      /** @type {import("../figure.js").Wanted} */ (wanted),
      { value, interval, n: times.length },
      {
        data,
        n: `${times.length} frames`,
        note: "least .. most of ten parts",
      },
    );
  });
}

/** @param {Actor} actor @returns {number[]}  ms */
function timed(actor) {
  const life = calm(actor.takes.neutral[0], actor.fps, seeded(1));
  const attention = attentive(actor.calibration);
  return Array.from({ length: FRAMES }, (_, i) => {
    const data = life((i * 1000) / FPS);
    const before = performance.now();
    attention.observe(data);
    return performance.now() - before;
  });
}
