"""Headers of static files: how long they may be kept, and what their workers may do."""

import re
from wsgiref.headers import Headers

# Addresses that hold a digest or a version: what lies there never changes.
_FOR_GOOD = re.compile(r"/(static/[0-9a-f]{12}|vendor)/")
_YEAR = 365 * 24 * 3600  # seconds

# A worker obeys the policy that comes with its own script, not its page's.
_WORKER_CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def add_headers(headers: Headers, path: str, url: str) -> None:
    """Called by ServeStatic for every file that it serves."""
    if _FOR_GOOD.match(url):
        headers["Cache-Control"] = f"max-age={_YEAR}, public, immutable"
    if url.endswith("_worker.js"):
        headers["Content-Security-Policy"] = _WORKER_CSP
