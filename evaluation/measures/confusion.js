/**
 * Confusion by the rule (furrow and tilt, no smile, gaze centred, lasting), scripted: real episodes
 * among near misses of every kind. Conformance with the rule, not measured confusion.
 *
 * @typedef {import("../cast.js").Actor} Actor
 * @typedef {import("../cast.js").Doing} Doing
 * @typedef {import("../streams.js").Scene} Scene
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../events.js").Match} Match
 * @typedef {() => number} Random
 */
import { can, perform } from "../cast.js";
import { between, pick, seeded } from "../chance.js";
import { match, spans, together } from "../events.js";
import { figure, unmeasured } from "../figure.js";
import { agreement, bootstrap, median } from "../statistics.js";
import { blinking, show, story } from "../streams.js";

const EPISODES = { quick: 60, whole: 520 };
const EACH = 13; // episodes in a session
const REST = 13; // s after an episode, past the 10 s in which no other is told

const PRECISION = { name: "scripted confusion: precision", goal: 0.98, better: "higher" };
const RECALL = { name: "scripted confusion: recall", goal: 0.95, better: "higher" };
/** Three seconds, which the rule looks back on, and .4 s. */
const DELAY = {
  name: "scripted confusion: median delay after onset, s",
  goal: 3.4,
  better: "lower",
};
const WANTED = /** @type {import("../figure.js").Wanted[]} */ ([PRECISION, RECALL, DELAY]);

/**
 * @typedef {object} Near  a near miss: it lacks one thing
 * @property {Omit<Doing, "tilt">} doing
 * @property {boolean} tilts
 * @property {boolean} [brief]  too short
 * @property {boolean} [blinks]  with bursts of blinks
 */
/** @type {Near[]} */
const NEAR = [
  { doing: { furrow: true }, tilts: false },
  { doing: {}, tilts: true },
  { doing: { furrow: true, smile: true }, tilts: true },
  { doing: { furrow: true, aside: true }, tilts: true },
  { doing: { furrow: true, away: true }, tilts: true },
  { doing: { furrow: true, down: true }, tilts: true },
  { doing: { furrow: true }, tilts: true, brief: true },
  { doing: {}, tilts: true, blinks: true },
];
const LOOKS = /** @type {const} */ (["furrow", "smile", "aside", "away", "down"]);

/**
 * @param {readonly Actor[]} cast
 * @param {boolean} quick
 * @returns {Figure[]}
 */
export function measure(cast, quick) {
  const actors = cast.filter((actor) => can(actor, ["furrow"]));
  if (actors.length === 0) return WANTED.map((one) => unmeasured(one, "needs recorded furrows"));
  const sessions = Math.ceil((quick ? EPISODES.quick : EPISODES.whole) / EACH);
  const shown = Array.from({ length: sessions }, (_, i) => session(actors[i % actors.length], i));
  return figures(shown, actors);
}

/**
 * @param {{ ours: Match, seed: Match | null }[]} shown @param {Actor[]} actors
 * @returns {Figure[]}
 */
function figures(shown, actors) {
  const groups = shown.map(({ ours }) => [ours]);
  const theirs = shown.flatMap(({ seed }) => (seed ? [seed] : []));
  const all = together(groups.flat());
  const behind = {
    data: `${actors.length} people's recorded frames`,
    n: `${all.hits + all.misses} episodes, as many near misses`,
    note: "conformance with the rule, not measured confusion",
  };
  return WANTED.map((wanted, i) => {
    const of = [
      (/** @type {Match[]} */ some) => agreement(together(some)).precision,
      (/** @type {Match[]} */ some) => agreement(together(some)).recall,
      (/** @type {Match[]} */ some) => median(together(some).delays) / 1000,
    ][i];
    const seed = theirs.length > 0 ? of(theirs) : null;
    return figure(wanted, bootstrap(groups, of, seeded(i)), { ...behind, seed });
  });
}

/** @param {Actor} actor @param {number} number @returns {{ ours: Match, seed: Match | null }} */
function session(actor, number) {
  const random = seeded(number);
  const scenes = [rest(actor, 4, random)];
  for (let i = 0; i < EACH; i += 1) {
    scenes.push(episode(actor, random), rest(actor, REST, random));
    scenes.push(nearMiss(actor, random), rest(actor, between(random, 4, 6), random));
  }
  const told = story(scenes);
  const said = show(told, actor.calibration);
  const ours = match(
    told.expected,
    spans(said, ({ state }) => state === "confused"),
  );
  const seen = said.every(({ seed }) => seed !== null);
  const seed = seen
    ? match(
        told.expected,
        spans(said, (one) => one.seed === "confused"),
      )
    : null;
  return { ours, seed };
}

/** @param {Actor} actor @param {number} seconds @param {Random} random @returns {Scene} */
function rest(actor, seconds, random) {
  return { seconds, script: perform(actor, {}, random) };
}

/** @param {Actor} actor @param {Random} random @returns {Scene} */
function episode(actor, random) {
  const script = perform(actor, { furrow: true, tilt: tilt(random) }, random);
  return { seconds: between(random, 4.5, 8), script, expects: "confused" };
}

/** @param {Actor} actor @param {Random} random @returns {Scene} */
function nearMiss(actor, random) {
  const able = NEAR.filter(({ doing }) =>
    can(
      actor,
      LOOKS.filter((look) => doing[look]),
    ),
  );
  const { doing, tilts, brief, blinks } = pick(random, able);
  const script = perform(actor, { ...doing, tilt: tilts ? tilt(random) : 0 }, random);
  const seconds = brief ? between(random, 0.5, 2) : between(random, 3.5, 6);
  return { seconds, script: blinks ? blinking(script) : script };
}

/** @param {Random} random @returns {number}  degrees, to either side, as plain as people's are */
function tilt(random) {
  return between(random, 14, 24) * pick(random, [-1, 1]);
}
