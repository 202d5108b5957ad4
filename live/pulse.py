"""A class as counts, which tell of no group of one to four students. Pure.

``here`` is exact. Everything else is told in steps of ``FEWEST``, downwards, and who is none of it
is not told at all. So whatever is told is also true of other classes: no group under ``FEWEST``, no
complement of one and no difference of two counts can be computed. ``docs/privacy.md`` has the
argument.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from .presence import Presence
from .protocol import FEWEST, WINDOW_SECONDS, Window

STALE_AFTER: Final = 12.0
"""Seconds without news after which a student is not counted."""

PUNCTUAL: Final = 5.0
"""Seconds after the moment of a count in which it can still be taken."""


def due(age: float) -> int | None:
    """The moment that is to be counted now, in whole seconds since the lesson's start, if any."""
    at = int(age // WINDOW_SECONDS) * WINDOW_SECONDS
    return at if at > 0 and age - at < PUNCTUAL else None


def window(at: int, presences: Iterable[Presence], now: float) -> Window:
    """How the class looks now, at the moment ``at`` of its lesson."""
    looks = [_look(one) for one in presences if _is_here(one, now)]
    return told(at, len(looks), Counter(looks))


def told(at: int, here: int, counts: Counter[str]) -> Window:
    """What may be told of these counts."""
    banded = {look: counts[look] // FEWEST * FEWEST for look in _LOOKS}
    return Window(at=at, here=here, **banded)


_LOOKS: Final = ("help", "alert", "confused", "focused")


def _is_here(presence: Presence, now: float) -> bool:
    return presence.state != "gone" and now - presence.heard < STALE_AFTER


def _look(presence: Presence) -> str:
    """Each student counts once."""
    return "help" if presence.help is not None else presence.state
