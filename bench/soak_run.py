"""One soak: all come and go a few times, then stay for longer, while Redis fails."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any, Final, Literal

import uvloop

from bench import dialect, school, servers
from bench.generator import Load
from bench.schedule import on_change
from bench.servers import Server
from bench.soak_life import Life
from bench.soak_teaching import Teaching
from bench.soak_verdict import HEARD_WITHIN, Record, Sample, Words
from bench.soak_watch import Watch
from bench.sockets import Person
from tools.console import ROOT
from tools.embedded_redis import EmbeddedRedis

Fault = Literal["stop", "pause"]
AWAY: Final[dict[Fault, float]] = {"stop": 8.0, "pause": 5.0}
"""Seconds that Redis is stopped, so long that it is noticed; and that it hangs."""

PROCESSES: Final = 2
DIALECT: Final = ROOT / "bench/dialects/supervision.json"

QUIET: Final = 3.0
"""Seconds until every process knows of the last lesson: they look once a second. What a student
says before is answered with ``no_lesson``, and is no word that anyone may expect to be heard."""

EMPTY_WITHIN: Final = 60.0
"""Seconds for the last socket to close, once everyone has left."""

AFTERWARDS: Final = 5.0
"""Seconds for the processes to drop the rooms in which nobody sits any more."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How many classes, and so many stretches of so many seconds with a fault at each one's end.

    In the warm-up everyone leaves after each stretch, and comes again: each time the heap finds
    better use for its holes, until it grows no more.
    """

    classes: int
    warm_up: int
    stretches: int
    seconds: float

    @classmethod
    def of(cls, minutes: float) -> Plan:
        """A soak of so many minutes, in each of them a fault and the last words after it."""
        every = max(2, round(minutes))
        warm_up = max(1, every // 3)
        return cls(classes=8, warm_up=warm_up, stretches=every - warm_up, seconds=50.0)


def soak(plan: Plan, server: str, folder: Path) -> Record:
    """Found a school, and soak a server of this kind with it.

    Raises:
        RuntimeError: when the server does not start.
        httpx.HTTPError: when a page does not answer.
        TimeoutError: when people do not get in again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    log = folder / "server.log"
    with EmbeddedRedis() as redis:
        env = school.settings(folder, redis.url)
        people = json.loads(school.found(folder, env, plan.classes).file.read_text())
        with servers.ours(server, env, log, PROCESSES) as running:
            record = uvloop.run(_run(plan, running, redis, people))
    record.log = log.read_text()
    return record


async def _run(
    plan: Plan, server: Server, redis: EmbeddedRedis, people: list[dict[str, Any]]
) -> Record:
    return await Soak(plan, server, redis, people).run()


class Soak:
    """A school on a server, and what is seen of it."""

    def __init__(
        self, plan: Plan, server: Server, redis: EmbeddedRedis, people: Sequence[dict[str, Any]]
    ) -> None:
        self.record = Record(processes=PROCESSES)
        self._plan, self._redis, self._people = plan, redis, people
        self._watch = Watch(server)
        self._faults = cycle(AWAY)
        self._load = Load(dialect.load(DIALECT), list(people), server.urls)
        self._chance = random.Random(1)  # noqa: S311 # nosec B311
        urls = [server.urls[number % len(server.urls)] for number in range(len(people))]
        self._teaching = [Teaching(url, place) for url, place in zip(urls, people, strict=True)]
        colleagues = [self._colleague(number, urls[number - 1]) for number in range(len(people))]
        self._life = Life(self._load.everyone, colleagues, self._teaching, self._chance)

    def _colleague(self, number: int, url: str) -> Person:
        """A class's colleague is the teacher of the class before."""
        role = dialect.load(DIALECT).teacher
        assert role is not None
        cookie = self._people[number - 1]["teachers"][0]["cookie"]
        return Person(url, role, {"class": self._people[number]["class"]}, cookie, self._load.ear)

    async def run(self) -> Record:
        """What was seen."""
        record = self.record
        for number, teaching in enumerate(self._teaching):
            await teaching.share_with(self._people[number - 1]["teachers"][0]["email"])
        record.bare = self._watch.sample()
        for _ in range(self._plan.warm_up):
            await self._visit(1, record.warm_up)
        await self._visit(self._plan.stretches, record.samples)
        record.counts = dict(self._life.counts)
        return record

    async def _visit(self, stretches: int, samples: list[Sample]) -> None:
        """Everyone comes, stays for so many stretches, and leaves."""
        async with self._life:
            following = asyncio.create_task(self._watch.follow(samples))
            for _ in range(stretches):
                await self._stretch(next(self._faults))
            following.cancel()
        self.record.empty.append(await self._emptied())
        for teaching in self._teaching:
            await teaching.start_lesson()

    async def _stretch(self, fault: Fault) -> None:
        after = self._plan.seconds - AWAY[fault]
        await asyncio.gather(self._live(self._plan.seconds), self._fail(fault, after))
        await asyncio.sleep(QUIET)
        await self._life.settle()
        self.record.words.append(await self._last_words(fault))

    async def _live(self, seconds: float) -> None:
        dues = on_change(len(self._load.students), seconds, self._chance)
        self._load.begin()
        until = asyncio.get_running_loop().time() + seconds
        await asyncio.gather(self._load.send(dues), self._life.go_on(until))
        self.record.lags += self._load.lags

    async def _fail(self, fault: Fault, after: float) -> None:
        redis = self._redis
        begin, end = (redis.stop, redis.start) if fault == "stop" else (redis.pause, redis.resume)
        await asyncio.sleep(after)
        await asyncio.to_thread(begin)
        await asyncio.sleep(AWAY[fault])
        await asyncio.to_thread(end)

    async def _last_words(self, fault: Fault) -> Words:
        clock = asyncio.get_running_loop().time
        began = clock()
        await self._load.last_words()
        tally = self._load.ear.tally
        # Whoever waits longer than that method does is heard late, and not lost.
        with suppress(TimeoutError):
            if tally.unheard:
                await asyncio.wait_for(self._load.ear.all_heard.wait(), HEARD_WITHIN)
        return Words(fault, len(self._load.students), tally.unheard, clock() - began)

    async def _emptied(self) -> Sample:
        """What is left once the lessons have ended and everyone's socket is closed."""
        for teaching in self._teaching:
            await teaching.end_lesson()
        with suppress(TimeoutError):
            async with asyncio.timeout(EMPTY_WITHIN):
                while self._watch.sockets():  # noqa: ASYNC110 - another process's
                    await asyncio.sleep(0.1)
        await asyncio.sleep(AFTERWARDS)
        return self._watch.sample()
