/**
 * Smile, tilt, furrow and away on pictures of people.
 *
 * @typedef {import("../people.js").Judged} Judged
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../figure.js").Wanted} Wanted
 */
import { curve, unmeasured } from "../figure.js";
import { areaOfPictures, f1OfPictures, shareOfPictures } from "../over_people.js";

const lower = (/** @type {string} */ name, /** @type {number | null} */ goal = null) =>
  /** @type {Wanted} */ ({ name, goal, better: "lower" });
const higher = (/** @type {string} */ name, /** @type {number | null} */ goal = null) =>
  /** @type {Wanted} */ ({ name, goal, better: "higher" });

const SMILES = lower("neutral faces read as smiling", 0.02);
const SMILES_STRAIGHT = lower("neutral faces read as smiling, facing the camera");
const SMILE_AREA = higher("smile: AUC, happy against neutral, facing the camera", 0.99);
const SMILE_AREA_ANY = higher("smile: AUC, happy against neutral, any pose");
const SMILE_RECALL = higher("happy faces read as smiling, facing the camera");
const TILTS = lower("plain turns to the side read as tilted", 0.05);
const TILTS_UP = lower("raised heads read as tilted");
const FURROWS = lower("neutral brows read as furrowed, any pose and glasses", 0.02);
const FURROWS_STRAIGHT = lower("neutral brows read as furrowed, facing the camera");
const FURROW_AREA = higher("furrow: AUC, angry against sad, facing the camera", 0.82);
const FURROW_AREA_ANY = higher("furrow: AUC, angry against sad, any pose");
const FURROW_RECALL = higher("angry brows read as furrowed, facing the camera");
const AWAY_F1 = higher("away: F1, turned or raised heads, eyes open", 0.975);
const AWAY_FALSE = lower("away: heads facing the camera read as away", 0.01);
const AWAY_RECALL = higher("away: recall, turned or raised heads, eyes open");
const AWAY_GLASSES = higher("away: F1 behind sunglasses");
const AWAY_READ = higher("turned or raised heads that can be read, eyes open");

const WANTED = [SMILES, SMILES_STRAIGHT, SMILE_AREA, SMILE_AREA_ANY, SMILE_RECALL].concat(
  [TILTS, TILTS_UP, FURROWS, FURROWS_STRAIGHT, FURROW_AREA, FURROW_AREA_ANY, FURROW_RECALL],
  [AWAY_F1, AWAY_FALSE, AWAY_RECALL, AWAY_GLASSES, AWAY_READ],
);

/**
 * @param {readonly Judged[]} judged
 * @returns {Figure[]}
 */
export function measure(judged) {
  if (judged.length === 0) return WANTED.map((one) => unmeasured(one, "needs pictures: DATA="));
  const found = judged.filter(({ data }) => data.faces.length > 0);
  return [...smiles(found), ...tilts(found), ...furrows(found), ...aways(found)];
}

/** @param {Judged} one */
const isStraight = ({ pose }) => pose === "straight";
/** @param {Judged} one */
const hasOpenEyes = ({ eyes }) => eyes === "open";
/** @param {string} expression */
const shows = (expression) => (/** @type {Judged} */ one) => one.expression === expression;

/** @param {Judged[]} found */
function smiles(found) {
  const decides = {
    ours: (/** @type {Judged} */ { cues }) => cues.smile.counts,
    seed: (/** @type {Judged} */ { seed }) => seed?.smile === true,
  };
  const parting = {
    isPositive: shows("happy"),
    value: (/** @type {Judged} */ { cues }) => cues.smile.value,
    seed: (/** @type {Judged} */ { seedSizes }) => seedSizes?.mouth ?? null,
    of: "smile above neutral, 0..1",
  };
  const neutral = found.filter(shows("neutral"));
  const expressive = found.filter(({ expression, eyes }) =>
    expression === "happy" || expression === "neutral" ? eyes === "open" : false,
  );
  return [
    shareOfPictures(SMILES, neutral, decides),
    shareOfPictures(SMILES_STRAIGHT, neutral.filter(isStraight), decides),
    areaOfPictures(SMILE_AREA, expressive.filter(isStraight), parting),
    areaOfPictures(SMILE_AREA_ANY, expressive, parting),
    shareOfPictures(SMILE_RECALL, expressive.filter(isStraight).filter(shows("happy")), decides),
  ];
}

