/**
 * Every number that decides something in this room, once, with its unit and where it comes from.
 *
 * Sources, named in short below:
 * - "measured": landmark rows of ten people (CMU face images, T. Mitchell) and warped
 *   photographs through a fake webcam, with the pinned MediaPipe model; see docs/detection.md.
 * - "rule": a decision about the product, not a measurement.
 */

/** Enter and exit of each cue, measured from the person's own neutral. */
export const CUES = Object.freeze({
  /** Furrow, browDown blendshape 0..1. Measured: neutral spread within a person .056, weak
   * photographed furrows .15-.22, warped ones .31-.42. */
  brow: Object.freeze({ enter: 0.16, exit: 0.1 }),
  /** Furrow without a calibration: two between-person deviations (.150) above the population. */
  browUncalibrated: Object.freeze({ enter: 0.3, exit: 0.2 }),
  /** Head tilt (roll), degrees. Measured: noise .11, tilted heads 14-19. */
  tilt: Object.freeze({ enter: 10, exit: 7 }),
  /** Smile, mouthSmile blendshape 0..1. Measured: neutral below .08, smiles .73-.95. */
  smile: Object.freeze({ enter: 0.38, exit: 0.25 }),
  /** Head turned aside, degrees of yaw. Measured: turned heads 20-31, noise .18. */
  yaw: Object.freeze({ enter: 18, exit: 13.5 }),
  /** Head raised away from the screen, degrees of pitch. Measured: raised heads about 30. */
  up: Object.freeze({ enter: 20, exit: 15 }),
  /** Both irises aside, share of the eye's width. Measured: centred .50, aside .11-.16 off. */
  iris: Object.freeze({ enter: 0.09, exit: 0.0675 }),
  /** Head lowered, degrees of pitch: reading and writing. Measured: lowered heads 33-40. */
  down: Object.freeze({ enter: 15, exit: 10 }),
});

/** How long a raw cue must hold before it counts, and be gone before it stops, ms. Rule. */
export const CUE_DWELL = Object.freeze({
  brow: Object.freeze({ on: 600, off: 800 }),
  tilt: Object.freeze({ on: 500, off: 600 }),
  smile: Object.freeze({ on: 300, off: 1000 }),
  away: Object.freeze({ on: 400, off: 400 }),
  down: Object.freeze({ on: 1000, off: 500 }),
});

/** One-Euro filters: minimum cutoff in Hz, beta per unit of the signal. Tuned on the noise
 * measured without MediaPipe's own smoothing, which is off when two faces are looked for. */
export const FILTERS = Object.freeze({
  degrees: Object.freeze({ minCutoff: 1, beta: 0.02 }),
  share: Object.freeze({ minCutoff: 1, beta: 2 }),
});

/** Where a cue cannot be read at all. Measured on turned, small and covered faces. */
export const BLIND = Object.freeze({
  /** |yaw| in degrees beyond which brows cannot be compared. */
  browYaw: 25,
  /** |yaw| in degrees beyond which roll is not a tilt of the head: turned heads read as rolled. */
  tiltYaw: 20,
  /** |roll| in degrees beyond which the model has drawn a face on its side where there is none.
   * Measured: 60-90 on profiles that it took for faces, at most 20 on heads that tilt. */
  tiltRoll: 45,
  /** |yaw| in degrees beyond which the far iris is guessed by the model. */
  irisYaw: 25,
  /** Distance of the outer eye corners, px, below which brows and irises are guessed. */
  eyeDistance: 45,
  /** eyeBlink blendshape above the person's own neutral from which the lids cover the irises. */
  blink: 0.35,
  /** A blink hides the gaze for this long, ms; lids that stay down are looking down. */
  blinkHold: 400,
});

/** When a picture, or the face in it, cannot be read. */
export const UNREADABLE = Object.freeze({
  /** Mean luma, 0..1, below which a picture without a face is dark. Measured: .15 of normal
   * light still shows faces, so darkness matters only where no face was found. */
  dark: 0.12,
  /** Standard deviation of luma, 0..1, below which a picture without a face is covered. */
  flat: 0.03,
  /** Mean change of the small picture, 0..1, below which it is the same picture. A camera's own
   * noise moves it more than ten times as much. */
  same: 0.0001,
  /** The same picture for this long is frozen, ms. Rule. */
  frozenAfter: 3000,
  /** Distance of the outer eye corners, px, below which nothing is read from the face. */
  eyeDistance: 24,
  /** Covered eyes (sunglasses): the model sees no lids (eyeSquint below) and eyes that look down
   * while wide open (lookDown minus blink above). Measured: 39 of 40 covered, 1 of 38 open. */
  squint: 0.22,
  lookDownWithoutBlink: 0.17,
  /** The same picture for this long is no evidence of anything any more, ms. Rule. */
  doubtedAfter: 1000,
  /** Unreadable this long is said, ms; readable this long ends it, ms. Rule. */
  on: 1500,
  off: 500,
});

/** Time. */
export const TIME = Object.freeze({
  /** The most one frame may count for, ms. Rule. */
  frame: 250,
  /** A gap of this length forgets all evidence, ms. Rule. */
  gap: 1000,
  /** The share of a period that frames must have covered before anything is said of it. Rule. */
  coverage: 0.7,
});

/** How many faces: this many of the last samples must agree. Measured: ghosts last 1-3 frames. */
export const FACES = Object.freeze({ agree: 4, of: 6, most: 4 });

/** From cues to states. Rules. A window's rule: true for `held` ms within `window` ms begins it,
 * `clear` ms without ends it, and it does not begin again for `cooldown` ms. */
export const STATES = Object.freeze({
  /** No face for this long cannot be told from a face out of sight, ms; and then is an alert. */
  unseen: 1500,
  noFace: 3000,
  /** A second face for this long is an alert, ms. */
  multipleFaces: 1000,
  /** Gaze away from the screen. */
  away: Object.freeze({ window: 8000, held: 5000, clear: 900, cooldown: 0 }),
  /** Furrow, tilt, no smile and centred gaze, for 85% of three seconds. */
  confused: Object.freeze({ window: 3000, held: 2550, clear: 1500, cooldown: 10000 }),
});

/** A person's own neutral. */
export const CALIBRATION = Object.freeze({
  /** Collect for at least this long, ms, and give up after this long, ms. Rule. */
  shortest: 3000,
  longest: 12000,
  /** At least this many good samples. Rule: a median of 20 stands 9 outliers. */
  samples: 20,
  /** Keep at most this many (5 s at 30 fps). */
  mostSamples: 150,
  /** |yaw| in degrees that still counts as facing the screen. */
  yaw: 15,
  /** eyeBlink blendshape above the median of all samples from which a sample is a blink. */
  blink: 0.25,
  /** Median absolute deviation above which the person was not at rest: degrees, share. Measured:
   * within-person noise is .05-.22 degrees and below .056. */
  restlessDegrees: 4,
  restlessShare: 0.12,
});
