"""A wire between browser and server that can be listened to: what a browser asks of its cache
never comes by here, and what any part of it sends to the server does."""

import re
import socket
import socketserver
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

REQUEST_LINE = re.compile(rb"(?:^|\r\n)([A-Z]+) (\S+) HTTP/1\.[01]\r\n")


class Relay:
    """Passes everything on to a port of this machine, and tells of each HTTP request.

    ``on_request`` is called with method and path, in a thread of the relay's own.
    """

    def __init__(self, port: int, on_request: Callable[[str, str], None]) -> None:
        relay = self

        class Caller(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                relay._pass_on(self.request)

        self._port = port
        self._on_request = on_request
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Caller)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def _pass_on(self, caller: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", self._port)) as server:
            back = threading.Thread(target=_copy, args=(server, caller), daemon=True)
            back.start()
            _copy(caller, server, self._listen)
            back.join()

    def _listen(self, data: bytes) -> None:
        # A browser sends the head of a request in one piece.
        for method, path in REQUEST_LINE.findall(data):
            self._on_request(method.decode(), path.decode())

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _copy(
    source: socket.socket, target: socket.socket, listen: Callable[[bytes], None] = lambda _: None
) -> None:
    with suppress(OSError):  # either side may hang up at any time
        while data := source.recv(65_536):
            listen(data)
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
