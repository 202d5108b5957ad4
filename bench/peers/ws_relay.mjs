/**
 * Stands for the lean relay that one would write today: a frame for each signal, and no more.
 *
 * Follows the README of `ws` ("Multiple servers sharing a single HTTP/S server", for a handshake that
 * waits for something of its own; no compression, as by default), and that of `ioredis` ("Pub/Sub": a
 * connection to publish and one to subscribe). Each signal is published on its class's channel. A
 * class that was once taught here stays subscribed. The option `enableAutoPipelining` is left out
 * because it cost this relay CPU, at 1200 signals a second and at 3600.
 *
 *     REDIS_URL=redis://… node bench/peers/ws_relay.mjs HOST PORT
 */

import { createServer } from "node:http";

import { Redis } from "ioredis";
import { WebSocketServer } from "ws";

import { isSignal } from "./signals.mjs";

const ADDRESS = /^\/(?:student\/(?<taken>[^/]+)\/(?<student>[^/]+)|teacher\/(?<taught>[^/]+))\/$/;

const [, , host, port] = process.argv;
const publisher = new Redis(process.env.REDIS_URL ?? "");
const subscriber = publisher.duplicate();
const sockets = new WebSocketServer({ noServer: true });

/** @type {Map<string, Set<import("ws").WebSocket>>} the teachers' sockets of each channel */
const teachers = new Map();

subscriber.on("message", (channel, text) => {
  for (const socket of teachers.get(channel) ?? []) socket.send(text);
});

/**
 * @param {import("ws").WebSocket} socket
 * @param {string} channel
 * @param {string} student
 */
function serveStudent(socket, channel, student) {
  socket.on("message", (data) => {
    const signal = JSON.parse(data.toString());
    if (isSignal(signal)) publisher.publish(channel, JSON.stringify({ student, ...signal }));
  });
}

/**
 * @param {import("ws").WebSocket} socket
 * @param {string} channel
 */
function serveTeacher(socket, channel) {
  const present = teachers.get(channel) ?? new Set();
  teachers.set(channel, present.add(socket));
  socket.on("close", () => present.delete(socket));
}

const server = createServer();
server.on("upgrade", async (request, connection, head) => {
  const groups = ADDRESS.exec(request.url ?? "")?.groups;
  if (!groups) {
    connection.destroy();
    return;
  }
  const { taken, student, taught } = groups;
  // An open socket promises a teacher that nothing is missed from now on.
  if (taught) await subscriber.subscribe(taught);
  sockets.handleUpgrade(request, connection, head, (socket) => {
    // A connection that breaks is followed by "close".
    socket.on("error", () => {});
    if (taught) serveTeacher(socket, taught);
    else serveStudent(socket, taken, student);
  });
});
server.listen({ host, port: Number(port), backlog: 2048 });