/** @param {Judged[]} found */
function tilts(found) {
  const decides = {
    ours: (/** @type {Judged} */ { cues }) => cues.tilt.counts,
    seed: (/** @type {Judged} */ { seed }) => seed?.tilt === true,
  };
  const turned = found.filter(({ pose }) => pose === "left" || pose === "right");
  const read = turned.filter(({ cues }) => cues.tilt.value !== null).length;
  return [
    shareOfPictures(TILTS, turned, decides, { note: `the tilt of ${read} can be read` }),
    shareOfPictures(
      TILTS_UP,
      found.filter(({ pose }) => pose === "up"),
      decides,
    ),
  ];
}

/** @param {Judged[]} found */
function furrows(found) {
  const decides = {
    ours: (/** @type {Judged} */ { cues }) => cues.brow.counts,
    seed: (/** @type {Judged} */ { seed }) => seed?.furrow === true,
  };
  const parting = {
    isPositive: shows("angry"),
    value: (/** @type {Judged} */ { cues }) => cues.brow.value,
    seed: (/** @type {Judged} */ { seedSizes }) => (seedSizes?.brows ? -seedSizes.brows : null),
    of: "furrow above neutral, 0..1",
  };
  const neutral = found.filter(shows("neutral"));
  const read = neutral.filter(({ cues }) => cues.brow.value !== null).length;
  const upset = found.filter(
    (one) => hasOpenEyes(one) && (shows("angry")(one) || shows("sad")(one)),
  );
  return [
    shareOfPictures(FURROWS, neutral, decides, { note: `the brows of ${read} can be read` }),
    shareOfPictures(FURROWS_STRAIGHT, neutral.filter(isStraight), decides),
    areaOfPictures(FURROW_AREA, upset.filter(isStraight), parting),
    areaOfPictures(FURROW_AREA_ANY, upset, parting),
    shareOfPictures(FURROW_RECALL, upset.filter(isStraight).filter(shows("angry")), decides),
  ];
}

/** @param {Judged[]} found */
function aways(found) {
  const decides = {
    ours: (/** @type {Judged} */ { cues }) => cues.gaze.counts,
    seed: (/** @type {Judged} */ { seed }) => seed?.aside === true,
  };
  const isTurned = (/** @type {Judged} */ one) => !isStraight(one);
  const open = found.filter(hasOpenEyes);
  const turned = open.filter(isTurned);
  const read = {
    ours: (/** @type {Judged} */ { cues }) => cues.gaze.value !== null,
    seed: (/** @type {Judged} */ { seed }) => seed !== null,
  };
  const note = "a face that cannot be read counts as missed";
  return [
    f1OfPictures(AWAY_F1, open, isTurned, decides, { note, curve: awayCurve }),
    shareOfPictures(AWAY_FALSE, found.filter(isStraight), decides),
    shareOfPictures(AWAY_RECALL, turned, decides),
    f1OfPictures(
      AWAY_GLASSES,
      found.filter((one) => !hasOpenEyes(one)),
      isTurned,
      decides,
      { note },
    ),
    shareOfPictures(AWAY_READ, turned, read),
  ];
}

/** @param {Judged[]} cases */
function awayCurve(cases) {
  const size = (/** @type {Judged[]} */ some) =>
    some.flatMap(({ cues }) => (cues.gaze.value === null ? [] : [cues.gaze.value]));
  return curve(
    "turn of head or eyes, as a share of what counts",
    size(cases.filter((one) => !isStraight(one))),
    size(cases.filter(isStraight)),
  );
}
