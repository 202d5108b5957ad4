/** Witnesses to the numbers of each cue: where it begins, where it ends, and where it is blind. */

import { CUES } from "../../../../static/js/attention/thresholds.js";
import { scenes } from "../people.js";
import { counts, ownNeutral, toldAfter, toldAt, toldOf, valueOf, witness } from "./witness.js";

/** @typedef {import("./witness.js").Witness} Witness */
/** @typedef {[no: number, yes: number]} Grip */
/** @typedef {import("./witness.js").Room} Room */
/** @typedef {import("./witness.js").Look} Look */
/** @typedef {import("./witness.js").Meter["cue"]} Cue */

/** Lid opening over radius of the eye; anatomy. */
const TURN = 29 / 12;
/** Eyes that stay on the screen while the head turns, so that the head alone counts. */
const AGAINST = Object.freeze({ iris: -0.1 });

/** How far irises are aside that have turned so far. @param {number} degrees */
const irisAt = (degrees) => Math.sin((degrees * Math.PI) / 180) / TURN;

/** What is read from landmarks alone. */
export const BARE = Object.freeze({ isBare: true });
/** Inner brows that have come down by so much of the blendshape's scale. @param {number} furrow */
export const frown = (furrow) => ({ browDrop: furrow / 20 });

/**
 * A cue that counts from a value on.
 * @param {Cue} cue @param {(value: number) => Look} look @param {Grip} grip
 * @param {import("./witness.js").Telling} [telling]
 * @returns {Witness}
 */
function enters(cue, look, grip, telling) {
  return witness(grip, (room, value) => counts(toldOf(room, look(value), telling), cue));
}

/**
 * A look that is told as at least a value.
 * @param {Cue} cue @param {Look} look @param {Grip} grip @returns {Witness}
 */
function reads(cue, look, grip) {
  return witness(grip, (room, value) => valueOf(toldOf(room, look), cue) >= value);
}

/**
 * How far to the side one looks whose gaze counts as soon as it is told as so many times as far.
 * @param {number} times @returns {number}  degrees
 */
function onTheEdge(times) {
  return (Math.atan(Math.tan((CUES.gaze.enter * Math.PI) / 180) / times) * 180) / Math.PI;
}

/**
 * A cue that counted, and goes on down to a value.
 * @param {Cue} cue @param {(value: number) => Look} look @param {Grip} grip
 * @param {number} before  the value at which it counted
 * @param {import("./witness.js").Telling} [telling]
 * @returns {Witness}
 */
function stays(cue, look, grip, before, telling) {
  return witness(grip, (room, value) => {
    const script = scenes([3, look(before)], [6, look(value)]);
    return counts(toldAt(room, 8500, script, { fps: 10, ...telling }), cue);
  });
}

/** @type {Record<string, Witness>} */
const CROSSINGS = {
  "CUES.brow.enter": enters("brow", frown, [0.29, 0.31], BARE),
  "CUES.brow.exit": stays("brow", frown, [0.19, 0.21], 0.4, BARE),
  "CUES.tilt.enter": enters("tilt", (roll) => ({ roll }), [9.8, 10.2]),
  "CUES.tilt.exit": stays("tilt", (roll) => ({ roll }), [6.8, 7.2], 16),
  "CUES.smile.enter": enters("smile", (smile) => ({ smile }), [0.29, 0.31]),
  "CUES.smile.exit": stays("smile", (smile) => ({ smile }), [0.19, 0.21], 0.4),
  "CUES.yaw.enter": enters("gaze", (yaw) => ({ yaw, ...AGAINST }), [17.7, 18.3]),
  "CUES.yaw.exit": stays("gaze", (yaw) => ({ yaw, ...AGAINST }), [13.2, 13.8], 20),
  "CUES.up.enter": enters("gaze", (up) => ({ pitch: -up }), [13.7, 14.3]),
  "CUES.up.exit": stays("gaze", (up) => ({ pitch: -up }), [10.2, 10.8], 20),
  "CUES.side.enter": enters("gaze", (roll) => ({ roll }), [44, 46]),
  "CUES.side.exit": stays("gaze", (roll) => ({ roll }), [34, 36], 60),
  "CUES.gaze.enter": enters("gaze", (yaw) => ({ yaw }), [14.8, 15.2]),
  "CUES.gaze.exit": stays("gaze", (yaw) => ({ yaw }), [11.8, 12.2], 17),
  "CUES.down.enter": enters("down", (pitch) => ({ pitch }), [14.7, 15.3]),
  "CUES.down.exit": stays("down", (pitch) => ({ pitch }), [9.7, 10.3], 20),
  "SAYS.brow.blendshape": reads("brow", { brow: 0.9 }, [0.155, 0.145]),
  "SAYS.brow.shape": reads("brow", frown(5), [0.51, 0.49]),
  "SAYS.smile.blendshape": reads("smile", { smile: 0.97 }, [0.98, 0.96]),
  "SAYS.smile.shape": reads("smile", { mouthWide: 0.7 }, [0.51, 0.49]),
  "GAZE.furthest": enters("gaze", (times) => ({ yaw: onTheEdge(times), distance: 4 }), [1.36, 1.3]),
  "GAZE.nearest": enters(
    "gaze",
    (times) => ({ yaw: 10, iris: irisAt(onTheEdge(times) - 10), distance: 0.3 }),
    [0.77, 0.73],
  ),
};

