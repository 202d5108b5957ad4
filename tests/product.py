"""The product as it really runs: a web server of its own process, on the tests' database."""

import os
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

from tools import web_server
from tools.children import Child

PATIENCE = 30.0  # seconds; a deadline for things that take well under one


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Product:
    """One web server. Several of them share the database and Redis, as in production."""

    def __init__(self, log: Path, **environment: str) -> None:
        self.port = free_port()
        self._log = log
        self._environment = environment
        self._child: Child | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self._log.read_text()

    def start(self) -> None:
        with self._log.open("ab") as output:
            self._child = Child(
                web_server.command("127.0.0.1", self.port),
                env={**os.environ, **self._environment},
                output=output,
            )
        try:
            self._await_health()
        except BaseException:
            self.stop()
            raise

    def _await_health(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/health/", timeout=PATIENCE):
                    return
            except urllib.error.HTTPError as error:
                raise AssertionError(f"{error}\n{self.log}") from None
            except OSError:
                if self._child is None or self._child.status is not None:
                    raise AssertionError(f"The server stopped:\n{self.log}") from None
                if time.monotonic() > deadline:
                    raise AssertionError(f"The server does not answer:\n{self.log}") from None
                time.sleep(0.05)

    def stop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None

    def kill(self) -> None:
        """As a power cut would: kill -9."""
        if self._child is not None:
            self._child.kill()
            self._child = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
