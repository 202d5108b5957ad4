"""The rooms of this process, its lines to Redis, and its watch on the database.

Once a second the watch asks for the revisions of the classes held here, in one query, and reads
anew the facts of those that rose. So a removal, a log-out or the end of a lesson reaches every
socket within about a second, whether or not Redis is up.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable
from functools import partial
from typing import Final
from weakref import WeakValueDictionary

from channels.layers import get_channel_layer
from django.conf import settings
from django.db import DatabaseError

from classrooms import access
from classrooms.access import Found, Knock, LoggedOut

from .database import ask
from .doorkeeper import Doorkeeper
from .farewell import before_the_end
from .line import Line
from .protocol import HEARTBEAT, Close, Refused
from .relay import Relayed
from .room import Room

logger = logging.getLogger(__name__)

POLL: Final = 1.0
"""Seconds between two looks at the database."""

LAST_LOOK: Final = 0.02
"""Seconds between two looks whether everybody has left a process that ends."""


class Rooms:
    """Every class that somebody in this process sits in."""

    def __init__(self) -> None:
        self._rooms: dict[int, Room] = {}
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._lines = [
            Line(get_channel_layer(name), self._hear, partial(self._line_returned, shard))
            for shard, name in enumerate(settings.CHANNEL_LAYERS)
        ]
        self._tasks = [asyncio.create_task(line.run()) for line in self._lines]
        self._tasks.append(asyncio.create_task(self._watch()))
        self._doorkeeper = Doorkeeper()
        self._told = time.monotonic()
        self.leaving = False
        """Whether the process is about to end, so that nobody may come in."""

    async def let_in(self, knock: Knock) -> tuple[Found, Room]:
        """Who knocks, and the room of the class, in which the caller sits down at once.

        Raises:
            Refused: when nobody may come in with this knock, or not now.
        """
        try:
            while True:
                found = await self._doorkeeper.knock(knock)
                if isinstance(found, LoggedOut):
                    raise Refused(Close.LOGGED_OUT)
                room = await self._enter(found.class_id, found.revision) if found else None
                if self.leaving:
                    raise Refused(Close.RESTARTING)
                if found is None or room is None:
                    raise Refused(Close.FORBIDDEN)
                # Where the room knows of a change since the look, the log-in or the place may have
                # ended with it, and no poll would tell this room of it again.
                if room.facts.revision == found.revision:
                    return found, room
        except DatabaseError:
            raise Refused(Close.UNAVAILABLE) from None

    async def _enter(self, class_id: int, revision: int) -> Room | None:
        """The room of a class, its facts no older than ``revision``; None once it is archived."""
        async with self._lock(class_id):
            room = self._rooms.get(class_id)
            if room is None:
                facts = await ask(access.class_facts, class_id)
                if facts is None:
                    return None
                room = self._rooms[class_id] = Room(facts, self._lines[self._shard(class_id)])
            if room.facts.revision < revision:
                await self._refresh(room)
            # Still under the lock: until the caller sits in it, nobody may drop the room.
            return room

    def _lock(self, class_id: int) -> asyncio.Lock:
        """A class's, for as long as somebody holds it or waits for it."""
        return self._locks.setdefault(class_id, asyncio.Lock())

    async def _refresh(self, room: Room) -> None:
        """Read the class's facts anew, and hold every socket of the room to them.

        Under the class's lock: a room that is held to two revisions at once ends at the older.
        """
        logins = {socket.login for socket in room.sockets}
        facts, valid = await ask(_read, room.id, logins)
        if facts is None:
            await room.close_all()
            return
        now = time.monotonic()
        for socket in room.sockets:
            socket.login_ends = now + valid.get(socket.login, -1.0)
        if facts.revision >= room.facts.revision:
            await room.hold_to(facts)

    async def leave(self) -> None:
        """The process ends: everybody is told to come back, and this returns when all have gone."""
        self.leaving = True
        for room in list(self._rooms.values()):
            for socket in list(room.sockets):
                await socket.end(Close.RESTARTING)
        # A socket leaves its room by itself, once the browser has answered the close.
        while any(room.sockets for room in self._rooms.values()):  # noqa: ASYNC110
            await asyncio.sleep(LAST_LOOK)

    async def _hear(self, message: Relayed) -> None:
        room = self._rooms.get(message.class_id)
        if room is not None:
            await room.hear(message)

    def _shard(self, class_id: int) -> int:
        """Which line carries a class: in every process the same, and one for all of the class."""
        return class_id % len(self._lines)

    def _line_returned(self, shard: int) -> None:
        for room in self._rooms.values():
            if self._shard(room.id) == shard:
                room.line_returned()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(POLL)
            await _survive(self._look())
            await self._tend()

    async def _look(self) -> None:
        await self._drop_idle()
        if not self._rooms:
            return
        if any(room.is_overdue for room in self._rooms.values()):
            await ask(access.end_overdue_lessons)
        revisions = await ask(access.revisions, list(self._rooms))
        for room in list(self._rooms.values()):
            if revisions.get(room.id) != room.facts.revision or _has_ended_login(room):
                await _survive(self._refresh_alone(room))

    async def _refresh_alone(self, room: Room) -> None:
        async with self._lock(room.id):
            await self._refresh(room)

    async def _tend(self) -> None:
        """What is due by time: silent students and teachers, beats."""
        now = time.monotonic()
        beat = now - self._told >= HEARTBEAT
        if beat:
            self._told = now
        for room in list(self._rooms.values()):
            await _survive(room.tend(beat))

    async def _drop_idle(self) -> None:
        for room in [room for room in self._rooms.values() if room.is_idle]:
            async with self._lock(room.id):
                # Somebody may have come in while the lock was awaited.
                if room.is_idle:
                    del self._rooms[room.id]
                    room.close()


async def _survive(task: Awaitable[None]) -> None:
    """One room's trouble, or the database's, must not end the watch that keeps all honest."""
    try:
        await task
    except DatabaseError:
        pass  # it is in the log, and asked again at the next look
    except Exception:
        logger.exception("The watch stumbled and goes on.")


def _read(class_id: int, logins: set[str]) -> tuple[access.ClassFacts | None, dict[str, float]]:
    # The log-ins last: the end of one raises the revision, which is read before them.
    return access.class_facts(class_id), access.valid_logins(logins)


def _has_ended_login(room: Room) -> bool:
    now = time.monotonic()
    return any(socket.login_ends <= now for socket in room.sockets)


_here: dict[asyncio.AbstractEventLoop, Rooms] = {}


def rooms() -> Rooms:
    """This process's rooms."""
    loop = asyncio.get_running_loop()
    if loop not in _here:
        _here[loop] = Rooms()
        before_the_end(_here[loop].leave)
    return _here[loop]
