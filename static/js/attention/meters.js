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
 * @property {number} ms  for which it has counted, or not counted
 */
import { CUES } from "./thresholds.js";

/**
 * @param {import("./state.js").Memory} memory
 * @param {import("./wanted.js").Wanted} wanted
 * @returns {Meter[]}  empty before the first frame; without what is not looked at
 */
export function metersOf(memory, wanted) {
  const { latest } = memory;
  if (!latest) return [];
  const at = (/** @type {"brow"|"tilt"|"smile"|"down"} */ cue, /** @type {Meter["unit"]} */ unit) =>
    meter(memory, cue, { value: latest.offsets[cue], threshold: CUES[cue].enter, unit });
  const expressions = () => [at("brow", "share"), at("tilt", "degrees"), at("smile", "share")];
  const direction = () => [meter(memory, "gaze", turning(latest.offsets)), at("down", "degrees")];
  return [
    ...(wanted.expressions ? expressions() : []),
    ...(wanted.gaze ? direction() : []),
    ...(wanted.faces ? [faceMeter(memory)] : []),
  ];
}

/**
 * @param {import("./state.js").Memory} memory
 * @param {Exclude<Meter["cue"], "faces">} cue
 * @param {Pick<Meter, "value" | "threshold" | "unit">} measured
 * @returns {Meter}
 */
function meter({ latest, reading }, cue, measured) {
  const { value, threshold } = measured;
  const name = cue === "gaze" ? "away" : cue;
  const size = value === null ? null : Math.max(0, cue === "tilt" ? Math.abs(value) : value);
  const share = size === null ? null : Math.min(2, size / threshold);
  return {
    cue,
    share,
    ...measured,
    counts: latest?.held[name] === true,
    ms: reading.dwells[name].ms,
  };
}

/** @param {import("./state.js").Memory} memory @returns {Meter} */
function faceMeter({ faces, time }) {
  const counts = faces.presence === "several" || faces.presence === "none";
  const share = Math.min(2, faces.count / 2);
  const ms = faces.presence === null ? 0 : time - faces.since;
  return { cue: "faces", share, value: faces.count, threshold: 2, unit: "faces", counts, ms };
}

/**
 * How far the gaze has turned: of head aside, head up, head on its side, and head and eyes
 * together, what is furthest beyond its threshold.
 * @param {import("./offsets.js").Offsets} offsets
 * @returns {Pick<Meter, "value" | "threshold" | "unit">}
 */
function turning({ yaw, up, side, gaze }) {
  /** @type {[number | null, number][]} */
  const ways = [
    [yaw, CUES.yaw.enter],
    [up === null ? null : Math.max(0, up), CUES.up.enter],
    [onSide(side), CUES.side.enter],
    [gaze, CUES.gaze.enter],
  ];
  const known = ways.flatMap(([value, threshold]) =>
    value === null ? [] : [{ value: Math.abs(value), threshold }],
  );
  const [furthest] = known.toSorted((a, b) => b.value / b.threshold - a.value / a.threshold);
  return { ...(furthest ?? { value: null, threshold: CUES.yaw.enter }), unit: "degrees" };
}

/** A tilt has a meter of its own: only a head that lies on its side has turned away. @param {number | null} side */
function onSide(side) {
  return side !== null && Math.abs(side) >= CUES.side.exit ? side : null;
}
