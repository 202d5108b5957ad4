"""The product's browser code at its addresses and under its content policy, without the product."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from tools.console import ROOT

SERVED: Final = {"/static/": ROOT / "static", "/vendor/": ROOT / "build/vendor"}
POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "connect-src 'self'; img-src 'self'; media-src 'self'; style-src 'self'"
)

Pictures = Callable[[str], bytes]
"""Gives the JPEG at an address below /pictures/."""
Told = Callable[[str, bytes], None]
"""Takes what the page tells at an address below /told/."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files, pictures that are made when they are asked for, and an ear."""

    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, *args: Any, page: Path, pictures: Pictures, told: Told) -> None:
        self.folders = {**SERVED, "/page/": page}
        self.pictures = pictures
        self.told = told
        super().__init__(*args)

    def translate_path(self, path: str) -> str:
        address = urlsplit(path).path
        for prefix, folder in self.folders.items():
            if address.startswith(prefix):
                return str(folder / address.removeprefix(prefix))
        return str(self.folders["/page/"] / "absent")

    def do_GET(self) -> None:
        if not self.path.startswith("/pictures/"):
            return super().do_GET()
        self._answer("image/jpeg", self.pictures(self.path.removeprefix("/pictures/")))
        return None

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.told(self.path.removeprefix("/told/"), body)
        self._answer("text/plain", b"")

    def _answer(self, kind: str, content: bytes) -> None:
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Keep the output for what matters."""


def _nothing(address: str) -> bytes:
    raise LookupError(address)


def _unheard(address: str, _: bytes) -> None:
    raise LookupError(address)


@contextmanager
def serving(page: Path, pictures: Pictures = _nothing, told: Told = _unheard) -> Iterator[str]:
    """Serve the product's browser code beside the folder ``page``, at /page/; give the origin."""
    handler = partial(Handler, page=page, pictures=pictures, told=told)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
