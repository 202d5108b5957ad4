"""From measured figures to what a school, a district and a country need. Pure.

Everything follows from a handful of figures and three assumptions, which docs/scale.md explains.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from bench.figures import short

BUSY: Final = 0.6
"""Share of a core that is planned for; the rest is for mornings and for a process that died."""

CORES: Final = 8
"""Cores of a machine. Two are kept for Redis, the proxy and the pages."""

CLASS_SIZE: Final = 30
PROCESS_MIB: Final = 90
"""Memory of a process in which nobody sits yet."""

CPU: Final = "CPU ms per student and minute, on change, daphne"
REDIS: Final = "CPU ms of Redis per student and minute, on change"
BYTES: Final = "bytes to the teacher per student and minute, on change"
MEMORY: Final = "memory per socket, daphne, KiB"
LOG_IN: Final = "CPU ms per log-in without the password"
HASH: Final = "CPU ms of a password's hash"
OPEN: Final = "CPU ms per socket opened, daphne"

Measured = Mapping[str, float]
"""Figures by their names, as in ``build/bench.json``."""


@dataclass(frozen=True, slots=True)
class Step:
    """A size: so many machines, of which each has so many processes."""

    name: str
    processes: int
    machines: int


STEPS: Final = (
    Step("one core", 1, 1),
    Step("one machine", CORES - 2, 1),
    Step("ten machines", (CORES - 2) * 10, 10),
)

COUNTRY: Final = 100_000
"""Classes of a country whose lessons run at the same time."""


def students_per_process(measured: Measured) -> int:
    """Students whose signals one process carries at the planned share of a core."""
    return int(BUSY * 60_000 / measured[CPU])


def steps(measured: Measured) -> list[Step]:
    """All steps, the country last."""
    processes = ceil(COUNTRY * CLASS_SIZE / students_per_process(measured))
    return [*STEPS, Step("a country", processes, ceil(processes / (CORES - 2)))]


def row(step: Step, measured: Measured) -> list[str]:
    """What one step holds and needs, for a table."""
    students = step.processes * students_per_process(measured)
    classes = students // CLASS_SIZE
    sockets = students + classes
    memory = (step.processes * PROCESS_MIB + sockets * measured[MEMORY] / 1024) / 1024
    redis = max(1, ceil(students * measured[REDIS] / (BUSY * 60_000)))
    bandwidth = students * measured[BYTES] * 8 / 60 / 1e6
    log_in = (measured[LOG_IN] + measured[HASH] + measured[OPEN]) / 1000
    cores = step.processes / (CORES - 2) * CORES if step.processes > 1 else 1
    return [
        step.name,
        f"{students:,}",
        f"{classes:,}",
        f"{step.processes:,}",
        f"{sockets:,}",
        f"{short(memory)} GiB",
        f"{redis:,}",
        f"{short(bandwidth)} Mbit/s",
        f"{step.processes:,}",
        f"{short(students * log_in / cores / 60)} min",
    ]


HEAD: Final = (
    "step",
    "students at a time",
    "classes",
    "processes",
    "sockets",
    "memory",
    "Redis shards",
    "to teachers",
    "database connections of sockets",
    "everybody logs in",
)


def table(measured: Measured) -> str:
    """The steps as a Markdown table."""
    lines = ["| " + " | ".join(HEAD) + " |", "|" + " --- |" * len(HEAD)]
    lines += ["| " + " | ".join(row(step, measured)) + " |" for step in steps(measured)]
    return "\n".join(lines)


def costs(measured: Measured) -> str:
    """The figures that everything follows from, as a Markdown table."""
    names = (CPU, REDIS, BYTES, MEMORY, OPEN, LOG_IN, HASH)
    lines = ["| measured | value |", "| --- | --- |"]
    lines += [f"| {name} | {short(measured[name])} |" for name in names]
    return "\n".join(lines)
