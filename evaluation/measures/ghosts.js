/**
 * Faces that are there, or gone, for one to three frames only: nothing may come of them.
 *
 * @typedef {import("../cast.js").Actor} Actor
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../streams.js").Told} Told
 * @typedef {import("../../static/js/attention/face.js").FaceData} FaceData
 */
import { can, perform } from "../cast.js";
import { seeded } from "../chance.js";
import { figure, unmeasured } from "../figure.js";
import { share } from "../statistics.js";
import { interrupted, show } from "../streams.js";
import { emptied, joined } from "../transforms.js";

/** @type {import("../figure.js").Wanted} */
const WANTED = { name: "ghosts of 1 to 3 frames that change anything", goal: 0, better: "lower" };
const PACES = [5, 10, 30]; // frames a second
const SECONDS = 40;
const STARTS = [8000, 12000, 16000, 20000, 24000, 28000, 32000, 36000]; // ms, past every dwell
const TOUCHED = 3500; // ms after a ghost in which it may show

/**
 * @param {readonly Actor[]} cast
 * @param {boolean} quick
 * @returns {Figure[]}
 */
export function measure(cast, quick) {
  const able = cast.filter((actor) => can(actor, []));
  const actors = quick ? able.slice(0, 2) : able;
  if (actors.length === 0) return [unmeasured(WANTED, "needs frames of people")];
  const tries = actors.flatMap((actor) => PACES.flatMap((fps) => triesOf(actor, fps)));
  const touched = (/** @type {(one: Told) => string} */ of) =>
    tries.reduce((sum, { plain, haunted }) => sum + changes(plain, haunted, of), 0);
  const n = tries.length * STARTS.length;
  return [
    figure(
      WANTED,
      share(
        touched(({ state, reason }) => `${state}:${reason}`),
        n,
      ),
      {
        data: `${actors.length} people's frames at 5, 10 and 30 a second`,
        n: `${n} ghosts`,
        seed: touched(({ seed }) => `${seed}`) / n,
        note: "a second face, a face where nobody is, nobody where a face is",
      },
    ),
  ];
}

/** @param {Actor} actor @param {number} fps @returns {{ plain: Told[], haunted: Told[] }[]} */
function triesOf(actor, fps) {
  const there = perform(actor, {}, seeded(fps));
  /** @type {import("../streams.js").Script} */
  const nobody = (ms) => emptied(there(ms));
  const haunts = [
    { script: there, ghost: joined },
    { script: there, ghost: emptied },
    { script: nobody, ghost: () => there(0) },
  ];
  return haunts.flatMap(({ script, ghost }) => {
    const plain = show({ seconds: SECONDS, script, expected: [] }, actor.calibration, { fps });
    return [1, 2, 3].map((frames) => {
      const haunted = interrupted(script, STARTS, (frames * 1000) / fps - 1, ghost);
      return {
        plain,
        haunted: show({ seconds: SECONDS, script: haunted, expected: [] }, actor.calibration, {
          fps,
        }),
      };
    });
  });
}

/**
 * After how many of the ghosts anything was told otherwise than without them.
 * @param {Told[]} plain @param {Told[]} haunted @param {(one: Told) => string} of
 */
function changes(plain, haunted, of) {
  const differs = haunted.map((one, i) => of(one) !== of(plain[i]));
  return STARTS.filter((start) =>
    haunted.some(({ time }, i) => differs[i] && time >= start && time < start + TOUCHED),
  ).length;
}
