/**
 * Everything in the room of attention that decides, changed one thing at a time: each threshold and
 * each other number a quarter up and a fifth down, and each pair of neighbouring rules swapped.
 *
 * @typedef {import("./room.js").Mutant} Mutant
 * @typedef {import("./room.js").Edit} Edit
 * @typedef {Mutant & { of: string }} NumberMutant  `of`: the number that is changed
 */
import assert from "node:assert/strict";

import { UNCALIBRATED } from "../../../static/js/attention/calibration.js";
import { POINT_INDICES } from "../../../static/js/attention/face.js";
import * as thresholds from "../../../static/js/attention/thresholds.js";
import { filesOfRoom, sourceOf } from "./room.js";

/** Numbers that only convert units or address a matrix; not to be decided by anybody. */
const ARITHMETIC = new Set(["180", "1000", "4", "16"]);

/** What a nought becomes, since no share of it is more: a value that its unit makes sizeable. */
const NOUGHTS = /** @type {Record<string, number>} */ ({
  "FILTERS.depth.beta": 1,
  "STATES.away.cooldown": 10_000,
  "UNCALIBRATED.neutral.roll": 5,
  "UNCALIBRATED.neutral.yaw": 5,
});

/** Named numbers of 1 and /2, which a search for literals takes for counting. @type {[name: string, file: string, text: string, instead: string][]} */
const SMALL = [
  ["one_euro.js SLOPE_CUTOFF", "one_euro.js", "SLOPE_CUTOFF = 1;", "SLOPE_CUTOFF = 1.25;"],
  ["one_euro.js SLOPE_CUTOFF", "one_euro.js", "SLOPE_CUTOFF = 1;", "SLOPE_CUTOFF = 0.8;"],
  ["cues/smile.js WEIGHTS.width", "cues/smile.js", "width: 1,", "width: 1.25,"],
  ["cues/smile.js WEIGHTS.width", "cues/smile.js", "width: 1,", "width: 0.8,"],
  ["calibration.js half", "calibration.js", "open.length / 2)", "open.length / 1.25)"],
  ["calibration.js half", "calibration.js", "open.length / 2)", "open.length / 4)"],
];

/** @returns {NumberMutant[]} */
export function numberMutants() {
  return [
    ...leavesOf(thresholds).flatMap((leaf) => leafMutants("thresholds.js", leaf)),
    ...leavesOf({ UNCALIBRATED }).flatMap((leaf) => leafMutants("calibration.js", leaf)),
    ...filesOfRoom().flatMap(literalMutants),
    ...SMALL.map(([of, file, text, instead]) => ({
      name: `${of}: ${instead}`,
      of,
      edits: [replacing(file, text, instead)],
    })),
  ];
}

/** @param {string} file @param {[name: string, value: number]} leaf @returns {NumberMutant[]} */
function leafMutants(file, [name, value]) {
  return othersOf(name, value).map((other) => ({
    name: `${name} = ${other}`,
    of: name,
    edits: [{ file, change: (source) => `${thawed(source)}\n${name} = ${other};` }],
  }));
}

/**
 * Landmarks become such as no face has; every other number but small counts goes up and down.
 * @param {string} file @returns {NumberMutant[]}
 */
function literalMutants(file) {
  if (file === "thresholds.js") return [];
  const seen = /** @type {Record<string, number>} */ ({});
  return literalsOf(file).flatMap(({ text, at }) => {
    seen[text] = (seen[text] ?? 0) + 1;
    const name = `${file} ${text}${seen[text] > 1 ? ` (${seen[text]})` : ""}`;
    const value = valueOf(text);
    const isLandmark = POINT_INDICES.includes(value) && file !== "cues/gaze.js";
    const others = isLandmark ? [value + 1000] : othersOf(name, value);
    return others.map((other) => ({
      name: `${name} -> ${other}`,
      of: isLandmark ? "landmarks" : name,
      edits: [{ file, change: (source) => splice(source, at, text, String(other)) }],
    }));
  });
}

/** @param {string} file @returns {{ text: string, at: number }[]} */
function literalsOf(file) {
  const blank = (/** @type {string} */ text) => text.replace(/[^\n]/g, " ");
  const code = sourceOf(file)
    .replace(/\/\*[^]*?\*\/|\/\/.*|"[^"]*"|`[^`]*`/g, blank)
    .replace(/export const UNCALIBRATED = [^]*?\n\}\);/, blank);
  return [...code.matchAll(/(?<![\w.])\d[\d_]*(\.\d+)?/g)]
    .map(({ 0: text, index }) => ({ text, at: index }))
    .filter(({ text }) => valueOf(text) > 2 || text.includes("."))
    .filter(({ text }) => !ARITHMETIC.has(text));
}

/** @param {string} literal */
const valueOf = (literal) => Number(literal.replaceAll("_", ""));

/** @param {string} name @param {number} value @returns {number[]} */
function othersOf(name, value) {
  if (value === 0) return [NOUGHTS[name] ?? 1];
  return name.startsWith("FACES.") ? [value + 1, value - 1] : [value * 1.25, value * 0.8];
}

