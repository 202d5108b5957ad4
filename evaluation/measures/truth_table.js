/**
 * Every combination of the four cues, held and then let go: each must be told as the rules say.
 *
 * @typedef {import("../cast.js").Actor} Actor
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../streams.js").Told} Told
 * @typedef {{ furrow: boolean, tilt: boolean, smile: boolean, aside: boolean }} Combination
 */
import { can, perform } from "../cast.js";
import { seeded } from "../chance.js";
import { figure, unmeasured } from "../figure.js";
import { share } from "../statistics.js";
import { show, story } from "../streams.js";

/** @type {import("../figure.js").Wanted} */
const WANTED = {
  name: "truth table: combinations of the four cues told right over time",
  goal: 1,
  better: "higher",
};
const BEFORE = 4; // s
const HELD = 7; // s, past every dwell
const AFTER = 4; // s
const CLEARED = 2000; // ms after which nothing may be left
const SIDES = [-18, 18]; // degrees of tilt

const COMBINATIONS = Array.from({ length: 16 }, (_, bits) => ({
  furrow: Boolean(bits & 1),
  tilt: Boolean(bits & 2),
  smile: Boolean(bits & 4),
  aside: Boolean(bits & 8),
}));

/**
 * @param {readonly Actor[]} cast
 * @returns {Figure[]}
 */
export function measure(cast) {
  const actors = cast.filter((actor) => can(actor, ["furrow", "smile", "aside"]));
  if (actors.length === 0) return [unmeasured(WANTED, "needs recorded furrows")];
  const rows = actors.flatMap((actor) =>
    SIDES.flatMap((side) =>
      COMBINATIONS.map((combination) => ({ combination, said: hold(actor, combination, side) })),
    ),
  );
  const wrong = rows.filter(
    ({ combination, said }) => !isRight(combination, said, ({ state }) => state),
  );
  const seen = rows.every(({ said }) => said.every(({ seed }) => seed !== null));
  const seed = rows.filter(({ combination, said }) => isRight(combination, said, seedState)).length;
  return [
    figure(WANTED, share(rows.length - wrong.length, rows.length), {
      data: `${actors.length} people's recorded frames`,
      n: `${rows.length} of 16 combinations, tilted to either side`,
      seed: seen ? seed / rows.length : null,
      note: [...new Set(wrong.map(({ combination }) => nameOf(combination)))].join(", "),
    }),
  ];
}

/** @param {Actor} actor @param {Combination} combination @param {number} side @returns {Told[]} */
function hold(actor, { tilt, ...doing }, side) {
  const random = seeded(1);
  const calm = () => perform(actor, {}, random);
  const scenes = [
    { seconds: BEFORE, script: calm() },
    { seconds: HELD, script: perform(actor, { ...doing, tilt: tilt ? side : 0 }, random) },
    { seconds: AFTER, script: calm() },
  ];
  return show(story(scenes), actor.calibration);
}

/** @param {Told} one */
function seedState({ seed }) {
  return seed === "happy" ? "focused" : `${seed}`;
}

/**
 * @param {Combination} combination @param {Told[]} said @param {(one: Told) => string} of
 * @returns {boolean}
 */
function isRight(combination, said, of) {
  const expected = expects(combination);
  const [start, end] = [BEFORE * 1000, (BEFORE + HELD) * 1000];
  const held = said.filter(({ time }) => time >= start && time < end).map(of);
  const after = said.filter(({ time }) => time >= end + CLEARED).map(of);
  return (
    held.every((state) => state === "focused" || state === expected) &&
    held[held.length - 1] === expected &&
    after.every((state) => state === "focused")
  );
}

/** @param {Combination} combination @returns {string}  the state that the rules give it */
function expects({ furrow, tilt, smile, aside }) {
  if (aside) return "alert";
  return furrow && tilt && !smile ? "confused" : "focused";
}

/** @param {Combination} combination */
function nameOf(combination) {
  const present = Object.entries(combination).filter(([, held]) => held);
  return present.map(([name]) => name).join(" + ") || "nothing";
}
