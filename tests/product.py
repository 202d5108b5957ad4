"""The product as it really runs: a web server of its own process, on the tests' database."""

import os
import signal
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

from tools import web_server
from tools.children import Child
from tools.ports import free_port

PATIENCE = 30.0  # seconds; a deadline for things that take well under one


class Product:
    """One web server. Several of them share the database and Redis, as in production."""

    def __init__(
        self,
        log: Path,
        *,
        server: str = "daphne",
        workers: int = 1,
        **environment: str,
    ) -> None:
        self.port = free_port()
        self._command = web_server.command("127.0.0.1", self.port, server, workers)
        self._log = log
        self._environment = environment
        self._child: Child | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The process's id, which is also that of its group."""
        assert self._child is not None
        return self._child.pid

    @property
    def log(self) -> str:
        return self._log.read_text()

    def start(self) -> None:
        with self._log.open("ab") as output:
            self._child = Child(
                self._command,
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

    def ask_to_end(self) -> None:
        """As a deploy does: SIGTERM to the process itself, not to its workers. `ended` waits."""
        os.kill(self.pid, signal.SIGTERM)

    def ended(self) -> int:
        """Wait for the process to end after `ask_to_end`, and return its exit status."""
        assert self._child is not None
        deadline = time.monotonic() + PATIENCE
        while (status := self._child.status) is None:
            assert time.monotonic() < deadline, f"The server does not end:\n{self.log}"
            time.sleep(0.02)
        return status

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
