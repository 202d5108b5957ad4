/**
 * Looks for second people in the background: MediaPipe's detector shrinks the whole frame and so
 * misses faces below about 12% of its width, but finds them in nine overlapping tiles. A sweep
 * takes less than a second, and believes a tile only when three looks agree. Pure.
 *
 * @typedef {{ x: number, y: number, width: number, height: number }} Box  px of the frame
 *
 * @typedef {object} Tile  what is known of one tile
 * @property {number} count  faces believed to be in it
 * @property {number} against  looks in a row that said otherwise
 * @property {number} at  ms, when it was last looked at
 *
 * @typedef {readonly Tile[]} Sweep  the memory
 */

const ROWS = 3;
/** Width and height of a tile, as a share of the frame's: 400x300 of 640x480. */
const SHARE = 0.625;
/** Each tile is looked at once in this time, ms, and one in doubt sooner. */
const EVERY = 750;
const DOUBTED = 100;
/** The most tiles with one frame: they take 6 ms each. */
const EACH_FRAME = 2;
/** Looks in a row that change what is believed: a ghost lasts less. */
const AGREE = 3;
/** Faces wider than this share of the frame are found without a sweep. */
const SMALL = 0.16;
/** How far beyond a known face, as a share of its size, a finding is still the same face. */
const MARGIN = 0.4;

/** @type {Sweep} */
export const UNSWEPT = Object.freeze(
  Array.from({ length: ROWS * ROWS }, () => ({ count: 0, against: 0, at: -Infinity })),
);

/**
 * The tiles to look at now: the one that has been in doubt for longest, then those whose turn it
 * is, then others in doubt.
 * @param {Sweep} sweep
 * @param {number} time  ms
 * @returns {number[]}  indices
 */
export function tilesToLookAt(sweep, time) {
  const waiting = (/** @type {number} */ i) => time - sweep[i].at;
  const inTurn = [...sweep.keys()].toSorted((a, b) => sweep[a].at - sweep[b].at || a - b);
  const [first, ...doubted] = inTurn.filter((i) => sweep[i].against > 0 && waiting(i) >= DOUBTED);
  const due = inTurn.filter((i) => waiting(i) >= EVERY);
  const wanted = first === undefined ? due : [first, ...due, ...doubted];
  return [...new Set(wanted)].slice(0, EACH_FRAME);
}

/**
 * Where a tile lies.
 * @param {number} index
 * @param {{ width: number, height: number }} frame  px
 * @returns {Box}
 */
export function tileBox(index, { width, height }) {
  const step = (1 - SHARE) / (ROWS - 1);
  return {
    x: Math.round((index % ROWS) * step * width),
    y: Math.round(Math.floor(index / ROWS) * step * height),
    width: Math.round(SHARE * width),
    height: Math.round(SHARE * height),
  };
}

/**
 * Fold in what was found in a tile.
 * @param {Sweep} sweep
 * @param {number} index
 * @param {number} count
 * @param {number} time  ms
 * @returns {Sweep}
 */
export function swept(sweep, index, count, time) {
  const { count: believed, against } = sweep[index];
  const settled = count === believed || against + 1 >= AGREE;
  const known = settled ? { count, against: 0 } : { count: believed, against: against + 1 };
  return sweep.with(index, { ...known, at: time });
}

/** Faces beyond those already known; tiles overlap, so the most in one. @param {Sweep} sweep */
export function othersIn(sweep) {
  return Math.max(...sweep.map(({ count }) => count));
}

/**
 * How many findings are small faces that are not known yet.
 * @param {readonly Box[]} found  in the frame, px
 * @param {readonly Box[]} known
 * @param {{ width: number }} frame  px
 * @returns {number}
 */
export function countOthers(found, known, { width }) {
  const isNew = (/** @type {Box} */ box) => !known.some((face) => lies(box, face));
  return found.filter((box) => box.width < SMALL * width && isNew(box)).length;
}

/** Whether the middle of a box lies in, or about, a face. @param {Box} box @param {Box} face */
function lies(box, face) {
  const across = Math.abs(box.x + box.width / 2 - face.x - face.width / 2);
  const down = Math.abs(box.y + box.height / 2 - face.y - face.height / 2);
  return across <= (0.5 + MARGIN) * face.width && down <= (0.5 + MARGIN) * face.height;
}
