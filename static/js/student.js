/**
 * The student's page. The only student file that knows element ids.
 *
 * What looks at a face is loaded only where the page may use a camera: a page without one could
 * not turn it on if it tried.
 */
import { createAskingView } from "./student/asking_view.js";
import { createFrameView } from "./student/frame_view.js";
import { createOwnView } from "./student/own_view.js";
import { createSentView } from "./student/sent_view.js";
import { Session } from "./student/session.js";
import { createTroubleView } from "./student/trouble_view.js";
import { socketAddress } from "./wire/socket.js";

/** @typedef {(scene: import("./student/session.js").Scene, now: number) => void} View */

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

const main = byId("lesson");
const usesCamera = main.dataset.camera === "true";

/** @type {View[]} */
const views = [
  createFrameView({
    main,
    top: byId("main"),
    activity: byId("activity"),
    clock: byId("clock"),
    link: byId("link"),
    announcer: byId("announcer"),
    help: byId("im-lost"),
    pause: byId("pause"),
    cameraOff: byId("camera-off"),
  }),
  createAskingView({
    asking: byId("asking"),
    title: byId("asking-heading"),
    note: byId("asking-note"),
    announcer: byId("announcer"),
    top: byId("main"),
  }),
  createOwnView({
    main,
    own: byId("own"),
    word: byId("own-word"),
    reason: byId("own-reason"),
    why: byId("own-why"),
    asksFirst: byId("asks-first"),
    takeBack: byId("take-back"),
    metersPart: byId("meters-part"),
    meters: byId("meters"),
  }),
  createSentView({
    message: byId("message"),
    words: byId("message-words"),
    age: byId("message-age"),
    json: byId("message-json"),
    bytes: byId("sent-bytes"),
    messages: byId("sent-messages"),
  }),
];

/** @returns {Promise<View[]>} */
async function cameraViews() {
  const [{ createCheckView }, { createCameraChoice }, { createKeptFaceView }] = await Promise.all([
    import("./student/check_view.js"),
    import("./student/camera_choice.js"),
    import("./student/kept_face_view.js"),
  ]);
  const showCameras = createCameraChoice(byId("camera-choice"));
  return [
    createTroubleView({
      trouble: byId("trouble"),
      title: byId("trouble-title"),
      steps: byId("trouble-steps"),
      mirror: byId("mirror-frame"),
      note: byId("mirror-note"),
    }),
    createCheckView({
      list: byId("check-list"),
      steps: ["step-camera", "step-place", "step-still"].map(byId),
      sends: byId("check-sends"),
      words: byId("calibration-words"),
      share: byId("calibration-share"),
      again: byId("measure-again"),
      skip: byId("skip-calibration"),
      start: byId("start-lesson"),
      oval: byId("oval"),
      hint: byId("mirror-hint"),
    }),
    createKeptFaceView({
      remeasure: byId("remeasure"),
      forget: ["forget-in-check", "forget-face"].map(byId),
      note: byId("face-note"),
      metersHeading: byId("meters-heading"),
    }),
    ({ camera }) => void showCameras(camera),
  ];
}

/** @param {Session} session */
function listen(session) {
  const onPress = (/** @type {string} */ id, /** @type {() => void} */ act) =>
    byId(id)?.addEventListener("click", act);
  onPress("im-lost", () => session.act("help"));
  onPress("pause", () => session.act("pause"));
  onPress("camera-off", () => session.act("camera"));
  onPress("take-back", () => session.takeBack());
  onPress("recheck", () => session.act("recheck"));
  onPress("retry", () => retry(session));
  onPress("measure-again", () => session.measureAgain());
  onPress("remeasure", () => session.measureAgain());
  onPress("forget-in-check", () => forgetFace(session, "calibration-words"));
  onPress("forget-face", () => forgetFace(session, "face-note"));
  onPress("skip-calibration", () => session.finishCheck({ measured: false }));
  onPress("start-lesson", () => session.finishCheck({ measured: true }));
  onPress("fold", () => fold(byId("fold")));
  for (const button of byId("asking").querySelectorAll("[data-answer]")) {
    button.addEventListener("click", () => session.answer(button.dataset.answer));
  }
  byId("camera-choice")?.addEventListener("change", () =>
    session.chooseCamera(byId("camera-choice").value),
  );
  byId("withdraw")?.addEventListener("submit", () => session.forgetFace());
  for (const button of main.querySelectorAll("[data-reload]")) {
    button.addEventListener("click", () => location.reload());
  }
}

/** @param {Session} session */
function retry(session) {
  // Files that do not come may be those of an older release: only a new page asks for the new ones.
  if (byId("trouble").dataset.trouble === "model_not_loaded") location.reload();
  else session.retry();
}

/** @param {Session} session @param {string} where  to go on, since the pressed button is gone */
function forgetFace(session, where) {
  session.forgetFace();
  byId(where).focus();
}

/** @param {HTMLElement} button */
function fold(button) {
  const folded = main.toggleAttribute("data-folded");
  button.setAttribute("aria-pressed", String(folded));
  button.textContent = folded ? "Show the mirror" : "Fold the mirror";
}

async function open() {
  const Eyes = usesCamera ? (await import("./student/eyes.js")).Eyes : null;
  if (usesCamera) views.push(...(await cameraViews()));
  const session = new Session({
    url: socketAddress(main.dataset.socket),
    video: byId("mirror"),
    Eyes,
    onScene: (scene) => views.forEach((show) => show(scene, performance.now())),
  });
  listen(session);
  session.start();
}

open();
