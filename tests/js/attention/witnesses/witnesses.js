/** All witnesses to numbers, by the name of the number. */

import { CALIBRATION_WITNESSES } from "./calibration.js";
import { CUE_TIME_WITNESSES } from "./cue_times.js";
import { CUE_WITNESSES } from "./cues.js";
import { STATE_WITNESSES } from "./states.js";
import { TELLING_WITNESSES } from "./telling.js";

/** @type {Readonly<Record<string, import("./witness.js").Witness>>} */
export const WITNESSES = Object.freeze({
  ...CUE_WITNESSES,
  ...CUE_TIME_WITNESSES,
  ...STATE_WITNESSES,
  ...CALIBRATION_WITNESSES,
  ...TELLING_WITNESSES,
});
