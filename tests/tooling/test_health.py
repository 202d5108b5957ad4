"""The container's health check asks by a name that the server answers to."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tools import health


@contextmanager
def _answering_only(host: str) -> Iterator[int]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers["Host"] == host and self.path == "/health/"
            self.send_response(200 if known else 400)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("allowed", "host"),
    [("a.example,b.example", "a.example"), (".c.example", "c.example"), ("", "localhost")],
)
def test_it_asks_by_the_first_allowed_name(allowed, host):
    with _answering_only(host) as port:
        health.check(port, allowed)


def test_a_refusal_is_an_error():
    with _answering_only("other.example") as port, pytest.raises(OSError, match="400"):
        health.check(port, "a.example")


def test_no_answer_is_an_error():
    with pytest.raises(OSError, match="refused"):
        health.check(9, "a.example")
