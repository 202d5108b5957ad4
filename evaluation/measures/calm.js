/**
 * False alarms of calm students: hours and hours of them, made by `life.js` of real neutral frames.
 *
 * @typedef {import("../cast.js").Actor} Actor
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {{ actor: Actor, hours: number, fps: number, seed: number }} Shift
 * @typedef {{ hours: number, alerts: number, confusions: number, seedAlerts: number,
 *   seedConfusions: number, away: number }} Tally  away: alerts of gaze away
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

import { can } from "../cast.js";
import { seeded } from "../chance.js";
import { figure, unmeasured } from "../figure.js";
import { calm } from "../life.js";
import { attentive } from "../product.js";
import { canSee, createSeed } from "../seed.js";
import { rate } from "../statistics.js";

/** @type {import("../figure.js").Wanted} */
const ALERTS = { name: "false alerts a student-hour", goal: 0.2, better: "lower" };
/** @type {import("../figure.js").Wanted} */
const CONFUSIONS = { name: "false confusions a student-hour", goal: 1, better: "lower" };
const HOURS = { quick: 12, whole: 1000 };
const FPS = 5; // the product's slowest pace: 1,000 hours are 18 million frames
const HOUR = 3600 * 1000; // ms
const SEEDS_SHARE = 0.02; // of the hours: its rules are wrong so often that a few tell

/**
 * @param {readonly Actor[]} cast
 * @param {boolean} quick
 * @returns {Promise<Figure[]>}
 */
export async function measure(cast, quick) {
  const actors = cast.filter((actor) => can(actor, []));
  if (actors.length === 0) {
    return [ALERTS, CONFUSIONS].map((one) => unmeasured(one, "needs frames of people"));
  }
  const hours = (quick ? HOURS.quick : HOURS.whole) / actors.length;
  const shifts = actors.map((actor, i) => ({ actor, hours, fps: FPS, seed: i }));
  const tallies = await atOnce(shifts);
  const sum = (/** @type {keyof Tally} */ name) => tallies.reduce((all, one) => all + one[name], 0);
  const exposure = sum("hours");
  const behind = {
    data: `calm streams at ${FPS} fps of ${actors.length} people's neutral frames`,
    n: `${Math.round(exposure)} h`,
  };
  return [
    figure(ALERTS, rate(sum("alerts"), exposure), {
      ...behind,
      seed: seedsRate(tallies, "seedAlerts"),
      note: `${sum("away")} of ${sum("alerts")} for a gaze away`,
    }),
    figure(CONFUSIONS, rate(sum("confusions"), exposure), {
      ...behind,
      seed: seedsRate(tallies, "seedConfusions"),
    }),
  ];
}

/** @param {Tally[]} tallies @param {"seedAlerts" | "seedConfusions"} name */
function seedsRate(tallies, name) {
  const seen = tallies.filter((one) => Number.isFinite(one[name]));
  const hours = seen.reduce((all, one) => all + one.hours * SEEDS_SHARE, 0);
  return seen.length > 0 ? seen.reduce((all, one) => all + one[name], 0) / hours : null;
}

/** @param {Shift[]} shifts @returns {Promise<Tally[]>} */
async function atOnce(shifts) {
  const left = [...shifts];
  /** @type {Tally[]} */
  const done = [];
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (let next = left.shift(); next; next = left.shift()) done.push(await apart(next));
    }),
  );
  return done;
}

/** @param {Shift} shift @returns {Promise<Tally>} */
function apart(shift) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./calm_worker.js", import.meta.url), { workerData: shift });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

/**
 * One student's hours, and the seed's verdict on the first of them.
 * @param {Shift} shift
 * @returns {Tally}
 */
export function watch({ actor, hours, fps, seed }) {
  const { told, away } = ours(actor, hours, fps, seed);
  const theirs = seeds(actor, hours * SEEDS_SHARE, fps, seed);
  return { hours, ...told, away, ...theirs };
}

/** @param {Actor} actor @param {number} hours @param {number} fps @param {number} number */
function ours(actor, hours, fps, number) {
  const life = calm(actor.takes.neutral[0], actor.fps, seeded(number));
  const attention = attentive(actor.calibration);
  const told = { alerts: 0, confusions: 0 };
  let [state, away] = ["unclear", 0];
  for (let i = 0; i < hours * 3600 * fps; i += 1) {
    const time = (i * 1000) / fps;
    const said = attention.observe(life(time));
    if (said.state !== state && said.state === "alert") told.alerts += 1;
    if (said.state !== state && said.state === "confused") told.confusions += 1;
    if (said.state !== state && said.reason === "gaze_away") away += 1;
    state = said.state;
  }
  return { told, away };
}

/**
 * @param {Actor} actor @param {number} hours @param {number} fps @param {number} number
 * @returns {Pick<Tally, "seedAlerts" | "seedConfusions">}  NaN where its landmarks are not there
 */
function seeds(actor, hours, fps, number) {
  if (!actor.takes.neutral[0].every(canSee)) return { seedAlerts: NaN, seedConfusions: NaN };
  const life = calm(actor.takes.neutral[0], actor.fps, seeded(number));
  const seed = createSeed();
  const told = { seedAlerts: 0, seedConfusions: 0 };
  let state = "focused";
  for (let time = 0; time < hours * HOUR; time += 1000 / fps) {
    const said = seed.observe(life(time)).state;
    if (said !== state && said === "alert") told.seedAlerts += 1;
    if (said !== state && said === "confused") told.seedConfusions += 1;
    state = said;
  }
  return told;
}
