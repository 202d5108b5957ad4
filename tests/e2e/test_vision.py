"""The camera, MediaPipe and attention in a real Chromium, on a fake webcam's clips.

The clips are warped from single photographs: they prove that the whole path reacts as the rules
say, not that it is right about people.
"""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.e2e.clips import build_clips, build_scenario

ROOT = Path(__file__).parents[2]
PAGE = Path(__file__).parent / "vision_page"
SERVED = {"/static/": ROOT / "static", "/vendor/": ROOT / "build/vendor", "/page/": PAGE}

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "connect-src 'self'; img-src 'self'; media-src 'self'; style-src 'self'"
)
FLAGS = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GENEROUS = 120_000  # ms, for slow machines; every wait is for an event


class Handler(http.server.SimpleHTTPRequestHandler):
    """The product's files at their addresses, under the product's content policy."""

    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def translate_path(self, path: str) -> str:
        address = urlsplit(path).path
        for prefix, folder in SERVED.items():
            if address.startswith(prefix):
                return str(folder / address.removeprefix(prefix))
        return str(PAGE / "absent")

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output for the test."""


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """Serve the product's browser code; give the address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The clips by name."""
    return build_clips(ROOT / "build" / "clips")


Open = Callable[[Path], Page]


@contextmanager
def launched(playwright: Playwright, clip: Path) -> Iterator[Browser]:
    """A Chromium whose webcam plays the clip."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    flags = [*FLAGS, f"--use-file-for-fake-video-capture={clip.resolve()}"]
    browser = playwright.chromium.launch(executable_path=path, args=flags)
    yield browser
    browser.close()


@contextmanager
def watching(origin: str, clip: Path) -> Iterator[Page]:
    """The page under test, analysing; fails on any request that leaves its origin."""
    with sync_playwright() as playwright, launched(playwright, clip) as browser:
        page = browser.new_page()
        page.set_default_timeout(GENEROUS)
        requests: list[str] = []
        page.context.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: print("pageerror", error))
        page.on("console", lambda m: print("console", m.text) if m.type == "error" else None)
        page.goto(f"{origin}/page/index.html")
        page.evaluate("() => vision.start()")
        yield page
        assert page.evaluate("() => vision.troubles") == []
        page.evaluate("() => vision.stop()")
        assert [url for url in requests if not url.startswith(origin)] == []
        assert page.workers == []
