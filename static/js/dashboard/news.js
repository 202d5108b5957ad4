/**
 * What is known of one student: the newest tile, its ages turned into instants, and the recent
 * transitions. Pure.
 *
 * Instants are milliseconds on the caller's monotonic clock. Ages on the wire are seconds.
 *
 * @import { Acts, Answer, Concern, Cues, Need, Tile } from "../wire/protocol.js"
 *
 * @typedef {{ state: string, reason: string, at: number }} Change  since `at` the state was this
 *
 * @typedef {object} Care  what the class's teachers did about a student in this lesson
 * @property {readonly Need[]} acknowledged  the needs of this moment that were seen
 * @property {readonly Concern[]} snoozed  the reasons that are no need
 * @property {{ askedAt: number, answer: Answer | null } | null} checkIn  `askedAt`: instant; null
 *   as long as nobody asked
 *
 * @typedef {object} News
 * @property {number} epoch
 * @property {number} seq
 * @property {string} state  as the tile said it
 * @property {string} reason
 * @property {number} sinceAt
 * @property {number} heardAt
 * @property {number | null} helpAt  when "I'm lost" was pressed
 * @property {string | null} was  for *gone*: the state before
 * @property {readonly Change[]} changes  oldest first, the present state included
 * @property {Cues | null} cues  what was measured for the newest state
 * @property {Care} care
 *
 * @typedef {object} Shown
 * @property {string} state  focused, confused, alert, help, unclear, paused, camera_off, hidden,
 *   no_camera, arriving, stale or gone
 * @property {string} reason
 * @property {number} since  instant
 * @property {string | null} was  for *stale* and *gone*: the state before
 */

/** Silence after which a state is no longer believed, ms. */
export const STALE_AFTER = 12_000;
/** Silence after which a student counts as gone, ms. */
export const GONE_AFTER = 30_000;
/** How far the transitions reach back, ms, and how many there may be. */
export const HISTORY = 600_000;
export const HISTORY_LENGTH = 64;

/** @type {Care} */
export const UNTOUCHED = Object.freeze({ acknowledged: [], snoozed: [], checkIn: null });

/**
 * Take a tile, unless what is known already is newer.
 *
 * Order is (epoch, seq): an older connection's late words are ignored. An equal pair is newer,
 * because help and *gone* carry no number of their own and one socket keeps its order.
 * @param {News | undefined} before
 * @param {Tile} tile
 * @param {number} now
 * @returns {News}
 */
export function takeTile(before, tile, now) {
  if (before && isOlder(tile, before)) return before;
  const sinceAt = now - tile.since * 1000;
  return {
    epoch: tile.epoch,
    seq: tile.seq,
    state: tile.state,
    reason: tile.reason,
    sinceAt,
    heardAt: now - tile.heard * 1000,
    helpAt: tile.help == null ? null : now - tile.help * 1000,
    was: tile.was ?? null,
    changes: tile.history ? told(tile.history, now) : continued(before, tile, sinceAt, now),
    cues: tile.cues ?? null,
    care: careOf(tile.acts ?? null, now),
  };
}

/**
 * @param {Acts | null} acts
 * @param {number} now
 * @returns {Care}
 */
function careOf(acts, now) {
  if (!acts) return UNTOUCHED;
  const { acknowledged, snoozed, check_in: asked } = acts;
  const checkIn = asked && { askedAt: now - asked.age * 1000, answer: asked.answer };
  return { acknowledged, snoozed, checkIn };
}

/**
 * @param {Tile} tile
 * @param {News} news
 */
function isOlder(tile, news) {
  return tile.epoch < news.epoch || (tile.epoch === news.epoch && tile.seq < news.seq);
}

/**
 * @param {readonly { state: string, reason: string, age: number }[]} history
 * @param {number} now
 * @returns {readonly Change[]}
 */
function told(history, now) {
  const changes = history.map(({ state, reason, age }) => ({
    state,
    reason,
    at: now - age * 1000,
  }));
  return recent(changes, now);
}

/**
 * The transitions so far and, where the state or its reason is a new one, that.
 * @param {News | undefined} before
 * @param {Tile} tile
 * @param {number} sinceAt
 * @param {number} now
 * @returns {readonly Change[]}
 */
function continued(before, { state, reason }, sinceAt, now) {
  if (before && before.state === state && before.reason === reason) return before.changes;
  // A pause takes back what was told before it, here as at the server.
  const past = before && state !== "paused" ? before.changes : [];
  const last = past.at(-1);
  return recent([...past, { state, reason, at: Math.max(sinceAt, last?.at ?? sinceAt) }], now);
}

/**
 * Without what lies too far back; what was in force when the window began stays its first.
 * @param {readonly Change[]} changes
 * @param {number} now
 */
function recent(changes, now) {
  const within = changes.findIndex(({ at }) => at > now - HISTORY);
  const from = within === -1 ? changes.length - 1 : Math.max(0, within - 1);
  return changes.slice(Math.max(0, from, changes.length - HISTORY_LENGTH));
}

/**
 * What may be shown of a student now: old news is not believed.
 * @param {News} news
 * @param {number} now
 * @returns {Shown}
 */
export function shownAt({ state, reason, sinceAt, heardAt, helpAt, was }, now) {
  if (state === "gone") return { state, reason, since: sinceAt, was };
  const before = helpAt === null ? state : "help";
  const silence = now - heardAt;
  if (silence >= GONE_AFTER) return { state: "gone", reason: "lost", since: heardAt, was: before };
  if (silence >= STALE_AFTER) {
    return { state: "stale", reason: "silent", since: heardAt, was: before };
  }
  if (helpAt !== null) return { state: "help", reason: "pressed", since: helpAt, was: null };
  return { state, reason, since: sinceAt, was: null };
}
