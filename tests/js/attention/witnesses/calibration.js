/** Witnesses to the numbers of the relaxed face: what is taken for it, and when. */

import { NEUTRAL, scenes, seen } from "../people.js";
import { counts, toldOf, valueOf, witness } from "./witness.js";

/** @typedef {import("./witness.js").Witness} Witness */
/** @typedef {import("./witness.js").Room} Room */
/** @typedef {import("./witness.js").Look} Look */
/** @typedef {import("./witness.js").Script} Script */

/**
 * How far a calibration has come.
 * @param {Room} room @param {number} ms @param {Script} script
 * @param {{ fps?: number, retry?: boolean }} [how]
 */
function progressAt(room, ms, script, { fps = 25, retry = false } = {}) {
  const calibrating = room.createCalibration({ retry });
  let progress = calibrating.add(seen(0, script(0)));
  for (let i = 1; (i * 1000) / fps <= ms; i += 1) {
    progress = calibrating.add(seen((i * 1000) / fps, script((i * 1000) / fps)));
  }
  return progress;
}

/**
 * A look that is taken for relaxed up to a value.
 * @param {[no: number, yes: number]} grip @param {(value: number, ms: number) => Look} look
 * @param {boolean} [retry]
 */
const taken = (grip, look, retry = false) =>
  witness(grip, (room, value) => {
    const { status } = progressAt(room, 5000, (ms) => look(value, ms), { fps: 10, retry });
    return status === "calibrated";
  });

/** From -2 to 2 in three seconds, again and again: half of it lies between -1 and 1. @param {number} ms */
const swing = (ms) => ((ms / 750) % 4) - 2;

/** @type {Record<string, Witness>} */
const RELAXED = {
  "CALIBRATION.yaw": taken([15.5, 14.5], (yaw) => ({ yaw: yaw + 2 })),
  "CALIBRATION.pitch": taken([22.5, 21.5], (pitch) => ({ pitch: pitch - 4 })),
  "CALIBRATION.tilt": taken([10.5, 9.5], (roll) => ({ roll: roll - 1 })),
  "CALIBRATION.smile": taken([0.51, 0.49], (smile) => ({ smile: smile - 0.02 })),
  "CALIBRATION.brow": taken([0.46, 0.44], (brow) => ({ brow: brow - 0.05 })),
  "CALIBRATION.closed": taken([0.51, 0.49], (blink) => ({ blink: blink - 0.1, lids: 0.05 })),
  "CALIBRATION.lids": taken([0.115, 0.125], (lids) => ({ blink: 0.6, lids })),
  "CALIBRATION.restlessDegrees": taken(
    [3.3, 2.7],
    (most, ms) => ({ roll: most * swing(ms) }),
    true,
  ),
  "CALIBRATION.restlessShare": taken(
    [0.132, 0.108],
    (most, ms) => ({ brow: most * (2 + swing(ms)) }),
    true,
  ),
  "CALIBRATION.lightSwing": taken([0.083, 0.077], (most, ms) => ({
    picture: { brightness: ms % 200 === 0 ? 0.4 : 0.4 + most },
  })),
  "CALIBRATION.blink": witness([0.26, 0.24], (room, blink) => {
    const blinking = (/** @type {number} */ ms) => (ms % 1000 === 750 ? { blink } : NEUTRAL);
    return progressAt(room, 4750, blinking, { fps: 4 }).status === "calibrated";
  }),
};

/** Whether a hint is still said so long after it began, of which nothing is left. @param {Room} room @param {number} ms */
function isRead(room, ms) {
  const script = scenes([0.42, { yaw: 25 }], [100, NEUTRAL]);
  return progressAt(room, 400 + ms, script).hint === "turn_to_screen";
}

/** Whether a calibration begins again after nobody was there. @param {Room} room @param {number} ms */
function beginsAgain(room, ms) {
  const script = scenes([1.5, NEUTRAL], [ms / 1000, { faces: 0 }], [100, NEUTRAL]);
  return progressAt(room, 1500 + ms + 120, script).share < 0.3;
}

/** @type {Record<string, Witness>} */
const DURATION = {
  "CALIBRATION.shortest": witness(
    [2960, 3000],
    (room, ms) => progressAt(room, ms, () => NEUTRAL).status === "calibrated",
  ),
  "CALIBRATION.longest": witness(
    [11_900, 12_000],
    (room, ms) => progressAt(room, ms, () => ({ faces: 0 }), { fps: 10 }).status === "failed",
  ),
  "CALIBRATION.samples": witness(
    [19, 20],
    (room, samples) =>
      progressAt(room, 250 * (samples - 1), () => NEUTRAL, { fps: 4 }).status === "calibrated",
  ),
  "CALIBRATION.apart": witness([960, 1040], beginsAgain),
  "CALIBRATION.hintAfter": witness(
    [360, 400],
    (room, ms) => progressAt(room, ms, () => ({ faces: 0 })).hint === "no_face",
  ),
  "CALIBRATION.hintFor": witness([1240, 1160], isRead),
  "calibration.js 0.95": witness(
    [0.93, 0.97],
    (room, most) => progressAt(room, 2960, () => NEUTRAL).share <= most,
  ),
  "calibration.js half": witness([0.4, 0.6], (room, known) => {
    const dead = (/** @type {number} */ ms) => (ms % 1000 < 1000 * known ? {} : { brow: NaN });
    const { calibration } = progressAt(room, 3900, dead, { fps: 10 });
    return calibration?.spread.brow !== null;
  }),
};

/** What a face of which nothing is known is compared with: anybody's. @param {Room} room @param {Look} look @param {import("./witness.js").Meter["cue"]} cue */
const strangers = (room, look, cue) =>
  valueOf(toldOf(room, look, { calibration: room.UNCALIBRATED }), cue);

/** @type {Record<string, Witness>} */
const STRANGERS = {
  "UNCALIBRATED.neutral.brow": witness(
    [0.123, 0.117],
    (room, value) => strangers(room, { brow: 0.1 }, "brow") >= value,
  ),
  "UNCALIBRATED.neutral.smile": witness(
    [0.111, 0.109],
    (room, value) => strangers(room, { smile: 0.1 }, "smile") >= value,
  ),
  "UNCALIBRATED.neutral.roll": witness(
    [6.1, 5.9],
    (room, value) => strangers(room, { roll: 5 }, "tilt") >= value,
  ),
  "UNCALIBRATED.neutral.yaw": witness(
    [7.1, 6.9],
    (room, value) => strangers(room, { yaw: 9 }, "gaze") >= value,
  ),
  "UNCALIBRATED.neutral.pitch": witness(
    [6.2, 5.8],
    (room, value) => strangers(room, { pitch: 5 }, "down") >= value,
  ),
  "UNCALIBRATED.neutral.iris": witness(
    [7.4, 6.6],
    (room, value) => strangers(room, { yaw: 9 }, "gaze") >= value,
  ),
  "UNCALIBRATED.neutral.blink": witness([0.48, 0.52], (room, blink) =>
    counts(toldOf(room, { blink: blink - 0.1 }, { calibration: room.UNCALIBRATED }), "down"),
  ),
};

/** @type {Record<string, Witness>} */
export const CALIBRATION_WITNESSES = { ...RELAXED, ...DURATION, ...STRANGERS };
