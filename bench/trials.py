"""What is measured: each trial is one relay under one load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from bench import servers
from bench.servers import Server

Start = Callable[[dict[str, str], Path], Server]


@dataclass(frozen=True, slots=True)
class Relay:
    """Something to load: how it is started, and which dialect it speaks."""

    start: Start
    dialect: str


def _ours(server: str, env: dict[str, str], log: Path, processes: int = 1) -> Server:
    return servers.ours(server, env, log, processes)


def _peer(name: str, *options: str) -> Start:
    return lambda env, log: servers.peer(name, env, log, *options)


OURS: Final = Relay(partial(_ours, "daphne"), "supervision")
OURS_ON_UVICORN: Final = Relay(partial(_ours, "uvicorn"), "supervision")
OURS_TWICE: Final = Relay(partial(_ours, "daphne", processes=2), "supervision")
SEED: Final = Relay(_peer("seed.py"), "seed")
NAIVE: Final = Relay(_peer("naive.py"), "naive")
NODE_WS: Final = Relay(_peer("ws_relay.mjs"), "ws_relay")
SOCKET_IO: Final = Relay(_peer("socketio_relay.mjs"), "socketio_relay")
ECHO: Final = Relay(_peer("echo.py", "daphne"), "echo")
ECHO_ON_UVICORN: Final = Relay(_peer("echo.py", "uvicorn"), "echo")
ECHO_ON_NODE: Final = Relay(_peer("echo.mjs"), "echo")


@dataclass(frozen=True, slots=True)
class Trial:
    """A relay and its load: so many classes of 30, each student at ``rate`` a second.

    ``rate`` is None where students send on change and every 5 s, as our pages do.
    """

    name: str
    relay: Relay
    classes: int
    rate: float | None = 2.0
    storm: bool = False


DISTRICT: Final = 20
"""Classes of the main comparison: 600 students, 1200 signals a second."""

FEW: Final = 4
"""Classes that the seed and the naive relay can still serve, at one signal a second."""

THOUSAND: Final = 34
"""Classes of more than a thousand students."""

TRIALS: Final = (
    # Those that are compared come close after each other: a shared machine changes its pace.
    Trial("ours", OURS, DISTRICT),
    Trial("echo", ECHO, DISTRICT),
    Trial("socket_io", SOCKET_IO, DISTRICT),
    Trial("ours_uvicorn", OURS_ON_UVICORN, DISTRICT),
    Trial("echo_uvicorn", ECHO_ON_UVICORN, DISTRICT),
    Trial("node_ws", NODE_WS, DISTRICT),
    Trial("ours_on_change", OURS, DISTRICT, rate=None),
    Trial("ours_few", OURS, FEW, rate=1.0),
    Trial("naive", NAIVE, FEW, rate=1.0),
    Trial("seed", SEED, FEW, rate=1.0),
    Trial("ours_two_processes", OURS_TWICE, DISTRICT),
    Trial("ours_100", OURS, FEW),
    Trial("ours_1000", OURS, THOUSAND, storm=True),
    Trial("ours_1000_uvicorn", OURS_ON_UVICORN, THOUSAND, storm=True),
)

MORE: Final = (
    Trial("echo_node", ECHO_ON_NODE, DISTRICT),
    Trial("ours_most", OURS, 60),
    Trial("ours_on_change_most", OURS, 60, rate=None),
)
"""What a full run measures besides."""
