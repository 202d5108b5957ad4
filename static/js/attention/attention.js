/**
 * What one student's face says, frame by frame: the front door of this room.
 *
 *   const attention = createAttention({ calibration, analysis: "everything", exempt: [] });
 *   const { state, reason, since, grounds, cues, meters } = attention.observe(faceData);
 *   attention.lost(performance.now());   // frames have stopped, says `vision`
 *
 * Pure but for the memory in the closure; make a new one when the calibration, the class's policy
 * or the exemptions change. It never throws on face data of the right shape, whatever its numbers.
 *
 * @typedef {import("./face.js").FaceData} FaceData
 * @typedef {import("./state.js").Memory} Memory
 * @typedef {import("./calibration.js").Calibration} Calibration
 * @typedef {import("./wanted.js").Wanted} Wanted
 * @typedef {import("./meters.js").Meter} Meter
 * @typedef {import("./grounds.js").Ground} Ground
 *
 * @typedef {object} Person
 * @property {Calibration} calibration  from `calibration.js`
 * @property {"everything" | "attention"} analysis  the class's policy; "attention": no confusion
 * @property {readonly import("./wanted.js").Exemption[]} exempt  what the student asked to be left
 *   alone
 *
 * @typedef {object} Cues  what may travel: rounded, null where unknown or not analysed
 * @property {number | null} brow  furrow above the person's own neutral, 0..1, two decimals
 * @property {number | null} tilt  degrees against neutral, -90..90, whole
 * @property {number | null} smile  above neutral, 0..1, two decimals
 * @property {"centred" | "away" | "down" | null} gaze
 * @property {number | null} faces  0..4
 *
 * @typedef {import("./state.js").Verdict & { since: number, cues: Cues, meters: Meter[],
 *   grounds: Ground[] }} Observation
 *   `since`: ms on the caller's clock when this state and reason began;
 *   `meters`, `grounds`: for the student's own screen, never sent
 */
import { groundsOf } from "./grounds.js";
import { metersOf } from "./meters.js";
import { STARTING, advance, forget } from "./state.js";
import { wantedOf } from "./wanted.js";

/** @type {Cues} */
const NOTHING = Object.freeze({ brow: null, tilt: null, smile: null, gaze: null, faces: null });

/**
 * @param {Person} person
 * @returns {{ observe(data: FaceData): Observation, lost(time: number): Observation }}
 */
export function createAttention(person) {
  const { calibration } = person;
  const wanted = wantedOf(person);
  /** @type {Memory | null} */
  let memory = null;
  return {
    observe(data) {
      memory = advance(memory, data, { calibration, wanted });
      return observation(memory, wanted);
    },
    lost(time) {
      memory = memory && forget(memory, Math.max(time, memory.time));
      return observation(memory, wanted);
    },
  };
}

/** @param {Memory | null} memory @param {Wanted} wanted @returns {Observation} */
function observation(memory, wanted) {
  if (!memory) return { ...STARTING, since: 0, cues: NOTHING, meters: [], grounds: [] };
  const { verdict, since } = memory;
  const meters = metersOf(memory, wanted);
  const [cues, grounds] = [cuesOf(memory, wanted), groundsOf(memory, meters)];
  return { ...verdict, since, cues, meters, grounds };
}

/** @param {Memory} memory @param {Wanted} wanted @returns {Cues} */
function cuesOf({ latest, faces }, wanted) {
  if (!latest) return NOTHING;
  const { offsets, held } = latest;
  return {
    brow: wanted.expressions ? share(offsets.brow) : null,
    tilt: wanted.expressions ? wholeDegrees(offsets.tilt) : null,
    smile: wanted.expressions ? share(offsets.smile) : null,
    gaze: wanted.gaze ? gazeOf(held) : null,
    faces: wanted.faces ? faces.count : null,
  };
}

/** @param {import("./reading.js").Reading["held"]} held @returns {Cues["gaze"]} */
function gazeOf({ away, down }) {
  if (away) return "away";
  if (down) return "down";
  return away === null || down === null ? null : "centred";
}

/** @param {number | null} value @returns {number | null} */
function share(value) {
  return value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;
}

/** @param {number | null} value @returns {number | null} */
function wholeDegrees(value) {
  return value === null ? null : Math.round(Math.min(90, Math.max(-90, value))) + 0;
}
