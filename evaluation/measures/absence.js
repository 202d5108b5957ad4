/**
 * Back after a minute: how long what was told of the absence stays.
 *
 * @typedef {import("../cast.js").Actor} Actor
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../streams.js").Told} Told
 */
import { can, perform } from "../cast.js";
import { seeded } from "../chance.js";
import { figure, unmeasured } from "../figure.js";
import { median, quantile } from "../statistics.js";
import { show, story } from "../streams.js";
import { emptied } from "../transforms.js";

/** @type {import("../figure.js").Wanted} */
const WANTED = {
  name: "alert after 60 s of absence clears, s, the longest",
  goal: 1.5,
  better: "lower",
};
const BEFORE = 4; // s
const ABSENT = 60; // s
const AFTER = 70; // s, longer than the seed needs

/**
 * @param {readonly Actor[]} cast
 * @returns {Figure[]}
 */
export function measure(cast) {
  const actors = cast.filter((actor) => can(actor, ["away"]) || can(actor, ["aside"]));
  if (actors.length === 0) return [unmeasured(WANTED, "needs frames of people who look away")];
  const returns = actors.flatMap((actor) => [awayFor(actor), goneFor(actor)]);
  const ours = returns.flatMap((said) => clearing(said, ({ state }) => state === "alert"));
  const seed = returns.flatMap((said) => clearing(said, (one) => one.seed === "alert"));
  const longest = quantile(ours, 1);
  const interval = /** @type {[number, number]} */ ([median(ours), longest]);
  return [
    figure(
      WANTED,
      { value: longest, interval, n: ours.length },
      {
        data: `${actors.length} people's frames`,
        n: `${ours.length} alerts, of ${returns.length} absences`,
        seed: quantile(seed, 1),
        note: "after looking away and after being gone; median .. longest",
      },
    ),
  ];
}

/** @param {Actor} actor */
function awayFor(actor) {
  const random = seeded(1);
  const doing = can(actor, ["aside"]) ? { aside: true } : { away: true };
  return after(actor, perform(actor, doing, random));
}

/** @param {Actor} actor */
function goneFor(actor) {
  const there = perform(actor, {}, seeded(1));
  return after(actor, (ms) => emptied(there(ms)));
}

/** @param {Actor} actor @param {import("../streams.js").Script} absent */
function after(actor, absent) {
  const there = perform(actor, {}, seeded(2));
  const scenes = [
    { seconds: BEFORE, script: there },
    { seconds: ABSENT, script: absent },
    { seconds: AFTER, script: there },
  ];
  return show(story(scenes), actor.calibration);
}

/**
 * How long after the return an alert was last told; nothing where there was none during the absence.
 * @param {Told[]} said @param {(one: Told) => boolean} isAlert
 * @returns {number[]}  s
 */
function clearing(said, isAlert) {
  const back = (BEFORE + ABSENT) * 1000;
  const alerts = said.filter(isAlert).map(({ time }) => time);
  if (!alerts.some((time) => time < back)) return [];
  return [Math.max(0, (alerts[alerts.length - 1] - back) / 1000)];
}
