/**
 * Those who act in scripted streams: real people's frames by what they show, and what can be put
 * together of them.
 *
 * An actor is a photograph's person with the series that were recorded of them, or a person of the
 * pictures, held still with a camera's noise. Where a combination of looks was recorded, it is taken
 * as it is; else it is put together here: the brows and the mouth of one frame in another of the same
 * picture. Heads are tilted by turning the frame, which is what a camera would see.
 *
 * @typedef {import("../static/js/attention/face.js").FaceData} FaceData
 * @typedef {import("../static/js/attention/calibration.js").Calibration} Calibration
 * @typedef {import("./streams.js").Script} Script
 * @typedef {"neutral" | "furrow" | "smile" | "aside" | "away" | "down"} Look
 *
 * @typedef {object} Actor
 * @property {string} name
 * @property {"recorded" | "pictures"} source
 * @property {number} fps  of the takes
 * @property {Calibration} calibration  on their neutral takes
 * @property {Partial<Record<Look, FaceData[][]>> & { neutral: FaceData[][] }} takes
 * @property {ReadonlyMap<number, FaceData[]>} combined  by furrow + 2 tilt + 4 smile + 8 away
 *
 * @typedef {object} Doing  what an actor is to do; nothing is to be calm
 * @property {boolean} [furrow] @property {boolean} [smile] @property {boolean} [aside]
 * @property {boolean} [away] @property {boolean} [down]
 * @property {number} [tilt]  degrees
 */
import { between, pick, seeded } from "./chance.js";
import { trembling } from "./life.js";
import { FPS, calibrate } from "./product.js";
import { DRAWN, isEasy } from "./recorded.js";
import { loop } from "./streams.js";
import { rolled, withRegion } from "./transforms.js";

const STILLS = 40; // frames of a picture that is held

/**
 * @param {import("./files.js").Data} data
 * @returns {Actor[]}
 */
export function castOf({ series, pictures }) {
  return [...recorded(series), ...pictured(pictures)];
}

/** Which kinds of series show a look, and from which amount on, to either side, plainly. */
const PLAIN = /** @type {const} */ ({
  neutral: { look: "neutral", from: 0 },
  furrow: { look: "furrow", from: DRAWN.furrow.plain },
  smile: { look: "smile", from: DRAWN.smile.plain },
  iris: { look: "aside", from: DRAWN.gaze.plain },
  yaw: { look: "away", from: DRAWN.yaw.plain },
  down: { look: "down", from: DRAWN.pitch.plain },
});

/** @param {import("./files.js").Data["series"]} series @returns {Actor[]} */
function recorded(series) {
  const bySubject = Map.groupBy(series, ({ subject }) => subject);
  return [...bySubject].flatMap(([name, own]) => {
    const takes = takesOf(own);
    const { neutral } = takes;
    if (!neutral) return [];
    const easy = own.filter((one) => one.kind === "combined" && isEasy(one));
    return {
      name,
      source: /** @type {const} */ ("recorded"),
      fps: own[0].fps,
      calibration: calibrate(neutral[0]),
      takes: { ...takes, neutral },
      combined: new Map(easy.map(({ amount, frames }) => [amount, frames])),
    };
  });
}

/** @param {import("./series.js").Series[]} own @returns {Partial<Record<Look, FaceData[][]>>} */
function takesOf(own) {
  /** @type {Partial<Record<Look, FaceData[][]>>} */
  const takes = {};
  for (const { kind, amount, frames } of own) {
    const plain = kind in PLAIN ? PLAIN[/** @type {keyof typeof PLAIN} */ (kind)] : null;
    if (plain && Math.abs(amount) >= plain.from) (takes[plain.look] ??= []).push(frames);
  }
  return takes;
}

/** @param {import("./files.js").Data["pictures"]} pictures @returns {Actor[]} */
function pictured(pictures) {
  const seen = pictures.filter(({ data, eyes }) => data.faces.length === 1 && eyes === "open");
  return [...Map.groupBy(seen, ({ person }) => person)].flatMap(([name, own], i) => {
    const random = seeded(i);
    const held = (/** @type {string} */ pose, /** @type {string} */ expression) =>
      own
        .filter((one) => one.pose === pose && one.expression === expression)
        .map(({ data }) => trembling(data, STILLS, random));
    const neutral = held("straight", "neutral");
    if (neutral.length === 0) return [];
    const takes = { neutral, smile: held("straight", "happy"), away: held("left", "neutral") };
    return {
      name,
      source: /** @type {const} */ ("pictures"),
      fps: FPS,
      calibration: calibrate(neutral[0]),
      takes,
      combined: new Map(),
    };
  });
}

/**
 * Whether an actor has what a script wants of them, and could be calibrated.
 * @param {Actor} actor
 * @param {readonly Look[]} looks
 */
export function can({ takes, calibration }, looks) {
  return calibration.calibrated && looks.every((look) => (takes[look] ?? []).length > 0);
}

/**
 * An actor at it, in frames of theirs that chance picks.
 * @param {Actor} actor
 * @param {Doing} doing  of what the actor can do
 * @param {() => number} random
 * @returns {Script}
 */
export function perform(actor, doing, random) {
  const take = (/** @type {Look} */ look) =>
    loop(
      pick(random, actor.takes[look] ?? actor.takes.neutral),
      actor.fps,
      between(random, 0, 2000),
    );
  const { tilt = 0 } = doing;
  const whole = actor.combined.get(numberOf(doing));
  if (whole) return tilted(loop(whole, actor.fps, between(random, 0, 2000)), tilt);
  const base = take(baseOf(doing));
  const brows = doing.furrow ? take("furrow") : null;
  const mouth = doing.smile ? take("smile") : null;
  return tilted((ms) => {
    const browed = brows ? withRegion(base(ms), "brow", brows(ms)) : base(ms);
    return mouth ? withRegion(browed, "mouth", mouth(ms)) : browed;
  }, tilt);
}

/** @param {Script} script @param {number} degrees @returns {Script} */
function tilted(script, degrees) {
  return degrees === 0 ? script : (ms) => rolled(script(ms), degrees);
}

/**
 * The number of a combination as series are labelled, without a tilt; that of none where more than
 * one look was never recorded.
 * @param {Doing} doing
 */
function numberOf({ furrow, smile, away, aside, down }) {
  const several = [furrow, smile, away].filter(Boolean).length > 1;
  if (!several || aside || down) return -1;
  return (furrow ? 1 : 0) + (smile ? 4 : 0) + (away ? 8 : 0);
}

/** @param {Doing} doing @returns {Look} */
function baseOf({ away, down, aside }) {
  if (away) return "away";
  if (down) return "down";
  return aside ? "aside" : "neutral";
}
