import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { seeded } from "../../../evaluation/chance.js";
import {
  agreement,
  auc,
  bootstrap,
  grouped,
  median,
  quantile,
  rate,
  share,
} from "../../../evaluation/statistics.js";

/** @param {number} value @param {number} expected @param {number} [within] */
function near(value, expected, within = 1e-3) {
  assert.ok(Math.abs(value - expected) <= within, `${value} is not ${expected}`);
}

describe("a share", () => {
  it("has Wilson's interval", () => {
    // Wilson's own formula, worked out for 8 of 10 and 0 of 60 (Brown, Cai and DasGupta 2001).
    const some = share(8, 10);
    near(some.interval[0], 0.4902);
    near(some.interval[1], 0.9433);
    const none = share(0, 60);
    assert.equal(none.interval[0], 0);
    near(none.interval[1], 0.0602);
  });

  it("lies within its interval, which lies within 0 and 1", () => {
    for (let n = 1; n <= 40; n += 1) {
      for (let hits = 0; hits <= n; hits += 1) {
        const { value, interval } = share(hits, n);
        assert.ok(0 <= interval[0] && interval[0] <= value, `${hits} of ${n}`);
        assert.ok(value <= interval[1] && interval[1] <= 1, `${hits} of ${n}`);
      }
    }
  });

  it("of nothing is no number", () => {
    assert.ok(Number.isNaN(share(0, 0).value));
  });
});

describe("a rate of rare events", () => {
  it("has the exact Poisson interval", () => {
    // Garwood's table for a mean of 1: counts 0, 1, 5 and 10.
    near(rate(0, 1).interval[1], 3.6889);
    near(rate(1, 1).interval[0], 0.0253);
    near(rate(1, 1).interval[1], 5.5716);
    near(rate(5, 1).interval[0], 1.6235);
    near(rate(5, 1).interval[1], 11.6683);
    near(rate(10, 1).interval[1], 18.3904);
  });

  it("is for one unit of the exposure", () => {
    assert.equal(rate(20, 1000).value, 0.02);
    near(rate(0, 1000).interval[1], 0.0036889, 1e-6);
  });

  it("holds for many events as for few", () => {
    const { value, interval } = rate(400, 1000);
    near(interval[0], value - (1.96 * Math.sqrt(400)) / 1000, 2e-3);
    near(interval[1], value + (1.96 * Math.sqrt(400)) / 1000, 2e-3);
  });
});

describe("the area under the curve", () => {
  it("is the share of pairs in their order, ties counting half", () => {
    assert.equal(auc([2, 3], [0, 1]), 1);
    assert.equal(auc([0, 1], [2, 3]), 0);
    assert.equal(auc([1], [1]), 0.5);
    assert.equal(auc([1, 3], [2]), 0.5);
  });

  it("turns about a half when the sides change places", () => {
    const random = seeded(3);
    const draw = () => Array.from({ length: 15 }, () => Math.floor(10 * random()));
    const [a, b] = [draw(), draw()];
    near(auc(a, b) + auc(b, a), 1, 1e-12);
  });
});

describe("agreement", () => {
  it("is precision, recall and their harmonic mean", () => {
    const { precision, recall, f1 } = agreement({ hits: 6, misses: 2, alarms: 4 });
    assert.equal(precision, 0.6);
    assert.equal(recall, 0.75);
    near(f1, (2 * 0.6 * 0.75) / (0.6 + 0.75), 1e-12);
  });

  it("praises nobody who says nothing", () => {
    const { precision, recall, f1 } = agreement({ hits: 0, misses: 3, alarms: 0 });
    assert.ok(Number.isNaN(precision));
    assert.deepEqual([recall, f1], [0, 0]);
  });
});

describe("a bootstrap", () => {
  const mean = (/** @type {number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;

  it("draws whole groups: what is alike within a person counts once", () => {
    const random = seeded(1);
    const people = Array.from({ length: 12 }, () => Array(50).fill(random()));
    const byPerson = bootstrap(people, mean, seeded(2));
    const byCase = bootstrap(
      people.flat().map((value) => [value]),
      mean,
      seeded(2),
    );
    const width = (/** @type {{ interval: [number, number] }} */ { interval }) =>
      interval[1] - interval[0];
    assert.ok(width(byPerson) > 3 * width(byCase));
  });

  it("says the same of the same", () => {
    const groups = [[1, 2], [3], [4, 5, 9]];
    assert.deepEqual(bootstrap(groups, mean, seeded(5)), bootstrap(groups, mean, seeded(5)));
  });

  it("covers the truth about as often as it says", () => {
    let covered = 0;
    for (let i = 0; i < 100; i += 1) {
      const random = seeded(i);
      const groups = Array.from({ length: 40 }, () => [random()]);
      const { interval } = bootstrap(groups, mean, random);
      if (interval[0] <= 0.5 && 0.5 <= interval[1]) covered += 1;
    }
    assert.ok(covered >= 85 && covered <= 100, `${covered}`);
  });
});

describe("order", () => {
  it("gives quantiles between neighbours", () => {
    assert.equal(median([5, 1, 3]), 3);
    assert.equal(median([1, 2]), 1.5);
    assert.equal(quantile([10, 20, 30], 0.25), 15);
    assert.equal(quantile([7, 7], 1), 7);
    assert.equal(median([1, Infinity]), Infinity);
  });

  it("groups by what is asked", () => {
    assert.deepEqual(
      grouped(["ab", "cd", "ax"], ([first]) => first),
      [["ab", "ax"], ["cd"]],
    );
  });
});
