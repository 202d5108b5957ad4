r"""Loads a relay with students who send open-loop, and tells what became of their signals.

    python -m bench.generator --dialect bench/dialects/supervision.json \\
        --school school.json --url http://127.0.0.1:8000 --rate 2 --seconds 10

It knows its relay by a dialect alone. The *school* is a file that says who is there:

    [{"class": "…", "teachers": [{"cookie": "…"}], "students": [{"student": "…", "cookie": "…"}]}]

It prints one JSON object a line while it goes on (``event``: open, window, end, calm, storm) and
the result as the last (``event``: result). Delays count from the instant a signal was due. The
generator measures itself: a result in which it was late or short of CPU says ``"fit": false``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import resource
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import uvloop

from bench import schedule
from bench.dialect import Dialect, Names, around_seq
from bench.dialect import load as read
from bench.schedule import Due
from bench.sockets import Ear, Person
from bench.tally import Tally, percentile

DOORS: Final = 50
"""Sockets that are being opened at the same time, outside a storm."""

LATEST: Final = 0.020
"""Seconds: a generator whose sends are later than this, at the 99th percentile, is unfit."""

BUSIEST: Final = 0.85
"""Share of a core: a generator that uses more of one is unfit."""

DRAIN: Final = 1.3
"""Seconds after the load for what is still on its way."""

LAST_WORD_WITHIN: Final = 10.0
"""Seconds for the last signals of all students to be heard."""


class Student:
    """Who sends: a socket, a count, a state, and the bytes around each ``seq``."""

    def __init__(self, person: Person, dialect: Dialect) -> None:
        self.person = person
        self.key = person.names["student"].encode()
        self._states = [around_seq(template, person.names) for template in dialect.signals]
        self._state = self._seq = 0

    def next(self, changes: bool) -> tuple[int, bytes]:
        """The next signal's ``seq`` and text."""
        self._seq += 1
        if changes:
            self._state = (self._state + 1) % len(self._states)
        before, after = self._states[self._state]
        return self._seq, b"%b%d%b" % (before, self._seq, after)


