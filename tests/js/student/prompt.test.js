import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  LOST_FOR,
  OPEN_FOR,
  REST,
  UNASKED,
  advance,
  isLost,
  reply,
  rest,
  takeBack,
} from "../../../static/js/student/prompt.js";
import { pick, seeded } from "../chance.js";

const CONFUSED = { asks: true, confused: true };
const CALM = { asks: true, confused: false };
const ASKED = advance(UNASKED, CONFUSED, 1000);

describe("the page's own question", () => {
  it("is asked at a look of confusion, where the class asks first", () => {
    assert.equal(ASKED.askedAt, 1000);
    assert.equal(advance(UNASKED, CALM, 1000), UNASKED);
    assert.equal(advance(UNASKED, { asks: false, confused: true }, 1000), UNASKED);
  });

  it("stays for a while, whether the look does or not, then goes by itself", () => {
    assert.equal(advance(ASKED, CALM, 1000 + OPEN_FOR - 1), ASKED);
    assert.equal(advance(ASKED, CONFUSED, 1000 + OPEN_FOR).askedAt, null);
  });

  it("is not asked twice within a few minutes, however it ended", () => {
    const ends = [
      ...["fine", "not_now", "lost"].map((word) => reply(ASKED, /** @type {any} */ (word), 2000)),
      advance(ASKED, { asks: false, confused: false }, 2000),
      rest(UNASKED, 2000),
    ];
    for (const end of ends) {
      assert.equal(advance(end, CONFUSED, 2000 + REST - 1).askedAt, null);
      assert.equal(advance(end, CONFUSED, 2000 + REST).askedAt, 2000 + REST);
    }
  });

  it("ends as lost for a fixed time, or until it is taken back", () => {
    const lost = reply(ASKED, "lost", 2000);
    for (const seen of [CONFUSED, CALM]) {
      const later = advance(lost, seen, 2000 + LOST_FOR - 1);
      assert.equal(isLost(later, 2000 + LOST_FOR - 1), true);
      assert.equal(isLost(later, 2000 + LOST_FOR), false);
    }
    assert.equal(isLost(takeBack(lost), 2001), false);
    assert.equal(isLost(advance(lost, { asks: false, confused: false }, 2001), 2001), false);
  });

  it("takes no answer while nothing is asked", () => {
    assert.equal(reply(UNASKED, "lost", 5), UNASKED);
  });
});

describe("whatever happens", () => {
  it("nobody is lost who did not answer so, and questions are apart", () => {
    for (let seed = 1; seed <= 50; seed += 1) live(seeded(seed));
  });

  /** @param {() => number} chance */
  function live(chance) {
    let prompt = UNASKED;
    let [lostAt, askedAt, asked] = [-Infinity, -Infinity, 0];
    for (let now = 0, i = 0; i < 2000; i += 1, now += Math.floor(chance() * 4000)) {
      const before = prompt.askedAt;
      prompt = advance(prompt, { asks: chance() < 0.99, confused: chance() < 0.4 }, now);
      if (before === null && prompt.askedAt !== null) {
        assert.ok(now - askedAt >= REST);
        askedAt = now;
        asked += 1;
      }
      if (chance() < 0.05) {
        const word = pick(chance, /** @type {const} */ (["fine", "not_now", "lost"]));
        if (word === "lost" && prompt.askedAt !== null) lostAt = now;
        prompt = reply(prompt, word, now);
      }
      if (isLost(prompt, now)) assert.ok(now - lostAt < LOST_FOR);
    }
    assert.ok(asked > 3);
  }
});
