/**
 * Stories that were played to the product's own camera code and worker, at the machine's own pace.
 *
 * @typedef {import("../series.js").Series} Series
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../figure.js").Wanted} Wanted
 * @typedef {import("../events.js").Match} Match
 * @typedef {{ from: number, to: number, faces: number, furrow?: number, yaw?: number,
 *   roll?: number }} Scene  ms; what is shown from when to when
 */
import { match, spans, together } from "../events.js";
import { figure, unmeasured } from "../figure.js";
import { attentive } from "../product.js";
import { calibrations } from "../recorded.js";
import { agreement, median, quantile, share } from "../statistics.js";
import { showFrames } from "../streams.js";

/** @type {Wanted} */
const EVENTS = {
  name: "at the machine's own pace: F1 of all events",
  goal: null,
  better: "higher",
};
/** @type {Wanted} */
const SECOND = {
  name: "at the machine's own pace: second face, 8-12%, found in 2 s",
  goal: 0.95,
  better: "higher",
};
const PACE = /** @type {Wanted} */ ({
  name: "at the machine's own pace: frames a second",
  goal: null,
  better: "higher",
});
const IN_TIME = 2000; // ms

/**
 * @param {readonly Series[]} series
 * @returns {Figure[]}
 */
export function measure(series) {
  const stories = series.filter(({ kind }) => kind === "real_time");
  if (stories.length === 0) {
    return [EVENTS, SECOND, PACE].map((one) => unmeasured(one, "needs recorded stories"));
  }
  return [events(stories, series), second(stories, series), pace(stories)];
}

/** @param {Series} story @returns {Scene[]} */
function scenesOf({ labels }) {
  return /** @type {Scene[]} */ (labels.scenes);
}

/** @param {Scene} scene @returns {string} */
function stateOf({ faces, furrow = 0, yaw = 0, roll = 0 }) {
  if (faces !== 1 || yaw !== 0) return "alert";
  return furrow > 0 && roll !== 0 ? "confused" : "focused";
}

/** @param {Series[]} stories @param {readonly Series[]} series @returns {Figure} */
function events(stories, series) {
  const calibrationOf = calibrations(series);
  const matches = stories.flatMap((story) => {
    const said = showFrames(story.frames, calibrationOf(story));
    return ["alert", "confused"].map((state) =>
      match(
        scenesOf(story).filter((scene) => stateOf(scene) === state),
        spans(said, (one) => one.state === state),
      ),
    );
  });
  const all = together(matches);
  const { f1 } = agreement(all);
  const clears = all.clears.filter(Number.isFinite); // the last one's end may not have been seen
  return figure(
    EVENTS,
    { value: f1, interval: [f1, f1], n: all.hits + all.misses },
    {
      data: "photographs through a fake webcam",
      n: `${all.hits + all.misses} events`,
      note: `${all.alarms} told without cause; cleared in ${(quantile(clears, 1) / 1000).toFixed(1)} s at most`,
    },
  );
}

/** @param {Series[]} stories @param {readonly Series[]} series @returns {Figure} */
function second(stories, series) {
  const calibrationOf = calibrations(series);
  const waits = stories.flatMap((story) => {
    const attention = attentive(calibrationOf(story));
    const seen = story.frames.map((data) => ({
      time: data.time,
      faces: attention.observe(data).cues.faces ?? 0,
    }));
    const pairs = scenesOf(story).filter(({ faces }) => faces > 1);
    return pairs.map(({ from, to }) => {
      const found = seen.find(({ time, faces }) => time >= from && time <= to && faces > 1);
      return (found?.time ?? Infinity) - from;
    });
  });
  const hits = waits.filter((wait) => wait <= IN_TIME).length;
  const note = `after ${waits.map((wait) => (wait / 1000).toFixed(1)).join(", ")} s`;
  return figure(SECOND, share(hits, waits.length), {
    data: "photographs through a fake webcam",
    note,
  });
}

/** @param {Series[]} stories @returns {Figure} */
function pace(stories) {
  const gaps = stories.flatMap(({ frames }) =>
    frames.slice(1).map(({ time }, i) => time - frames[i].time),
  );
  const fps = (/** @type {number} */ at) => 1000 / quantile(gaps, at);
  const interval = /** @type {[number, number]} */ ([fps(0.975), fps(0.025)]);
  const value = 1000 / median(gaps);
  return figure(
    PACE,
    { value, interval, n: gaps.length },
    { data: "on this machine", note: "the middle 95% of frames" },
  );
}
