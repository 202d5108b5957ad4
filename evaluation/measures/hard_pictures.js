/**
 * The same faces in pictures that are harder to read: tilted, small, in little or much light, and
 * mirrored. F1 over all cues may hardly fall.
 *
 * @typedef {import("../series.js").Series} Series
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../figure.js").Wanted} Wanted
 */
import { seeded } from "../chance.js";
import { figure, unmeasured } from "../figure.js";
import { calibrations, isEasy, tallyOf, verdicts } from "../recorded.js";
import { agreement, bootstrap, share } from "../statistics.js";

/** @type {Wanted} */
const PLAIN = { name: "F1 over all cues in plain pictures", goal: null, better: "higher" };
const SIZES = /** @type {Wanted} */ ({
  name: "other sizes and shapes of picture: cues told right",
  goal: null,
  better: "higher",
});
const MIRRORED = /** @type {Wanted} */ ({
  name: "mirrored pictures: cues told right",
  goal: null,
  better: "higher",
});
/** @type {{ name: string, holds: (labels: Series["labels"]) => boolean }[]} */
const HARD = [
  { name: "roll +-30 degrees", holds: ({ roll }) => Math.abs(Number(roll)) >= 30 },
  { name: "half scale", holds: ({ scale }) => scale === 0.5 },
  { name: "light x.15", holds: ({ light }) => light === 0.15 },
  { name: "light x1.8", holds: ({ light }) => light === 1.8 },
];

/** @param {string} name @returns {Wanted} */
const fall = (name) => ({ name: `F1 falls by points, ${name}`, goal: 3, better: "lower" });

/**
 * @param {readonly Series[]} series
 * @returns {Figure[]}
 */
export function measure(series) {
  const told = judged(series);
  const plain = told.filter(({ one }) => isPlain(one));
  if (plain.length === 0) return [PLAIN, ...HARD.map(({ name }) => fall(name))].map(needsSeries);
  const data = `${new Set(plain.map(({ one }) => one.subject)).size} people's photographs, recorded`;
  return [
    figure(PLAIN, bootstrap(groups(plain), f1, seeded(1)), { data }),
    ...HARD.map(({ name, holds }) =>
      falls(
        fall(name),
        plain,
        told.filter(({ one }) => holds(one.labels)),
        data,
      ),
    ),
    right(
      MIRRORED,
      told.filter(({ one }) => one.kind === "mirrored"),
      data,
    ),
    right(
      SIZES,
      told.filter(({ one }) => one.kind === "size"),
      data,
    ),
  ];
}

/** @typedef {{ one: Series, all: import("../recorded.js").Verdict[] }} Judged */

/** @param {readonly Series[]} series @returns {Judged[]} */
function judged(series) {
  const calibrationOf = calibrations(series);
  const people = series.filter(({ labels }) => labels.faces === 1 && labels.readable);
  return people
    .filter(({ labels }) => !labels.sunglasses && !labels.blur)
    .map((one) => ({ one, all: verdicts(one, calibrationOf(one)) }));
}

/** @param {Series} one */
function isPlain(one) {
  return isEasy(one) && one.kind !== "mirrored" && one.kind !== "size";
}

/** @param {Wanted} wanted */
function needsSeries(wanted) {
  return unmeasured(wanted, "needs recorded series");
}

/** @param {Judged[]} told */
function groups(told) {
  return [...Map.groupBy(told, ({ one }) => one.subject).values()];
}

/** @param {Judged[]} told */
function f1(told) {
  return agreement(tallyOf(told.flatMap(({ all }) => all))).f1;
}

/**
 * By how many points F1 is lower than on plain pictures of the same people doing the same.
 * @param {Wanted} wanted @param {Judged[]} plain @param {Judged[]} all @param {string} data
 * @returns {Figure}
 */
function falls(wanted, plain, all, data) {
  const upright = plain.filter(({ one }) => one.labels.roll === 0);
  const twins = new Map(upright.map((one) => [doing(one), one]));
  const hard = all.filter((one) => twins.has(doing(one)));
  if (hard.length === 0) return needsSeries(wanted);
  const same = new Set(hard.flatMap((one) => twins.get(doing(one)) ?? []));
  const mixed = groups([...same, ...hard]);
  const isHard = new Set(hard);
  const fallen = (/** @type {Judged[]} */ some) =>
    100 * (f1(some.filter((one) => !isHard.has(one))) - f1(some.filter((one) => isHard.has(one))));
  const wrong = hard.flatMap(({ one, all: said }) =>
    said
      .filter(({ should, counts }) => should !== counts)
      .map(({ cue, should }) => `${one.series} ${should ? "without" : "with"} ${cue}`),
  );
  return figure(wanted, bootstrap(mixed, fallen, seeded(2)), {
    data,
    n: `${hard.length} series beside ${same.size}`,
    note: wrong.join(", "),
  });
}

/** Who does what in a series, however its picture is. @param {Judged} judged */
function doing({ one: { subject, labels } }) {
  const { furrow, smile, gaze, yaw, pitch } = labels;
  return JSON.stringify([subject, furrow, smile, gaze, yaw, pitch]);
}

/** @param {Wanted} wanted @param {Judged[]} told @param {string} data @returns {Figure} */
function right(wanted, told, data) {
  if (told.length === 0) return needsSeries(wanted);
  const all = told.flatMap((one) => one.all);
  const hits = all.filter(({ should, counts }) => should === counts).length;
  return figure(wanted, share(hits, all.length), { data, n: `${all.length} cues` });
}
