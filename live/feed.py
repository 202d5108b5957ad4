"""A feed: the class as the teachers connected to this process see it.

It folds the frames of the class's hubs into one picture and owes each teacher what changed.
Any hub it does not know, and any gap in a hub's revs, makes it call that hub's roll.
"""

from __future__ import annotations

import time
from typing import Final, Protocol

from .outbox import Outbox
from .presence import Presence
from .protocol import Close, Tile, Tiles, ToTeacher
from .relay import Frame, Standing

CALL_EVERY: Final = 1.0
"""Seconds between two roll calls of one hub."""


class Desk(Protocol):
    """A teacher's open socket."""

    outbox: Outbox

    async def say(self, message: ToTeacher) -> None: ...
    async def end(self, close: Close) -> None: ...


class Feed:
    """What the teachers of one class in this process see."""

    def __init__(self) -> None:
        self.desks: list[Desk] = []
        self.lesson = 0
        self.since = 0
        """The revision that took something back last: what was told before it is not folded."""
        self.picture: dict[str, Presence] = {}
        self._revs: dict[str, int] = {}
        self._called: dict[str, float] = {}

    def add(self, desk: Desk) -> None:
        """A teacher is owed everything that is known, with its history."""
        self.desks.append(desk)
        desk.outbox.changes.mark_all(self.picture)

    def remove(self, desk: Desk) -> None:
        if desk in self.desks:
            self.desks.remove(desk)
        if not self.desks:
            self.clear()

    def clear(self) -> None:
        """Nothing is kept: nobody looks any more, or the lesson is another."""
        self.picture.clear()
        self._revs.clear()
        self._called.clear()
        for desk in self.desks:
            desk.outbox.changes.take()

    def forget(self, student: str) -> None:
        """The student has no place here any more."""
        self.picture.pop(student, None)

    def fold(self, frame: Frame, students: frozenset[str]) -> bool:
        """Take a hub's frame, of those who have a place; True if that hub must be called."""
        known = self._revs.get(frame.hub, 0)
        if frame.lesson != self.lesson or frame.rev <= known:
            return False  # what comes late or twice was told again since
        if frame.revision < self.since:
            return self._may_call(frame.hub)
        missed = not frame.full and known != frame.rev - 1
        if not missed:
            self._revs[frame.hub] = frame.rev
        for tile in frame.tiles:
            if tile.student in students:
                self._fold(tile)
        # A gap stays one, and is asked about again, until the hub has told everything.
        return missed and self._may_call(frame.hub)

    def check(self, standing: Standing) -> bool:
        """True if something of that hub was missed, so that it must be called."""
        missed = self._revs.get(standing.hub) != standing.rev
        return standing.lesson == self.lesson and missed and self._may_call(standing.hub)

    def _may_call(self, hub: str) -> bool:
        now = time.monotonic()
        if now - self._called.get(hub, -CALL_EVERY) < CALL_EVERY:
            return False
        self._called[hub] = now
        return True

    def _fold(self, tile: Tile) -> None:
        now = time.monotonic()
        presence = self.picture.get(tile.student)
        if presence is None:
            self.picture[tile.student] = Presence.of(tile, now)
            self._owe(tile.student, moved=True, full=True)
            return
        moved = presence.fold(tile, now)
        if moved is not None:
            self._owe(tile.student, moved, full=tile.history is not None)

    def _owe(self, student: str, moved: bool, full: bool) -> None:
        for desk in self.desks:
            desk.outbox.changes.mark(student, moved, full)

    async def serve(self) -> None:
        """Send each teacher what is owed and allowed."""
        for desk in list(self.desks):
            await self.serve_one(desk)

    async def serve_one(self, desk: Desk) -> None:
        now = time.monotonic()
        while owed := desk.outbox.next(now):
            rev, taken = owed
            tiles = [self.picture[s].tile(now, full) for s, full in taken if s in self.picture]
            await desk.say(Tiles(rev, tiles))
        if desk.outbox.is_silent(now):
            self.remove(desk)
            await desk.end(Close.SILENT)
