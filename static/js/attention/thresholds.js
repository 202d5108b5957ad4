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
  /** Furrow, blendshape and shape together, 0..1. Measured: a neutral face that talks and smiles
   * moves it by .2, photographed furrows reach .2-1.0, warped ones more than .4. */
  brow: Object.freeze({ enter: 0.3, exit: 0.2 }),
  /** Head tilt (roll), degrees. Measured: noise .11, tilted heads 14-19. */
  tilt: Object.freeze({ enter: 10, exit: 7 }),
  /** Smile, blendshape and shape together. Measured: neutral below .2, smiles .4-2. */
  smile: Object.freeze({ enter: 0.3, exit: 0.2 }),
  /** Head turned aside, degrees of yaw. Measured: turned heads 20-60, faces to the screen below 7. */
  yaw: Object.freeze({ enter: 18, exit: 13.5 }),
  /** Head raised away from the screen, degrees of pitch. Measured: raised heads 9-41, most above
   * 15; faces to the screen below 14. */
  up: Object.freeze({ enter: 14, exit: 10.5 }),
  /** Head on its side, degrees of roll: nobody reads a screen so, and where the model has drawn a
   * face across a profile, it is one that has turned away. Measured: profiles 53-86, tilts to 25. */
  side: Object.freeze({ enter: 45, exit: 35 }),
  /** Head and eyes together aside, degrees at the calibrated distance: about what lies beyond the
   * edge of a laptop's screen. Measured: the model moves irises by half of what was drawn, and
   * eyes clearly aside read as 15-23. Of false alerts an hour, 12.5 gives .53, 14 .24, 15 .13. */
  gaze: Object.freeze({ enter: 15, exit: 12 }),
  /** Head lowered, degrees of pitch: reading and writing. Measured: lowered heads 33-40. */
  down: Object.freeze({ enter: 15, exit: 10 }),
});

/** The most that each reading of an expression may say, 0..1, where there are two. Measured: the
 * blendshape of the brow is dead in some people (a clear furrow moves it by .04) and restless in
 * others (half the size of picture moves it by .5), the shape drifts where the light is poor. With
 * these bounds angry from sad has an AUC of .88, with the shape alone .86, with the blendshape
 * alone .70. */
export const SAYS = Object.freeze({
  brow: Object.freeze({ blendshape: 0.15, shape: 0.5 }),
  smile: Object.freeze({ blendshape: 1, shape: 0.5 }),
});

/** Nearest and furthest distance that gaze is corrected for, as multiples of the calibrated one:
 * the width of an iris in pixels is coarse. Rule. */
export const GAZE = Object.freeze({ nearest: 0.75, furthest: 1.33 });

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
  /** The distance, in frame widths an iris: coarse, and nobody moves their chair quickly. */
  depth: Object.freeze({ minCutoff: 0.3, beta: 0 }),
});

