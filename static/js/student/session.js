/**
 * One student's page at work: folds what happens into the page, and lets the socket, the camera and
 * the report follow. Knows no element but the mirror.
 *
 * @typedef {import("../attention/attention.js").Observation} Observation
 * @typedef {import("../wire/protocol.js").FromStudent} FromStudent
 * @typedef {import("../wire/protocol.js").Answer} Answer
 * @typedef {import("./stage.js").Page} Page
 * @typedef {import("./stage.js").PageEvent} PageEvent
 * @typedef {import("./reporter.js").Report} Report
 * @typedef {import("./prompt.js").Prompt} Prompt
 *
 * @typedef {object} Sent  what has left this page in this lesson
 * @property {number} bytes
 * @property {number} messages
 * @property {FromStudent | null} message  the last one
 * @property {string} text  exactly as it was sent
 * @property {number} at  ms
 *
 * @typedef {object} Scene  everything there is to show
 * @property {Page} page
 * @property {import("../wire/link.js").LinkState} link
 * @property {Report} report
 * @property {Sent} sent
 * @property {Observation | null} observation  what is seen, for the student's own screen
 * @property {Observation | null} told  what others may know of it; the same where nothing is asked
 * @property {Prompt} prompt  what the page asks the student alone
 * @property {import("./check.js").Check | null} check
 * @property {boolean} calibrated  the lesson goes by this student's own relaxed face
 * @property {import("../vision/camera.js").Camera | null} camera
 *
 * @typedef {object} SessionOptions
 * @property {string} url  of the socket
 * @property {HTMLVideoElement} video
 * @property {typeof import("./eyes.js").Eyes | null} Eyes  null: no camera on this page
 * @property {(scene: Scene) => void} onScene
 */
import {
  allows,
  answer,
  bytesOf,
  encodeStudent,
  hello,
  help,
  parseToStudent,
} from "../wire/protocol.js";
import { createSocket } from "../wire/socket.js";
import { startTicker } from "../wire/ticker.js";
import { UNASKED, advance, isLost, reply, rest, takeBack } from "./prompt.js";
import { SILENT, forget, isDue, observe, retell, say, urge } from "./reporter.js";
import * as stage from "./stage.js";
import { tellable } from "./tellable.js";

/** How often the clock is looked at, ms. */
const TICK = 500;

/** @type {Sent} */
const NOTHING_SENT = Object.freeze({ bytes: 0, messages: 0, message: null, text: "", at: 0 });

export class Session {
  #socket;
  /** @type {import("./eyes.js").Eyes | null} */
  #eyes = null;
  /** @type {Scene} */
  #scene;
  #onScene;

