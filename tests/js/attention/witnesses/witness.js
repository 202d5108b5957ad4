/**
 * A witness to one number: a scene that a little less of something leaves as it is, and a little
 * more of it changes. Its two values are written out, so that they hold the number in their grip.
 *
 * @typedef {import("../room.js").Room} Room
 * @typedef {import("../people.js").Look} Look
 * @typedef {import("../people.js").Script} Script
 * @typedef {ReturnType<Room["createAttention"]>} Attention
 * @typedef {ReturnType<Attention["observe"]>} Observation
 * @typedef {import("../../../../static/js/attention/meters.js").Meter} Meter
 *
 * @typedef {object} Witness
 * @property {number} no  where it says no
 * @property {number} yes  where it says yes: on the other side of the number
 * @property {(room: Room, value: number) => boolean} says
 *
 * @typedef {object} Telling
 * @property {number} [fps]
 * @property {readonly import("../../../../static/js/attention/wanted.js").Exemption[]} [exempt]
 * @property {import("../../../../static/js/attention/calibration.js").Calibration} [calibration]
 * @property {boolean} [isBare]  the faces come without blendshapes
 */
import { CALIBRATION, NEUTRAL, scenes, seen } from "../people.js";

/**
 * @param {[no: number, yes: number]} grip
 * @param {Witness["says"]} says
 * @returns {Witness}
 */
export function witness([no, yes], says) {
  return { no, yes, says };
}

/**
 * What is told at a time of a script.
 * @param {Room} room
 * @param {number} ms
 * @param {Script} script
 * @param {Telling} [telling]
 * @returns {Observation}
 */
export function toldAt(room, ms, script, telling = {}) {
  const { fps = 50, exempt = [], calibration = CALIBRATION, isBare = false } = telling;
  const attention = room.createAttention({ calibration, analysis: "everything", exempt });
  let told = attention.lost(0);
  for (let i = 0; (i * 1000) / fps <= ms; i += 1) {
    const data = seen((i * 1000) / fps, script((i * 1000) / fps));
    const bare = data.faces.map((face) => ({ ...face, blendshapes: {} }));
    told = attention.observe(isBare ? { ...data, faces: bare } : data);
  }
  return told;
}

/** What is told of a look that lasts. @param {Room} room @param {Look} look @param {Telling} [telling] */
export function toldOf(room, look, telling) {
  return toldAt(room, 4000, () => look, { fps: 10, ...telling });
}

/**
 * What is told some time after a neutral face has begun to look so.
 * @param {Room} room @param {Look} look @param {number} ms @param {Telling} [telling]
 */
export function toldAfter(room, look, ms, telling) {
  return toldAt(room, 2000 + ms, scenes([2, NEUTRAL], [1000, look]), telling);
}

/** @param {Observation} told @param {Meter["cue"]} cue */
export function counts({ meters }, cue) {
  return meters.some((meter) => meter.cue === cue && meter.counts);
}

/** @param {Observation} told @param {Meter["cue"]} cue @returns {number}  NaN: unknown */
export function valueOf({ meters }, cue) {
  return meters.find((meter) => meter.cue === cue)?.value ?? NaN;
}

/** The neutral that this room itself takes of a made-up face. @param {Room} room */
export function ownNeutral(room) {
  const calibrating = room.createCalibration();
  let progress = calibrating.add(seen(0));
  for (let ms = 100; progress.status === "collecting"; ms += 100) {
    progress = calibrating.add(seen(ms));
  }
  return progress.calibration ?? room.UNCALIBRATED;
}
