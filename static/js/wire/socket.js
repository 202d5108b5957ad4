/**
 * A WebSocket that heals by itself: the edge around `link.js`.
 *
 *   const socket = createSocket({
 *     url: socketAddress("/ws/classes/…/student/"),
 *     parse: parseToStudent,
 *     encode: encodeStudent,
 *     onOpen: () => socket.send(hello(0)),
 *     onMessage: (message) => …,
 *     onLink: ({ state, code, name }) => …,
 *   });
 *   socket.start();
 *
 * `onOpen` runs at every connection, the first and all later ones. A page that comes back into
 * view or back online does not wait for the next attempt.
 *
 * @typedef {import("./link.js").LinkState} LinkState
 * @typedef {{ state: LinkState, code: number, name: string }} LinkNews
 *   `name`: of the close code in lower case, "closed" for any that is not ours
 * @typedef {(event: import("./link.js").LinkEvent) => LinkState} Happen  the state after the event
 */
import { clock } from "./clock.js";
import { IDLE, nextLink } from "./link.js";
import { OffProtocol, closeName } from "./protocol.js";
import { startTicker } from "./ticker.js";

/** How often the link is looked after, ms. */
const LOOK = 500;

/**
 * @template Incoming
 * @template Outgoing
 * @typedef {object} SocketOptions
 * @property {string} url
 * @property {(text: string) => Incoming} parse
 * @property {(message: Outgoing) => string} encode
 * @property {() => void} onOpen
 * @property {(message: Incoming) => void} onMessage
 * @property {(news: LinkNews) => void} onLink  whenever the state of the link changes
 */

/**
 * @template Outgoing
 * @typedef {object} Socket
 * @property {() => void} start
 * @property {() => void} stop  closes for good; `onLink` hears "idle"
 * @property {(message: Outgoing) => string | null} send
 *   the exact text that was sent, or null while the link is not open
 */

/**
 * The address of a socket on the host that this page came from.
 * @param {string} path
 * @returns {string}
 */
export function socketAddress(path) {
  const address = new URL(path, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address.href;
}

/**
 * @template Incoming
 * @template Outgoing
 * @param {SocketOptions<Incoming, Outgoing>} options
 * @returns {Socket<Outgoing>}
 */
export function createSocket(options) {
  let link = IDLE;
  /** @type {WebSocket | null} */
  let socket = null;
  let rest = () => {};

  /** @type {Happen} */
  function happen(event) {
    const before = link.state;
    link = nextLink(link, event, { now: clock(), chance: Math.random() });
    if (link.state === before) return link.state;
    follow();
    options.onLink({ state: link.state, code: link.code, name: closeName(link.code) });
    if (link.state === "open") options.onOpen();
    return link.state;
  }

  /** Let the socket be what the link says. */
  function follow() {
    if (link.state === "open") return;
    drop();
    if (link.state === "connecting") socket = connect(options, happen);
    if (link.state === "idle" || link.state === "ended") rest();
  }

  function drop() {
    const old = socket;
    socket = null;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
  }

  return {
    start() {
      rest();
      rest = lookAfter(happen);
      happen({ type: "start" });
    },
    stop: () => happen({ type: "stop" }),
    send(message) {
      const text = options.encode(message);
      if (link.state !== "open" || !socket) return null;
      socket.send(text);
      return text;
    },
  };
}

/**
 * Tell the link how time goes by, and when the page comes back.
 * @param {Happen} happen
 * @returns {() => void}  stops
 */
function lookAfter(happen) {
  const stopTicker = startTicker(LOOK, () => happen({ type: "tick" }));
  const wake = () => {
    if (document.visibilityState === "visible") happen({ type: "wake" });
  };
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);
  return () => {
    stopTicker();
    removeEventListener("online", wake);
    document.removeEventListener("visibilitychange", wake);
  };
}

/**
 * @template Incoming
 * @template Outgoing
 * @param {SocketOptions<Incoming, Outgoing>} options
 * @param {Happen} happen
 * @returns {WebSocket}
 */
function connect({ url, parse, onMessage }, happen) {
  const socket = new WebSocket(url);
  socket.onopen = () => happen({ type: "opened" });
  socket.onclose = ({ code }) => happen({ type: "closed", code });
  socket.onmessage = ({ data }) => {
    if (happen({ type: "heard" }) !== "open") return;
    const message = understood(parse, data);
    if (message !== null) onMessage(message);
  };
  return socket;
}

/**
 * @template Incoming
 * @param {(text: string) => Incoming} parse
 * @param {string} text
 * @returns {Incoming | null}  null for a message that this page does not know
 */
function understood(parse, text) {
  try {
    return parse(text);
  } catch (problem) {
    if (!(problem instanceof OffProtocol)) throw problem;
    console.warn(`A message was not understood: ${problem.message}`);
    return null;
  }
}
