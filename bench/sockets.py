"""One side of a dialect on an open socket: says what opens it, answers, and hears the news."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from bench.dialect import Dialect, Names, Role, answer
from bench.tally import Tally

HANDSHAKE = 60.0
"""Seconds that a handshake may take: a storm must queue, not fail."""


class Socket(WSListener):
    """A student's or a teacher's socket. ``ready`` is done once it is in use."""

    def __init__(self, role: Role, names: Names, hear: Callable[[bytes], None] | None) -> None:
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: WSTransport | None = None
        self._role, self._names, self._hear = role, names, hear
        self._step = 0

    def say(self, text: bytes) -> bool:
        """Send a text; False where the socket is gone."""
        if self.transport is None or self.transport.is_disconnected:
            return False
        self.transport.send(WSMsgType.TEXT, text)
        return True

    def cut(self) -> None:
        """Break the connection, as a lost network does."""
        if self.transport is not None:
            self.transport.underlying_transport.abort()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport
        self._go_on(b"")

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            # As a browser does: uvicorn waits for the answer before it lets the connection go.
            transport.send_close(frame.get_close_code())
        if frame.msg_type != WSMsgType.TEXT:
            return
        if self.ready.done() and self._hear is None and not self._role.answers:
            return
        text = frame.get_payload_as_bytes()
        if not self.ready.done():
            self._go_on(text)
        for heard, say in self._role.answers:
            if match := heard.search(text):
                self.say(answer(say, match, self._names))
        if self._hear is not None:
            self._hear(text)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("closed before it was in use"))

    def _go_on(self, heard: bytes) -> None:
        """Say what is due in the opening, one step for each frame that was waited for."""
        opening = self._role.opening
        while self._step < len(opening):
            wait, say = opening[self._step]
            if wait.pattern and not wait.search(heard):
                return
            self._step += 1
            self.say(say.substitute(self._names).encode())
            heard = b"" if wait.pattern else heard
        if self._role.ready is None or (heard and self._role.ready.search(heard)):
            self.ready.set_result(None)


class Person:
    """Who opens a socket, and may have to do so again."""

    def __init__(
        self, url: str, role: Role, names: Names, cookie: str, hear: Callable[[bytes], None] | None
    ) -> None:
        self.names = names
        self.socket: Socket | None = None
        self._url = url.rstrip("/").replace("http", "ws", 1) + role.path.substitute(names)
        self._headers = {"Origin": url.rstrip("/"), "X-Forwarded-Proto": "https"}
        if cookie:
            self._headers["Cookie"] = cookie
        self._role, self._hear = role, hear

    async def open(self) -> None:
        """Open the socket, and return when it is in use.

        Raises:
            OSError, picows.WSError: where that fails.
        """
        socket = self.socket = Socket(self._role, self.names, self._hear)
        await ws_connect(
            lambda: socket,
            self._url,
            extra_headers=self._headers,
            websocket_handshake_timeout=HANDSHAKE,
            max_frame_size=1 << 24,
            enable_auto_pong=True,
        )
        await asyncio.wait_for(socket.ready, HANDSHAKE)

    def say(self, text: bytes) -> bool:
        return self.socket is not None and self.socket.say(text)

    def cut(self) -> None:
        if self.socket is not None:
            self.socket.cut()


class Ear:
    """What a listener does with each frame: look for news, and put it into the tally."""

    def __init__(self, dialect: Dialect) -> None:
        self.tally = Tally()
        self.all_heard = asyncio.Event()
        """Set whenever nothing is on its way any more."""
        self._find = dialect.news.finditer

    def __call__(self, text: bytes) -> None:
        now = time.perf_counter()
        self.tally.frames += 1
        self.tally.octets += len(text)
        for news in self._find(text):
            self.tally.hear(news["student"], int(news["seq"]), now)
        if not self.tally.unheard:
            self.all_heard.set()
