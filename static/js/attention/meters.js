/**
 * Each cue as the student sees it: from the relaxed face (0) to where it counts (1).
 *
 * @typedef {object} Meter
 * @property {"brow" | "tilt" | "smile" | "gaze" | "down" | "faces"} cue
 * @property {number | null} share  0 at rest, 1 where it counts, at most 2; null is unknown
 * @property {number | null} value  in `unit`
 * @property {number} threshold  in `unit`
 * @property {"share" | "degrees" | "faces"} unit  share: 0..1
 * @property {boolean} counts  it does now
 */
import { bandOf } from "./reading.js";

/**
 * @param {import("./state.js").Memory} memory
 * @param {import("./state.js").Person} person
 * @returns {Meter[]}  empty before the first frame; without expressions where they are not analysed
 */
export function metersOf({ latest, faces }, { calibration, analysis }) {
  if (!latest) return [];
  const { offsets, held } = latest;
  const at = (/** @type {"brow"|"tilt"|"smile"|"down"} */ cue, /** @type {Meter["unit"]} */ unit) =>
    meter(cue, offsets[cue], bandOf(cue, calibration).enter, unit, held[cue]);
  const expressions =
    analysis === "everything"
      ? [at("brow", "share"), at("tilt", "degrees"), at("smile", "share")]
      : [];
  const gaze = meter("gaze", turning(offsets, calibration), 1, "share", held.away);
  const count = meter("faces", faces.count, 2, "faces", faces.presence === "several");
  return [...expressions, gaze, at("down", "degrees"), count];
}

/**
 * @param {Meter["cue"]} cue @param {number | null} value @param {number} threshold
 * @param {Meter["unit"]} unit @param {boolean | null} counts
 * @returns {Meter}
 */
function meter(cue, value, threshold, unit, counts) {
  const size = value === null ? null : cue === "tilt" ? Math.abs(value) : Math.max(0, value);
  const share = size === null ? null : Math.min(2, size / threshold);
  return { cue, share, value, threshold, unit, counts: counts === true };
}

/**
 * How far the gaze has turned, as a share of what counts: the furthest of head and eyes.
 * @param {import("./reading.js").Offsets} offsets
 * @param {import("./calibration.js").Calibration} calibration
 * @returns {number | null}
 */
function turning({ yaw, up, iris }, calibration) {
  if (yaw === null || up === null) return null;
  const enter = (/** @type {"yaw" | "up" | "iris"} */ name) => bandOf(name, calibration).enter;
  const eyes = iris === null ? 0 : Math.abs(iris) / enter("iris");
  return Math.max(Math.abs(yaw) / enter("yaw"), up / enter("up"), eyes, 0);
}
