"""From raw trials to figures with goals. Pure.

Ratios are formed within one round, between trials that ran close after each other, and the figure
is the median over the rounds: a shared machine changes its pace, and a ratio does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, Final, Literal

Raw = dict[str, Any]
Round = dict[str, Raw]
"""The raw figures of one round, by trial."""

CPU: Final = "cpu_ms_per_1000"
WINDOW: Final = 0.1
"""Seconds of the hub's flush window (docs/protocol.md)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value, its goal if it has one, and the least and the most of all rounds."""

    name: str
    value: float
    goal: float | None
    better: Literal["lower", "higher"]
    holds: bool | None
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure to be formed of each round."""

    name: str
    of: Callable[[Round], float]
    goal: float | None = None
    better: Literal["lower", "higher"] = "lower"


def ratio(one: str, other: str, key: str = CPU) -> Callable[[Round], float]:
    """How many times the other trial's value one trial's is."""
    return lambda trials: trials[one][key] / trials[other][key]


def raw(trial: str, key: str, times: float = 1.0) -> Callable[[Round], float]:
    """A trial's own value."""
    return lambda trials: trials[trial][key] * times


def most(key: str, trials_: Sequence[str]) -> Callable[[Round], float]:
    """The greatest value of these trials."""
    return lambda trials: max(trials[name][key] for name in trials_ if name in trials)


OURS: Final = (
    "ours",
    "ours_uvicorn",
    "ours_on_change",
    "ours_few",
    "ours_two_processes",
    "ours_100",
    "ours_1000",
    "ours_1000_uvicorn",
    "ours_most",
    "ours_on_change_most",
)

