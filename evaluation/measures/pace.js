/**
 * The same story at other frame rates, and with frames that never come: the same must be told.
 *
 * @typedef {import("../cast.js").Actor} Actor
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../streams.js").Told} Told
 * @typedef {{ what: string, at: number }} Change  at: ms
 * @typedef {{ fps: number, dropped: number }} Pace  dropped: share of the frames
 * @typedef {{ what: string, by: number, pace: Pace }} Shift  by: ms
 */
import { can, perform } from "../cast.js";
import { seeded } from "../chance.js";
import { figure, unmeasured } from "../figure.js";
import { quantile, share } from "../statistics.js";
import { interrupted, show, story } from "../streams.js";
import { emptied, joined } from "../transforms.js";

/** @type {import("../figure.js").Wanted} */
const SAME = {
  name: "5, 10, 15, 30 fps and 20% of frames dropped: runs with the same events",
  goal: 1,
  better: "higher",
};
/** @type {import("../figure.js").Wanted} */
const ONSETS = {
  name: "the same: largest shift of an event's onset, s",
  goal: 0.3,
  better: "lower",
};
/** @type {import("../figure.js").Wanted} */
const THINNEST = {
  name: "the same at 5 fps with 20% dropped: largest shift of an onset, s",
  goal: null,
  better: "lower",
};
/** @type {import("../figure.js").Wanted} */
const ENDS = { name: "the same: largest shift of an event's end, s", goal: null, better: "lower" };
const EVENTS = /^(alert|confused)/;
const WHY = "needs recorded furrows";
/** Two frames in a row that are lost at 5 fps leave .6 s unseen: told apart, and without a goal. */
const isThin = (/** @type {Pace} */ { fps, dropped }) => fps === 5 && dropped > 0;
const PACES = [5, 10, 15, 30].flatMap((fps) => [
  { fps, dropped: 0 },
  { fps, dropped: 0.2 },
]);

/**
 * @param {readonly Actor[]} cast
 * @returns {Figure[]}
 */
export function measure(cast) {
  const actors = cast.filter((actor) => can(actor, ["furrow", "away", "down"]));
  if (actors.length === 0) return [SAME, ONSETS, THINNEST, ENDS].map((one) => unmeasured(one, WHY));
  const runs = actors.flatMap((actor) => compared(actor, (one) => `${one.state}:${one.reason}`));
  const seeds = actors.flatMap((actor) => compared(actor, ({ seed }) => `${seed}`));
  const hasSeed = actors.every((actor) => tell(actor, 30, 0).every(({ seed }) => seed !== null));
  const same = (/** @type {typeof runs} */ some) => some.filter((shifts) => shifts !== null).length;
  const shifts = runs.flatMap((one) => one ?? []);
  const onsets = shifts.filter(({ what }) => EVENTS.test(what));
  const data = `${actors.length} people's recorded frames`;
  return [
    figure(SAME, share(same(runs), runs.length), {
      data,
      n: `${runs.length} runs`,
      seed: hasSeed ? same(seeds) / seeds.length : null,
    }),
    largest(
      ONSETS,
      onsets.filter(({ pace }) => !isThin(pace)),
      data,
    ),
    largest(
      THINNEST,
      onsets.filter(({ pace }) => isThin(pace)),
      data,
    ),
    largest(
      ENDS,
      shifts.filter(({ what }) => !EVENTS.test(what)),
      data,
    ),
  ];
}

/** @param {import("../figure.js").Wanted} wanted @param {Shift[]} shifts @param {string} data @returns {Figure} */
function largest(wanted, shifts, data) {
  const sizes = shifts.map(({ by }) => by / 1000);
  const value = quantile(sizes, 1);
  const most = shifts.find(({ by }) => by / 1000 === value);
  const interval = /** @type {[number, number]} */ ([quantile(sizes, 0.5), value]);
  const note = `against 30 fps; median .. largest, at ${most?.what}, ${most?.pace.fps} fps`;
  return figure(wanted, { value, interval, n: sizes.length }, { data, note });
}

/**
 * How far each change lies from the same one at 30 fps, for every pace.
 * @param {Actor} actor @param {(one: Told) => string} of
 * @returns {(Shift[] | null)[]}  null where other things are told
 */
function compared(actor, of) {
  const usual = changes(tell(actor, 30, 0), of);
  return PACES.map((pace) => {
    const { fps, dropped } = pace;
    const here = changes(tell(actor, fps, dropped), of);
    const names = (/** @type {Change[]} */ some) => some.map(({ what }) => what).join();
    if (names(here) !== names(usual)) return null;
    return here.map(({ what, at }, i) => ({ what, by: Math.abs(at - usual[i].at), pace }));
  });
}

/** @param {Told[]} said @param {(one: Told) => string} of @returns {Change[]}  the first state's onset left out */
function changes(said, of) {
  const all = said.map((one) => ({ what: of(one), at: one.time }));
  return all.filter((one, i) => i > 0 && one.what !== all[i - 1].what && one.at > 3000);
}

/** @param {Actor} actor @param {number} fps @param {number} dropped @returns {Told[]} */
function tell(actor, fps, dropped) {
  const random = seeded(7);
  const calm = perform(actor, {}, random);
  const scene = (
    /** @type {number} */ seconds,
    /** @type {import("../cast.js").Doing} */ doing,
  ) => ({
    seconds,
    script: perform(actor, doing, random),
  });
  const rest = { seconds: 6, script: calm };
  const scenes = [
    rest,
    scene(7, { furrow: true, tilt: 18 }),
    rest,
    { seconds: 8, script: (/** @type {number} */ ms) => emptied(calm(ms)) },
    rest,
    scene(9, { away: true }),
    rest,
    { seconds: 5, script: interrupted(calm, [0], 4000, joined) },
    rest,
    scene(6, { down: true }),
    rest,
    scene(7, { furrow: true, tilt: -18 }),
    rest,
  ];
  return show(story(scenes), actor.calibration, { fps, dropped, random: seeded(fps) });
}
