"""Two Redis servers share the classes. One dies: its classes say so and heal, the others go on."""

from contextlib import ExitStack

import pytest
from django.conf import settings

from classrooms.models import Classroom
from live.tests.conftest import enrol
from tests.product import Product
from tests.wire import Wire
from tools.embedded_redis import EmbeddedRedis


@pytest.fixture
def servers():
    """The Redis servers, in the order in which the processes know them."""
    with EmbeddedRedis() as first, EmbeddedRedis() as second:
        yield [first, second]


@pytest.fixture
def processes(servers, database_url, tmp_path):
    """One for students and one for teachers, so that everything that is seen came by Redis."""
    redis_url = ", ".join(server.url for server in servers)
    with ExitStack() as opened:
        processes = [
            opened.enter_context(
                Product(
                    tmp_path / server, server=server, DATABASE_URL=database_url, REDIS_URL=redis_url
                )
            )
            for server in ("daphne", "uvicorn")
        ]
        yield processes
    for process in processes:
        assert "Traceback" not in process.log, process.log


class Lesson:
    """A class in its lesson: one student, one teacher, each in a process of their own."""

    def __init__(self, classroom, processes, sockets):
        students, teachers = processes
        self.seat = enrol(classroom, f"Student of {classroom.name}")
        classroom.start_lesson("lesson")
        wire = Wire.student(students, self.seat.student, classroom)
        self.student = sockets.enter_context(wire)
        wire = Wire.teacher(teachers, classroom.owner, classroom)
        self.teacher = sockets.enter_context(wire)

    def sees(self, state, reason):
        """What the student says arrives."""
        self.student.signal(state, reason)
        self.teacher.hear_tile(self.seat.key, state=state, seq=self.student.last_seq)

    @property
    def beats(self):
        return [message["live"] for message in self.teacher.heard if message["type"] == "beat"]


@pytest.fixture
def lessons(owner, processes, servers):
    """One on each server, in the same order."""
    names = [f"{number} A" for number in range(len(servers))]
    classes = [Classroom.objects.create(name=name, owner=owner) for name in names]
    classes.sort(key=lambda classroom: classroom.pk % len(servers))
    assert [classroom.pk % len(servers) for classroom in classes] == [0, 1]
    with ExitStack() as sockets:
        yield [Lesson(classroom, processes, sockets) for classroom in classes]


def test_the_classes_of_a_dead_redis_say_so_and_heal_and_the_others_notice_nothing(
    servers, lessons
):
    dying = servers[0]
    struck, spared = lessons
    for lesson in lessons:
        lesson.sees("focused", "facing_screen")
        lesson.teacher.heard.clear()  # the first beat may be older than the first echo

    dying.stop()
    struck.student.signal("alert", "no_face")
    struck.teacher.hear("beat", live=False)
    # A process tells every class the beat at one moment: it comes before what is said now.
    spared.sees("confused", "brow_and_tilt")

    dying.start()
    struck.teacher.hear_tile(struck.seat.key, state="alert")
    for lesson in lessons:
        lesson.sees("focused", "head_down")
    assert struck.beats.count(False) >= 1
    assert set(spared.beats) == {True}


def test_each_address_is_a_layer_of_its_own():
    """Else both groups of a class could lie on different servers, and one echo would not do."""
    hosts = [layer["CONFIG"]["hosts"] for layer in settings.CHANNEL_LAYERS.values()]
    assert [[host["address"] for host in each] for each in hosts] == [
        [address] for address in settings.REDIS_ADDRESSES
    ]
