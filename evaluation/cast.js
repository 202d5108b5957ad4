/**
 * Those who act in scripted streams: real people's frames by what they show, and what can be put
 * together of them.
 *
 * An actor is a photograph's person with the series that were recorded of them, or a person of the
 * pictures, held still with a camera's noise. A furrow or a smile of an actor was seen in frames; so
 * were averted eyes. That several come together is put together here: brows and mouths of one frame
 * in another of the same picture, and a tilted head by turning the frame, as a camera would.
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
 *
 * @typedef {object} Doing  what an actor is to do; nothing is to be calm
 * @property {boolean} [furrow] @property {boolean} [smile] @property {boolean} [aside]
 * @property {boolean} [away] @property {boolean} [down]
 * @property {number} [tilt]  degrees
 */
import { between, pick, seeded } from "./chance.js";
import { trembling } from "./life.js";
import { FPS, calibrate } from "./product.js";
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
  furrow: { look: "furrow", from: 0.15 },
  smile: { look: "smile", from: 0.14 },
  iris: { look: "aside", from: 0.15 },
  yaw: { look: "away", from: 35 },
  down: { look: "down", from: 25 },
});

/** @param {import("./files.js").Data["series"]} series @returns {Actor[]} */
function recorded(series) {
  const bySubject = Map.groupBy(series, ({ subject }) => subject);
  return [...bySubject].flatMap(([name, own]) => {
    const takes = takesOf(own);
    const { neutral } = takes;
    if (!neutral) return [];
    const calibration = calibrate(neutral[0]);
    return [
      { name, source: "recorded", fps: own[0].fps, calibration, takes: { ...takes, neutral } },
    ];
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
    return [{ name, source: "pictures", fps: FPS, calibration: calibrate(neutral[0]), takes }];
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
  const base = take(baseOf(doing));
  const brows = doing.furrow ? take("furrow") : null;
  const mouth = doing.smile ? take("smile") : null;
  const { tilt = 0 } = doing;
  return (ms) => {
    let data = base(ms);
    if (brows) data = withRegion(data, "brow", brows(ms));
    if (mouth) data = withRegion(data, "mouth", mouth(ms));
    return tilt === 0 ? data : rolled(data, tilt);
  };
}

/** @param {Doing} doing @returns {Look} */
function baseOf({ away, down, aside }) {
  if (away) return "away";
  if (down) return "down";
  return aside ? "aside" : "neutral";
}
