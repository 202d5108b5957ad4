/**
 * The teacher's dashboard: the only file on this side that knows the page's element ids.
 *
 * Frames are folded as they come and drawn once per animation frame; what was drawn is
 * acknowledged, so that the server never sends faster than this page shows.
 *
 * @import { FromTeacher, Concern, ToTeacher } from "./wire/protocol.js"
 * @import { LinkNews } from "./wire/socket.js"
 * @import { Act } from "./dashboard/acting.js"
 * @import { Filter } from "./dashboard/filter.js"
 * @import { TileView } from "./dashboard/roster.js"
 * @import { Lesson } from "./dashboard/tiles.js"
 */
import { clockText } from "./ages.js";
import { SILENCE, announce } from "./dashboard/announcer.js";
import { messageFor } from "./dashboard/acting.js";
import { createDrawer } from "./dashboard/drawer.js";
import { EVERYBODY, isEverybody, nobodyText, shownOf, toggled } from "./dashboard/filter.js";
import { chipsOf, headlineAt } from "./dashboard/headline.js";
import { healthAt } from "./dashboard/health.js";
import { watchHand } from "./dashboard/hand.js";
import { NOBODY, arrange, byNeed, isHeld, isSameOrder } from "./dashboard/order.js";
import { NOTHING, fold, tilesAt } from "./dashboard/roster.js";
import { createChips, createHeadline } from "./dashboard/summary.js";
import { createTiles } from "./dashboard/tiles.js";
import { clock } from "./wire/clock.js";
import { IN_FLIGHT, encodeTeacher, parseToTeacher, received, snooze } from "./wire/protocol.js";
import { createSocket, socketAddress } from "./wire/socket.js";
import { startTicker } from "./wire/ticker.js";

/** How long is said that something was not done, ms. */
const REFUSAL_LASTS = 15_000;

const page = byId("main");
const template = (/** @type {string} */ id) => /** @type {HTMLTemplateElement} */ (byId(id));
const tiles = createTiles({ template: template("tile"), first: byId("first"), rest: byId("rest") });
const showHeadline = createHeadline(byId("headline"));
const showChips = createChips(byId("chips"), template("chip"));
const find = /** @type {HTMLInputElement} */ (byId("find"));
const drawer = byId("drawer");
const showDrawer = createDrawer(drawer, { event: template("event"), snoozed: template("snoozed") });
const hand = watchHand(byId("grid"), clock);

let picture = NOTHING;
let groups = NOBODY;
let filter = EVERYBODY;
/** Whether names and states are hidden, for a screen that is shared. */
let covered = false;
let announced = SILENCE;
/** @type {LinkNews["state"]} */
let link = "connecting";
/** The last frame that was folded, and the last one that the server was told of. */
let rev = 0;
let acknowledged = 0;
let scheduled = false;
/** Whose drawer is open, and what the server did not take: said for a while, beside the action. */
let opened = "";
let refusal = { text: "", until: 0 };

const socket = createSocket({
  url: socketAddress(page.dataset.socket ?? ""),
  parse: parseToTeacher,
  encode: encodeTeacher,
  onOpen: () => {},
  onMessage: hear,
  onLink: follow,
});

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {ToTeacher} message */
function hear(message) {
  picture = fold(picture, message, clock());
  if (message.type === "tiles") rev = message.rev;
  if (message.type === "error") refuse(message.detail);
  drawSoon();
}

/** @param {string} text  why it was not done */
function refuse(text) {
  refusal = { text: `Not done: ${text}`, until: clock() + REFUSAL_LASTS };
  drawSoon();
}

/** @param {LinkNews} news */
function follow({ state, name }) {
  link = state;
  rev = acknowledged = 0;
  if (state === "ended") close(name);
  else drawSoon();
}

/**
 * The server will not have this page again. What it showed is nobody's any more.
 * @param {string} name  of the close code
 */
function close(name) {
  stopTicker();
  byId("live").remove();
  byId("covered").remove();
  byId("health").remove();
  for (const id of ["lesson-clock", "start", "end"]) byId(id).hidden = true;
  byId(name === "logged_out" ? "logged-out" : "forbidden").hidden = false;
}

function drawSoon() {
  // A hidden page gets no animation frames, and is still being read by the server.
  if (document.hidden) {
    draw();
  } else if (!scheduled) {
    scheduled = true;
    requestAnimationFrame(draw);
  }
}

function draw() {
  scheduled = false;
  if (link === "ended") return;
  const now = clock();
  const views = tilesAt(picture, now);
  drawTiles(views, now);
  drawSummary(views, now);
  drawLesson(now);
  drawHealth(now);
  acknowledge();
}

/**
 * @param {readonly TileView[]} views
 * @param {number} now
 */
function drawTiles(views, now) {
  const { lesson } = picture;
  const standing = new Set([...groups.first, ...groups.rest]);
  const held = isHeld(hand(), now) && standing.size > 0 ? standing : null;
  const chosen = shownOf(views, filter, held);
  groups = arrange(groups, chosen, hand(), now);
  const shown = { exam: lesson?.kind === "exam", startedAt: lesson?.startedAt ?? now };
  tiles.update(views, groups, shown, now);
  drawDrawer(views, shown, now);
  byId("held").dataset.held = String(!isSameOrder(groups, byNeed(chosen)));
  drawFilter(views, chosen);
}

/**
 * @param {readonly TileView[]} views
 * @param {readonly TileView[]} chosen
 */
