"""A room: one class in one process. Its hub, its feed, and the facts from the database.

The facts are the truth about who may be here and whether there is a lesson; they are read again
whenever the class's revision rises, and every open socket is held to them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any, Protocol

from msgspec.structs import replace

from classrooms import access
from classrooms.access import ClassFacts, Place

from . import groups
from .feed import Desk, Feed
from .hub import Hub, Seat
from .line import Line
from .protocol import (
    LONGEST_AGE,
    Act,
    Beat,
    Close,
    LessonNow,
    Marker,
    Policy,
    PolicyChanged,
    Roster,
    Student,
    Welcome,
    encode,
)
from .relay import Acted, Claim, Frame, Note, Relayed, RollCall, Standing
from .teaching import Teaching


class Socket(Protocol):
    """A student's or a teacher's open socket, as far as a room minds it."""

    login: str
    login_ends: float

    def verdict(self, facts: ClassFacts) -> Close | None: ...
    def overdue(self, now: float) -> Close | None: ...
    async def say_text(self, text: str) -> None: ...
    async def end(self, close: Close) -> None: ...


class Room:
    """One class in one process."""

    def __init__(self, facts: ClassFacts, line: Line) -> None:
        self.id = facts.id
        self.hub = Hub(facts.id, line)
        self.feed = Feed()
        self.sockets: set[Socket] = set()
        self._line = line
        self._tellings: set[asyncio.Task[Any]] = set()
        self._teaching = Teaching(self.id, self.feed, line)
        self._set(facts)
        self.hub.lesson = self.feed.lesson = self.lesson_id
        self.hub.revision = self.feed.since = facts.revision

    def _set(self, facts: ClassFacts) -> None:
        self.facts = facts
        self.students = frozenset(facts.places)
        self.lesson_id = facts.lesson.id if facts.lesson else 0
        self.feed.counts_only = facts.counts_only
        self._read_at = time.monotonic()
        self.lesson_started = self._read_at - facts.lesson.age if facts.lesson else 0.0
        self._teaching.lesson_started = self.lesson_started
        self._policies = {
            key: Policy(facts.analysis, place.exempt, facts.asks_first)
            for key, place in facts.places.items()
        }
        self._roster = [Student(place.key, place.name) for place in facts.places.values()]

    @property
    def is_idle(self) -> bool:
        """Nobody is here, and nothing of a lesson is still to be told."""
        kept = self.lesson_id and (self.hub.presences or self.hub.notes)
        return not self.sockets and not kept

    @property
    def is_overdue(self) -> bool:
        """A lesson that somebody forgot to end is running."""
        age = time.monotonic() - self.lesson_started
        return bool(self.lesson_id) and age > access.LESSON_SECONDS

    @property
    def lesson(self) -> LessonNow | None:
        if self.facts.lesson is None:
            return None
        age = min(time.monotonic() - self.lesson_started, LONGEST_AGE)
        return LessonNow(self.facts.lesson.kind, round(age, 1))

    @property
    def roster(self) -> Roster:
        facts = self.facts
        return Roster(
            name=facts.name,
            lesson=self.lesson,
            analysis=facts.analysis,
            counts_only=facts.counts_only,
            enrolled=len(facts.places),
            students=[] if facts.counts_only else self._roster,
        )

    @property
    def _beat(self) -> Beat:
        return Beat(live=self._line.alive)

    def policy(self, student: str) -> Policy:
        """What is looked at of this student."""
        return self._policies[student]

    def has_consented(self, student: str) -> bool:
        return self.facts.places[student].consent_age is not None

    def earliest(self, student: str) -> float:
        """The instant before which nothing may be told of this student."""
        age = self.facts.places[student].consent_age
        consented = 0.0 if age is None else self._read_at - age
        return max(self.lesson_started, consented)

    # Who is here

    async def admit_student(self, seat: Seat) -> None:
        await self._line.join(groups.hubs(self.id))
        if seat.ended:
            return  # meanwhile: the place may be gone, or somebody else's by now
        # What the welcome says and the seat in the hub are of one moment: a lesson that starts
        # or ends while the welcome is on its way is told right after it.
        seat.epoch = max(seat.epoch, self.hub.next_epoch(seat.student))
        welcome = Welcome(seat.epoch, self.policy(seat.student), self.lesson)
        await self.hub.join(seat, welcome)

    async def admit_teacher(self, desk: Desk) -> None:
        # At the desk first: whoever leaves meanwhile must see that somebody still listens.
        self.feed.add(desk)
        await desk.say(self.roster)
        await desk.say(self._beat)
        await self.feed.serve_notes_to(desk)
        # As a hub without students, where nobody sits here: it keeps the lesson's notes.
        await self._line.join(groups.hubs(self.id))
        await self._line.join(groups.teachers(self.id))
        await self.feed.serve_one(desk)
        if len(self.feed.desks) == 1:
            self.call_roll()

    async def dismiss_teacher(self, desk: Desk) -> None:
        self.feed.remove(desk)
        if not self.feed.desks:
            await self._line.leave(groups.teachers(self.id))

    def close(self) -> None:
        self.hub.close()
        self._start(self._line.leave(groups.hubs(self.id)))

    def act(self, desk: Desk, act: Act | Marker) -> None:
        """A teacher does something, and hears of it as everybody does."""
        self._start(self._teaching.act(desk, act))

    # What the line brings

    async def hear(self, message: Relayed) -> None:
        match message:
            case Frame() | Standing():
                # What nobody looks at is not kept either.
                if self.feed.desks:
                    await self._hear_of_hub(message)
            case RollCall():
                self.hub.answer_roll_call(message.hub)
            case Claim():
                self._start(self.hub.yield_to(message))
            case Acted():
                self._start(self.hub.act(message))
            case Note():
                self.hub.note(message)

    async def _hear_of_hub(self, message: Frame | Standing) -> None:
        if isinstance(message, Standing):
            missed = self.feed.check(message)
        else:
            missed = self.feed.fold(message, self.students)
        if missed:
            self.call_roll(message.hub)
        await self.feed.serve()

    def call_roll(self, hub: str = "") -> None:
        """Ask this hub, or all, to tell everything again."""
        call = RollCall(self.id, hub)
        self._start(self._line.publish(groups.hubs(self.id), call))

    def line_returned(self) -> None:
        """What was said during the outage is lost: tell it and ask for it again."""
        self.hub.answer_roll_call("")
        self.hub.claim_again()
        if self.feed.desks:
            self.call_roll()

    def _start(self, telling: Coroutine[Any, Any, Any]) -> None:
        """Speak without waiting.

        A receive loop that waited for Redis would hear nothing, and a watch that did would not
        see who must leave.
        """
        task = asyncio.create_task(telling)
        self._tellings.add(task)
        task.add_done_callback(self._tellings.discard)

    # What the database says

    async def hold_to(self, facts: ClassFacts) -> None:
        """Take back what may be told no more, close whom it concerns, then follow what is new."""
        before, policies = self.facts, self._policies
        self._set(facts)
        taken_back = self._take_back(before)
        for socket in list(self.sockets):
            close = socket.verdict(facts)
            if close is not None:
                await socket.end(close)
        await self._say_roster(before)
        changed = await self._follow_lesson(before)
        if before.analysis != facts.analysis:
            self.hub.restart()
            changed = True
        if before.analysis != facts.analysis or before.counts_only != facts.counts_only:
            self.feed.clear()
        await self._say_policies(policies)
        # Only now: a frame that was told in between may still say what the hub forgot since. And
        # what was forgotten here may have been told anew already, hence the roll.
        self.hub.revision = facts.revision
        if (changed or taken_back) and self.feed.desks:
            self.call_roll()

    def _take_back(self, before: ClassFacts) -> bool:
        """Forget what may not be told any more; True if there is such a thing."""
        vacated, restricted = self._vacated(before), self._restricted(before)
        for student in vacated:
            self.hub.forget(student)
            self.feed.forget(student)
        for student in restricted:
            self.hub.take_back(student)
            self.feed.forget(student)
        taken_back = bool(vacated or restricted) or before.analysis != self.facts.analysis
        if taken_back:
            self.feed.since = self.facts.revision
        return taken_back

    def _vacated(self, before: ClassFacts) -> list[str]:
        """The places that are gone, or somebody else's now."""
        places = self.facts.places
        return [
            key
            for key, place in before.places.items()
            if key not in places or places[key].user_id != place.user_id
        ]

    def _restricted(self, before: ClassFacts) -> list[str]:
        """The students of whom something may be told no more.

        Those whose consent was withdrawn, and those who leave out what they did not before. And
        everybody where the class begins to ask first; or where rows of single students end, or come
        back, since nobody was to be shown what they were until then.
        """
        facts, stayed = self.facts, before.places.keys() & self.students
        if facts.asks_first > before.asks_first or facts.counts_only != before.counts_only:
            return list(stayed)
        return [key for key in stayed if _restricts(before.places[key], facts.places[key])]

    async def _say_roster(self, before: ClassFacts) -> None:
        rosters = [self.roster]
        if before.lesson and self.lesson_id not in (0, before.lesson.id):
            # Between two looks one lesson ended and another began: a dashboard tells them apart by
            # the pause.
            rosters.insert(0, replace(self.roster, lesson=None))
        for desk in list(self.feed.desks):
            for roster in rosters:
                await desk.say(roster)

    async def _follow_lesson(self, before: ClassFacts) -> bool:
        was = before.lesson.id if before.lesson else 0
        if was == self.lesson_id:
            return False
        self.feed.clear()
        self.feed.lesson = self.lesson_id
        if was:
            await self.hub.end_lesson()
        if self.lesson is not None:
            await self.hub.start_lesson(self.lesson_id, self.lesson)
        return True

    async def _say_policies(self, before: dict[str, Policy]) -> None:
        """Tell each student whose policy is another now."""
        for student, seat in list(self.hub.seats.items()):
            policy = self.policy(student)
            if policy != before.get(student):
                await seat.say(PolicyChanged(policy))

    # What time brings

    async def tend(self, beat: bool) -> None:
        """Once a second: who fell silent; and with ``beat`` a word to everyone who is here."""
        await self.hub.sweep()
        self.feed.sweep()
        self._start(self._teaching.count())
        await self.feed.serve()
        now = time.monotonic()
        for socket in list(self.sockets):
            if (close := socket.overdue(now)) is not None:
                await socket.end(close)
        if beat:
            self._start(self.hub.stand())
            text = encode(self._beat)
            for socket in list(self.sockets):
                await socket.say_text(text)

    async def close_all(self) -> None:
        """The class is archived or deleted."""
        await self.hub.end_lesson()
        for socket in list(self.sockets):
            await socket.end(Close.FORBIDDEN)


def _restricts(before: Place, after: Place) -> bool:
    withdrawn = before.consent_age is not None and after.consent_age is None
    return withdrawn or not set(after.exempt) <= set(before.exempt)
