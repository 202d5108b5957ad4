import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FIRST_WAIT, LONGEST_WAIT, waitAfter } from "../../../static/js/wire/backoff.js";

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