class Load:
    """A school on a relay."""

    def __init__(self, dialect: Dialect, school: list[dict[str, Any]], urls: list[str]) -> None:
        self.ear = Ear(dialect)
        own = self.ear if dialect.listener == "student" else None
        self.teachers: list[Person] = []
        self.students: list[Student] = []
        for number, (names, who) in enumerate(_everyone(school)):
            url = urls[number % len(urls)]
            if "student" in names:
                person = Person(url, dialect.student, names, who.get("cookie", ""), own)
                self.students.append(Student(person, dialect))
            elif dialect.teacher is not None:
                person = Person(url, dialect.teacher, names, who.get("cookie", ""), self.ear)
                self.teachers.append(person)
        self.lags: list[float] = []
        self.errors = 0

    def begin(self) -> Tally:
        """Count from nothing."""
        self.lags.clear()
        self.ear.tally = Tally()
        return self.ear.tally

    @property
    def everyone(self) -> list[Person]:
        return [*self.teachers, *(student.person for student in self.students)]

    async def open(self, doors: int) -> float:
        """Open every socket, so many at a time; how many seconds it took."""
        began, queue = time.perf_counter(), asyncio.Semaphore(doors)

        async def enter(person: Person) -> None:
            async with queue:
                await self._open(person)

        await asyncio.gather(*map(enter, self.everyone))
        return time.perf_counter() - began

    async def _open(self, person: Person) -> None:
        while True:
            try:
                await person.open()
            except Exception as error:
                self.errors += 1
                if self.errors > len(self.everyone):
                    raise ConnectionError(f"The relay lets nobody in: {error!r}") from error
                await asyncio.sleep(random.uniform(0.1, 0.5))  # noqa: S311 # nosec B311
            else:
                return

    async def send(self, dues: list[Due]) -> None:
        """Send each signal at its instant, whatever the relay does meanwhile."""
        start = time.perf_counter()
        for due in dues:
            at = start + due.at
            if (wait := at - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            self._send(due, at)

    def _send(self, due: Due, at: float) -> None:
        student = self.students[due.student]
        seq, text = student.next(due.changes)
        self.ear.tally.send(student.key, seq, at, due.changes)
        student.person.say(text)
        self.lags.append(time.perf_counter() - at)

    async def last_words(self) -> int:
        """Everyone sends once more; how many of these are never heard."""
        tally = self.begin()
        await self.send([Due(i / 1000, i, changes=True) for i in range(len(self.students))])
        self.ear.all_heard.clear()
        with suppress(TimeoutError):
            if tally.unheard:
                await asyncio.wait_for(self.ear.all_heard.wait(), LAST_WORD_WITHIN)
        return tally.unheard

    async def storm(self) -> float:
        """Everyone is cut off and comes back at once; seconds until all are in use again."""
        for person in self.everyone:
            person.cut()
        self.errors = 0
        return await self.open(doors=len(self.everyone))


def _everyone(school: list[dict[str, Any]]) -> Iterator[tuple[Names, dict[str, str]]]:
    for place in school:
        for teacher in place["teachers"]:
            yield {"class": place["class"]}, teacher
        for student in place["students"]:
            yield {"class": place["class"], "student": student["student"]}, student


async def run(load: Load, options: argparse.Namespace) -> None:
    """Open, warm up, load, say the last words, and storm if asked to."""
    _tell("open", seconds=await load.open(DOORS), errors=load.errors)
    await asyncio.sleep(0.5)  # so that whoever watches can weigh the idle sockets

    chance = random.Random(1)  # noqa: S311 # nosec B311 - the same load for all that are compared
    warm_up, counted = schedule.parted(_dues(load, options, chance), options.warm_up)
    await load.send(warm_up)
    load.begin()
    _tell("window")
    began, used = time.perf_counter(), _cpu()
    await load.send(counted)
    seconds, busy = time.perf_counter() - began, _cpu() - used
    _tell("end")
    await asyncio.sleep(DRAIN)
    result = _result(load, seconds, busy)
    result["last_lost"] = await load.last_words()
    if options.storm:
        _tell("calm")
        result |= {"storm_seconds": await load.storm(), "storm_errors": load.errors}
        _tell("storm")
    _tell("result", **result)
    for person in load.everyone:
        person.cut()


def _dues(load: Load, options: argparse.Namespace, chance: random.Random) -> list[Due]:
    seconds = options.warm_up + options.seconds
    if options.on_change:
        return schedule.on_change(len(load.students), seconds, chance)
    return schedule.constant(len(load.students), options.rate, seconds, chance)


def _result(load: Load, seconds: float, busy: float) -> dict[str, Any]:
    tally = load.ear.tally
    lag, share = percentile(load.lags, 99), busy / seconds
    return {
        "students": len(load.students),
        "teachers": len(load.teachers),
        "seconds": seconds,
        "sent": tally.sent,
        "shown": tally.shown,
        "superseded": tally.superseded,
        "unheard": tally.unheard,
        "frames": tally.frames,
        "bytes": tally.octets,
        "p50": percentile(tally.delays, 50),
        "p95": percentile(tally.delays, 95),
        "p99": percentile(tally.delays, 99),
        "p99_changes": percentile(tally.change_delays, 99),
        "lag_p99": lag,
        "generator_cpu": share,
        "fit": lag <= LATEST and share <= BUSIEST,
    }


def _cpu() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def _tell(event: str, **facts: Any) -> None:
    print(json.dumps({"event": event, **facts}), flush=True)


def main() -> None:
    """Read the command line, and load."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dialect", required=True, help="a file like those in bench/dialects")
    parser.add_argument("--school", required=True, help="a file that says who is there")
    parser.add_argument(
        "--url", required=True, action="append", help="the relay; again for each of its processes"
    )
    parser.add_argument("--rate", type=float, default=2.0, help="signals a second and student")
    parser.add_argument("--on-change", action="store_true", help="send on change, as our pages do")
    parser.add_argument("--warm-up", type=float, default=2.0, help="seconds before it counts")
    parser.add_argument("--seconds", type=float, default=10.0, help="seconds that count")
    parser.add_argument("--storm", action="store_true", help="cut everyone off at the end, once")
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    options = parser.parse_args()
    dialect = read(Path(options.dialect))
    school = json.loads(Path(options.school).read_text())
    uvloop.run(run(Load(dialect, school, options.url), options))


if __name__ == "__main__":
    main()
