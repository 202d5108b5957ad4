/**
 * Tries the graphics hardware beside the running session, on the same camera and in a worker of its
 * own: nothing waits for it, and nothing is lost where it fails. At most once.
 *
 *   const trial = new Trial({ open, onFaster, onHeard });
 *   trial.follow(message);   // whatever the running session says
 *   trial.stop();            // if it is still going on
 *
 * @typedef {import("../attention/face.js").FaceData} FaceData
 * @typedef {import("./delegate.js").Sample} Sample
 * @typedef {import("./session.js").Heard} Heard
 * @typedef {import("./session.js").Session} Session
 *
 * @typedef {object} Contest
 * @property {(hear: (message: Heard) => void) => Session} open  a session on the GPU
 * @property {(session: Session) => void} onFaster  it takes over; `onHeard` hears it from now on
 * @property {(message: Heard) => void} onHeard
 */
import { SAMPLES, agree, chosen, isWorthTrying } from "./delegate.js";

/** ms for loading, the first frames and those that count. */
const LIMIT = 20_000;

export class Trial {
  #contest;
  #renderer = "";
  /** @type {number[]} */
  #costs = [];
  /** @type {FaceData | null} */
  #latest = null;
  /** @type {"none" | "running" | "won" | "over"} */
  #stage = "none";
  /** @type {Sample[]} */
  #samples = [];
  /** @type {Session | null} */
  #challenger = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Contest} contest */
  constructor(contest) {
    this.#contest = contest;
  }

  /** @param {Heard} message */
  follow(message) {
    if (message.kind === "loaded") this.#renderer = message.renderer;
    if (message.kind !== "face") return;
    this.#latest = message.data;
    if (message.data.faces.length === 0) return;
    this.#costs = [...this.#costs, message.cost].slice(-SAMPLES);
    const isWorthIt = this.#stage === "none" && isWorthTrying(this.#renderer, this.#costs);
    if (isWorthIt) this.#begin();
  }

  stop() {
    if (this.#stage === "won") return;
    this.#stage = "over";
    clearTimeout(this.#timer);
    this.#challenger?.stop();
  }

  #begin() {
    this.#stage = "running";
    this.#timer = setTimeout(() => this.stop(), LIMIT);
    this.#challenger = this.#contest.open((message) => this.#hear(message));
  }

  /** @param {Heard} message */
  #hear(message) {
    if (this.#stage === "won") this.#contest.onHeard(message);
    else if (this.#stage === "running") this.#judge(message);
  }

  /** @param {Heard} message */
  #judge(message) {
    if (message.kind === "trouble") return this.stop();
    if (message.kind === "loaded" || !this.#latest) return undefined;
    const agrees = agree(this.#latest, message.data);
    if (message.data.faces.length > 0) this.#samples.push({ cost: message.cost, agrees });
    const delegate = chosen(this.#costs, this.#samples);
    if (delegate === "CPU") return this.stop();
    return delegate === "GPU" ? this.#win() : undefined;
  }

  #win() {
    clearTimeout(this.#timer);
    this.#stage = "won";
    if (this.#challenger) this.#contest.onFaster(this.#challenger);
  }
}
