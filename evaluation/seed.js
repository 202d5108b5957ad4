/**
 * The prototype that Supervision replaced, as a baseline: its rules and timers as they were, flaws
 * included, in normalised coordinates. It is here to be measured beside ours, and for nothing else.
 *
 * @typedef {import("../static/js/attention/face.js").FaceData} FaceData
 * @typedef {import("../static/js/attention/face.js").Face} Face
 * @typedef {"focused" | "happy" | "confused" | "alert"} SeedState
 *
 * @typedef {object} SeedCues  what holds in one frame; null where a landmark is missing
 * @property {boolean | null} furrow
 * @property {boolean | null} smile
 * @property {boolean | null} tilt
 * @property {boolean | null} aside
 *
 * @typedef {object} SeedSizes  the numbers that those are decided by
 * @property {number | null} brows  distance of the outer brow ends, shares of the frame
 * @property {number | null} mouth  its width over its opening
 * @property {number | null} tilt  degrees, at least 0
 * @property {number | null} gaze  0..1 along the right eye
 */

const RULES = Object.freeze({ furrow: 0.92, smile: 1.8, tilt: 8, gaze: [0.35, 0.65] });
/** From nose to chin in the head's own frame (x to its left, y up, z to its front), in eye distances:
 * mean of the pictures of ten people. */
const CHIN = Object.freeze([0, -0.868, -0.388]);
const BASELINE = 1000; // ms in which the brows' usual distance is taken
const DWELL = Object.freeze({ confused: 2500, gaze: 4000, noFace: 1500, happy: 1500 });

/**
 * @param {FaceData} data
 * @param {Face} face
 * @returns {SeedSizes}
 */
export function sizesOf({ width, height }, face) {
  const { points } = face;
  const at = (/** @type {number} */ index) => {
    const point = points[index];
    return point ? { x: point[0] / width, y: point[1] / height } : null;
  };
  const distance = (/** @type {number} */ a, /** @type {number} */ b) => {
    const [from, to] = [at(a), at(b)];
    return from && to && Math.hypot(from.x - to.x, from.y - to.y);
  };
  const [outer, inner, iris] = [at(33), at(133), at(468)];
  return {
    brows: distance(70, 300),
    mouth: over(distance(61, 291), distance(13, 14)),
    tilt: tiltOf(chinOf(face), { width, height }),
    gaze: outer && inner && iris && over(iris.x - outer.x, inner.x - outer.x),
  };
}

/**
 * From the nose to the chin. Where they were not recorded, they are put where ten people's were in
 * the head: the tilt is then judged alike on 198 of 217 of their pictures.
 * @param {Face} face
 * @returns {{ x: number, y: number } | null}  px, or anything in proportion to it
 */
function chinOf({ points: { 1: nose, 152: chin }, matrix }) {
  if (nose && chin) return { x: chin[0] - nose[0], y: chin[1] - nose[1] };
  if (!matrix) return null;
  const along = (/** @type {number} */ row) =>
    CHIN.reduce((sum, part, column) => sum + matrix[4 * column + row] * part, 0);
  return { x: along(0), y: -along(1) };
}

/** @param {{ x: number, y: number } | null} chin @param {{ width: number, height: number }} frame */
function tiltOf(chin, { width, height }) {
  return chin && (Math.abs(Math.atan2(chin.x / width, chin.y / height)) * 180) / Math.PI;
}

/**
 * Whether a frame has the landmarks that all its rules need; one without a face does.
 * @param {FaceData} data
 * @returns {boolean}
 */
export function canSee(data) {
  const [face] = data.faces;
  return !face || Object.values(sizesOf(data, face)).every((size) => size !== null);
}

/** @param {number | null} one @param {number | null} other @returns {number | null} */
function over(one, other) {
  return one === null || other === null ? null : one / other;
}

/**
 * @param {SeedSizes} sizes
 * @param {number | null} baseline  mean distance of the brow ends over the first second
 * @returns {SeedCues}
 */
export function cuesOf({ brows, mouth, tilt, gaze }, baseline) {
  return {
    furrow: brows === null || baseline === null ? null : brows / baseline < RULES.furrow,
    smile: mouth === null ? null : mouth > RULES.smile,
    tilt: tilt === null ? null : tilt > RULES.tilt,
    aside: gaze === null ? null : gaze < RULES.gaze[0] || gaze > RULES.gaze[1],
  };
}

/**
 * @typedef {object} Timers  ms; they grow without bound, which was one of its flaws
 * @property {number} confused
 * @property {number} gaze
 * @property {number} noFace
 * @property {number} happy
 *
 * @returns {{ observe(data: FaceData): { state: SeedState, cues: SeedCues | null } }}
 */
export function createSeed() {
  const timers = { confused: 0, gaze: 0, noFace: 0, happy: 0 };
  /** @type {{ start: number | null, last: number, brows: number[] }} */
  const memory = { start: null, last: 0, brows: [] };
  return {
    observe(data) {
      const ms = memory.start === null ? 0 : data.time - memory.last;
      memory.start ??= data.time;
      memory.last = data.time;
      const sizes = data.faces.length > 0 ? sizesOf(data, data.faces[0]) : null;
      if (sizes?.brows && data.time - memory.start <= BASELINE) memory.brows.push(sizes.brows);
      const cues = sizes && cuesOf(sizes, meanOf(memory.brows));
      run(timers, cues, ms);
      return { state: stateOf(timers, data.count), cues };
    },
  };
}

/** @param {readonly number[]} values @returns {number | null} */
function meanOf(values) {
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
}

/**
 * Add the frame's time to each timer whose rule holds, and take it from the others.
 * @param {Timers} timers @param {SeedCues | null} cues @param {number} ms
 */
function run(timers, cues, ms) {
  const puzzled = cues !== null && [cues.furrow, cues.tilt, cues.smile === false];
  const confused = puzzled && puzzled.filter(Boolean).length >= 2 && cues.aside === false;
  const add = (/** @type {keyof Timers} */ name, /** @type {boolean} */ holds) => {
    timers[name] = holds ? timers[name] + ms : Math.max(0, timers[name] - ms);
  };
  add("confused", confused);
  add("gaze", cues?.aside === true);
  add("happy", cues?.smile === true && cues.furrow !== true);
  timers.noFace = cues === null ? timers.noFace + ms : 0;
}

/** @param {Timers} timers @param {number} faces @returns {SeedState} */
function stateOf({ confused, gaze, noFace, happy }, faces) {
  if (faces > 1 || gaze >= DWELL.gaze || noFace >= DWELL.noFace) return "alert";
  if (confused >= DWELL.confused) return "confused";
  return happy >= DWELL.happy ? "happy" : "focused";
}
