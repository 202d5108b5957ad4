/** Witnesses to the numbers of time, of the picture and of states. */

import { CUES } from "../../../../static/js/attention/thresholds.js";
import { CALIBRATION, CONFUSED, NEUTRAL, NOBODY, scenes, seen } from "../people.js";
import { toldAfter, toldAt, toldOf, valueOf, witness } from "./witness.js";

/** @typedef {import("./witness.js").Witness} Witness */
/** @typedef {import("./witness.js").Look} Look */
/** @typedef {import("./witness.js").Room} Room */

const AWAY = Object.freeze({ yaw: 28 });
const TWO = Object.freeze({ faces: 2 });
const SMALL = Object.freeze({ eyes: 15 });
const STILL = Object.freeze({ picture: Object.freeze({ change: 0 }) });
const FROWN = Object.freeze({ ...CONFUSED, roll: 0 });
const COVERED = Object.freeze({ squint: 0.05, lookDown: 0.7 });

/**
 * A reason that is given for a look from a value on.
 * @param {string} reason @param {[no: number, yes: number]} grip
 * @param {(value: number) => Look} look
 */
const given = (reason, grip, look) =>
  witness(grip, (room, value) => toldOf(room, look(value)).reason === reason);

/**
 * A reason that is given so many ms after a look has begun.
 * @param {string} reason @param {[no: number, yes: number]} grip @param {Look} look
 * @param {import("./witness.js").Telling} [telling]
 */
const after = (reason, grip, look, telling) =>
  witness(grip, (room, ms) => toldAfter(room, look, ms, telling).reason === reason);

/**
 * A reason that is no longer given so many ms after a look has ended.
 * @param {string} reason @param {[no: number, yes: number]} grip @param {Look} look
 */
const over = (reason, grip, look) =>
  witness(grip, (room, ms) => {
    const script = scenes([1, NEUTRAL], [8, look], [100, NEUTRAL]);
    return toldAt(room, 9000 + ms, script).reason !== reason;
  });

/** @type {Record<string, Witness>} */
const PICTURE = {
  "UNREADABLE.dark": given("too_dark", [0.125, 0.115], (brightness) => ({
    faces: 0,
    picture: { brightness },
  })),
  "UNREADABLE.flat": given("covered", [0.046, 0.044], (contrast) => ({
    faces: 0,
    picture: { contrast },
  })),
  "UNREADABLE.black": given("too_dark", [0.021, 0.019], (brightness) => ({
    picture: { brightness },
  })),
  "UNREADABLE.same": given("frozen", [0.000105, 0.000095], (change) => ({ picture: { change } })),
  "UNREADABLE.frozenAfter": after("frozen", [2960, 3000], STILL),
  "UNREADABLE.doubtedAfter": witness(
    [960, 1000],
    (room, ms) => toldAfter(room, STILL, ms).cues.brow === null,
  ),
  "UNREADABLE.eyeDistance": given("too_far", [24.5, 23.5], (eyes) => ({ eyes })),
  "UNREADABLE.squint": given("cannot_see", [0.23, 0.21], (squint) => ({ ...COVERED, squint })),
  "UNREADABLE.lookDownWithoutBlink": given("cannot_see", [0.16, 0.18], (lookDown) => ({
    ...COVERED,
    lookDown: lookDown + 0.1, // the made-up face rests with its lids at .1
  })),
  "UNREADABLE.detail": given("blurred", [0.41, 0.39], (detail) => ({ detail })),
  "UNREADABLE.eyeLight": given("cannot_see", [0.46, 0.44], (eyeLight) => ({ eyeLight })),
  "UNREADABLE.on": after("too_far", [1480, 1520], SMALL),
  "UNREADABLE.off": over("too_far", [480, 520], SMALL),
};

/** Whether what was seen before is forgotten over a gap. @param {Room} room @param {number} gap  ms */
function forgets(room, gap) {
  const attention = room.createAttention({
    calibration: CALIBRATION,
    analysis: "everything",
    exempt: [],
  });
  for (let time = 0; time <= 2000; time += 100) attention.observe(seen(time));
  return attention.observe(seen(2000 + gap)).reason === "cannot_see";
}

/** How many faces are told after frames of so many each. @param {Room} room @param {number[]} faces */
function countOf(room, faces) {
  const script = (/** @type {number} */ ms) => ({ faces: faces[ms / 100] });
  return toldAt(room, (faces.length - 1) * 100, script, { fps: 10 }).cues.faces;
}

const ALONE = [1, 1, 1, 1, 1, 1];

