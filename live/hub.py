"""A hub: the students of one class who are connected to this process.

It collects what changes, tells the class's teachers at most once per ``WINDOW`` (at once when
nothing was told lately), and answers the roll call with everything it knows. What could not be
carried while Redis was away is kept, newest wins, and told when Redis is back.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterable
from typing import Final, Protocol

from . import groups
from .changes import Changes
from .line import Line
from .notes import Notes
from .presence import GONE_AFTER, Presence
from .protocol import (
    HEARTBEAT,
    Answer,
    AskedHow,
    CheckIn,
    Close,
    LessonEnded,
    LessonNow,
    LessonStarted,
    Signal,
    TileReason,
    ToStudent,
    Transition,
    Welcome,
    age,
)
from .relay import Acted, Claim, Frame, Note, Standing

WINDOW: Final = 0.1
"""Seconds between two frames of one class, which the class's hubs share."""

WIDEST: Final = 0.5
"""Seconds between two frames of one hub, however many hubs the class has."""

LATER: Final = 1.0
"""Seconds within which a repetition is told: it says no more than that the student is there."""

FORGOTTEN: Final = 3 * HEARTBEAT
"""Seconds without a word after which another hub of the class counts as gone."""

RETRY: Final = 0.5
"""Seconds until a frame that was not carried is tried again."""


class Seat(Protocol):
    """A student's open socket."""

    student: str
    epoch: int
    ended: bool

    async def say(self, message: ToStudent) -> None: ...
    async def end(self, close: Close) -> None: ...


