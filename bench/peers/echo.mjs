/**
 * The floor under every relay on Node: what it costs to receive a frame and to send one.
 *
 * Follows the README of `ws` ("Simple server"). What comes back is not looked into.
 *
 *     node bench/peers/echo.mjs HOST PORT
 */

import { WebSocketServer } from "ws";

const [, , host, port] = process.argv;

const server = new WebSocketServer({ host, port: Number(port), backlog: 2048 });
server.on("connection", (socket) => {
  // A connection that breaks is followed by "close".
  socket.on("error", () => {});
  socket.on("message", (data, binary) => socket.send(data, { binary }));
});