WANTED: Final = (
    Wanted("CPU a signal: ours / the seed's relay", ratio("ours_few", "seed"), 0.10),
    Wanted("CPU a signal: ours / naive Channels", ratio("ours_few", "naive"), 0.22),
    Wanted("CPU a signal: ours on daphne / socket.io + Redis", ratio("ours", "socket_io"), 0.8),
    Wanted(
        "CPU a signal: ours on uvicorn / Node ws + Redis", ratio("ours_uvicorn", "node_ws"), 0.8
    ),
    Wanted("CPU a signal: ours on daphne / daphne's echo", ratio("ours", "echo"), 1.25),
    Wanted("CPU a signal: ours on uvicorn / uvicorn's echo", ratio("ours_uvicorn", "echo_uvicorn")),
    Wanted("CPU a signal: ours on uvicorn / ours on daphne", ratio("ours_uvicorn", "ours")),
    Wanted(
        "CPU a student and minute: ours on change / Node ws at 2/s",
        ratio("ours_on_change", "node_ws", "cpu_ms_per_student_minute"),
        0.5,
    ),
    Wanted("CPU a signal: two processes / one", ratio("ours_two_processes", "ours"), 1.1),
    Wanted("CPU a signal: 1,020 students / 120", ratio("ours_1000", "ours_100"), 1.1),
    Wanted("CPU a signal: 1,800 students / 120", ratio("ours_most", "ours_100"), 1.1),
    Wanted("p99 at 1,020 students, daphne, ms", raw("ours_1000", "p99", 1000), 1000 * WINDOW + 50),
    Wanted(
        "p99 at 1,020 students, uvicorn, ms",
        raw("ours_1000_uvicorn", "p99", 1000),
        1000 * WINDOW + 50,
    ),
    Wanted("storm of 1,054 sockets, daphne, s", raw("ours_1000", "storm_seconds"), 4.0),
    Wanted("storm of 1,054 sockets, uvicorn, s", raw("ours_1000_uvicorn", "storm_seconds"), 1.5),
    Wanted(
        "storm: errors",
        most("storm_errors", ("ours_1000", "ours_1000_uvicorn")),
        0,
    ),
    Wanted("last states that never arrived", most("last_lost", OURS), 0),
    Wanted("signals that nothing was heard of", most("unheard", OURS), 0),
    Wanted("CPU ms per 1000 signals, daphne", raw("ours", CPU)),
    Wanted("CPU ms per 1000 signals, uvicorn", raw("ours_uvicorn", CPU)),
    Wanted("CPU ms per 1000 signals, daphne's echo", raw("echo", CPU)),
    Wanted("CPU ms per 1000 signals, uvicorn's echo", raw("echo_uvicorn", CPU)),
    Wanted("CPU ms per 1000 signals, Node's echo", raw("echo_node", CPU)),
    Wanted("CPU ms per 1000 signals, Node ws + Redis", raw("node_ws", CPU)),
    Wanted("CPU ms per 1000 signals, socket.io + Redis", raw("socket_io", CPU)),
    Wanted("CPU ms per 1000 signals, naive Channels", raw("naive", CPU)),
    Wanted("CPU ms per 1000 signals, the seed's relay", raw("seed", CPU)),
    Wanted(
        "CPU ms per student and minute, on change, daphne",
        raw("ours_on_change", "cpu_ms_per_student_minute"),
    ),
    Wanted(
        "CPU ms of Redis per student and minute, on change",
        raw("ours_on_change", "redis_cpu_ms_per_student_minute"),
    ),
    Wanted(
        "bytes to the teacher per student and minute, on change",
        raw("ours_on_change", "bytes_per_student_minute"),
    ),
    Wanted("p99 of changes, on change, ms", raw("ours_on_change", "p99_changes", 1000)),
    Wanted("p99 at 1,800 students, daphne, ms", raw("ours_most", "p99", 1000)),
    Wanted("share of a core at 1,800 students, daphne", raw("ours_most", "cpu_share")),
    Wanted("p99 with two processes, ms", raw("ours_two_processes", "p99", 1000)),
    Wanted("CPU ms per log-in without the password", raw("log_in", "cpu_ms")),
    Wanted("CPU ms of a password's hash", raw("log_in", "hash_cpu_ms")),
    Wanted("CPU ms per socket opened, daphne", raw("ours_1000", "connect_cpu_ms")),
    Wanted("CPU ms per socket opened, uvicorn", raw("ours_1000_uvicorn", "connect_cpu_ms")),
    Wanted(
        "sockets opened per second, daphne",
        raw("ours_1000", "connect_per_second"),
        better="higher",
    ),
    Wanted(
        "sockets opened per second, uvicorn",
        raw("ours_1000_uvicorn", "connect_per_second"),
        better="higher",
    ),
    Wanted("memory per socket, daphne, KiB", raw("ours_1000", "memory_kib_per_socket")),
    Wanted("memory per socket, uvicorn, KiB", raw("ours_1000_uvicorn", "memory_kib_per_socket")),
    Wanted("bytes to the teacher per signal", lambda trials: _bytes_per_signal(trials["ours"])),
)


def _bytes_per_signal(trial: Raw) -> float:
    value: float = trial["bytes"] / trial["sent"]
    return value


def figures(rounds: Sequence[Round]) -> list[Figure]:
    """Every figure of which there is a trial in each round."""
    formed = []
    for wanted in WANTED:
        try:
            values = [wanted.of(trials) for trials in rounds]
        except (KeyError, ValueError):
            continue
        formed.append(_figure(wanted, values))
    return formed


def _figure(wanted: Wanted, values: Sequence[float]) -> Figure:
    value = median(values)
    holds = None
    if wanted.goal is not None:
        holds = value <= wanted.goal if wanted.better == "lower" else value >= wanted.goal
    return Figure(wanted.name, value, wanted.goal, wanted.better, holds, (min(values), max(values)))


def table(rows: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| figure | value | least .. most | goal | holds |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        goal = "" if row.goal is None else f"{'<=' if row.better == 'lower' else '>='} {row.goal:g}"
        holds = {None: "", True: "yes", False: "**no**"}[row.holds]
        spread = f"{short(row.interval[0])} .. {short(row.interval[1])}"
        lines.append(f"| {row.name} | {short(row.value)} | {spread} | {goal} | {holds} |")
    return "\n".join(lines)


def short(value: float) -> str:
    """Three digits, or all that stand before the point."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def as_told(row: Figure) -> dict[str, Any]:
    """The figure as ``build/bench.json`` has it."""
    return asdict(row)
