/**
 * Labelled clips of others: each is played until every rule has had its time, after the same folder's
 * neutral clip.
 *
 * @typedef {import("../series.js").Series} Series
 * @typedef {import("../figure.js").Figure} Figure
 */
import { figure, unmeasured } from "../figure.js";
import { calibrate } from "../product.js";
import { share } from "../statistics.js";
import { loop, show, story } from "../streams.js";

/** @type {import("../figure.js").Wanted} */
const WANTED = { name: "labelled clips told as they are labelled", goal: null, better: "higher" };
const NEUTRAL = "neutral"; // the clip of that name
const BEFORE = 4; // s
const PLAYED = 9; // s, past the 5 s that an alert of the gaze takes

/**
 * @param {readonly Series[]} series
 * @returns {Figure[]}
 */
export function measure(series) {
  const clips = series.filter(({ kind }) => kind === "clip");
  const relaxed = clips.find((one) => one.series === NEUTRAL);
  if (!relaxed) return [unmeasured(WANTED, "needs clips, a neutral one among them: DATA=")];
  const calibration = calibrate(relaxed.frames);
  const told = clips.map((clip) => {
    const scenes = [
      { seconds: BEFORE, script: loop(relaxed.frames, relaxed.fps) },
      { seconds: PLAYED, script: loop(clip.frames, clip.fps) },
    ];
    const last = show(story(scenes), calibration).at(-1);
    const said = last ? [last.state, `${last.state}:${last.reason}`] : [];
    return { clip, said, right: said.includes(String(clip.labels.label)) };
  });
  const wrong = told.filter(({ right }) => !right);
  const note = wrong.map(({ clip, said }) => `${clip.series} as ${said[1]}`).join(", ");
  return [figure(WANTED, share(told.length - wrong.length, told.length), { data: "clips", note })];
}
