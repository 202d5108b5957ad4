import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  FIRST_WAIT,
  LONGEST_WAIT,
  RESTART,
  waitAfter,
  waitAfterRestart,
} from "../../../static/js/wire/backoff.js";
import { seeded } from "../chance.js";

describe("waiting before another attempt", () => {
  it("has full jitter: from nothing to the ceiling, in proportion to chance", () => {
    for (let failures = 1; failures < 20; failures += 1) {
      const ceiling = waitAfter(failures, 1);
      assert.equal(waitAfter(failures, 0), 0);
      assert.equal(waitAfter(failures, 0.5), Math.round(ceiling / 2));
    }
  });

  it("doubles its ceiling with every failure, up to the longest wait", () => {
    assert.equal(waitAfter(1, 1), FIRST_WAIT);
    assert.equal(waitAfter(2, 1), 2 * FIRST_WAIT);
    for (const failures of [10, 100, 5000]) assert.equal(waitAfter(failures, 1), LONGEST_WAIT);
  });
});

describe("waiting for a server that restarts", () => {
  it("is never at once, and leaves time to be right again within ten seconds", () => {
    assert.equal(waitAfterRestart(0), RESTART.from);
    assert.equal(waitAfterRestart(1), RESTART.to);
    assert.ok(RESTART.from > 0);
    assert.ok(RESTART.to <= LONGEST_WAIT);
  });

  it("brings a thousand pages back evenly", () => {
    const chance = seeded(11);
    const arrivals = Array.from({ length: 1000 }, () => waitAfterRestart(chance()));
    for (let from = RESTART.from; from + 1000 <= RESTART.to; from += 100) {
      const within = arrivals.filter((at) => at >= from && at < from + 1000).length;
      assert.ok(within > 200 && within < 330, `${within} in the second from ${from} ms`);
    }
  });
});