function drawFilter(views, chosen) {
  byId("tools").hidden = views.length === 0;
  byId("show-all").hidden = isEverybody(filter);
  byId("nobody").hidden = views.length === 0 || chosen.length > 0;
  write("nobody", nobodyText(filter));
}

/**
 * What the teacher asks for comes at once, wherever the hand is.
 * @param {Filter} wanted
 */
function show(wanted) {
  filter = wanted;
  groups = NOBODY;
  draw();
}

function showAll() {
  find.value = "";
  show(EVERYBODY);
  find.focus();
}

/** @param {MouseEvent} event */
function pressChip(event) {
  const kind = /** @type {Element} */ (event.target).closest("button")?.dataset.state;
  if (kind) show(toggled(filter, kind));
}

/** @param {boolean} wanted */
function cover(wanted) {
  covered = wanted;
  if (opened) closeDrawer();
  byId("live").hidden = covered;
  byId("covered").hidden = !covered;
  byId(covered ? "uncover" : "cover").focus();
}

/**
 * @param {readonly TileView[]} views
 * @param {Lesson} lesson
 * @param {number} now
 */
function drawDrawer(views, lesson, now) {
  const said = now < refusal.until ? refusal.text : "";
  const view = views.find(({ student }) => student === opened);
  write("refusal", view ? "" : said);
  if (view) showDrawer(view, lesson, said, now);
  else if (opened) closeDrawer();
}

/** @param {string} student */
function openDrawer(student) {
  opened = student;
  drawer.hidden = false;
  draw();
  drawer.scrollTop = 0;
  drawer.focus();
}

/** The focus goes back to the tile that it came from. */
function closeDrawer() {
  const tile = page.querySelector(`.tile[data-student="${opened}"] .tile-open`);
  opened = "";
  drawer.hidden = true;
  /** @type {HTMLElement | null} */ (tile)?.focus();
}

/**
 * @param {Act} act
 * @param {string} student
 */
function perform(act, student) {
  const now = clock();
  const view = tilesAt(picture, now).find((one) => one.student === student);
  const message = view && messageFor(act, view, now);
  if (message) say(message);
}

/** @param {FromTeacher} message */
function say(message) {
  refusal = { text: "", until: 0 };
  if (socket.send(message) === null) refuse("there is no link to the server at the moment.");
}

/** @param {MouseEvent} event */
function press(event) {
  const button = /** @type {Element} */ (event.target).closest("button");
  const student = button?.closest("[data-student]")?.getAttribute("data-student");
  if (!button || !student) return;
  const { act, undo } = button.dataset;
  if (act) perform(/** @type {Act} */ (act), student);
  else if (undo) say(snooze(student, /** @type {Concern} */ (undo), false));
  else if (button.classList.contains("tile-open")) openDrawer(student);
}

/** Keys of the open drawer. @type {Record<string, Act>} */
const KEYS = { c: "ask", a: "seen", s: "snooze", n: "snooze" };

/** @param {KeyboardEvent} event */
function pressKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key.toLowerCase() === "h" && link !== "ended") cover(!covered);
  if (!opened) return;
  const act = KEYS[event.key.toLowerCase()];
  if (event.key === "Escape") closeDrawer();
  else if (act && !event.repeat) perform(act, opened);
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLInputElement;
}

/**
 * @param {readonly TileView[]} views
 * @param {number} now
 */
function drawSummary(views, now) {
  const headline = headlineAt(picture, views, now);
  showHeadline(headline.clauses);
  showChips(picture.lesson ? chipsOf(picture.lesson.kind, views, filter.kinds) : [], filter.kinds);
  write("note", headline.note);
  announced = announce(announced, now < refusal.until ? refusal.text : headline.spoken, now);
  write("spoken", announced.said);
  const isEmpty = views.every(({ state }) => state === "not_joined");
  byId("joining").hidden = picture.name === null || picture.countsOnly || !isEmpty;
}

/** @param {number} now */
function drawLesson(now) {
  if (picture.name === null) return;
  const { lesson, name } = picture;
  const isExam = lesson?.kind === "exam";
  write("class-name", name);
  write("clock", lesson ? clockText(now - lesson.startedAt) : "");
  write("end-word", isExam ? "End exam" : "End lesson");
  byId("exam").hidden = !isExam;
  byId("lesson-clock").hidden = !lesson;
  byId("end").hidden = !lesson;
  byId("start").hidden = Boolean(lesson);
}

/** @param {number} now */
function drawHealth(now) {
  const { health, word, detail } = healthAt(picture, link, now);
  byId("health").dataset.health = health;
  write("health-word", word);
  write("health-detail", detail);
}

/**
 * @param {string} id
 * @param {string} text
 */
function write(id, text) {
  const element = byId(id);
  if (element.textContent !== text) element.textContent = text;
}

/** The server waits for a word once so many frames are on their way, and for none before. */
function acknowledge() {
  if (rev - acknowledged < IN_FLIGHT) return;
  socket.send(received(rev));
  acknowledged = rev;
}

byId("grid").addEventListener("click", press);
byId("chips").addEventListener("click", pressChip);
find.addEventListener("input", () => show({ ...filter, text: find.value }));
byId("show-all").addEventListener("click", showAll);
byId("cover").addEventListener("click", () => cover(true));
byId("uncover").addEventListener("click", () => cover(false));
drawer.addEventListener("click", press);
byId("drawer-close").addEventListener("click", closeDrawer);
document.addEventListener("keydown", pressKey);
document.addEventListener("visibilitychange", drawSoon);
const stopTicker = startTicker(1000, drawSoon);
socket.start();
