/**
 * Pictures in which nothing can be told: dark, covered, frozen, blurred, behind sunglasses. They must
 * be told as unclear, and no alert may come of them. And rooms without anybody, which can be told.
 *
 * @typedef {import("../series.js").Series} Series
 * @typedef {import("../figure.js").Figure} Figure
 * @typedef {import("../figure.js").Wanted} Wanted
 */
import { figure, unmeasured } from "../figure.js";
import { calibrations, watch } from "../recorded.js";
import { share } from "../statistics.js";

/** @type {Wanted} */
const UNCLEAR = { name: "unreadable input told as unclear", goal: 0.95, better: "higher" };
/** @type {Wanted} */
const ALERTS = { name: "unreadable input: alerts", goal: 0, better: "lower" };
/** @type {Wanted} */
const EMPTY = { name: "rooms without anybody told as no face", goal: null, better: "higher" };
const KINDS = new Set(["dark", "covered", "frozen", "sunglasses"]);
const BLUR = 9; // px: a face of 100 px between the eyes has no features left
const SECONDS = 10;
const SETTLED = 4000; // ms, past the 3 s that a frozen picture takes

/**
 * @param {readonly Series[]} series
 * @returns {Figure[]}
 */
export function measure(series) {
  const calibrationOf = calibrations(series);
  const shown = series
    .filter(({ kind, amount }) => KINDS.has(kind) || (kind === "blurred" && amount >= BLUR))
    .map((one) => ({ one, said: watch(one, calibrationOf(one), SECONDS) }));
  if (shown.length === 0) {
    return [UNCLEAR, ALERTS, EMPTY].map((one) => unmeasured(one, "needs recorded series"));
  }
  const settled = shown.map(({ one, said }) => ({
    one,
    unclear: said.filter(({ time }) => time >= SETTLED).every(({ state }) => state === "unclear"),
    alert: said.some(({ state }) => state === "alert"),
  }));
  const of = (/** @type {typeof settled} */ some) => some.map(({ one }) => one.series).join(", ");
  const missed = settled.filter(({ unclear }) => !unclear);
  const alerts = settled.filter(({ alert }) => alert);
  const data = "recorded series of 10 s";
  return [
    figure(UNCLEAR, share(settled.length - missed.length, settled.length), {
      data,
      note: of(missed),
    }),
    figure(
      ALERTS,
      { value: alerts.length, interval: [alerts.length, alerts.length], n: settled.length },
      { data, note: of(alerts) },
    ),
    empty(
      series.filter(({ kind }) => kind === "no_face"),
      calibrationOf,
    ),
  ];
}

/** @param {Series[]} rooms @param {ReturnType<typeof calibrations>} calibrationOf @returns {Figure} */
function empty(rooms, calibrationOf) {
  const told = rooms.filter(
    (one) => watch(one, calibrationOf(one), SECONDS).at(-1)?.reason === "no_face",
  );
  const missed = rooms.filter((one) => !told.includes(one)).map((one) => one.series);
  return figure(EMPTY, share(told.length, rooms.length), {
    data: "recorded rooms",
    note: missed.join(", "),
  });
}
