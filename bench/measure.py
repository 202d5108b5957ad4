"""Runs one trial: starts the relay, loads it, and reads what its processes used meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil

from bench import school, servers
from bench.schedule import HEARTBEAT
from bench.school import School
from bench.servers import Server, Usage
from bench.trials import Trial
from tools.console import ROOT
from tools.embedded_redis import EmbeddedRedis

DIALECTS: Final = ROOT / "bench/dialects"
PATIENCE: Final = 180.0
"""Seconds for a whole trial; a relay that cannot carry its load is given up."""


class Failed(Exception):
    """The relay did not live through its trial; the message says how it went."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where trials take place: the folder of logs, the environment, Redis and the school."""

    folder: Path
    env: dict[str, str]
    school: School
    redis: int
    """Its process id."""


@contextmanager
def ground(folder: Path, classes: int) -> Iterator[Ground]:
    """A Redis and a school of so many classes, everybody logged in."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("school*"):
        old.unlink()
    with EmbeddedRedis() as redis:
        servers.pin(redis.pid, servers.other_cores())
        env = school.settings(folder, redis.url)
        yield Ground(folder, env, school.found(folder, env, classes), redis.pid)


def measure(trial: Trial, on: Ground, seconds: float) -> dict[str, Any]:
    """One trial's raw figures, in the units that their names say.

    Raises:
        Failed: when the relay or the generator does not get through.
    """
    log = on.folder / f"{trial.name}.log"
    log.unlink(missing_ok=True)
    with trial.relay.start(on.env, log) as server:
        before = server.usage()
        told, used = _watch(_generator(trial, on, server, seconds), server, on.redis)
    return {"trial": trial.name, **_raw(told, used, before)}


def _generator(trial: Trial, on: Ground, server: Server, seconds: float) -> list[str]:
    # Whoever sends on change has all been heard once after a heartbeat.
    pace = ["--rate", str(trial.rate), "--warm-up", "1.5"]
    if trial.rate is None:
        pace = ["--on-change", "--warm-up", str(HEARTBEAT + 1)]
    return [
        *(sys.executable, "-m", "bench.generator"),
        *("--dialect", str(DIALECTS / f"{trial.relay.dialect}.json")),
        *("--school", str(school.part(on.school, trial.classes))),
        *("--seconds", str(seconds), *pace),
        *(["--storm"] if trial.storm else []),
        *(part for url in server.urls for part in ("--url", url)),
    ]


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event of the generator was heard, and what had been used by then."""

    at: float
    server: Usage
    redis: float
    """CPU seconds."""


def _watch(
    command: list[str], server: Server, redis: int
) -> tuple[dict[str, dict[str, Any]], dict[str, Moment]]:
    """What the generator told, and what had been used at each of its events."""
    told, used = {}, {}
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if servers.CORES:
        os.sched_setaffinity(process.pid, servers.other_cores())
    deadline = time.monotonic() + PATIENCE
    assert process.stdout
    try:
        for line in process.stdout:
            event = json.loads(line)
            told[event["event"]] = event
            spent = sum(psutil.Process(redis).cpu_times()[:2])
            used[event["event"]] = Moment(time.monotonic(), server.usage(), spent)
            if time.monotonic() > deadline:
                break
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    if "result" not in told:
        raise Failed(f"the load ended after {sorted(told)}")
    return told, used


def _raw(told: dict[str, dict[str, Any]], used: dict[str, Moment], before: Usage) -> dict[str, Any]:
    result = told["result"]
    sockets = result["students"] + result["teachers"]
    window = used["end"].at - used["window"].at
    cpu = used["end"].server.cpu - used["window"].server.cpu
    redis = used["end"].redis - used["window"].redis
    heard = max(1, result["shown"] + result["superseded"])
    raw = {key: value for key, value in result.items() if key != "event"}
    raw |= {
        "connect_per_second": sockets / told["open"]["seconds"],
        "connect_cpu_ms": (used["open"].server.cpu - before.cpu) * 1000 / sockets,
        "connect_errors": told["open"]["errors"],
        # At the window's beginning the sockets have been used for a while.
        "memory_kib_per_socket": (used["window"].server.memory - before.memory) / 1024 / sockets,
        "cpu_ms_per_1000": cpu * 1e6 / heard,
        "cpu_share": cpu / window,
        "cpu_ms_per_student_minute": cpu * 1000 / result["students"] * 60 / window,
        "redis_cpu_ms_per_student_minute": redis * 1000 / result["students"] * 60 / window,
        "bytes_per_student_minute": result["bytes"] / result["students"] * 60 / window,
    }
    if "storm" in used:
        raw["storm_cpu"] = used["storm"].server.cpu - used["calm"].server.cpu
    return raw
