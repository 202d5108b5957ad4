/** Witnesses to time in a cue: how long until it counts, and how calmly it follows. */

import { NEUTRAL, scenes } from "../people.js";
import { BARE, frown } from "./cues.js";
import { counts, toldAfter, toldAt, valueOf, witness } from "./witness.js";

/** @typedef {import("./witness.js").Witness} Witness */
/** @typedef {import("./witness.js").Room} Room */
/** @typedef {import("./witness.js").Look} Look */
/** @typedef {import("./witness.js").Meter["cue"]} Cue */

/**
 * A cue that counts so long after a look began.
 * @param {Cue} cue @param {Look} look @param {[no: number, yes: number]} grip
 * @param {import("./witness.js").Telling} [telling]
 */
const begins = (cue, look, grip, telling = {}) =>
  witness(grip, (room, ms) => counts(toldAfter(room, look, ms, telling), cue));

/**
 * A cue that has ended so long after a look did, which lay just beyond its threshold.
 * @param {Cue} cue @param {Look} look @param {[no: number, yes: number]} grip
 * @param {import("./witness.js").Telling} [telling]
 */
const ends = (cue, look, grip, telling = {}) =>
  witness(grip, (room, ms) => {
    const script = scenes([2, look], [100, NEUTRAL]);
    return !counts(toldAt(room, 2000 + ms, script, telling), cue);
  });

/** Look up a ramp: how far what is told lags behind at its end. @param {Room} room @param {"tilt" | "smile"} cue @param {(share: number) => Look} look @param {number} height */
function lag(room, cue, look, height) {
  const script = (/** @type {number} */ ms) => look(Math.min(1, ms / 1000));
  return height - valueOf(toldAt(room, 1000, script, { fps: 100 }), cue);
}

/** How much of a small step has come through. @param {Room} room @param {"tilt" | "smile"} cue @param {Look} look @param {number} ms */
const through = (room, cue, look, ms) => valueOf(toldAfter(room, look, ms, { fps: 100 }), cue);

/** By which multiple of its angle a turned head is told, so long after it went further away. @param {Room} room @param {number} ms */
function widened(room, ms) {
  const script = scenes([2, { yaw: 14 }], [100, { yaw: 14, distance: 1.2 }]);
  const told = valueOf(toldAt(room, 2000 + ms, script), "gaze");
  return Math.tan((told * Math.PI) / 180) / Math.tan((14 * Math.PI) / 180);
}

/** @type {Record<string, Witness>} */
export const CUE_TIME_WITNESSES = {
  "CUE_DWELL.brow.on": begins("brow", frown(0.9), [580, 660], BARE),
  "CUE_DWELL.brow.off": ends("brow", frown(0.35), [780, 860], BARE),
  "CUE_DWELL.tilt.on": begins("tilt", { roll: 40 }, [480, 560]),
  "CUE_DWELL.tilt.off": ends("tilt", { roll: 11 }, [580, 680]),
  "CUE_DWELL.smile.on": begins("smile", { smile: 0.9 }, [290, 350]),
  "CUE_DWELL.smile.off": ends("smile", { smile: 0.35 }, [980, 1060]),
  "CUE_DWELL.away.on": begins("gaze", { yaw: 40 }, [380, 460]),
  "CUE_DWELL.away.off": ends("gaze", { yaw: 19, iris: -0.1 }, [380, 460]),
  "CUE_DWELL.down.on": begins("down", { pitch: 40 }, [980, 1060]),
  "CUE_DWELL.down.off": ends("down", { pitch: 17 }, [480, 580]),
  "FILTERS.degrees.minCutoff": witness(
    [70, 80],
    (room, ms) => through(room, "tilt", { roll: 1 }, ms) > 0.5,
  ),
  "FILTERS.degrees.beta": witness(
    [1.88, 2.03],
    (room, most) => lag(room, "tilt", (share) => ({ roll: 80 * share - 40 }), 40) < most,
  ),
  "FILTERS.share.minCutoff": witness(
    [90, 100],
    (room, ms) => through(room, "smile", { smile: 0.002 }, ms) > 0.001,
  ),
  "FILTERS.share.beta": witness(
    [0.0199, 0.0214],
    (room, most) => lag(room, "smile", (share) => ({ smile: 0.9 * share }), 0.9) < most,
  ),
  "FILTERS.depth.minCutoff": witness([340, 400], (room, ms) => widened(room, ms) > 1.1),
  "FILTERS.depth.beta": witness([340, 400], (room, ms) => widened(room, ms) > 1.1),
  "one_euro.js SLOPE_CUTOFF": witness(
    [0.67, 0.63],
    (room, least) => through(room, "smile", { smile: 0.9 }, 10) > least,
  ),
};
