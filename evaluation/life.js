/**
 * What a calm student does before a screen, drawn by chance over real neutral frames. Pure.
 *
 * Frames come in blocks of half a second to two from the person's own neutral recording, beginning
 * anywhere in it (a moving-block bootstrap): within a block the model's own noise is as it was. On
 * top of them:
 *
 * - posture: head angles wander about neutral (Ornstein and Uhlenbeck's process, `WANDER`), while the
 *   eyes stay on the screen and wander over it: they turn against the head. In the picture the irises
 *   move half as far as that would make them, as the model was seen to read averted eyes;
 * - the person's own noise: brows and mouth wander as much as they were measured to within a person;
 * - blinks, glances of less than two seconds by the eyes or the head, and looks down to read or write
 *   (`HABITS`).
 *
 * Nobody here furrows their brow and tilts their head by intent, and nobody turns away for longer
 * than a glance: whatever alert or confusion is told is false.
 *
 * @typedef {import("../static/js/attention/face.js").FaceData} FaceData
 * @typedef {() => number} Random
 * @typedef {{ until: number, next: number, size: number, kind: number }} Habit  ms: what is going on,
 *   and when it comes again
 */
import { createCanvas } from "./canvas.js";
import { between, normal, waiting } from "./chance.js";
import { glancing, shaped, turnedBy } from "./transforms.js";

/** Standard deviation, and the time over which it is forgotten, s. Degrees and shares. */
export const WANDER = Object.freeze({
  roll: Object.freeze({ deviation: 2, memory: 20 }),
  yaw: Object.freeze({ deviation: 4, memory: 10 }),
  pitch: Object.freeze({ deviation: 3, memory: 10 }),
  gaze: Object.freeze({ deviation: 5, memory: 1 }),
  brow: Object.freeze({ deviation: 0.056, memory: 10 }),
  smile: Object.freeze({ deviation: 0.04, memory: 10 }),
});

/** How often, s between two, and for how long, s from..to. */
export const HABITS = Object.freeze({
  blink: Object.freeze({ every: 4, lasts: [0.1, 0.3] }),
  glance: Object.freeze({ every: 20, lasts: [0.3, 1.9] }),
  down: Object.freeze({ every: 60, lasts: [1, 8] }),
});

const SOCKET = 12 / 29; // radius of an eye over the width of its lids' opening, mm / mm
const READ = 0.5; // of that is what the model reads
const BLOCK = Object.freeze([500, 2000]); // ms

/**
 * @param {readonly FaceData[]} frames  neutral ones, in their order
 * @param {number} fps  at which they were recorded
 * @param {Random} random
 * @returns {(ms: number) => FaceData}  to be asked for ever later times; each frame is drawn over by
 *   the next
 */
export function calm(frames, fps, random) {
  const { frame, draw } = createCanvas(frames[0]);
  const block = blocks(frames, fps, random);
  const mood = moods(random);
  return (ms) => {
    draw(block(ms), mood(ms));
    frame.time = ms;
    return frame;
  };
}

/** @param {Random} random @returns {(ms: number) => import("./canvas.js").Change} */
function moods(random) {
  const wander = wandering(random);
  const [blink, glance, down] = [HABITS.blink, HABITS.glance, HABITS.down].map((rule) =>
    habit(rule, random),
  );
  return (ms) => {
    const { roll, yaw, pitch, gaze, brow, smile } = wander(ms);
    const [lids, aside, low] = [blink(ms), glance(ms), down(ms)];
    const { head, eyes } = aside ? sideways(aside) : STRAIGHT;
    return {
      turn: { roll, yaw: yaw + head, pitch: pitch + (low ? 15 + 20 * low.size : 0) },
      shapes: {
        browDown: brow,
        mouthSmile: smile,
        eyeBlink: lids ? 0.3 + 0.4 * lids.size : 0,
        eyeLookDown: (lids ? 0.3 : 0) + (low ? 0.3 : 0),
      },
      iris: eyes + irisOf(gaze - yaw),
    };
  };
}

const STRAIGHT = Object.freeze({ head: 0, eyes: 0 });

/** Where eyes that are turned show their irises. @param {number} degrees  as yaw @returns {number} */
function irisOf(degrees) {
  return READ * SOCKET * Math.sin((degrees * Math.PI) / 180);
}

/** A glance to one side, by the head or by the eyes alone. @param {Habit} glance */
function sideways({ kind, size }) {
  const side = kind < 0.25 || kind >= 0.75 ? 1 : -1;
  return kind < 0.5
    ? { head: side * (15 + 20 * size), eyes: 0 }
    : { head: 0, eyes: side * (0.1 + 0.08 * size) };
}

/** @param {readonly FaceData[]} frames @param {number} fps @param {Random} random */
function blocks(frames, fps, random) {
  let [start, from, until] = [0, 0, -1];
  return (/** @type {number} */ ms) => {
    if (ms >= until) {
      from = ms;
      until = ms + between(random, BLOCK[0], BLOCK[1]);
      start = Math.floor(random() * frames.length);
    }
    const at = start + Math.floor(((ms - from) * fps) / 1000);
    return frames[at % frames.length];
  };
}

/** @param {Random} random */
function wandering(random) {
  /** @type {Record<keyof typeof WANDER, number>} */
  const now = { roll: 0, yaw: 0, pitch: 0, gaze: 0, brow: 0, smile: 0 };
  let last = 0;
  return (/** @type {number} */ ms) => {
    const seconds = (ms - last) / 1000;
    last = ms;
    for (const name of /** @type {(keyof typeof WANDER)[]} */ (Object.keys(WANDER))) {
      const { deviation, memory } = WANDER[name];
      const kept = Math.exp(-seconds / memory);
      now[name] = kept * now[name] + deviation * Math.sqrt(1 - kept ** 2) * normal(random);
    }
    return now;
  };
}

/**
 * @param {{ every: number, lasts: readonly number[] }} rule @param {Random} random
 * @returns {(ms: number) => Habit | null}  what is going on, if anything
 */
function habit({ every, lasts }, random) {
  /** @type {Habit} */
  let now = { until: -1, next: 1000 * waiting(random, every), size: 0, kind: 0 };
  return (ms) => {
    if (ms >= now.next) {
      const until = now.next + 1000 * between(random, lasts[0], lasts[1]);
      const next = until + 1000 * waiting(random, every);
      now = { until, next, size: random(), kind: random() };
    }
    return ms < now.until ? now : null;
  };
}

/**
 * A still picture as a camera would show it: with the noise that the model was measured to have on
 * a face that does not move.
 * @param {FaceData} still
 * @param {number} count  of frames
 * @param {Random} random
 * @returns {FaceData[]}
 */
export function trembling(still, count, random) {
  return Array.from({ length: count }, () => {
    const by = (/** @type {number} */ deviation) => deviation * normal(random);
    const turn = { roll: by(0.08), yaw: by(0.12), pitch: by(0.18) };
    const shapes = { browDown: by(0.01), mouthSmile: by(0.01), eyeBlink: by(0.01) };
    return glancing(shaped(turnedBy(still, turn), shapes), by(0.006));
  });
}
