"""A class, its database and its web processes, all in one loop; the rest of the engine is real.

What is simulated are the two ends of the engine: the facts that it reads of the database, and the
layer that it speaks through. Both kinds of sockets, the rooms, the watch and the line are the
product's own.
"""

import asyncio
import contextlib
import contextvars
import time
from unittest import mock

from django.conf import settings

from classrooms import access
from classrooms.access import ClassFacts, Found, LessonFacts, Place
from live.rooms import Rooms
from live.tests.simulated_layer import Layer

CLASS = 7
TEACHER = 1
QUERY = 0.003
"""Seconds until a look at the database is taken, and as many until its answer is there."""

_process = contextvars.ContextVar("process")
"""Whose tasks these are."""


class School:
    """The database: one class, and what changes about it while people sit in it."""

    def __init__(self, students):
        self.students = {student: user for user, student in enumerate(students, TEACHER + 1)}
        self.consents = dict.fromkeys(students, time.monotonic() - 1000)
        self.exemptions = dict.fromkeys(students, ())
        self.analysis = "everything"
        self.asks_first = self.counts_only = False
        self.lesson = 0
        self.lessons = {}
        """When each lesson began, by its id."""
        self.revision = 1
        self.start_lesson()

    def start_lesson(self):
        self.lesson = len(self.lessons) + 1
        self.lessons[self.lesson] = time.monotonic()
        self.revision += 1

    def end_lesson(self):
        self.lesson = 0
        self.revision += 1

    def choose(self, analysis):
        self.analysis = analysis
        self.revision += 1

    def ask_first(self, asks_first):
        self.asks_first = asks_first
        self.revision += 1

    def count_only(self, counts_only):
        self.counts_only = counts_only
        self.revision += 1

    def withdraw(self, student):
        self.consents[student] = None
        self.revision += 1

    def leave_out(self, student, exempt):
        self.exemptions[student] = exempt
        self.revision += 1

    def facts(self):
        now = time.monotonic()
        lesson = None
        if self.lesson:
            lesson = LessonFacts(self.lesson, "lesson", now - self.lessons[self.lesson])
        places = {}
        for student, user in self.students.items():
            given = self.consents[student]
            age = None if given is None else now - given
            left_out = self.exemptions[student]
            places[student] = Place(student, user, f"Student {user}", age, left_out)
        teachers = frozenset({TEACHER})
        settings = (self.analysis, self.asks_first, self.counts_only)
        return ClassFacts(CLASS, self.revision, "7B", *settings, lesson, places, teachers)

    # The doors, as `classrooms.access` promises them

    def class_facts(self, class_id):
        facts = self.facts()
        _process.get().read.append(facts)
        return facts

    def revisions(self, class_ids):
        return dict.fromkeys(class_ids, self.revision)

    def answer_knocks(self, knocks):
        users = {user: student for student, user in self.students.items()}
        return [
            Found(int(knock.login), CLASS, self.revision, users.get(int(knock.login), ""), 1e6)
            for knock in knocks
        ]

    @contextlib.contextmanager
    def in_place(self):
        """As long as this lasts, the engine asks this school."""
        doors = {
            "class_facts": self.class_facts,
            "revisions": self.revisions,
            "answer_knocks": self.answer_knocks,
            "valid_logins": lambda logins: dict.fromkeys(logins, 1e6),
            "end_overdue_lessons": lambda: None,
        }
        here = {
            "live.rooms.ask": _ask,
            "live.doorkeeper.ask": _ask,
            "live.rooms.get_channel_layer": _layer,
            "live.consumers.rooms": _rooms,
        }
        with contextlib.ExitStack() as stack:
            for name, door in doors.items():
                stack.enter_context(mock.patch.object(access, name, door))
            for name, edge in here.items():
                stack.enter_context(mock.patch(name, edge))
            yield self


def _layer(*name):
    return _process.get().layer


def _rooms():
    return _process.get().rooms


async def _ask(question, *args):
    await asyncio.sleep(QUERY)
    answer = question(*args)
    # By the time that the answer is there, it may not be so any more.
    await asyncio.sleep(QUERY)
    _process.get().learn()
    return answer


class Process:
    """A web process: its rooms, its layer, and the sockets that it serves."""

    def __init__(self, name, network, truth):
        self.name = name
        self.layer = Layer(network)
        self.truth = truth
        self.lesson = 0
        self.read = []
        self._context = contextvars.copy_context()
        self._context.run(_process.set, self)
        self.rooms = self._context.run(Rooms)

    def learn(self):
        """The answers are there, and what was read is what the process goes by."""
        for facts in self.read:
            self.lesson = facts.lesson.id if facts.lesson else 0
            self.truth.learnt(self.name, facts)
        self.read.clear()

    def start(self, work):
        return asyncio.get_running_loop().create_task(work, context=self._context)


class Socket:
    """A browser's open socket, as ASGI has it: ``owner`` hears and is told of the closing."""

    def __init__(self, process, consumer, user, owner):
        self.process = process
        self.owner = owner
        self.closed = False
        self.refused = False
        self.epoch = -1
        self.timer = None
        self._inbox = asyncio.Queue()
        self._inbox.put_nowait(({"type": "websocket.connect"}, None))
        self._taken = None
        self._scope = {
            "cookies": {settings.SESSION_COOKIE_NAME: str(user)},
            "url_route": {"kwargs": {"key": "class"}},
        }
        self._task = process.start(self._serve(consumer()))

    async def _serve(self, consumer):
        await consumer(self._scope, self._receive, self._send)
        self.owner.parted(self)

    async def _receive(self):
        if self._taken:
            self._taken()
        event, self._taken = await self._inbox.get()
        return event

    async def _send(self, event):
        if event["type"] == "websocket.send":
            self._tell(self.owner.hear, event["text"])
        elif event["type"] == "websocket.close" and not self.closed:
            self.drop()
            self._tell(self.owner.ended, event["code"])

    def _tell(self, hear, news):
        try:
            hear(self, news)
        except Exception as error:  # noqa: BLE001
            # The consumer would take it for a socket that went away.
            loop = asyncio.get_running_loop()
            loop.call_exception_handler({"exception": error, "message": str(self.owner)})

    def say(self, text, taken=None):
        """``taken`` is called once the server is done with it."""
        if not self.closed:
            self._inbox.put_nowait(({"type": "websocket.receive", "text": text}, taken))

    def drop(self):
        """No word more, either way; the server notices."""
        if not self.closed:
            self.closed = True
            self._inbox.put_nowait(({"type": "websocket.disconnect"}, None))