class Hub:
    """The students of one class in this process, and what is still to be told of them."""

    def __init__(self, class_id: int, line: Line) -> None:
        self.class_id = class_id
        self.seats: dict[str, Seat] = {}
        self.presences: dict[str, Presence] = {}
        self.notes = Notes()
        self.lesson = 0
        self.revision = 0
        self._line = line
        self._id = secrets.token_hex(4)
        self._rev = 0
        self._changes = Changes()
        self._unclaimed: set[str] = set()
        self._roll_called = False
        self._noted = False
        self._others: dict[str, float] = {}
        self._announced = False
        self._quiet_until = 0.0
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._flushing: asyncio.Task[None] | None = None

    # Students

    async def join(self, seat: Seat, welcome: Welcome) -> None:
        """The student is here now, and only here: older sockets of theirs are closed."""
        older = self.seats.get(seat.student)
        self.seats[seat.student] = seat
        self._arrive(seat)
        await seat.say(welcome)
        if self.presences[seat.student].care.is_open:
            await self._ask(seat)
        if older is not None:
            await older.end(Close.REPLACED)

    async def _ask(self, seat: Seat) -> None:
        """Tell the student of the open check-in."""
        asked = self.presences[seat.student].care.asked
        if asked is not None:
            await seat.say(AskedHow(age(asked, time.monotonic())))

    def next_epoch(self, student: str) -> int:
        """The lowest epoch that makes a new socket newer than what is known here."""
        before = self.presences.get(student)
        return before.epoch + 1 if before else 0

    def claim_again(self) -> None:
        """Claims may have been lost."""
        self._unclaimed.update(self.seats)
        self._schedule(LATER)

    def _arrive(self, seat: Seat) -> None:
        now = time.monotonic()
        reason: TileReason = "getting_ready" if self.lesson else "waiting"
        presence = Presence.arriving(seat.student, seat.epoch, reason, now)
        if before := self.presences.get(seat.student):
            before.leave("lost", now)
            presence.follow(before)
        self.presences[seat.student] = presence
        self._unclaimed.add(seat.student)
        self._change(seat.student, full=True)

    def recall(
        self, student: str, told: Iterable[Transition], earliest: float, first: bool
    ) -> None:
        """The student's browser tells again what was before this socket."""
        presence = self.presences[student]
        if first:
            presence.forget_before_joining()
        presence.recall(told, time.monotonic(), earliest)
        self._change(student, full=True)

    def signal(self, student: str, signal: Signal, earliest: float) -> None:
        presence, now = self.presences[student], time.monotonic()
        rested = now - presence.heard > HEARTBEAT / 2
        moved = presence.signal(signal, now, earliest)
        self._change(student, moved, within=LATER if rested and not moved else 0.0)

    def ask(self, student: str, asked: bool) -> None:
        self.presences[student].ask(asked, time.monotonic())
        self._change(student)

    def answer(self, student: str, answer: Answer) -> bool:
        """What the student says to a check-in; False where none is open."""
        awaited = self.presences[student].answer(answer, time.monotonic())
        self._change(student)
        return awaited

    def leave(self, seat: Seat) -> None:
        """The socket closed. A newer socket of the same student is not touched."""
        if self.seats.get(seat.student) is seat:
            del self.seats[seat.student]
            self.presences[seat.student].leave("left", time.monotonic())
            self._change(seat.student, moved=True)

    async def yield_to(self, claim: Claim) -> None:
        """These students opened newer sockets in another process.

        Or older ones are still open there, because an outage swallowed the claims of this one.
        """
        self._meet(claim.hub)
        for student, epoch in claim.epochs.items():
            seat = self.seats.get(student)
            if seat is None or seat.epoch == epoch:
                continue
            if seat.epoch > epoch:
                self._unclaimed.add(student)
                self._schedule()
            else:
                self.forget(student)
                await seat.end(Close.REPLACED)

    def _meet(self, hub: str) -> None:
        """A hub of the class is there; another one must know of this one as well."""
        if hub == self._id or not self.seats:
            return
        if hub not in self._others:
            self._announced = False
            self._schedule()
        self._others[hub] = time.monotonic()

    def forget(self, student: str) -> None:
        """As if never here: another process, or nobody, speaks for this student now."""
        self.seats.pop(student, None)
        self.presences.pop(student, None)
        self._changes.forget(student)

    # Teachers

    async def act(self, acted: Acted) -> None:
        """A teacher did something about a student, who may be another hub's."""
        student, now = acted.act.student, time.monotonic()
        presence, seat = self.presences.get(student), self.seats.get(student)
        if presence is None or acted.lesson != self.lesson or acted.epoch > presence.epoch:
            return
        if presence.objection(acted.act, now) or not presence.act(acted.act, now):
            return
        self._change(student)
        if isinstance(acted.act, CheckIn) and seat is not None:
            await self._ask(seat)

    def note(self, note: Note) -> None:
        """Keep it for the lesson, and tell it all teachers of the class."""
        if note.lesson == self.lesson and self.notes.take(note.note):
            self._noted = True
            self._schedule()

    # The lesson

    async def start_lesson(self, lesson_id: int, lesson: LessonNow) -> None:
        self.lesson = lesson_id
        self.presences.clear()
        self.notes = Notes()
        for seat in list(self.seats.values()):
            self._arrive(seat)
            await seat.say(LessonStarted(lesson))

    async def end_lesson(self) -> None:
        """Nothing of the lesson stays, and every student's socket closes."""
        seats = list(self.seats.values())
        self.lesson = 0
        self.seats.clear()
        self.presences.clear()
        self.notes = Notes()
        self._noted = False
        self._changes.take()
        for seat in seats:
            await seat.say(LessonEnded())
            await seat.end(Close.LESSON_ENDED)

    def restart(self) -> None:
        """The policy changed: what was told under the old one is taken back."""
        before = dict(self.presences)
        self.presences.clear()
        for seat in self.seats.values():
            self._arrive(seat)
            # The same socket goes on counting, or what it is now would look older than it was.
            self.presences[seat.student].seq = before[seat.student].seq

    def take_back(self, student: str) -> None:
        """Of what was told of this student some may not be told any more: none of it is."""
        if presence := self.presences.get(student):
            presence.take_back(time.monotonic())
            self._change(student, full=True)

    async def sweep(self) -> None:
        """Once a second: students who are connected and silent for too long are gone."""
        now = time.monotonic()
        for student in list(self.seats):
            presence = self.presences[student]
            if presence.state == "arriving":
                # Nothing is sent before the first state: the open socket is the news.
                if now - presence.heard >= HEARTBEAT:
                    presence.heard = now
                    self._change(student, within=LATER)
            elif now - presence.heard > GONE_AFTER:
                await self._lose(student, presence, now)

    async def _lose(self, student: str, presence: Presence, now: float) -> None:
        seat = self.seats.pop(student)
        presence.leave("lost", now)
        self._change(student, moved=True)
        await seat.end(Close.SILENT)

    # Telling

    def answer_roll_call(self, hub: str) -> None:
        """Tell everything again, if all hubs or this one was called."""
        if hub in ("", self._id) and self._has_something_to_tell:
            self._roll_called = True
            self._changes.mark_all(self.presences)
            self._schedule()

    @property
    def _has_something_to_tell(self) -> bool:
        """A hub that never told anything, and has nobody, is as good as none."""
        return bool(self._rev or self.presences or self.notes)

    async def stand(self) -> None:
        """Every few seconds: the rev, so that a lost frame is noticed.

        And to the class's other hubs, if there are any: who sits here, should a claim be lost.
        """
        if self._rev:
            standing = Standing(self.class_id, self.lesson, self._id, self._rev)
            await self._line.publish(groups.teachers(self.class_id), standing)
        if self._others:
            self.claim_again()

    def _change(
        self, student: str, moved: bool = False, full: bool = False, within: float = 0.0
    ) -> None:
        self._changes.mark(student, moved, full)
        self._schedule(within)

    def _schedule(self, within: float = 0.0) -> None:
        """Tell within so many seconds, though never before the window is over."""
        now = time.monotonic()
        due = max(now + within, self._quiet_until)
        if self._flushing is not None or (self._timer is not None and self._due <= due):
            return
        if self._timer is not None:
            self._timer.cancel()
        self._due = due
        self._timer = asyncio.get_running_loop().call_later(due - now, self._start_flushing)

    def _start_flushing(self) -> None:
        self._timer = None
        self._flushing = asyncio.create_task(self._flush())

    async def _flush(self) -> None:
        carried = False
        try:
            carried = await self._claim() and await self._tell()
        finally:
            self._flushing = None
            self._quiet_until = time.monotonic() + (self._window() if carried else RETRY)
        if self._changes or self._roll_called or self._noted or self._unclaimed:
            self._schedule()

    def _window(self) -> float:
        now = time.monotonic()
        self._others = {hub: at for hub, at in self._others.items() if now - at < FORGOTTEN}
        return min(WIDEST, WINDOW * (1 + len(self._others)))

    async def _claim(self) -> bool:
        """Tell the class's other hubs who sits here; False if it was not carried."""
        epochs = {s: self.seats[s].epoch for s in self._unclaimed if s in self.seats}
        self._unclaimed.clear()
        if not epochs and (self._announced or not self.seats):
            return True
        claim = Claim(self.class_id, self._id, epochs)
        self._announced = await self._line.publish(groups.hubs(self.class_id), claim)
        if not self._announced:
            self._unclaimed.update(epochs)
        return self._announced

    async def _tell(self) -> bool:
        taken, full, noted = self._changes.take(), self._roll_called, self._noted
        self._roll_called = self._noted = False
        if not taken and not full and not noted:
            return True
        now = time.monotonic()
        known = [(s, f) for s, f in taken if s in self.presences]
        tiles = [self.presences[student].tile(now, f) for student, f in known]
        # Spent even where the frame seems not to be carried: after a time-out nobody can tell, and
        # two frames of one rev would pass for the same.
        self._rev += 1
        here = (self.class_id, self.lesson, self.revision, self._id)
        frame = Frame(*here, self._rev, full, tiles, self.notes.told() if full or noted else None)
        if await self._line.publish(groups.teachers(self.class_id), frame):
            return True
        self._changes.put_back([(s, f) for s, f in known if s in self.presences])
        self._roll_called = self._roll_called or full
        self._noted = self._noted or noted
        return False

    def close(self) -> None:
        for pending in (self._timer, self._flushing):
            if pending is not None:
                pending.cancel()
