/**
 * Looks for second people in the background: MediaPipe's detector shrinks the whole frame and so
 * misses faces below about 12% of its width, but finds them in nine overlapping tiles. A sweep
 * looks at two tiles a frame, and believes a tile only when three frames agree. Pure.
 *
 * @typedef {{ x: number, y: number, width: number, height: number }} Box  px of the frame
 *
 * @typedef {object} Tile  what is known of one tile
 * @property {number} count  faces believed to be in it
 * @property {number} against  looks in a row that said otherwise
 *
 * @typedef {{ next: number, tiles: readonly Tile[] }} Sweep  the memory
 */

const ROWS = 3;
/** Width and height of a tile, as a share of the frame's: 400x300 of 640x480. */
const SHARE = 0.625;
/** Tiles a frame: 6 ms each, so that a sweep ends within half a second at 10 fps. */
const EACH_FRAME = 2;
/** Looks in a row that change what is believed: a ghost lasts less. */
const AGREE = 3;
/** Faces wider than this share of the frame are found without a sweep. */
const SMALL = 0.16;
/** How far beyond a known face, as a share of its size, a finding is still the same face. */
const MARGIN = 0.4;

/** @type {Sweep} */
export const UNSWEPT = Object.freeze({
  next: 0,
  tiles: Array.from({ length: ROWS * ROWS }, () => ({ count: 0, against: 0 })),
});

/**
 * The tiles to look at now: those that contradict what is believed first, then the next in turn.
 * @param {Sweep} sweep
 * @returns {number[]}  indices
 */
export function tilesToLookAt({ next, tiles }) {
  const inTurn = tiles.map((_, i) => (next + i) % tiles.length);
  const doubted = inTurn.filter((i) => tiles[i].against > 0);
  return [...new Set([...doubted.slice(0, 1), ...inTurn])].slice(0, EACH_FRAME);
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
 * @returns {Sweep}
 */
export function swept({ next, tiles }, index, count) {
  const { count: believed, against } = tiles[index];
  const settled = count === believed || against + 1 >= AGREE;
  const tile = settled ? { count, against: 0 } : { count: believed, against: against + 1 };
  return {
    next: index === next ? (next + 1) % tiles.length : next,
    tiles: tiles.map((other, i) => (i === index ? tile : other)),
  };
}

/** Faces beyond those already known; tiles overlap, so the most in one. @param {Sweep} sweep */
export function othersIn({ tiles }) {
  return Math.max(...tiles.map(({ count }) => count));
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
