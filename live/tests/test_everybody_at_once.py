"""The server of a whole school is killed and started again, and everybody is back at the same
moment: 1,000 students and their teachers."""

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from classrooms.models import Classroom, Consent, Enrolment, User
from tests.product import Product
from tests.wire import CUES

CLASSES = 25
SIZE = 40
PATIENCE = 120  # seconds; a deadline for what takes a few


@dataclass
class School:
    """Who opens which socket: the path and the cookie of each, with the student's key."""

    students: list[tuple[str, str, str]] = field(default_factory=list)
    teachers: list[tuple[str, str, set[str]]] = field(default_factory=list)


@pytest.fixture
def school(transactional_db):
    """Classes in their lessons; everybody has consented and is logged in."""
    school = School()
    for number in range(CLASSES):
        teacher = User.objects.create_user(f"teacher-{number}@test.example", role="teacher")
        classroom = Classroom.objects.create(name=f"Class {number}", owner=teacher)
        students = [User(email=f"{number}-{seat}@test.example") for seat in range(SIZE)]
        User.objects.bulk_create(students)
        Consent.objects.bulk_create(Consent(student=student) for student in students)
        places = Enrolment.objects.bulk_create(
            Enrolment(classroom=classroom, student=student) for student in students
        )
        classroom.start_lesson("lesson")
        keys = [place.key for place in places]
        path = f"/ws/classes/{classroom.key}"
        (own, *cookies) = logged_in([teacher, *students])
        school.teachers.append((f"{path}/teacher/", own, set(keys)))
        school.students += [
            (f"{path}/student/", cookie, key) for cookie, key in zip(cookies, keys, strict=True)
        ]
    return school


def logged_in(users: list[User]) -> list[str]:
    """The cookies of log-ins that a form would take minutes to make."""
    sessions = []
    for user in users:
        store = SessionStore()
        login = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        sessions.append(
            Session(
                session_key=store._get_new_session_key(),
                session_data=store.encode(login),
                expire_date=timezone.now() + timedelta(days=1),
            )
        )
    Session.objects.bulk_create(sessions)
    return [f"{settings.SESSION_COOKIE_NAME}={session.session_key}" for session in sessions]


class Page:
    """A page that returns at once whenever its connection is cut, and the server is up."""

    def __init__(self, product: Product, up: asyncio.Event, path: str, cookie: str) -> None:
        self._address = product.url.replace("http", "ws", 1) + path
        self._asked = {"origin": product.url, "additional_headers": {"Cookie": cookie}}
        self._up = up
        self.news = asyncio.Event()

    async def stay(self) -> None:
        while True:
            await self._up.wait()
            async with connect(
                self._address,
                compression=None,
                proxy=None,
                ping_interval=None,
                open_timeout=PATIENCE,
                close_timeout=0,
                **self._asked,
            ) as wire:
                try:
                    await self.attend(wire)
                except ConnectionClosed as closed:
                    # A server that is killed says nothing more.
                    if closed.rcvd is not None:
                        raise

    async def attend(self, wire: ClientConnection) -> None:
        raise NotImplementedError


class StudentPage(Page):
    epoch = 0
    said = 0

    async def attend(self, wire: ClientConnection) -> None:
        await say(wire, type="hello", version=1, last_epoch=self.epoch)
        async for text in wire:
            message = json.loads(text)
            assert message["type"] in {"welcome", "beat"}, message
            if message["type"] == "welcome":
                assert message["epoch"] > self.epoch
                self.epoch = message["epoch"]
                self.said += 1
                await say(wire, **SAID[self.said - 1], seq=self.said)


class TeacherPage(Page):
    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.states: dict[str, str] = {}

    async def attend(self, wire: ClientConnection) -> None:
        async for text in wire:
            message = json.loads(text)
            if message["type"] == "tiles":
                self.states |= {tile["student"]: tile["state"] for tile in message["tiles"]}
                await say(wire, type="received", rev=message["rev"])
                self.news.set()

    async def sees_all(self, keys: set[str], state: str) -> None:
        while self.states != dict.fromkeys(keys, state):
            self.news.clear()
            await self.news.wait()


SIGNAL = {"type": "signal", "analysis": "everything", "since": 0.0, "cues": CUES}
SAID = [
    {**SIGNAL, "state": "focused", "reason": "facing_screen"},
    {**SIGNAL, "state": "alert", "reason": "no_face"},
]


async def say(wire: ClientConnection, **message: Any) -> None:
    await wire.send(json.dumps(message))


async def lesson(product: Product, school: School) -> None:
    up = asyncio.Event()
    teachers = [TeacherPage(product, up, *who[:2]) for who in school.teachers]
    students = [StudentPage(product, up, *who[:2]) for who in school.students]
    async with asyncio.timeout(PATIENCE):
        staying = [asyncio.create_task(page.stay()) for page in [*teachers, *students]]
        for said in SAID:
            await asyncio.to_thread(product.start)
            up.set()
            seen = (
                teacher.sees_all(keys, said["state"])
                for teacher, (_, _, keys) in zip(teachers, school.teachers, strict=True)
            )
            await unless_one_fails(asyncio.gather(*seen), staying)
            up.clear()
            await asyncio.to_thread(product.kill)


async def unless_one_fails(goal: Coroutine[Any, Any, Any], staying: list[asyncio.Task]) -> None:
    ended, _ = await asyncio.wait([goal, *staying], return_when=asyncio.FIRST_COMPLETED)
    for each in ended:
        each.result()


def test_everybody_is_welcomed_and_seen_again(database_url, tmp_path, school):
    product = Product(tmp_path / "log", DATABASE_URL=database_url)
    try:
        asyncio.run(lesson(product, school))
    finally:
        product.kill()
    assert product.log == ""
