/**
 * Draws a strip's segments. Height and form tell the shapes apart, colour repeats it:
 * focused a low line, confused a middle block, a check-in a full block, a call for help a pin,
 * cannot tell hatched, paused or off a hair line, no news dots.
 *
 * @import { Segment, Shape } from "./strip.js"
 */
import { lengthsOf, STEPS } from "./strip.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 16;
/** Where low lines run, so that all shapes stand on one ground. */
const LOW = 14;
/** Room between two segments, in per cent of the width. */
const GAP = 0.9;

/** Heights of what is drawn as a block. @type {Partial<Record<Shape, number>>} */
const BLOCKS = { focused: 4, confused: 10, alert: HEIGHT };

/** @type {Record<Shape, string>} */
const WORDS = {
  focused: "focused",
  confused: "looked confused",
  alert: "check in",
  help: "asked for help",
  unclear: "could not tell",
  off: "paused or off",
  unknown: "no news",
};

/**
 * @param {SVGElement} svg
 * @param {readonly Segment[]} segments
 */
export function drawStrip(svg, segments) {
  svg.replaceChildren(...segments.flatMap(drawn));
  svg.setAttribute("aria-label", spoken(segments));
}

/** @param {readonly Segment[]} segments */
function spoken(segments) {
  if (segments.length === 0) return "Nothing yet";
  const parts = lengthsOf(segments).map(({ shape, minutes }) =>
    shape === "help" ? WORDS.help : `${WORDS[shape]} ${minutes} min`,
  );
  return `Last 10 minutes: ${parts.join(", ")}`;
}

/**
 * @param {Segment} segment
 * @returns {SVGElement[]}
 */
function drawn({ shape, from, to }) {
  const x = (from / STEPS) * 100;
  const width = ((to - from) / STEPS) * 100 - GAP;
  if (shape === "help") return pin(x + width / 2);
  const height = BLOCKS[shape];
  if (height === undefined) return [line(shape, x, x + width)];
  const y = LOW + 2 - height;
  return [element("rect", shape, { x: `${x}%`, y, width: `${width}%`, height, rx: 2 })];
}

/**
 * @param {Shape} shape
 * @param {number} from  per cent
 * @param {number} to
 */
function line(shape, from, to) {
  const y = shape === "unclear" ? LOW - 1.5 : LOW;
  return element("line", shape, { x1: `${from}%`, x2: `${to}%`, y1: y, y2: y });
}

/** @param {number} x  per cent */
function pin(x) {
  return [
    element("line", "help", { x1: `${x}%`, x2: `${x}%`, y1: 3, y2: HEIGHT }),
    element("circle", "help", { cx: `${x}%`, cy: 3.5, r: 3.5 }),
  ];
}

/**
 * @param {string} name
 * @param {Shape} shape
 * @param {Record<string, string | number>} attributes
 */
function element(name, shape, attributes) {
  const made = document.createElementNS(SVG, name);
  made.setAttribute("class", `strip-${shape}`);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
