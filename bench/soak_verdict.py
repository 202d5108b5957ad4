"""What a soak's samples say: does memory grow, is anything left, was anything lost. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median
from typing import Final

from scipy.stats import theilslopes

from bench.figures import Figure, short
from bench.tally import percentile

MB: Final = 1e6
BLOCK: Final = 20.0
"""Seconds whose samples make one point of the trend: neighbours of 5 s are no news."""

DAY: Final = 8 * 3600.0
"""Seconds of a school day, to which the trend is drawn out."""

GROWTH: Final = 20.0
"""MB that a school day may cost a process: some 650 sockets' worth. One that is restarted once a
week then stays below 100 MB more, a fifth of a small server's 512."""

ARENA: Final = 2**20 / MB
"""MB by which Python's heap grows at a time. Whether a process has begun one more by the end of a
soak tells nothing of a leak, and in a short soak even one looks like much in a day."""

LEFT: Final = 4.0
"""MB a process that may stay when everyone has gone, beyond what the visit before left: what their
own sockets cost, at 31 KiB each. Arenas with anything in them are not handed back."""

HEARD_WITHIN: Final = 30.0
"""Seconds after a fault: the line may take 6 to notice, 3 to give up and 2 until its next echo."""


LATE: Final = 0.1
"""Seconds by which the generator may be late, at the 99th percentile. A soak measures no delay; it
must only be the load that it says, of students who send every 5 s."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The server's processes at ``at`` seconds: bytes of their own, open sockets, open files."""

    at: float
    memory: int
    sockets: int
    files: int


@dataclass(frozen=True, slots=True)
class Words:
    """A time when everyone said a last word, after ``fault``."""

    fault: str
    said: int
    lost: int
    seconds: float


@dataclass(slots=True)
class Record:
    """All that was noted down in a soak."""

    processes: int = 2
    bare: Sample | None = None
    """Before anybody came."""
    warm_up: list[Sample] = field(default_factory=list)
    """While caches and the heap still fill."""
    samples: list[Sample] = field(default_factory=list)
    """Of the soak itself: everyone is there again."""
    empty: list[Sample] = field(default_factory=list)
    """When everyone had gone: after each visit of the warm-up, and after the soak."""
    words: list[Words] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    log: str = ""
    counts: dict[str, int] = field(default_factory=dict)


def figures(record: Record) -> list[Figure]:
    """The verdict, figure by figure. The trend alone has an interval, of 95 %.

    Raises:
        ValueError: where the soak was too short for a trend, or did not come to its end.
    """
    if len(record.empty) < 2:
        raise ValueError("The soak did not come to its end.")
    first, last = record.empty[-2:]
    slope, low, high = trend(record.samples)
    day, each = DAY / MB / record.processes, MB * record.processes
    lasted = record.samples[-1].at - record.samples[0].at
    return [
        _at_most(
            "memory growth in a school day, MB a process",
            slope * day,
            GROWTH + ARENA * DAY / lasted,
            (low * day, high * day),
        ),
        _at_most(
            "memory left by those who have gone, MB a process",
            (last.memory - first.memory) / each,
            LEFT,
        ),
        _at_most("sockets left open", last.sockets, 0),
        _at_most("last words lost", sum(words.lost for words in record.words), 0),
        _at_most(
            "slowest last word of all, s",
            max(words.seconds for words in record.words),
            HEARD_WITHIN,
        ),
        _at_most("sockets refused", record.counts.get("refused", 0), 0),
        _at_most("tracebacks in the server's log", record.log.count("Traceback"), 0),
        _at_most("generator's lag, p99 ms", percentile(record.lags, 99) * 1e3, LATE * 1e3),
    ]


def _at_most(
    name: str, value: float, goal: float, interval: tuple[float, float] | None = None
) -> Figure:
    return Figure(name, value, goal, "lower", value <= goal, interval or (value, value))


def trend(samples: Sequence[Sample]) -> tuple[float, float, float]:
    """Bytes a second by which memory grows, by Theil and Sen, with its interval of 95 %.

    Raises:
        ValueError: where there are too few samples for one.
    """
    blocks = [list(block) for _, block in groupby(samples, lambda sample: sample.at // BLOCK)]
    if len(blocks) < 3:
        raise ValueError("Too few samples for a trend: soak for longer.")
    at = [median(sample.at for sample in block) for block in blocks]
    memory = [median(sample.memory for sample in block) for block in blocks]
    found = theilslopes(memory, at)
    return float(found.slope), float(found.low_slope), float(found.high_slope)


def table(rows: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| figure | value | at most | holds |", "| --- | --- | --- | --- |"]
    for row in rows:
        low, high = row.interval
        spread = f" ({short(low)} to {short(high)})" if low != high else ""
        holds = "yes" if row.holds else "**no**"
        lines.append(
            f"| {row.name} | {short(row.value)}{spread} | {short(row.goal or 0)} | {holds} |"
        )
    return "\n".join(lines)
