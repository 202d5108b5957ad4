"""Child processes that never outlive their parent, not even one that was killed with -9.

Each child gets a watchdog: a shell that waits on a pipe whose other end only the parent holds. When
the parent is gone, in whatever way, the kernel closes the pipe and the watchdog kills the child's
process group. Linux's PR_SET_PDEATHSIG would not do: macOS has none, and it fires when the *thread*
that started the child ends.
"""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

# Reads the child's process group, then waits: `read` ends only when the pipe closes.
_WATCHDOG = 'read -r group && { read -r _; kill -s KILL -- "-$group"; } 2>/dev/null'


class Child:
    """A running child process with its watchdog."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        output: IO[bytes] | int | None = None,
        stdin: str | None = None,
    ) -> None:
        """Start `command` in a process group of its own, so that Ctrl-C reaches the parent alone.

        Args:
            command: program and arguments.
            env: its environment; the parent's where None.
            cwd: its working directory.
            output: where its output and errors go; the parent's where None.
            stdin: text that it reads from its standard input.

        Raises:
            OSError: when the program cannot be started.
        """
        self._watchdog = subprocess.Popen(
            ["sh", "-c", _WATCHDOG],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self._process = subprocess.Popen(
                [str(part) for part in command],
                env=env,
                cwd=cwd,
                stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                stdout=output,
                stderr=None if output is None else subprocess.STDOUT,
                start_new_session=True,
            )
        except BaseException:
            self._dismiss_watchdog()
            raise
        _feed(self._watchdog, f"{self.pid}\n", close=False)
        if stdin is not None:
            _feed(self._process, stdin, close=True)

    @property
    def pid(self) -> int:
        """The child's process id, which is also its process group's."""
        return self._process.pid

    @property
    def status(self) -> int | None:
        """Its exit status, or None while it runs."""
        return self._process.poll()

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the child and to whatever it started."""
        if self.status is None:
            os.killpg(self.pid, number)

    def stop(self, *, grace: float = 10) -> None:
        """Ask the child to end, and kill it where it has not within `grace` seconds."""
        self.send(signal.SIGTERM)
        try:
            self._process.wait(grace)
        except subprocess.TimeoutExpired:
            self.kill()
        self._dismiss_watchdog()

    def kill(self) -> None:
        """End the child at once."""
        self.send(signal.SIGKILL)
        self._process.wait()
        self._dismiss_watchdog()

    def _dismiss_watchdog(self) -> None:
        # Before the process id can be given to someone else.
        self._watchdog.kill()
        self._watchdog.wait()
        if self._watchdog.stdin:
            self._watchdog.stdin.close()


def _feed(process: subprocess.Popen[bytes], text: str, *, close: bool) -> None:
    assert process.stdin
    process.stdin.write(text.encode())
    process.stdin.flush()
    if close:
        process.stdin.close()
