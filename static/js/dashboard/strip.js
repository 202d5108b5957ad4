/**
 * The last ten minutes of one student as a strip of steps. Pure; `draw_strip.js` draws it.
 *
 * Steps lie on fixed instants, so a strip moves on once a step and not with every frame. A step
 * shows the need in it if there was any, however short, and otherwise what lasted longest.
 *
 * @import { Change } from "./news.js"
 *
 * @typedef {"focused" | "confused" | "alert" | "help" | "unclear" | "off" | "unknown"} Shape
 * @typedef {{ changes: readonly Change[], heardAt: number | null, helpAt: number | null }} Past
 * @typedef {{ shape: Shape, from: number, to: number }} Segment  steps, `to` exclusive
 */
import { STALE_AFTER } from "./news.js";

/** Length of a step, ms. */
export const STEP = 20_000;
export const STEPS = 30;

/** @type {Record<string, Shape>} */
const SHAPES = {
  focused: "focused",
  confused: "confused",
  alert: "alert",
  unclear: "unclear",
  paused: "off",
  camera_off: "off",
  hidden: "off",
  no_camera: "off",
};

/**
 * @param {Past} past
 * @param {number} lessonFrom  instant; what lies before is left blank
 * @param {number} now
 * @returns {Segment[]}  left to right, neighbours of one shape joined
 */
export function segmentsOf(past, lessonFrom, now) {
  const spans = spansOf(past, now);
  const start = (Math.floor(now / STEP) + 1 - STEPS) * STEP;
  /** @type {Segment[]} */
  const segments = [];
  for (let step = 0; step < STEPS; step += 1) {
    const from = Math.max(start + step * STEP, lessonFrom);
    const to = Math.min(start + (step + 1) * STEP, now);
    if (to > from) join(segments, shapeIn(spans, from, to), step);
  }
  return segments;
}

/**
 * @param {Segment[]} segments
 * @param {Shape} shape
 * @param {number} step
 */
function join(segments, shape, step) {
  const last = segments.at(-1);
  if (last?.shape === shape) last.to = step + 1;
  else segments.push({ shape, from: step, to: step + 1 });
}

/**
 * From when to when each state lasted; the last one as long as it was believed.
 * @param {Past} past
 * @param {number} now
 */
function spansOf({ changes, heardAt, helpAt }, now) {
  const silent = heardAt !== null && now - heardAt >= STALE_AFTER;
  const end = silent ? heardAt : now;
  const spans = changes.map(({ state, at }, index) => ({
    shape: SHAPES[state] ?? "unknown",
    from: at,
    to: changes[index + 1]?.at ?? Math.max(at, end),
  }));
  return helpAt === null ? spans : [...spans, pressedAt(helpAt)];
}

/**
 * A press is a moment; a millisecond of it is enough to mark its step.
 * @param {number} at
 * @returns {{ shape: Shape, from: number, to: number }}
 */
function pressedAt(at) {
  return { shape: "help", from: at, to: at + 1 };
}

/** A step shows the first of these that is in it. */
const NEEDS = /** @type {const} */ (["help", "alert", "confused"]);

/**
 * @param {readonly { shape: Shape, from: number, to: number }[]} spans
 * @param {number} from
 * @param {number} to
 * @returns {Shape}
 */
function shapeIn(spans, from, to) {
  /** @type {Map<Shape, number>} */
  const lasted = new Map();
  for (const span of spans) {
    const shared = Math.min(span.to, to) - Math.max(span.from, from);
    if (shared > 0) lasted.set(span.shape, (lasted.get(span.shape) ?? 0) + shared);
  }
  const need = NEEDS.find((shape) => lasted.has(shape));
  if (need) return need;
  const known = [...lasted.values()].reduce((sum, one) => sum + one, 0);
  lasted.set("unknown", (lasted.get("unknown") ?? 0) + (to - from - known));
  return [...lasted].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

/**
 * How long each shape is on the strip, in minutes rounded to halves, longest first.
 * @param {readonly Segment[]} segments
 * @returns {{ shape: Shape, minutes: number }[]}
 */
export function lengthsOf(segments) {
  /** @type {Map<Shape, number>} */
  const steps = new Map();
  for (const { shape, from, to } of segments) {
    steps.set(shape, (steps.get(shape) ?? 0) + to - from);
  }
  return [...steps]
    .map(([shape, count]) => ({ shape, minutes: Math.ceil((count * STEP) / 30_000) / 2 }))
    .sort((a, b) => b.minutes - a.minutes);
}
