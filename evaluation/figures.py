"""The figures of an evaluation, their goals, and the table that shows them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

HEAD: Final = (
    "figure",
    "value",
    "95% interval",
    "goal",
    "holds",
    "by halves",
    "seed",
    "n",
    "data",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its 95% interval and its goal; the seed's value on the same input.

    ``value`` is None where it could not be measured, and ``note`` says why. ``parts`` are the value
    for each half of the people; ``curve`` is both errors at every
    threshold.
    """

    name: str
    value: float | None
    goal: float | None
    better: Literal["lower", "higher"]
    holds: bool | None
    interval: tuple[float, float] | None
    n: str
    seed: float | None
    parts: Mapping[str, float | None] | None
    data: str
    note: str
    curve: Mapping[str, Any] | None


def figures(measured: Iterable[Mapping[str, Any]]) -> list[Figure]:
    """The figures as Node measured them, each held against its goal."""
    return [_figure(row) for row in measured]


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(**{**row, "interval": _pair(row["interval"]), "holds": holds(row)})


def holds(row: Mapping[str, Any]) -> bool | None:
    """Whether a goal is reached; None where there is no goal, or nothing was measured."""
    if row["goal"] is None or row["value"] is None:
        return None
    value, goal = float(row["value"]), float(row["goal"])
    return value <= goal if row["better"] == "lower" else value >= goal


def table(rows: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = [HEAD, tuple("---" for _ in HEAD), *(_cells(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(row: Figure) -> tuple[str, ...]:
    goal = "" if row.goal is None else f"{'<=' if row.better == 'lower' else '>='} {row.goal:g}"
    if row.value is None:
        return (row.name, "not measured", "", goal, "", "", "", "", row.note)
    return (
        row.name,
        short(row.value),
        f"{short(row.interval[0])} .. {short(row.interval[1])}" if row.interval else "",
        goal,
        {None: "", True: "yes", False: "**no**"}[row.holds],
        f"{_known(row.parts['first'])} / {_known(row.parts['second'])}" if row.parts else "",
        _known(row.seed),
        row.n,
        f"{row.data}; {row.note}" if row.note else row.data,
    )


def _known(value: float | None) -> str:
    return "" if value is None else short(value)


def short(value: float) -> str:
    """Three digits, or all that stand before the point."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def as_read(told: Mapping[str, Any]) -> Figure:
    """The figure as it stands in a file that ``as_told`` filled."""
    return Figure(**{**told, "interval": _pair(told["interval"])})


def _pair(interval: Sequence[float] | None) -> tuple[float, float] | None:
    return None if interval is None else (interval[0], interval[1])


def as_told(row: Figure) -> dict[str, Any]:
    """The figure as ``build/evaluation.json`` has it."""
    return asdict(row)
