/**
 * The frame of the page: which parts are shown, what is on, the clock, the link and the switches.
 *
 * @typedef {import("./session.js").Scene} Scene
 * @typedef {import("./stage.js").Stage} Stage
 *
 * @typedef {object} Elements
 * @property {HTMLElement} main
 * @property {HTMLElement} top  takes the focus when the parts change
 * @property {HTMLElement} activity
 * @property {HTMLElement} clock
 * @property {HTMLElement} link
 * @property {HTMLElement} announcer
 * @property {HTMLElement} help
 * @property {HTMLElement} pause
 * @property {HTMLElement | null} cameraOff
 */
import { clockText } from "../ages.js";
import { paintData, paintIcon, paintShown, paintSwitch, paintText } from "./paint.js";
import { analysisWanted, stageOf, usesCamera } from "./stage.js";

/** @type {Partial<Record<Stage, string>>} said to those who do not see the page change */
const ANNOUNCEMENTS = {
  waiting: "You are here. The lesson has not started yet.",
  check: "The lesson runs. Check your camera, then start.",
  lesson: "You are in the lesson.",
  paused: "Paused.",
  ended: "The lesson is over.",
  replaced: "This lesson was opened in another tab.",
  logged_out: "You are not logged in any more.",
  no_place: "You have no place in this class any more.",
  choice_changed: "Your choice about the camera changed.",
};

/** @param {Elements} elements @returns {(scene: Scene, now: number) => void} */
export function createFrameView(elements) {
  const parts = /** @type {HTMLElement[]} */ ([...elements.main.querySelectorAll("[data-stages]")]);
  return (scene, now) => {
    const { page } = scene;
    const stage = stageOf(page);
    if (elements.main.dataset.stage !== stage) {
      showParts(parts, stage === "check" && page.told ? "recheck" : stage);
      goToTop(elements.top);
      paintText(elements.announcer, ANNOUNCEMENTS[stage] ?? "");
    }
    paintData(elements.main, "stage", stage);
    paintData(elements.main, "seeing", String(usesCamera(page)));
    paintText(elements.clock, page.lesson ? clockText(now - page.lesson.startedAt) : "");
    showActivity(elements.activity, scene, stage);
    showLink(elements.link, scene);
    showSwitches(elements, page);
  };
}

/**
 * @param {HTMLElement[]} parts
 * @param {Stage | "recheck"} stage  "recheck": a check in mid-lesson, in which signals go on
 */
function showParts(parts, stage) {
  for (const part of parts) paintShown(part, `${part.dataset.stages}`.split(" ").includes(stage));
}

/**
 * Whoever pressed a button that is gone now, such as Start, is at the top of what came instead.
 * @param {HTMLElement} top
 */
function goToTop(top) {
  if (document.activeElement?.closest("[hidden]")) {
    top.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

/** @param {HTMLElement} element @param {Scene} scene @param {Stage} stage */
function showActivity(element, scene, stage) {
  const [icon, words, on] = activityOf(scene, stage);
  paintIcon(element, icon);
  paintText(/** @type {Element} */ (element.querySelector("span")), words);
  paintData(element, "on", String(on));
}

/** @param {Scene} scene @param {Stage} stage @returns {[string, string, boolean]} icon, words, on */
function activityOf({ page, camera }, stage) {
  if (stage === "paused") return ["paused", "Paused", false];
  if (stage === "check") {
    const sent = page.told ? "“Cannot tell” is sent meanwhile" : "nothing is sent yet";
    return [camera ? "camera" : "camera_off", `Camera is ${camera ? "on" : "off"}, ${sent}`, false];
  }
  if (stage === "lesson" && !usesCamera(page)) return ["no_camera", "Here, no camera", false];
  if (!camera) return ["camera_off", "Camera is off", false];
  const on = stage === "lesson" && analysisWanted(page);
  return on ? ["eye", "Analysis is on", true] : ["eye_off", "Analysis is off", false];
}

/** @param {HTMLElement} element @param {Scene} scene */
function showLink(element, { page, link }) {
  const lost = page.epoch !== 0 && !page.linked && !page.end;
  const slow = page.epoch === 0 && link === "lost";
  paintShown(element, lost || slow);
  if (lost || slow) paintText(element, linkWords(page));
}

/** @param {import("./stage.js").Page} page */
function linkWords(page) {
  if (page.epoch === 0) return "The school’s server does not answer yet. Trying again by itself.";
  const words = "The connection is lost. It comes back by itself; you need not do anything.";
  if (!page.lesson || !usesCamera(page) || page.held === "none") return words;
  const off = page.held === "camera" ? "Your camera is off" : "Nothing is looked at";
  return `${words} ${off} until then.`;
}

/** @param {Elements} elements @param {import("./stage.js").Page} page */
function showSwitches({ help, pause, cameraOff }, page) {
  paintSwitch(help, page.help === true, page.help ? "Asked for help · take back" : "I’m lost");
  paintSwitch(pause, page.paused, page.paused ? "Go on" : "Pause");
  if (!cameraOff) return;
  paintSwitch(cameraOff, page.cameraOff, page.cameraOff ? "Camera on" : "Camera off");
  paintIcon(cameraOff, page.cameraOff ? "camera" : "camera_off");
  paintShown(cameraOff, usesCamera(page));
  cameraOff.toggleAttribute("disabled", page.paused);
}
