/**
 * The words and icons of states and reasons, the same on the student's and the teacher's screen.
 *
 * They say what was observed, not what someone feels. Never: cheating, distracted, suspicious,
 * bored, score, rank; no pronouns.
 */

/** @type {Record<string, string>} */
const WORDS = {
  help: "Asks for help",
  alert: "Check in",
  confused: "Looks confused",
  focused: "Focused",
  unclear: "Cannot tell",
  paused: "Paused",
  camera_off: "Camera off",
  no_camera: "Here, no camera",
  hidden: "Other window",
  arriving: "Getting ready",
  stale: "No news",
  gone: "Connection lost",
  not_joined: "Not joined yet",
};

/** @type {Record<string, Record<string, string>>} */
const REASON_WORDS = {
  help: { asked: "Pressed “I’m lost”" },
  alert: {
    no_face: "No face in view",
    multiple_faces: "Second face in view",
    gaze_away: "Facing away from the screen",
  },
  confused: {
    brow_and_tilt: "Brow furrowed, head tilted",
    answered_lost: "Answered “I’m lost” when asked",
  },
  focused: {
    facing_screen: "Facing the screen",
    head_down: "Head down, as in writing",
    uncalibrated: "Uncalibrated",
  },
  unclear: {
    too_dark: "Too dark to tell",
    too_far: "Too far away",
    frozen: "Picture frozen",
    covered: "Camera covered",
    cannot_see: "Face not clear enough",
    blurred: "Picture blurred",
    not_looked_at: "Not looked at",
    starting: "Just starting",
    unavailable: "Not available on this device",
  },
  paused: { by_student: "By the student" },
  camera_off: { by_student: "By the student", unavailable: "Camera not available" },
  no_camera: { by_student: "Can still ask" },
  hidden: { other_window: "Lesson behind it" },
  arriving: { getting_ready: "Checking the camera", waiting: "Waiting for the lesson" },
  gone: { left: "Left the page", lost: "The link broke" },
  not_joined: { seat: "Seat is ready" },
};

/**
 * @param {string} state  a tile's state, or help, stale, not_joined
 * @param {{ exam?: boolean }} [lesson]  in an exam an alert has its own name
 * @returns {string}
 */
export function wordFor(state, { exam = false } = {}) {
  return state === "alert" && exam ? "Proctor alert" : WORDS[state];
}

/**
 * @param {string} state
 * @param {string} reason
 * @returns {string}  "" where the word says it all
 */
export function reasonFor(state, reason) {
  return REASON_WORDS[state]?.[reason] ?? "";
}

/**
 * The symbol in `icons.svg`.
 * @param {string} state
 * @returns {string}
 */
export function iconFor(state) {
  return state;
}