/** @type {Record<string, Witness>} */
const TIME = {
  "TIME.frame": witness(
    [2600, 3100],
    (room, ms) => toldAt(room, ms, () => SMALL, { fps: 2 }).reason === "too_far",
  ),
  "TIME.gap": witness([990, 1010], forgets),
  "TIME.coverage": witness([0.66, 0.74], (room, share) => {
    // A frame counts for a quarter of a second, however long nobody looked before it.
    const fps = 4 * share;
    return toldAt(room, 20_000, scenes([3, NEUTRAL], [100, AWAY]), { fps }).state === "alert";
  }),
  "FACES.agree": witness(
    [3, 4],
    (room, frames) => countOf(room, [...ALONE, ...Array(frames).fill(2)]) === 2,
  ),
  "FACES.of": witness(
    [7, 6],
    (room, of) => countOf(room, [...ALONE, 2, 2, ...Array(of - 4).fill(1), 2, 2]) === 2,
  ),
  "FACES.most": witness([5, 4], (room, faces) => countOf(room, Array(6).fill(faces)) === faces),
};

/** Whether a gaze is an alert that went aside for long enough, but for a return in between. @param {Room} room @param {number} window  ms, of all that together */
function strays(room, window) {
  const back = window - 5000;
  const script = scenes([9, NEUTRAL], [2.6, AWAY], [back / 1000, NEUTRAL], [100, AWAY]);
  return toldAt(room, 9000 + 2600 + back + 3400, script, { fps: 20 }).state === "alert";
}

/** Whether a confusion is said that lasted for long enough, but for a break in between. @param {Room} room @param {number} window  ms, of all that together */
function breaks(room, window) {
  const upright = window === 2550 ? 0 : window - 2450; // a head comes back sooner than it goes
  const script = scenes([5, NEUTRAL], [2, CONFUSED], [upright / 1000, FROWN], [100, CONFUSED]);
  return toldAt(room, 5000 + 2000 + upright + 1850, script).state === "confused";
}

/** Whether confusion is said again so long after it ended. @param {Room} room @param {number} ms */
function again(room, ms) {
  const script = scenes([2, NEUTRAL], [6, CONFUSED], [3, NEUTRAL], [100, CONFUSED]);
  return toldAt(room, 8000 + ms, script, { fps: 20 }).state === "confused";
}

/** @type {Record<string, Witness>} */
const STATES = {
  "STATES.unseen": after("cannot_see", [1480, 1520], NOBODY),
  "STATES.noFace": after("no_face", [2980, 3020], NOBODY),
  "STATES.multipleFaces": after("multiple_faces", [980, 1020], TWO),
  "STATES.legible.on": witness([360, 420], (room, ms) => {
    const told = toldAt(room, ms, () => NEUTRAL, { exempt: ["faces"] });
    return told.state === "focused";
  }),
  "STATES.legible.off": after("cannot_see", [1480, 1540], NOBODY, { exempt: ["faces"] }),
  "STATES.away.window": witness([8300, 7700], strays),
  "STATES.away.held": after("gaze_away", [5350, 5500], AWAY),
  "STATES.away.clear": over("gaze_away", [860, 1000], { yaw: 20 }),
  "STATES.away.cooldown": witness([5300, 5500], (room, ms) => {
    const script = scenes([1, NEUTRAL], [8, AWAY], [2, NEUTRAL], [100, AWAY]);
    return toldAt(room, 11_000 + ms, script).state === "alert";
  }),
  "STATES.confused.window": witness([3150, 2550], breaks),
  "STATES.confused.held": after("brow_and_tilt", [3100, 3250], CONFUSED),
  "STATES.confused.clear": over("brow_and_tilt", [1480, 1600], { browDrop: 0.0175, roll: 11 }),
  "STATES.confused.cooldown": witness([11_400, 11_700], again),
};

/** How far a head is told to be tilted that has leant so for a while. @param {Room} room @param {number} roll @param {number} ms */
const leaning = (room, roll, ms) =>
  valueOf(
    toldAt(room, ms, () => ({ roll }), { fps: 5 }),
    "tilt",
  );

/** @type {Record<string, Witness>} */
const DRIFT = {
  "DRIFT.clean": witness([20_000, 21_000], (room, ms) => leaning(room, 5, ms) < 5 - 1e-3),
  "DRIFT.time": witness([170_000, 190_000], (room, ms) => {
    // After its time constant a change has come through but for a share of 1/e.
    return leaning(room, 3, 20_400 + ms) < 3 * Math.exp(-1);
  }),
  "DRIFT.most": witness(
    [0.52, 0.48],
    (room, share) => 9.5 - leaning(room, 9.5, 150_000) > share * CUES.tilt.exit,
  ),
};

/** @type {Record<string, Witness>} */
export const STATE_WITNESSES = { ...PICTURE, ...TIME, ...STATES, ...DRIFT };
