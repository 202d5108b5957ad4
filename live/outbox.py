"""What one teacher's browser is owed, bounded by what it has acknowledged. Pure.

At most two frames are on their way; whatever changes meanwhile merges into the next, newest
wins. So a slow reader costs a bounded amount, and what it reads is never out of date.
"""

from __future__ import annotations

from typing import Final

from .changes import Changes
from .protocol import IN_FLIGHT

MOST: Final = 30
"""Tiles in one frame: with their whole histories they stay well under what a server sends."""

SILENCE: Final = 10.0
"""Seconds for which nothing may be sent, until that means that nobody reads any more."""


class Outbox:
    """The frames on their way to one teacher, and the changes for the next."""

    def __init__(self) -> None:
        self.changes = Changes()
        self._rev = 0
        self._sent: dict[int, float] = {}

    def next(self, now: float) -> tuple[int, list[tuple[str, bool]]] | None:
        """The rev and the students of the next frame; None while nothing is owed or allowed."""
        if not self.changes or len(self._sent) >= IN_FLIGHT:
            return None
        self._rev += 1
        self._sent[self._rev] = now
        return self._rev, self.changes.take(MOST)

    def received(self, rev: int) -> bool:
        """Everything up to ``rev`` was drawn; False if that was known already."""
        drawn = [sent for sent in self._sent if sent <= rev]
        for sent in drawn:
            del self._sent[sent]
        return bool(drawn)

    def is_silent(self, now: float) -> bool:
        """Whether it is long since the last frame that was allowed."""
        return len(self._sent) >= IN_FLIGHT and now - max(self._sent.values()) > SILENCE
