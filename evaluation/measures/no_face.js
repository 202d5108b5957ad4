/**
 * Nobody in view: events in videos with their truth, and scripted ones with ghosts in them.
 *
 * @typedef {import("../cast.js").Actor} Actor
 * @typedef {import("../pictures.js").Video} Video
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../events.js").Match} Match
 * @typedef {import("../streams.js").Scene} Scene
 */
import { can, perform } from "../cast.js";
import { between, seeded } from "../chance.js";
import { match, spans, together } from "../events.js";
import { figure, unmeasured } from "../figure.js";
import { FPS, UNCALIBRATED } from "../product.js";
import { agreement, bootstrap, median, quantile } from "../statistics.js";
import { interrupted, show, showFrames, story } from "../streams.js";
import { emptied } from "../transforms.js";

const EVENTS = { quick: 40, whole: 400 };
const EACH = 10;
const FRAME = 1000 / FPS;
const DWELL = 3000; // ms after which it must be told: what is promised, not what the product has
const SEEDS_DWELL = 1500; // ms

/** @param {string} of @returns {import("../figure.js").Wanted[]} */
const wanted = (of) => [
  { name: `${of}: precision`, goal: 1, better: "higher" },
  { name: `${of}: recall`, goal: 1, better: "higher" },
  { name: `${of}: median delay past the dwell, s`, goal: 0.2, better: "lower" },
  { name: `${of}: longest delay past the dwell, s`, goal: null, better: "lower" },
];
const IN_VIDEOS = wanted("no face, videos");
const SCRIPTED = wanted("no face, scripted with ghosts");

/**
 * @param {readonly Actor[]} cast
 * @param {readonly Video[]} videos
 * @param {boolean} quick
 * @returns {Figure[]}
 */
export function measure(cast, videos, quick) {
  return [...inVideos(videos), ...scripted(cast, quick)];
}

/** @typedef {{ ours: Match, seed: Match }} Both */

/** @param {readonly Video[]} videos @returns {Figure[]} */
function inVideos(videos) {
  if (videos.length === 0) return IN_VIDEOS.map((one) => unmeasured(one, "needs videos: DATA="));
  const shown = videos.map(({ frames }) => {
    const said = showFrames(
      frames.map(({ data }) => data),
      UNCALIBRATED,
    );
    return matched(said, absences(frames));
  });
  return figures(IN_VIDEOS, shown, `${videos.length} videos with their truth`);
}

/**
 * The spans without anybody that last for longer than the dwell.
 * @param {Video["frames"]} frames
 */
function absences(frames) {
  const seen = frames.map(({ truth, data }) => ({
    time: data.time,
    state: truth === 0 ? "gone" : "there",
    reason: "",
    seed: null,
  }));
  const end = frames[frames.length - 1].data.time;
  return spans(seen, ({ state }) => state === "gone")
    .map(({ from, to }) => ({ from, to: Math.min(to, end) }))
    .filter(({ from, to }) => to - from > DWELL);
}

/** @param {readonly Actor[]} cast @param {boolean} quick @returns {Figure[]} */
function scripted(cast, quick) {
  const actors = cast.filter((actor) => can(actor, []));
  if (actors.length === 0) return SCRIPTED.map((one) => unmeasured(one, "needs frames of people"));
  const sessions = (quick ? EVENTS.quick : EVENTS.whole) / EACH;
  const shown = Array.from({ length: sessions }, (_, i) => session(actors[i % actors.length], i));
  return figures(SCRIPTED, shown, `${actors.length} people's frames, and empty ones`);
}

/** @param {Actor} actor @param {number} number @returns {Both} */
function session(actor, number) {
  const random = seeded(number);
  const there = (/** @type {number} */ seconds) => ({
    seconds,
    script: perform(actor, {}, random),
  });
  /** @type {Scene[]} */
  const scenes = [there(4)];
  for (let i = 0; i < EACH; i += 1) {
    scenes.push({ ...gone(there(between(random, 5, 10)), i % 4), expects: "alert" });
    scenes.push(there(between(random, 4, 8)));
    scenes.push(gone(there(between(random, 0.3, 2.2)), 0), there(between(random, 4, 8)));
  }
  const told = story(scenes);
  return matched(show(told, actor.calibration), told.expected);
}

/**
 * The scene without anybody, but for ghosts of so many frames in it.
 * @param {Scene} scene @param {number} ghost  frames, at every 1.7 s
 * @returns {Scene}
 */
function gone({ seconds, script }, ghost) {
  const starts = Array.from({ length: 5 }, (_, i) => 1700 * (i + 1));
  /** @type {import("../streams.js").Script} */
  const empty = (ms) => emptied(script(ms));
  const back = (/** @type {number} */ ms) => script(ms);
  return {
    seconds,
    script: ghost ? interrupted(empty, starts, ghost * FRAME, () => back(0)) : empty,
  };
}

/** @param {import("../streams.js").Told[]} said @param {import("../events.js").Span[]} expected @returns {Both} */
function matched(said, expected) {
  return {
    ours: match(
      expected,
      spans(said, ({ reason }) => reason === "no_face"),
    ),
    seed: match(
      expected,
      spans(said, ({ seed }) => seed === "alert"),
    ),
  };
}

/** @param {import("../figure.js").Wanted[]} names @param {Both[]} shown @param {string} data @returns {Figure[]} */
function figures(names, shown, data) {
  const groups = shown.map(({ ours }) => [ours]);
  const all = together(groups.flat());
  const of = (/** @type {number} */ dwell) => [
    (/** @type {Match[]} */ some) => agreement(together(some)).precision,
    (/** @type {Match[]} */ some) => agreement(together(some)).recall,
    (/** @type {Match[]} */ some) => (median(together(some).delays) - dwell) / 1000,
    (/** @type {Match[]} */ some) => (quantile(together(some).delays, 1) - dwell) / 1000,
  ];
  const theirs = shown.map(({ seed }) => seed);
  return names.map((name, i) =>
    figure(name, bootstrap(groups, of(DWELL)[i], seeded(i)), {
      data,
      n: `${all.hits + all.misses} events`,
      seed: of(SEEDS_DWELL)[i](theirs),
    }),
  );
}
