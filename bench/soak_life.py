"""What goes on in a school: people drop and come back, lessons end and begin, colleagues look in.

Whoever's socket closes comes back, as our pages and their people do. So everyone is either there
or about to be, and whatever disturbs them only closes sockets.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from itertools import cycle
from types import TracebackType
from typing import Final, Self

from picows import WSCloseCode, WSError

from bench.soak_teaching import Teaching
from bench.sockets import Person

DROPS: Final = 3.0
"""Students a second whose connection is lost, or closed."""

RELOAD_EVERY: Final = 4.0
"""Seconds between two teachers who load their dashboard anew."""

LESSON_EVERY: Final = 20.0
"""Seconds between two classes in which a lesson ends and the next begins."""

BREAK: Final = 2.0
"""Seconds between the two lessons: some are back before it is over."""

BACK_AFTER: Final = (0.3, 2.0)
VISIT: Final = (3.0, 15.0)
"""Seconds that a colleague stays, and stays away."""

SETTLED_WITHIN: Final = 60.0
"""Seconds until everyone must be back."""


class Life:
    """Everyone of a school, from the time they come until they leave."""

    def __init__(
        self,
        people: Sequence[Person],
        colleagues: Sequence[Person],
        teaching: Sequence[Teaching],
        chance: random.Random,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._people, self._colleagues = people, colleagues
        self._teaching, self._chance = teaching, chance
        self._turn = cycle(teaching)
        self._here: set[Person] = set()
        self._keeping: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self._keeping = [asyncio.create_task(self._keep(person)) for person in self._people]
        await self.settle()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Half of them close their page, the others lose it."""
        for task in self._keeping:
            task.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)
        for person in self._people:
            self._leave(person)
        self._here.clear()

    async def settle(self) -> None:
        """Return when everyone is there.

        Raises:
            TimeoutError: where somebody does not come back.
        """
        async with asyncio.timeout(SETTLED_WITHIN):
            while len(self._here) < len(self._people):  # noqa: ASYNC110 - of a hundred tasks
                await asyncio.sleep(0.05)

    async def go_on(self, until: float) -> None:
        """Let the school live until this instant of the loop's clock. No lesson is left out."""
        await asyncio.gather(
            self._drop(until),
            self._reload(until),
            self._change_lessons(until),
            *(self._look_in(colleague, until) for colleague in self._colleagues),
        )

    async def _keep(self, person: Person) -> None:
        while True:
            if await self._enter(person):
                self._here.add(person)
                await _gone(person)
                self._here.discard(person)
                self.counts["returns"] += 1
            await asyncio.sleep(self._chance.uniform(*BACK_AFTER))

    async def _enter(self, person: Person) -> bool:
        try:
            await person.open()
        except (OSError, WSError, TimeoutError):
            self.counts["refused"] += 1
            return False
        return True

    def _leave(self, person: Person) -> None:
        """Close the socket properly, or lose it."""
        socket = person.socket
        if socket is None or socket.transport is None or self._chance.random() < 0.5:
            person.cut()
            self.counts["cut"] += 1
        else:
            socket.transport.send_close(WSCloseCode.OK)
            self.counts["closed"] += 1

    async def _drop(self, until: float) -> None:
        while await self._wait(self._chance.expovariate(DROPS), until):
            if self._here:
                self._leave(self._chance.choice(sorted(self._here, key=id)))

    async def _reload(self, until: float) -> None:
        """A teacher's page is loaded anew: the old socket goes, the page comes, then the socket."""
        teachers = [person for person in self._people if "student" not in person.names]
        pairs = list(zip(teachers, self._teaching, strict=True))
        while await self._wait(RELOAD_EVERY, until):
            teacher, teaching = self._chance.choice(pairs)
            self._leave(teacher)
            await teaching.look()
            self.counts["reloads"] += 1

    async def _change_lessons(self, until: float) -> None:
        while await self._wait(LESSON_EVERY, until):
            teaching = next(self._turn)
            await teaching.end_lesson()
            await asyncio.sleep(BREAK)
            await teaching.start_lesson()
            self.counts["lessons"] += 1

    async def _look_in(self, colleague: Person, until: float) -> None:
        while await self._wait(self._chance.uniform(*VISIT), until):
            if await self._enter(colleague):
                self.counts["visits"] += 1
                await self._wait(self._chance.uniform(*VISIT), until)
                self._leave(colleague)

    async def _wait(self, seconds: float, until: float) -> bool:
        """False where the end comes first, and then it has come."""
        left = until - asyncio.get_running_loop().time()
        await asyncio.sleep(max(0.0, min(seconds, left)))
        return seconds < left


async def _gone(person: Person) -> None:
    """Return when the person's socket is closed."""
    assert person.socket is not None
    assert person.socket.transport is not None
    await person.socket.transport.wait_disconnected()
