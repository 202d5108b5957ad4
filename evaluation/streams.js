/**
 * Scripts of what somebody does over time, made of real frames. Pure.
 *
 * A script is a function of time, so that the same one can be seen at any frame rate.
 *
 * @typedef {import("../static/js/attention/face.js").FaceData} FaceData
 * @typedef {import("../static/js/attention/calibration.js").Calibration} Calibration
 * @typedef {(ms: number) => FaceData} Script
 * @typedef {{ seconds: number, script: Script, expects?: string | null }} Scene  expects: a state
 *   that must be told of it
 *
 * @typedef {{ from: number, to: number, state: string }} Expected  ms
 * @typedef {{ seconds: number, script: Script, expected: Expected[] }} Story
 *
 * @typedef {{ time: number, state: string, reason: string, seed: string | null }} Told  one frame;
 *   seed: what the seed says of it, null where its landmarks were not recorded
 * @typedef {{ fps?: number, dropped?: number, random?: () => number }} Pace
 */
import { FPS, attentive } from "./product.js";
import { canSee, createSeed } from "./seed.js";
import { shaped } from "./transforms.js";

/**
 * Frames in a loop that turns back at its ends, so that nothing jumps.
 * @param {readonly FaceData[]} frames  at least one
 * @param {number} fps  at which they were recorded
 * @param {number} [from]  ms into them
 * @returns {Script}
 */
export function loop(frames, fps, from = 0) {
  // The first frame does not know how the picture has changed since the one before.
  const known = frames.length > 1 ? frames.slice(1) : frames;
  const period = Math.max(1, 2 * (known.length - 1));
  return (ms) => {
    const at = Math.floor(((ms + from) * fps) / 1000) % period;
    return known[at < known.length ? at : period - at];
  };
}

/**
 * Scenes one after another.
 * @param {readonly Scene[]} scenes
 * @returns {Story}
 */
export function story(scenes) {
  const starts = [0];
  for (const { seconds } of scenes) starts.push((starts.at(-1) ?? 0) + seconds * 1000);
  const expected = scenes.flatMap(({ expects }, i) =>
    expects ? [{ from: starts[i], to: starts[i + 1], state: expects }] : [],
  );
  /** @type {Script} */
  function script(ms) {
    const after = starts.findIndex((start) => start > ms);
    const i = after === -1 ? scenes.length - 1 : after - 1;
    return scenes[i].script(ms - starts[i]);
  }
  return { seconds: (starts.at(-1) ?? 0) / 1000, script, expected };
}

/**
 * Show a story to a fresh attention, and to a fresh seed.
 * @param {Story} told
 * @param {Calibration} calibration
 * @param {Pace} [pace]
 * @returns {Told[]}
 */
export function show({ seconds, script }, calibration, { fps = FPS, dropped = 0, random } = {}) {
  const times = Array.from({ length: Math.floor(seconds * fps) }, (_, i) => (i * 1000) / fps);
  const seen = times.filter(() => !random || random() >= dropped);
  return showFrames(
    seen.map((time) => ({ ...script(time), time })),
    calibration,
  );
}

/**
 * Show frames at their own times.
 * @param {readonly FaceData[]} frames
 * @param {Calibration} calibration
 * @returns {Told[]}
 */
export function showFrames(frames, calibration) {
  const attention = attentive(calibration);
  const seed = createSeed();
  return frames.map((data) => {
    const { state, reason } = attention.observe(data);
    const other = seed.observe(data).state;
    return { time: data.time, state, reason, seed: canSee(data) ? other : null };
  });
}

/**
 * The same with bursts of blinks: shut for .15 s, three times a second, for the first second of two.
 * @param {Script} script
 * @returns {Script}
 */
export function blinking(script) {
  return (ms) => {
    const shut = ms % 2000 < 1000 && ms % 333 < 150;
    return shut ? shaped(script(ms), { eyeBlink: 0.6, eyeLookDown: 0.4 }) : script(ms);
  };
}

/**
 * The same with its frames changed at some instants.
 * @param {Script} script
 * @param {readonly number[]} starts  ms
 * @param {number} lasts  ms
 * @param {(data: FaceData) => FaceData} change
 * @returns {Script}
 */
export function interrupted(script, starts, lasts, change) {
  return (ms) => {
    const hit = starts.some((start) => ms >= start && ms < start + lasts);
    return hit ? change(script(ms)) : script(ms);
  };
}
