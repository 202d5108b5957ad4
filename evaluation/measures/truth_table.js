/**
 * Every combination of the four cues, held and then let go: each must be told as the rules say.
 *
 * @typedef {import("../cast.js").Actor} Actor
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../streams.js").Told} Told
 * @typedef {{ furrow: boolean, tilt: boolean, smile: boolean, away: boolean }} Combination
 */
import { perform } from "../cast.js";
import { seeded } from "../chance.js";
import { figure, unmeasured } from "../figure.js";
import { share } from "../statistics.js";
import { loop, show, story } from "../streams.js";

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
const COMBINATIONS = 16;

/**
 * @param {readonly Actor[]} cast
 * @returns {Figure[]}
 */
export function measure(cast) {
  const actors = cast.filter(({ combined }) => combined.size === COMBINATIONS);
  if (actors.length === 0) return [unmeasured(WANTED, "needs recorded combinations")];
  const rows = actors.flatMap((actor) =>
    [...actor.combined.keys()].map((number) => ({
      combination: combinationOf(number),
      said: hold(actor, number),
    })),
  );
  const wrong = rows.filter(
    ({ combination, said }) => !isRight(combination, said, ({ state }) => state),
  );
  const seen = rows.every(({ said }) => said.every(({ seed }) => seed !== null));
  const seed = rows.filter(({ combination, said }) => isRight(combination, said, seedState)).length;
  return [
    figure(WANTED, share(rows.length - wrong.length, rows.length), {
      data: `${actors.length} people's recorded frames, each with all 16`,
      seed: seen ? seed / rows.length : null,
      note: wrong.map(({ combination }) => nameOf(combination)).join(", "),
    }),
  ];
}

/** @param {number} number  furrow + 2 tilt + 4 smile + 8 away @returns {Combination} */
function combinationOf(number) {
  const [furrow, tilt, smile, away] = [1, 2, 4, 8].map((bit) => Boolean(number & bit));
  return { furrow, tilt, smile, away };
}

/** @param {Actor} actor @param {number} number @returns {Told[]} */
function hold(actor, number) {
  const calm = perform(actor, {}, seeded(1));
  const scenes = [
    { seconds: BEFORE, script: calm },
    { seconds: HELD, script: loop(actor.combined.get(number) ?? [], actor.fps) },
    { seconds: AFTER, script: calm },
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
function expects({ furrow, tilt, smile, away }) {
  if (away) return "alert";
  return furrow && tilt && !smile ? "confused" : "focused";
}

/** @param {Combination} combination */
function nameOf(combination) {
  const present = Object.entries(combination).filter(([, held]) => held);
  return present.map(([name]) => name).join(" + ") || "nothing";
}
