/**
 * Stands for the relay that most would choose: Socket.IO, ready for many processes.
 *
 * Follows Socket.IO's "Server API" and "Rooms", and the README of `@socket.io/redis-adapter` ("With
 * the `redis` package"). Students emit `signal`, and the class's teachers hear each. Compression is
 * off, as it is by default.
 *
 *     REDIS_URL=redis://… node bench/peers/socketio_relay.mjs HOST PORT
 */

import { createServer } from "node:http";

import { createAdapter } from "@socket.io/redis-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

import { isSignal } from "./signals.mjs";

const [, , host, port] = process.argv;
const publisher = createClient({ url: process.env.REDIS_URL });
const subscriber = publisher.duplicate();
for (const client of [publisher, subscriber]) client.on("error", console.error);
await Promise.all([publisher.connect(), subscriber.connect()]);

const server = createServer();
const io = new Server(server, {
  adapter: createAdapter(publisher, subscriber),
  transports: ["websocket"],
});

/** @param {string} classroom */
function teachersOf(classroom) {
  return `teachers:${classroom}`;
}

io.on("connection", (socket) => {
  socket.on("join", async ({ class: classroom, student }, joined) => {
    if (student === undefined) await socket.join(teachersOf(classroom));
    else socket.data = { classroom, student };
    joined();
  });
  socket.on("signal", (signal) => {
    const { classroom, student } = socket.data;
    if (!student || !isSignal(signal)) return;
    io.to(teachersOf(classroom)).emit("signal", { student, ...signal });
  });
});
server.listen({ host, port: Number(port), backlog: 2048 });
