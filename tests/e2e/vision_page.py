"""The product's camera, analysis and attention on a bare page (``vision_page/``): how it is served,
how it is opened, and how a test gets between its worker and the world."""

import http.server
import logging
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route

ROOT = Path(__file__).parents[2]
PAGE = Path(__file__).parent / "vision_page"
SERVED = {"/static/": ROOT / "static", "/vendor/": ROOT / "build/vendor", "/page/": PAGE}

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "connect-src 'self'; img-src 'self'; media-src 'self'; style-src 'self'"
)
GENEROUS = 60_000  # ms, for slow machines; every wait is for an event

log = logging.getLogger(__name__)


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
        if self.path.startswith("/vendor/"):
            self.send_header("Cache-Control", "max-age=31536000, public, immutable")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Keep the test's output for the test."""


@contextmanager
def served(handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve the product's browser code; give the address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def opened(context: BrowserContext, origin: str) -> Iterator[Page]:
    """The page, not yet looking; fails on its errors and on any request that leaves its origin."""
    page = context.new_page()
    page.set_default_timeout(GENEROUS)
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: log.info("%s", message.text))
    page.goto(f"{origin}/page/index.html")
    yield page
    stop(page)
    assert errors == []
    assert [url for url in requests if not url.startswith(origin)] == []


def stop(page: Page) -> None:
    """Stop looking, and wait until no worker is left."""
    with ExitStack() as closing:
        for worker in page.workers:
            closing.enter_context(worker.expect_event("close"))
        page.evaluate("() => vision.stop()")


def await_trouble(page: Page, trouble: str) -> None:
    page.wait_for_function("(trouble) => vision.troubles.includes(trouble)", arg=trouble)


def await_faces(page: Page, ms: int = 0) -> list[dict]:
    """All face data of the next frames."""
    return page.evaluate("(ms) => vision.collect(ms)", ms)


def altered(context: BrowserContext, name: str, *, old: str = "", new: str) -> None:
    """Let a script of vision be served with a piece of it changed, or put before it."""
    source = (ROOT / "static/js/vision" / name).read_text()
    assert old in source
    body = source.replace(old, new, 1) if old else new + source
    headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/javascript"}

    def answer(route: Route) -> None:
        route.fulfill(body=body, headers=headers)

    context.route(f"**/vision/{name}", answer)
