/**
 * A head tilted to a shoulder: the roll of the facial transformation matrix. Measured noise .05-.11
 * degrees. Blind where it would be something else: a head that has turned reads as rolled, and the
 * model draws faces on their sides where there are none.
 *
 * @typedef {import("../face.js").Pose} Pose
 */
import { BLIND } from "../thresholds.js";

/** @param {Pose} pose @returns {number | null}  degrees, -45..45 */
export function tilt({ roll, yaw, pitch }) {
  const readable =
    Math.abs(yaw) <= BLIND.tiltYaw &&
    Math.abs(pitch) <= BLIND.tiltPitch &&
    Math.abs(roll) <= BLIND.tiltRoll;
  return readable ? roll : null;
}
