/**
 * What may be told of what was seen, where a look of confusion asks the student first. Pure.
 *
 * @typedef {import("../attention/attention.js").Observation} Observation
 * @typedef {import("../wire/protocol.js").Policy} Policy
 * @typedef {import("../wire/protocol.js").Reason} Reason
 */
import { cuesTold } from "../wire/protocol.js";

/** What is told in place of a look of confusion: where the student looks, and nothing else. */
const INSTEAD = Object.freeze({ centred: "facing_screen", down: "head_down" });

/**
 * The same where nothing is asked first. Otherwise without brow, tilt and smile, and without the
 * look of confusion: it is told once the student says so, and by the student's own words.
 * @template {Observation} Seen
 * @param {Policy} policy
 * @param {Seen} seen
 * @returns {Seen}
 */
export function tellable(policy, seen) {
  if (!policy.asks_first || policy.analysis !== "everything") return seen;
  const own = seen.reason === "brow_and_tilt" ? insteadOf(seen.cues.gaze) : {};
  const told = cuesTold(policy);
  const cues = Object.fromEntries(
    Object.entries(seen.cues).map(([cue, value]) => [cue, told.includes(cue) ? value : null]),
  );
  return /** @type {Seen} */ ({ ...seen, ...own, cues });
}

/** @param {Observation["cues"]["gaze"]} gaze */
function insteadOf(gaze) {
  if (gaze === "centred" || gaze === "down") return { state: "focused", reason: INSTEAD[gaze] };
  return { state: "unclear", reason: "cannot_see" };
}
