"""A feed: the class as the teachers connected to this process see it.

It folds the frames of the class's hubs into one picture and owes each teacher what changed.
Any hub it does not know, and any gap in a hub's revs, makes it call that hub's roll.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final, Protocol

from .notes import Notes
from .outbox import Outbox
from .presence import GONE_AFTER, Presence
from .protocol import (
    WINDOWS,
    Act,
    Close,
    ErrorCode,
    MarkersNow,
    Pulse,
    Tile,
    Tiles,
    ToTeacher,
    Window,
)
from .relay import Frame, Noted, Standing

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
        self.notes = Notes()
        self.lesson = 0
        self.counts_only = False
        """Whether no teacher is told of any single student."""
        self.since = 0
        """The revision that took something back last: what was told before it is not folded."""
        self.picture: dict[str, Presence] = {}
        self._hubs: dict[str, _Hub] = {}
        self._watched_from = 0.0
        self._marked = False
        self._counted: list[Window] = []

    def add(self, desk: Desk) -> None:
        """A teacher is owed everything that is known, with its history."""
        if not self.desks:
            self._watched_from = time.monotonic()
        self.desks.append(desk)
        if not self.counts_only:
            desk.outbox.changes.mark_all(self.picture)

    def remove(self, desk: Desk) -> None:
        if desk in self.desks:
            self.desks.remove(desk)
        if not self.desks:
            self.clear()

    def clear(self) -> None:
        """Nothing is kept: nobody looks any more, or the lesson is another."""
        self.picture.clear()
        self.notes = Notes()
        self._hubs.clear()
        self._watched_from = time.monotonic()
        self._marked = False
        self._counted.clear()
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
        if frame.noted is not None:
            self._note(frame.noted)
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
        if self.counts_only:
            return
        for desk in self.desks:
            desk.outbox.changes.mark(student, moved, full)

    def _note(self, noted: Noted) -> None:
        for marker in noted.markers:
            self._marked |= self.notes.take(marker)
        self._counted += [window for window in noted.windows if self.notes.take(window)]

    def objection(self, act: Act) -> ErrorCode | None:
        """Why a teacher cannot do that now, as far as is known here; None where it can be done."""
        presence = self.picture.get(act.student)
        return presence.objection(act, time.monotonic()) if presence else "not_here"

    def has_watched(self, seconds: float) -> bool:
        """Whether somebody has looked for so long without a break."""
        return bool(self.desks) and time.monotonic() - self._watched_from >= seconds

    async def serve(self) -> None:
        """Send each teacher what is owed and allowed."""
        await self._serve_notes()
        for desk in list(self.desks):
            await self.serve_one(desk)

    async def _serve_notes(self) -> None:
        news: list[ToTeacher] = [MarkersNow(self.notes.markers)] if self._marked else []
        if self._counted:
            news.append(Pulse(tuple(self._counted[-WINDOWS:])))
        self._marked = False
        self._counted.clear()
        for message in news:
            for desk in list(self.desks):
                await desk.say(message)

    async def serve_notes_to(self, desk: Desk) -> None:
        """All of them, to a teacher who comes late."""
        if self.notes.markers:
            await desk.say(MarkersNow(self.notes.markers))
        if self.notes.windows:
            await desk.say(Pulse(self.notes.windows))

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
