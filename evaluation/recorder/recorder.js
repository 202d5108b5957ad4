/**
 * Hands pictures to the product's own worker, in their order and as fast as it takes them, and
 * tells the server what it says of them. Python drives it through `window.recorder`.
 *
 * @typedef {import("../../static/js/attention/face.js").FaceData} FaceData
 *
 * @typedef {object} Job  one series
 * @property {string} name  its pictures are at /pictures/NAME/0 and so on, and /pictures/NAME/empty
 *   shows nobody
 * @property {number} frames
 * @property {number} fps
 *
 * @typedef {{ kind: "face", data: FaceData, cost: number, wait: number }
 *   | { kind: "skipped", wait: number }} Answer
 */

const WORKER = "/static/js/vision/landmarks_worker.js";

/** A worker that skips this often in a row has broken down. */
const MOST_SKIPS = 100;
/** Empty pictures in a row in which nobody is seen, before the next series: nothing is left of
 * the last one, in the landmarker's tracking or in what the sweep believes. */
const EMPTY = 3;

/**
 * Work through all jobs, some at a time, each with a worker of its own.
 * @param {Job[]} jobs
 * @param {number} lanes
 */
async function record(jobs, lanes) {
  const left = [...jobs];
  const work = async () => {
    const eye = await openEye();
    for (let job = left.shift(); job; job = left.shift()) await recordOne(job, eye);
    eye.close();
  };
  await Promise.all(Array.from({ length: Math.min(lanes, jobs.length) }, work));
}

/** @param {Job} job @param {Eye} eye */
async function recordOne({ name, frames, fps }, eye) {
  await forget(eye, await pictureAt(`${name}/empty`));
  const lines = [];
  let next = pictureAt(`${name}/0`);
  for (let i = 0; i < frames; i += 1) {
    const picture = await next;
    // The next one is made and fetched while this one is looked at.
    if (i + 1 < frames) next = pictureAt(`${name}/${i + 1}`);
    lines.push(JSON.stringify(asBegun(await eye.look(picture), i, fps)));
  }
  await fetch(`/told/${name}`, { method: "POST", body: lines.join("\n") });
}

/**
 * On the series' own clock, which starts with it: what came before is none of its business.
 * @param {FaceData} data
 * @param {number} i
 * @param {number} fps
 * @returns {FaceData}
 */
function asBegun(data, i, fps) {
  const picture = i === 0 ? { ...data.picture, change: null } : data.picture;
  return { ...data, time: (i * 1000) / fps, picture };
}

/** @param {Eye} eye @param {Blob} empty */
async function forget(eye, empty) {
  let seen = 0;
  while (seen < EMPTY) seen = (await eye.look(empty)).count === 0 ? seen + 1 : 0;
}

/** @param {string} address @returns {Promise<Blob>} */
async function pictureAt(address) {
  const response = await fetch(`/pictures/${address}`);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.blob();
}

/** @typedef {{ look: (picture: Blob) => Promise<FaceData>, close: () => void }} Eye */

/**
 * The product's worker, loaded.
 * @returns {Promise<Eye>}
 */
async function openEye() {
  const worker = new Worker(WORKER, { type: "module" });
  const answered = () =>
    new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
      worker.addEventListener("error", ({ message }) => reject(new Error(message)), { once: true });
    });
  await answered(); // "ready"
  const { timeOrigin: origin } = performance;
  worker.postMessage({ kind: "load", origin, delegate: "CPU", sweeps: true, afresh: false });
  const loaded = await answered();
  if (loaded.kind !== "loaded") throw new Error(loaded.trouble);
  let due = 0; // ms

  /** @param {Blob} picture @returns {Promise<FaceData>} */
  async function look(picture) {
    for (let skips = 0; skips < MOST_SKIPS; skips += 1) {
      const frame = await createImageBitmap(picture);
      await untilThen(due);
      worker.postMessage({ kind: "frame", frame }, [frame]);
      /** @type {Answer} */
      const answer = await answered();
      due = performance.now() + answer.wait;
      if (answer.kind === "face") return answer.data;
    }
    throw new Error("The worker takes no pictures.");
  }

  return { look, close: () => worker.terminate() };
}

/** @param {number} due  ms */
function untilThen(due) {
  const wait = due - performance.now();
  return wait > 0 ? new Promise((resolve) => setTimeout(resolve, wait)) : undefined;
}

window.recorder = { record };