/** Where a cue cannot be read at all. Measured on turned, small and covered faces. */
export const BLIND = Object.freeze({
  /** |yaw| in degrees beyond which brows cannot be compared. */
  browYaw: 25,
  /** |pitch| in degrees beyond which they cannot either. Measured: raised neutral heads read as
   * furrowed by .5-.75. */
  browPitch: 20,
  /** |yaw| in degrees beyond which half of the mouth is guessed. */
  smileYaw: 30,
  /** |pitch| in degrees beyond which it is foreshortened. Measured: lowered heads read as smiling by
   * .15 at 26 degrees, by .4 at 32. */
  smilePitch: 25,
  /** |yaw| in degrees beyond which roll is not a tilt of the head: turned heads read as rolled. */
  tiltYaw: 20,
  /** |pitch| in degrees beyond which it is not either: a raised head that turns reads as rolled. */
  tiltPitch: 25,
  /** |roll| in degrees beyond which the model has drawn a face on its side where there is none.
   * Measured: 60-90 on profiles that it took for faces, at most 20 on heads that tilt. */
  tiltRoll: 45,
  /** |yaw| in degrees beyond which the far iris is guessed by the model. */
  irisYaw: 25,
  /** |yaw| and |pitch| in degrees beyond which landmarks of brows, lips and lids tell little of their
   * shape: they slide along the edge of the face. Measured: of 39 neutral faces that were turned or
   * raised further, 8 read as smiling by their shape; of 76 with open eyes, 7 as covered. */
  shape: 18,
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
  /** Mean luma below which a face that is found all the same is a guess. Measured: .033 still shows
   * faces as they are; at .01 their brows and mouths are off by .1-.3. */
  black: 0.02,
  /** Standard deviation of luma, 0..1, below which a picture without a face is covered. Measured: a
   * card .007, a hand .030, rooms .098-.19; a bare wall, .014, cannot be told from a cover. */
  flat: 0.045,
  /** Mean change of the small picture, 0..1, below which it is the same picture. A camera's own
   * noise moves it more than ten times as much. */
  same: 0.0001,
  /** The same picture for this long is frozen, ms. Rule. */
  frozenAfter: 3000,
  /** Distance of the outer eye corners, px, below which nothing is read from the face. */
  eyeDistance: 24,
  /** `Face.eyeLight` below which the eyes are behind sunglasses. Measured: dark glasses drawn on
   * three people .17-.27; eyes of four, in all lights, sizes and directions, .74-2. */
  eyeLight: 0.45,
  /** Covered eyes: the model sees no lids (eyeSquint below) and eyes that look down
   * while wide open (lookDown minus blink above). Measured: 39 of 40 covered, 1 of 38 open. */
  squint: 0.22,
  lookDownWithoutBlink: 0.17,
  /** `Face.detail` below which a picture is too blurred for brows and irises. Measured: sharp faces
   * .67-.99; blurred by 4 px, where readings begin to stray, .44-.51; by 6 px, where they are
   * guesses, .32-.38. */
  detail: 0.4,
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
  /** Where faces may not be counted: a face that can be read for this long is there, and one that
   * cannot for this long is not, ms. */
  legible: Object.freeze({ on: 400, off: 1500 }),
  /** A second face for this long is an alert, ms. */
  multipleFaces: 1000,
  /** Gaze away from the screen. */
  away: Object.freeze({ window: 8000, held: 5000, clear: 900, cooldown: 0 }),
  /** Furrow, tilt, no smile and centred gaze, for 85% of three seconds. */
  confused: Object.freeze({ window: 3000, held: 2550, clear: 1500, cooldown: 10000 }),
});

/** How the neutral follows a face that settles differently in its chair. */
export const DRIFT = Object.freeze({
  /** Only after this long of facing the screen with nothing else to see, ms. Rule. */
  clean: 20_000,
  /** Time constant, ms: a quarter of an hour's change, not that of a frown. Rule. */
  time: 180_000,
  /** At most this share of the exit threshold of the cue that it moves: what has drifted can never
   * hide a cue. Rule. */
  most: 0.5,
});

/** A person's own neutral. */
export const CALIBRATION = Object.freeze({
  /** Collect good samples for at least this long, ms, and give up after this long, ms. Rule. */
  shortest: 3000,
  longest: 12000,
  /** At least this many good samples. Rule: a median of 20 stands 9 outliers. */
  samples: 20,
  /** |yaw| in degrees that still counts as facing the screen. Rule: turned heads read 20-31. */
  yaw: 15,
  /** |pitch| in degrees within which the camera may look up or down at a face at rest. A laptop's
   * looks up by 10-20, one above a large screen down by as much. Measured: of heads told to look up
   * three quarters read beyond 24; lowered ones, as in reading, 33-40. */
  pitch: 22,
  /** |tilt| in degrees that may be a slanted camera or a habit; more is hinted at, and taken in the
   * retry. Measured: upright heads at most 6, tilted ones 14-19. */
  tilt: 10,
  /** mouthSmile and browDown blendshapes above which a face may be making an expression; taken in
   * the retry, since some faces rest so. Measured: neutral at most .08 and .29, one real person at
   * rest .84; smiles .73-.95, furrows .31-.81. */
  smile: 0.5,
  brow: 0.45,
  /** eyeBlink blendshape above which eyes are closed, unless lids are seen to be apart by this share
   * of the eye's width. Measured: closed eyes .57-.59 and .06-.10; open ones of small and raised
   * faces up to .83, but .13 and more apart. */
  closed: 0.5,
  lids: 0.12,
  /** eyeBlink blendshape above the median of all samples from which a sample is a blink. */
  blink: 0.25,
  /** Median absolute deviation above which the person was not at rest: degrees, share. Measured:
   * within-person noise is .05-.22 degrees and below .056. */
  restlessDegrees: 3,
  restlessShare: 0.12,
  /** Mean luma, 0..1, by which the light may swing between the samples. Rule. */
  lightSwing: 0.08,
  /** Nobody, or somebody else as well, in view for this long, ms: whoever is seen next may be
   * another person, and all begins again. Rule: ghosts last 1-3 frames. */
  apart: 1000,
  /** Something stands in the way for this long before it is said, and is said for at least this
   * long, ms. Rules: longer than a blink; four words take a second to read. */
  hintAfter: 400,
  hintFor: 1200,
});
