/**
 * Somebody else in the picture, from as small as a head at the back of a room.
 *
 * @typedef {import("../series.js").Series} Series
 * @typedef {import("../figure.js").Figure} Figure
 */
import { figure, unmeasured } from "../figure.js";
import { calibrations, watch } from "../recorded.js";
import { share } from "../statistics.js";

/** @type {import("../figure.js").Wanted} */
const SMALL = {
  name: "second face, 8-12% of the frame's width, found in 2 s",
  goal: 0.95,
  better: "higher",
};
/** @type {import("../figure.js").Wanted} */
const ANY = { name: "second face, 6-30%, found in 2 s", goal: null, better: "higher" };
/** @type {import("../figure.js").Wanted} */
const GHOSTS = {
  name: "second faces found where there is one person",
  goal: null,
  better: "lower",
};
const IN_TIME = 2000; // ms
const SECONDS = 6;

/**
 * @param {readonly Series[]} series
 * @returns {Figure[]}
 */
export function measure(series) {
  const calibrationOf = calibrations(series);
  const found = (/** @type {Series} */ one) => {
    const said = watch(one, calibrationOf(one), SECONDS);
    return said.find(({ cues }) => (cues.faces ?? 0) > 1)?.time ?? Infinity;
  };
  const pairs = series
    .filter(({ kind }) => kind === "second_face")
    .map(({ amount, ...one }) => ({ amount, time: found({ ...one, amount }) }));
  const alone = series.filter(({ labels, kind }) => labels.faces === 1 && kind !== "second_face");
  if (pairs.length === 0) {
    return [SMALL, ANY, GHOSTS].map((one) => unmeasured(one, "needs recorded series"));
  }
  const inTime = (/** @type {typeof pairs} */ some) =>
    share(some.filter(({ time }) => time <= IN_TIME).length, some.length);
  const data = "pairs of people's photographs, recorded";
  const ghosts = alone.filter((one) => Number.isFinite(found(one)));
  return [
    figure(SMALL, inTime(pairs.filter(({ amount }) => amount >= 0.08 && amount <= 0.12)), {
      data,
      note: "the stock detector found none of 15",
    }),
    figure(ANY, inTime(pairs), { data, note: byWidth(pairs) }),
    figure(GHOSTS, share(ghosts.length, alone.length), {
      data: "series of one person each",
      note: ghosts.map((one) => one.series).join(", "),
    }),
  ];
}

/** @param {{ amount: number, time: number }[]} pairs */
function byWidth(pairs) {
  const groups = [...Map.groupBy(pairs, ({ amount }) => amount)].sort(([a], [b]) => a - b);
  return groups
    .map(([amount, some]) => {
      const hits = some.filter(({ time }) => time <= IN_TIME).length;
      return `${amount}: ${hits}/${some.length}`;
    })
    .join(", ");
}
