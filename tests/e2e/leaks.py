"""What left a student's page, and what of it should not have. The recorder is fed by the browser;
``leaks`` is a pure function over what it wrote down."""

import base64
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebSocket

from live.protocol import MAX_BYTES, Refused, parse_student, parse_teacher
from tests.network import Network

PATIENCE = 60  # seconds
PARSERS = {"student": parse_student, "teacher": parse_teacher}
REQUEST_LINE = re.compile(rb"(?:^|\r\n)([A-Z]+) (\S+) HTTP/1\.[01]\r\n")


@dataclass(frozen=True)
class Departure:
    """One thing that left, or tried to."""

    kind: Literal["asked", "wire", "socket", "frame", "refused", "peer"]
    """An HTTP request that the browser may have answered from its cache; one that went over the
    wire; an opened WebSocket; a message on one; what the page's content policy refused; a WebRTC
    connection."""
    url: str
    method: str = ""
    content: str = ""
    """Of a frame its text, of a request its body."""
    live: bool = False
    """Whether the page's analysis ran already."""


class Recorder:
    """Writes down everything that a browser profile sends, from all of its pages and workers.

    Its pages must be opened at the address of ``network``, while that is entered: what a browser
    asks of its cache never comes by there, and what any part of it sends to the server does.
    """

    def __init__(self, port: int) -> None:
        self.departures: list[Departure] = []
        self.live = False
        self.network = Network(port, listen=self._on_wire)

    def listen(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("page", lambda page: page.on("websocket", self._socket))
        context.on("console", self._hear)
        context.expose_binding("tellRecorder", self._told)
        context.add_init_script(WATCH_PAGE)

    def _note(self, kind, url: str, method: str = "", content: str = "") -> None:
        self.departures.append(Departure(kind, url, method, content, self.live))

    def _on_wire(self, data: bytes) -> None:
        # A browser sends the head of a request in one piece.
        for method, path in REQUEST_LINE.findall(data):
            self._note("wire", self.network.url + path.decode(), method.decode())

    def _request(self, request: Request) -> None:
        body = request.post_data_buffer or b""
        self._note("asked", request.url, request.method, body.decode(errors="replace"))

    def _socket(self, socket: WebSocket) -> None:
        self._note("socket", socket.url)
        socket.on("framesent", lambda data: self._frame(socket.url, data))

    def _frame(self, url: str, data: str | bytes) -> None:
        text = data if isinstance(data, str) else f"binary {base64.b64encode(data).decode()}"
        self._note("frame", url, content=text)

    def _hear(self, line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text:
            self._note("refused", line.text)

    @property
    def frames(self) -> list[str]:
        """The messages that were sent, oldest first."""
        return [one.content for one in self.departures if one.kind == "frame"]

    def until(self, page: Page, happened: Callable[[], bool]) -> None:
        """Wait until enough was written down."""
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < deadline, self.departures[-10:]
            # The browser's events are heard while something is asked of it.
            page.evaluate("() => new Promise(requestAnimationFrame)")

    def more_frames(self, count: int) -> Callable[[], bool]:
        """For ``until``: so many messages more."""
        wanted = len(self.frames) + count
        return lambda: len(self.frames) >= wanted

    def _told(self, source: dict[str, Page], wishes: str) -> None:
        self._note("peer", wishes)


# What the browser does not report by itself. Workers have no such connections.
WATCH_PAGE = """
window.RTCPeerConnection = class extends window.RTCPeerConnection {
  constructor(...wishes) {
    super(...wishes);
    window.tellRecorder(JSON.stringify(wishes));
  }
};
"""


def leaks(departures: list[Departure], origin: str, role: str) -> list[str]:
    """What should not have left, in words; nothing where all is well.

    Args:
        departures: in their order.
        origin: of the product, such as ``https://school.example``.
        role: whose messages may go over the socket: ``student`` or ``teacher``.
    """
    return [words for one in departures if (words := _fault(one, origin, role))]


def _fault(one: Departure, origin: str, role: str) -> str | None:
    match one.kind:
        case "refused":
            return f"The content policy refused it: {one.url}"
        case "peer":
            return f"A WebRTC connection was made: {one.url}"
        case _:
            elsewhere = _origin_of(one.url) != origin
            return f"Sent to another host: {one.url}" if elsewhere else _own_fault(one, role)


def _own_fault(one: Departure, role: str) -> str | None:
    """What is wrong with something that went to the product itself."""
    if one.kind == "asked":
        return None  # What did not come from the cache is seen on the wire.
    if one.kind == "wire":
        return None if _is_own_socket(one, role) else _request_fault(one)
    if not _is_own_socket(one, role):
        return f"A {one.kind} at another address: {one.url}"
    return _frame_fault(one.content, role) if one.kind == "frame" else None


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    scheme = {"ws": "http", "wss": "https"}.get(parts.scheme, parts.scheme)
    return f"{scheme}://{parts.netloc}"


def _request_fault(one: Departure) -> str | None:
    if one.live:
        return f"A request while the analysis ran: {one.method} {one.url}"
    if one.method != "GET":
        return f"A request that carries something: {one.method} {one.url}"
    return None if not urlsplit(one.url).query else f"A request with a query: {one.url}"


def _is_own_socket(one: Departure, role: str) -> bool:
    parts = urlsplit(one.url)
    path = parts.path.split("/")
    return (path[:3], path[4:], parts.query) == (["", "ws", "classes"], [role, ""], "")


def _frame_fault(text: str, role: str) -> str | None:
    if len(text.encode()) > MAX_BYTES:
        return f"A message of {len(text.encode())} bytes: {text[:80]}"
    try:
        PARSERS[role](text)
    except Refused as refusal:
        return f"A message off the protocol ({refusal}): {text[:80]}"
    return None