/**
 * A cue that is known up to a value.
 * @param {(value: number) => Look} look @param {Grip} grip
 * @param {"brow" | "smile" | "tilt"} cue
 * @param {import("./witness.js").Telling} [telling]
 * @returns {Witness}
 */
function known(cue, look, grip, telling) {
  return witness(grip, (room, value) => toldOf(room, look(value), telling).cues[cue] !== null);
}

/** Degrees as the camera sees them: the made-up face rests at 1 of roll, -2 of yaw, 4 of pitch. */
const turnedTo = (/** @type {number} */ yaw) => ({ yaw: yaw + 2 });
const loweredTo = (/** @type {number} */ pitch) => ({ pitch: pitch - 4 });

/** @type {Record<string, Witness>} */
const BLINDNESS = {
  "BLIND.browYaw": known("brow", turnedTo, [25.5, 24.5]),
  "BLIND.browPitch": known("brow", loweredTo, [20.5, 19.5]),
  "BLIND.smileYaw": known("smile", turnedTo, [30.5, 29.5]),
  "BLIND.smilePitch": known("smile", (pitch) => ({ pitch: pitch - 4 }), [25.5, 24.5]),
  "BLIND.tiltYaw": known("tilt", turnedTo, [20.5, 19.5]),
  "BLIND.tiltPitch": known("tilt", loweredTo, [25.5, 24.5]),
  "BLIND.tiltRoll": known("tilt", (roll) => ({ roll: roll - 1 }), [45.5, 44.5]),
  "BLIND.eyeDistance": known("brow", (eyes) => ({ eyes }), [44, 46]),
  // Where the irises are seen they add to what the head alone has turned.
  "BLIND.irisYaw": witness([25.5, 24.5], (room, yaw) => {
    return valueOf(toldOf(room, { yaw: 2 - yaw, ...AGAINST }), "gaze") > 30;
  }),
  "BLIND.shape": known("brow", turnedTo, [18.5, 17.5], BARE),
  "BLIND.blink": enters("down", (blink) => ({ blink }), [0.34, 0.36]),
  // Lids that stay down are longer than a blink, and then a head that is lowered for its second.
  "BLIND.blinkHold": witness([1360, 1400], (room, ms) => {
    return counts(toldAfter(room, { blink: 0.7 }, ms), "down");
  }),
};

/** How large a change of shape is told as. @param {Room} room @param {"brow" | "smile"} cue @param {Look} look */
const shapeOf = (room, cue, look) =>
  valueOf(toldOf(room, look, { calibration: ownNeutral(room) }), cue);

/** Eyes aside by so many times what counts, of a head that is not. @param {number} times */
const aside = (times) => ({ iris: irisAt(times * CUES.gaze.enter) });

/** @type {Record<string, Witness>} */
const GEOMETRY = {
  "cues/brow.js 10": witness(
    [0.0145, 0.0155],
    (room, drop) => shapeOf(room, "brow", { browDrop: drop }) >= 0.3,
  ),
  "cues/smile.js WEIGHTS.width": witness(
    [0.29, 0.31],
    (room, wide) => shapeOf(room, "smile", { mouthWide: wide }) >= 0.3,
  ),
  "cues/smile.js 5": witness(
    [0.058, 0.062],
    (room, rise) => shapeOf(room, "smile", { mouthRise: rise }) >= 0.3,
  ),
  "cues/smile.js 10": witness(
    [0.029, 0.031],
    (room, back) => shapeOf(room, "smile", { mouthBack: back }) >= 0.3,
  ),
  "cues/gaze.js 29": enters("gaze", aside, [0.98, 1.02]),
  "cues/gaze.js 12": enters("gaze", aside, [0.98, 1.02]),
  "cues/lids.js 0.3": witness([0.17, 0.16], (room, lids) =>
    counts(toldOf(room, { lids }, { isBare: true }), "down"),
  ),
};

/** @type {Record<string, Witness>} */
export const CUE_WITNESSES = { ...CROSSINGS, ...BLINDNESS, ...GEOMETRY };