/** @param {object} object @param {string} [prefix] @returns {[name: string, value: number][]} */
function leavesOf(object, prefix = "") {
  return Object.entries(object).flatMap(([key, value]) => {
    if (typeof value === "object" && value !== null) return leavesOf(value, `${prefix}${key}.`);
    return typeof value === "number"
      ? [/** @type {[string, number]} */ ([prefix + key, value])]
      : [];
  });
}

/** @param {string} source */
const thawed = (source) => source.replaceAll("Object.freeze(", "(");

/** @param {string} source @param {number} at @param {string} text @param {string} instead */
function splice(source, at, text, instead) {
  return source.slice(0, at) + instead + source.slice(at + text.length);
}

/**
 * Where the text is no longer found, or found twice, the mutant is to be written anew.
 * @param {string} file @param {string} text @param {string} instead @returns {Edit}
 */
function replacing(file, text, instead) {
  const change = (/** @type {string} */ source) => {
    const [before, after, ...more] = source.split(text);
    assert.ok(after !== undefined && more.length === 0, `${file} does not say once: ${text}`);
    return before + instead + after;
  };
  return { file, change };
}

const OBSTACLE = `  const obstacle = obstacleOf(memory.sight);
  if (obstacle) return { state: "unclear", reason: obstacle };
`;
const ALERT = `  const alert = alertOf(memory);
  if (alert) return alert;
`;
const CONFUSION = `  if (memory.confusion.on) return { state: "confused", reason: "brow_and_tilt" };
`;
const ATTENTION = `  const attention = attentionOf(memory, calibrated, wanted);
  if (attention) return attention;
`;
const INLINE = "  return attentionOf(memory, calibrated, wanted) ?? undecided(memory, wanted);\n";
const LAST = "  return undecided(memory, wanted);\n";
const DECIDE = OBSTACLE + ALERT + CONFUSION + INLINE;

const SEVERAL = `  if (lasted(faces, "several", time, STATES.multipleFaces)) {
    return { state: "alert", reason: "multiple_faces" };
  }
`;
const NONE = `  if (lasted(faces, "none", time, STATES.noFace)) return { state: "alert", reason: "no_face" };
`;
const ASIDE = `  return away.on ? { state: "alert", reason: "gaze_away" } : null;
`;
const ASIDE_FIRST = `  if (away.on) return { state: "alert", reason: "gaze_away" };
`;

/** The rules in another order, by file: what stands there, and what instead. @type {[name: string, file: string, text: string, instead: string][]} */
const ORDERS = [
  ["unclear before alert", "state.js", OBSTACLE + ALERT, ALERT + OBSTACLE],
  ["unclear before confused", "state.js", DECIDE, ALERT + CONFUSION + OBSTACLE + INLINE],
  ["unclear before focused", "state.js", DECIDE, ALERT + CONFUSION + ATTENTION + OBSTACLE + LAST],
  ["alert before confused", "state.js", ALERT + CONFUSION, CONFUSION + ALERT],
  ["confused before focused", "state.js", CONFUSION + INLINE, ATTENTION + CONFUSION + LAST],
  ["multiple faces before no face", "state.js", SEVERAL + NONE, NONE + SEVERAL],
  ["no face before gaze away", "state.js", NONE + ASIDE, `${ASIDE_FIRST}${NONE}  return null;\n`],
  ["multiple faces before gaze away", "state.js", SEVERAL, ASIDE_FIRST + SEVERAL],
  ...orderOfReasons(),
];

/** @returns {[name: string, file: string, text: string, instead: string][]} */
function orderOfReasons() {
  const down = `  if (latest.held.down) return { state: "focused", reason: "head_down" };\n`;
  const far = "  if (distance < UNREADABLE.eyeDistance) return { ...TOO_FAR, value: distance };\n";
  const black =
    "  if (brightness < UNREADABLE.black) return tooDark(brightness, UNREADABLE.black);\n";
  const dark = "  if (brightness < UNREADABLE.dark) return tooDark(brightness, UNREADABLE.dark);\n";
  const lit = "  if (contrast >= UNREADABLE.flat) return null;\n";
  return [
    ["head down before facing the screen", "state.js", down, ""],
    ["gaze away before down", "attention.js", `  if (away) return "away";\n`, ""],
    ["too far before dark", "cues/quality.js", far + black, black + far],
    ["dark before nobody there", "cues/quality.js", dark + lit, lit + dark],
    [
      "dark before frozen",
      "sight.js",
      `  if (blind.on && quality) return quality.reason;\n  return same >= UNREADABLE.frozenAfter ? "frozen" : null;`,
      `  if (same >= UNREADABLE.frozenAfter) return "frozen";\n  return blind.on && quality ? quality.reason : null;`,
    ],
    [
      "what is not seen is not held against anyone",
      "state.js",
      "!sight.clear && obstacleOf(sight) ? forgetEvidence(memory, moment.time) : memory",
      "memory",
    ],
  ];
}

/** @returns {Mutant[]} */
export function orderMutants() {
  return ORDERS.map(([name, file, text, instead]) => ({
    name,
    edits: [replacing(file, text, instead)],
  }));
}
