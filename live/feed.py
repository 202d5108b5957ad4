"""A feed: the class as the teachers connected to this process see it.

It folds the frames of the class's hubs into one picture and owes each teacher what changed.
Any hub it does not know, and any gap in a hub's revs, makes it call that hub's roll.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final, Protocol

from .outbox import Outbox
from .presence import GONE_AFTER, Presence
from .protocol import Close, Tile, Tiles, ToTeacher
from .relay import Frame, Standing

CALL_EVERY: Final = 1.0
"""Seconds between two roll calls of one hub."""


class Desk(Protocol):
    """A teacher's open socket."""

    outbox: Outbox

    async def say(self, message: ToTeacher) -> None: ...
    async def end(self, close: Close) -> None: ...


@dataclass(slots=True)
class _Hub:
    """What is known of a hub: the last rev before any gap, when it was called, when heard."""

    rev: int = 0
    called: float = -CALL_EVERY
    heard: float = 0.0


class Feed:
    """What the teachers of one class in this process see."""

    def __init__(self) -> None:
        self.desks: list[Desk] = []
        self.lesson = 0
        self.since = 0
        """The revision that took something back last: what was told before it is not folded."""
        self.picture: dict[str, Presence] = {}
        self._hubs: dict[str, _Hub] = {}

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
        self._hubs.clear()
        for desk in self.desks:
            desk.outbox.changes.take()

    def forget(self, student: str) -> None:
        """The student has no place here any more."""
        self.picture.pop(student, None)

    def fold(self, frame: Frame, students: frozenset[str]) -> bool:
        """Take a hub's frame, of those who have a place; True if that hub must be called."""
        if frame.lesson != self.lesson:
            return False
        hub = self._hub(frame.hub)
        if frame.rev <= hub.rev:
            return False  # what comes late or twice was told again since
        if frame.revision < self.since:
            return _may_call(hub)
        missed = not frame.full and hub.rev != frame.rev - 1
        if not missed:
            hub.rev = frame.rev
        for tile in frame.tiles:
            if tile.student in students:
                self._fold(tile)
        # A gap stays one, and is asked about again, until the hub has told everything.
        return missed and _may_call(hub)

    def check(self, standing: Standing) -> bool:
        """True if something of that hub was missed, so that it must be called."""
        if standing.lesson != self.lesson:
            return False
        hub = self._hub(standing.hub)
        return hub.rev != standing.rev and _may_call(hub)

    def sweep(self) -> None:
        """Now and then: hubs end with their processes, and when nobody sits there any more."""
        now = time.monotonic()
        for name in [name for name, hub in self._hubs.items() if now - hub.heard > GONE_AFTER]:
            del self._hubs[name]

    def _hub(self, name: str) -> _Hub:
        hub = self._hubs.setdefault(name, _Hub())
        hub.heard = time.monotonic()
        return hub

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


def _may_call(hub: _Hub) -> bool:
    now = time.monotonic()
    if now - hub.called < CALL_EVERY:
        return False
    hub.called = now
    return True
