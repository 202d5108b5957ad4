"""The two sockets: open, translate, pass on, close. Everything else is behind them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from contextlib import suppress
from typing import Any, ClassVar, Literal

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from classrooms import access
from classrooms.access import Knock

from . import protocol
from .outbox import Outbox
from .pace import ACTS_BURST, ACTS_RATE, Pace
from .protocol import Close, Error, Refused, ToStudent, ToTeacher, error
from .room import Room
from .rooms import rooms

logger = logging.getLogger(__name__)

HELLO_WITHIN = 15.0
"""Seconds that a student's page has to say hello."""

UNREAD = 30
"""Messages that may wait until a teacher's connection takes them; with more it has stalled."""

EPOCH_AHEAD_MS = 300_000
"""How far a page's last epoch may be ahead of this server's clock and still count."""


class LiveConsumer(AsyncWebsocketConsumer):
    """A socket behind one door. The log-in says who speaks, never a message."""

    door: ClassVar[Literal["class_student", "class_teacher"]]
    """Which of the doors in ``classrooms.access`` this socket stands behind."""

    def __init__(self) -> None:
        super().__init__()
        self.room: Room | None = None
        self.ended = False
        self.login = ""
        self.login_ends = 0.0
        self.user_id = 0
        self.pace = Pace(time.monotonic())

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One loop for one socket.

        Channels' own dispatch makes a thread hop for every message and opens a channel on the
        layer for every socket; neither is needed here, and students are many.
        """
        self.scope, self.base_send = scope, send
        try:
            while (event := await receive())["type"] != "websocket.disconnect":
                if event["type"] == "websocket.connect":
                    await self.connect()
                elif not self.ended:
                    await self._take(event.get("text"))
        finally:
            self.ended = True
            await self.disconnect(None)

    async def connect(self) -> None:
        await self.accept()
        self.login = self.scope["cookies"].get(settings.SESSION_COOKIE_NAME, "")
        knock = Knock(self.login, self.scope["url_route"]["kwargs"]["key"], self.door)
        try:
            found, self.room = await rooms().let_in(knock)
        except Refused as refused:
            await self.end(refused.close)
            return
        self.room.sockets.add(self)
        self.user_id = found.user_id
        self.login_ends = time.monotonic() + found.login_ends_in
        await self.enter(found.student)

    async def disconnect(self, code: Any) -> None:
        if self.room is not None:
            self.room.sockets.discard(self)
            await self.depart(self.room)

    async def _take(self, text: str | None) -> None:
        try:
            if text is None:
                raise Refused(Close.BINARY)
            if self.room is not None:
                await self.take(text, self.room)
        except Refused as refused:
            await self.end(refused.close, refused.detail)

    def keep_pace(self) -> None:
        """Count one message. Raises ``Refused`` once there have been too many."""
        if not self.pace.allows(time.monotonic()):
            raise Refused(Close.TOO_MANY)

    async def say(self, message: ToStudent | ToTeacher) -> None:
        await self.say_text(protocol.encode(message))

    async def say_text(self, text: str) -> None:
        """Send an encoded message; to a socket that is going away, nothing."""
        if not self.ended:
            await self.tell({"type": "websocket.send", "text": text})

    async def end(self, close: Close, detail: str = "") -> None:
        """Say why in words, then close the socket, once, with a code of ours.

        The words go first as a message because daphne leaves the reason out of its close frame.
        """
        if self.ended:
            return
        self.ended = True
        words = protocol.encode(Error(close.error, detail or close.reason))
        await self.tell({"type": "websocket.send", "text": words})
        await self.tell({"type": "websocket.close", "code": int(close), "reason": close.reason})

    async def tell(self, event: dict[str, Any]) -> None:
        """Hand the server an event for this socket."""
        try:
            await self.base_send(event)
        except Exception as error:  # noqa: BLE001
            # Each server has its own exception for a socket that closes at this very moment.
            # It concerns this socket alone, never those that are told the same in a loop.
            logger.info("A socket went away while it was spoken to: %s", type(error).__name__)
            self.ended = True
            with suppress(Exception):
                await self.close()

    # What the two kinds do differently

    async def enter(self, student: str) -> None:
        raise NotImplementedError

    async def depart(self, room: Room) -> None:
        raise NotImplementedError

    async def take(self, text: str, room: Room) -> None:
        raise NotImplementedError

    def verdict(self, facts: access.ClassFacts) -> Close | None:
        """Why the socket must close now; None where it may stay."""
        return Close.LOGGED_OUT if self.login_ends <= time.monotonic() else None

    def overdue(self, now: float) -> Close | None:
        """Why the socket must close for what it has not said."""
        return None


class StudentConsumer(LiveConsumer):
    """A student's lesson page: hello, then what its browser says of itself."""

    door = "class_student"

    def __init__(self) -> None:
        super().__init__()
        self.student = ""
        self.epoch = 0
        self.seq = -1
        self.recalled = 0
        self.opened = time.monotonic()
        self.consented = False

    async def enter(self, student: str) -> None:
        assert self.room is not None
        self.student = student
        if student not in self.room.facts.places:
            await self.end(Close.FORBIDDEN)
            return
        self.consented = self.room.has_consented(student)

    async def depart(self, room: Room) -> None:
        # Who is sent away by a process that ends comes back elsewhere, and has not left.
        if not rooms().leaving:
            room.hub.leave(self)

    def verdict(self, facts: access.ClassFacts) -> Close | None:
        place = facts.places.get(self.student)
        if place is None or place.user_id != self.user_id:
            return Close.FORBIDDEN
        if self.consented and place.consent_age is None:
            return Close.CONSENT_CHANGED
        self.consented = place.consent_age is not None
        return super().verdict(facts)

    def overdue(self, now: float) -> Close | None:
        return None if self.epoch or now - self.opened < HELLO_WITHIN else Close.SILENT

    async def take(self, text: str, room: Room) -> None:
        self.keep_pace()
        message = protocol.parse_student(text)
        if isinstance(message, protocol.Hello):
            await self._hello(message, room)
        elif not self.epoch:
            raise Refused(Close.INVALID, "The first message must be hello.")
        elif room.hub.seats.get(self.student) is not self:
            pass  # This socket is being closed, and another may speak for the student already.
        elif not room.lesson_id:
            await self.say(error("no_lesson"))
        elif isinstance(message, protocol.Signal):
            await self._signal(message, room)
        elif isinstance(message, protocol.Help):
            room.hub.ask(self.student, message.asked)
        elif isinstance(message, protocol.AnswerCheckIn):
            await self._answer(message, room)
        else:
            self._history(message, room)

    async def _hello(self, hello: protocol.Hello, room: Room) -> None:
        if self.epoch:
            raise Refused(Close.INVALID, "hello comes once.")
        self.epoch = _next_epoch(hello.last_epoch)
        await room.admit_student(self)

    async def _signal(self, signal: protocol.Signal, room: Room) -> None:
        if signal.seq <= self.seq:
            await self.say(error("old_seq"))
        elif signal.analysis != room.facts.analysis:
            await self.say(error("old_policy"))
        elif not protocol.allows(room.policy(self.student), self.consented, signal):
            await self.say(error("not_allowed"))
        else:
            self.seq = signal.seq
            room.hub.signal(self.student, signal, room.earliest(self.student))

    async def _answer(self, answer: protocol.AnswerCheckIn, room: Room) -> None:
        if not room.hub.answer(self.student, answer.answer):
            await self.say(error("not_asked"))

    def _history(self, history: protocol.History, room: Room) -> None:
        if self.seq >= 0:
            raise Refused(Close.INVALID, "History comes before the first signal.")
        first = self.recalled == 0
        self.recalled += len(history.transitions)
        if self.recalled > protocol.HISTORY_LENGTH:
            raise Refused(Close.INVALID, "That is more history than is kept.")
        told = [past for past in history.transitions if self._may_tell(past, room)]
        room.hub.recall(self.student, told, room.earliest(self.student), first)

    def _may_tell(self, past: protocol.Transition, room: Room) -> bool:
        policy = room.policy(self.student)
        return protocol.allows_state(policy, self.consented, past.state, past.reason)


