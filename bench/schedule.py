"""Who sends when: an open-loop schedule, fixed before the load begins. Pure; chance comes in.

Open loop means that a slow relay does not slow down those who load it: each signal has its instant,
and its delay is counted from that instant, not from when it could at last be sent.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

HEARTBEAT: Final = 5.0
"""Seconds between a student's repetitions of an unchanged state (docs/protocol.md)."""

LASTING: Final = 20.0
"""Seconds that a state lasts on average, for students who send on change."""


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """At ``at`` seconds this student sends; ``changes`` says that the state is another now."""

    at: float
    student: int
    changes: bool


def constant(students: int, rate: float, seconds: float, chance: random.Random) -> list[Due]:
    """Every student sends ``rate`` times a second, out of step with the others."""
    dues = []
    for student in range(students):
        at = chance.random() / rate
        while at < seconds:
            # A state lasts as long as when students send on change.
            dues.append(Due(at, student, chance.random() < 1 / (rate * LASTING)))
            at += 1 / rate
    return sorted(dues)


def on_change(students: int, seconds: float, chance: random.Random) -> list[Due]:
    """Every student sends when the state changes, and every ``HEARTBEAT`` in between."""
    dues = []
    for student in range(students):
        at, change = chance.random() * HEARTBEAT, chance.expovariate(1 / LASTING)
        while at < seconds:
            dues.append(Due(at, student, at == change))
            if at == change:
                change = at + chance.expovariate(1 / LASTING)
            at = min(at + HEARTBEAT, change) if change > at else at + HEARTBEAT
    return sorted(dues)


def parted(dues: list[Due], at: float) -> tuple[list[Due], list[Due]]:
    """Those before ``at`` seconds, and those from then on, counted from there."""
    later = [Due(due.at - at, due.student, due.changes) for due in dues if due.at >= at]
    return [due for due in dues if due.at < at], later