  /** @param {SessionOptions} options */
  constructor({ url, video, Eyes, onScene }) {
    this.#onScene = onScene;
    this.#scene = sceneAtFirst(stage.openPage({ camera: Eyes !== null }));
    this.#socket = createSocket({
      url,
      parse: parseToStudent,
      encode: encodeStudent,
      onOpen: () => this.#send(hello(this.#scene.page.epoch)),
      onMessage: (message) => this.#happen({ type: "message", message, now: performance.now() }),
      onLink: (news) => this.#hearOfLink(news),
    });
    if (Eyes) this.#eyes = this.#open(Eyes, video);
  }

  start() {
    this.#eyes?.remember();
    this.#socket.start();
    startTicker(TICK, () => this.#happen({ type: "tick", now: performance.now() }));
  }

  /** @param {"pause" | "camera" | "help" | "recheck"} what */
  act(what) {
    this.#happen({ type: what });
  }

  /** Answer the open question: the page's own, else the teacher's. @param {Answer} word */
  answer(word) {
    const { prompt } = this.#scene;
    const now = performance.now();
    if (prompt.askedAt === null) this.#happen({ type: "answer", answer: word });
    else this.#show({ prompt: reply(prompt, word, now) });
    // Any other answer leaves even the time of the next message as it was.
    if (isLost(this.#scene.prompt, now)) this.#speak();
  }

  /** Not lost any more, after having said so to the page. */
  takeBack() {
    this.#show({ prompt: takeBack(this.#scene.prompt) });
    this.#speak();
  }

  /** Try again after a camera trouble, with any camera there is. */
  retry() {
    this.#happen({ type: "retry" });
    this.#eyes?.choose("");
  }

  /** End the check, with what it measured or without. @param {{ measured: boolean }} how */
  finishCheck({ measured }) {
    const calibration = (measured && this.#scene.check?.calibration) || null;
    this.#eyes?.calibrate(calibration);
    this.#scene = { ...this.#scene, calibrated: calibration !== null };
    this.#happen({ type: "checked" });
  }

  measureAgain() {
    this.#eyes?.measureAgain();
    if (this.#scene.page.checked) this.#happen({ type: "recheck" });
  }

  /** Erase the measured face, and go on without it. */
  forgetFace() {
    this.#scene = { ...this.#scene, calibrated: false };
    this.#eyes?.forget();
  }

  /** @param {string} deviceId */
  chooseCamera(deviceId) {
    this.#eyes?.choose(deviceId);
  }

  /** @param {typeof import("./eyes.js").Eyes} Eyes @param {HTMLVideoElement} video */
  #open(Eyes, video) {
    return new Eyes({
      video,
      onCamera: (camera) => this.#show({ camera }),
      onCheck: (check) => this.#show({ check }),
      onObservation: (observation, told) => {
        this.#scene = { ...this.#scene, observation, told };
        this.#speak();
      },
      onSeen: () => {
        if (this.#scene.page.trouble) this.#happen({ type: "seen" });
      },
      onTrouble: (trouble) => this.#happen({ type: "trouble", trouble }),
    });
  }

  /** @param {import("../wire/socket.js").LinkNews} news */
  #hearOfLink({ state, name }) {
    this.#scene = { ...this.#scene, link: state };
    this.#happen({ type: "link", state, name });
  }

  /** @param {PageEvent} event */
  #happen(event) {
    const before = this.#scene.page;
    const page = stage.nextPage(before, event);
    this.#scene = { ...this.#scene, page };
    if (page.lesson !== before.lesson) this.#startAfresh();
    // History comes before any signal, and eyes that open or close may call for one.
    if (page.linked && !before.linked) this.#takeUp();
    else if (event.type === "answer") this.#reply(before, event.answer);
    else if (page.help !== before.help && page.help !== null) this.#send(help(page.help));
    this.#eyes?.follow(sightOf(page));
    if (page.end && !before.end) this.#socket.stop();
    this.#speak();
  }

  /** Another lesson, or none: whatever was known of the one before is forgotten. */
  #startAfresh() {
    const report = forget(this.#scene.report);
    this.#scene = { ...this.#scene, report, sent: NOTHING_SENT, prompt: UNASKED };
  }

  /** @param {Page} before @param {import("../wire/protocol.js").Answer} word */
  #reply({ checkIn }, word) {
    if (!checkIn) return;
    this.#send(answer(word));
    this.#scene = { ...this.#scene, prompt: rest(this.#scene.prompt, performance.now()) };
  }

  /** Welcomed: tell what happened while nobody listened, then how things stand. */
  #takeUp() {
    const { report, page } = this.#scene;
    if (!page.lesson || !page.policy) return;
    for (const past of retell(report, page.policy, performance.now())) this.#send(past);
    if (page.help !== null) this.#send(help(page.help));
    this.#scene = { ...this.#scene, report: urge(report) };
  }

  /** Take in the student's own state, and say it where a signal is due. */
  #speak() {
    const { page } = this.#scene;
    const now = performance.now();
    const prompt = advance(this.#scene.prompt, promptedBy(this.#scene), now);
    const observation = allowed(this.#scene, isLost(prompt, now));
    const own = stage.ownState(page, observation);
    let report = observe(this.#scene.report, own, now);
    if (page.linked && page.policy && isDue(report, page.policy, now)) {
      const seen = own !== null && own.state === observation?.state;
      const present = { policy: page.policy, cues: seen ? observation.cues : null };
      const said = say(report, present, now);
      report = said.report;
      this.#send(said.signal);
    }
    this.#show({ report, prompt });
  }

  /** @param {FromStudent} message */
  #send(message) {
    const text = this.#socket.send(message);
    if (text === null) return;
    const { bytes, messages } = this.#scene.sent;
    const sum = { bytes: bytes + bytesOf(text), messages: messages + 1 };
    this.#scene = { ...this.#scene, sent: { ...sum, message, text, at: performance.now() } };
  }

  /** @param {Partial<Scene>} change */
  #show(change) {
    this.#scene = { ...this.#scene, ...change };
    this.#onScene(this.#scene);
  }
}

/** @param {Page} page @returns {Scene} */
function sceneAtFirst(page) {
  return {
    page,
    link: "idle",
    report: SILENT,
    sent: NOTHING_SENT,
    observation: null,
    told: null,
    prompt: UNASKED,
    check: null,
    calibrated: false,
    camera: null,
  };
}

/**
 * What was seen, unless it may not be told: what is forbidden is as good as unseen.
 * @param {Scene} scene
 * @param {boolean} lost  the student answered so
 */
function allowed({ page, told: seen }, lost) {
  if (!seen || !page.policy) return null;
  const told = lost ? saidLost(tellable(page.policy, seen)) : tellable(page.policy, seen);
  return allows(page.policy, page.camera, told) ? told : null;
}

/**
 * The student's own word, unless somebody should look.
 * @param {Observation} told
 * @returns {stage.Own & { cues: Observation["cues"] }}
 */
function saidLost({ state, reason, cues }) {
  if (state === "alert") return { state, reason, cues };
  return { state: "confused", reason: "answered_lost", cues };
}

/** Who asks for help already, or is being asked, is not asked as well. @param {Scene} scene */
function promptedBy({ page, observation }) {
  const asks = stage.asksFirst(page) && stage.cameraWanted(page) && page.checked;
  const isFree = !page.checkIn && !page.help;
  return { asks, confused: isFree && observation?.state === "confused" };
}

/** @param {Page} page @returns {import("./eyes.js").Sight} */
function sightOf(page) {
  return {
    camera: stage.cameraWanted(page),
    analysis: stage.analysisWanted(page),
    purpose: page.checked ? "lesson" : "check",
    policy: page.policy?.analysis === "attention" ? "attention" : "everything",
    exempt: page.policy?.exempt ?? [],
    asksFirst: stage.asksFirst(page),
  };
}