class TeacherConsumer(LiveConsumer):
    """A teacher's dashboard: it is told everything, and says what it has drawn and what to do."""

    door = "class_teacher"

    def __init__(self) -> None:
        super().__init__()
        self.outbox = Outbox()
        self._acts = Pace(time.monotonic(), ACTS_RATE, ACTS_BURST)
        self._unsaid: deque[dict[str, Any]] = deque()
        self._speaking: asyncio.Task[None] | None = None

    async def enter(self, student: str) -> None:
        assert self.room is not None
        await self.room.admit_teacher(self)

    async def depart(self, room: Room) -> None:
        if self._speaking is not None:
            self._speaking.cancel()
        await room.dismiss_teacher(self)

    async def tell(self, event: dict[str, Any]) -> None:
        """Never wait for a slow reader: whoever tells everybody in turn would wait as well.

        uvicorn holds a sender up once its own buffer is full, which the little that students are
        told never fills. Frames wait for acknowledgements; beats and rosters do not.
        """
        if len(self._unsaid) >= UNREAD and not self.ended:
            self._unsaid.clear()
            await self.end(Close.SILENT)
            return
        self._unsaid.append(event)
        if self._speaking is None:
            self._speaking = asyncio.create_task(self._speak())

    async def _speak(self) -> None:
        while self._unsaid:
            await super().tell(self._unsaid.popleft())
        self._speaking = None

    def verdict(self, facts: access.ClassFacts) -> Close | None:
        return super().verdict(facts) if self.user_id in facts.teachers else Close.FORBIDDEN

    async def take(self, text: str, room: Room) -> None:
        message = protocol.parse_teacher(text)
        if isinstance(message, protocol.Received):
            # An acknowledgement answers a frame of ours, so it sets no pace; anything else does.
            if not self.outbox.received(message.rev):
                self.keep_pace()
            await room.feed.serve_one(self)
            return
        self.keep_pace()
        if self._acts.allows(time.monotonic()):
            room.act(self, message)
        else:
            await self.say(error("too_fast"))


def _next_epoch(last: int) -> int:
    """The server's clock in ms, and never lower than the page's last: no other clock counts."""
    now = time.time_ns() // 1_000_000
    return max(now, last + 1) if last <= now + EPOCH_AHEAD_MS else now
