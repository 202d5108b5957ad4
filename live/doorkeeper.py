"""Answers knocks at the sockets' doors: all that wait at the moment with one look.

Whoever comes while the database is asked waits for the next look. So a socket by itself is let in
at once, and a school that comes back all at once costs a few looks, not thousands.
"""

from __future__ import annotations

import asyncio
from typing import Final

from classrooms import access
from classrooms.access import Found, Knock, LoggedOut

from .database import ask

MOST: Final = 250
"""Knocks that one look answers."""

Answer = Found | LoggedOut | None


class Doorkeeper:
    """Those who wait at the doors of this process."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Knock, asyncio.Future[Answer]]] = []
        self._looking: asyncio.Task[None] | None = None

    async def knock(self, knock: Knock) -> Answer:
        """What ``access.answer_knocks`` says of this one.

        Raises:
            DatabaseError: when there is no answer.
        """
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((knock, answer))
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        return await answer

    async def _look(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                found = await ask(access.answer_knocks, [knock for knock, _ in group])
            except Exception as error:  # noqa: BLE001 - it is theirs who wait, whatever it is
                for _, answer in group:
                    if not answer.done():
                        answer.set_exception(error)
                continue
            for (_, answer), one in zip(group, found, strict=True):
                if not answer.done():
                    answer.set_result(one)
        self._looking = None
