"""uvicorn serves the product as daphne does: its pages, its sockets, its limits, its close codes.

Two workers on one port; the teacher or the students sit in daphne's process where it says so.
"""

import json
import re
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx
import psutil
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from live.pace import BURST
from live.protocol import MAX_BYTES, Close
from tests.product import PATIENCE, Product
from tests.wire import Wire

GOLDEN = Path(__file__).parents[2] / "tests/golden"
WORKERS = 2
MOST_TRIES = 60  # connections; each lands on whichever worker happens to be free


@pytest.fixture(scope="module")
def uvicorn(database_url, tmp_path_factory):
    log = tmp_path_factory.mktemp("uvicorn") / "log"
    with Product(log, server="uvicorn", workers=WORKERS, DATABASE_URL=database_url) as uvicorn:
        yield uvicorn
    assert uvicorn.log == ""


# A lesson


@pytest.fixture(params=["students on uvicorn", "the teacher on uvicorn"])
def sides(request, product, uvicorn):
    """Where the students sit, and where the teacher."""
    return (uvicorn, product) if request.param.startswith("students") else (product, uvicorn)


def test_a_lesson_crosses_from_one_server_to_the_other(sides, owner, classroom, enrolment, lesson):
    students, teachers = sides
    with (
        Wire.teacher(teachers, owner, classroom) as teacher,
        Wire.student(students, enrolment.student, classroom) as student,
    ):
        seq = student.signal("confused", "brow_and_tilt")
        assert teacher.hear_tile(enrolment.key, seq=seq)["state"] == "confused"
        student.say(type="help", asked=True)
        assert teacher.hear_tile(enrolment.key)["help"] is not None
        classroom.lessons.end()
        assert student.closed() == (4410, "The lesson has ended.")
        assert teacher.hear("roster", lesson=None)


def worker_of(uvicorn, wire):
    """The id of the process at the other end of a socket."""
    for process in psutil.Process(uvicorn.pid).children():
        for connection in process.net_connections():
            if connection.raddr and connection.raddr.port == wire.port:
                return process.pid
    raise AssertionError("No worker holds that socket.")


def test_a_class_may_be_spread_over_the_workers(uvicorn, owner, classroom, new_student, lesson):
    with ExitStack() as sockets:
        seated, workers = {}, set()
        while len(workers) < WORKERS:
            assert len(seated) < MOST_TRIES
            student = new_student(f"Student {len(seated)}")
            wire = sockets.enter_context(Wire.student(uvicorn, student.student, classroom))
            seated[student.key] = wire
            workers.add(worker_of(uvicorn, wire))
        seqs = {key: wire.signal() for key, wire in seated.items()}
        teacher = sockets.enter_context(Wire.teacher(uvicorn, owner, classroom))
        while seqs:
            for tile in teacher.hear("tiles")["tiles"]:
                if tile["seq"] == seqs.get(tile["student"]) and tile["state"] == "focused":
                    del seqs[tile["student"]]


# What is refused


@pytest.fixture
def culprit(uvicorn, classroom, enrolment, lesson):
    with Wire.student(uvicorn, enrolment.student, classroom) as wire:
        yield wire


TEXTS = [(case["text"], case["close"]) for case in json.loads((GOLDEN / "texts.json").read_text())]


@pytest.mark.parametrize(("text", "close"), TEXTS)
def test_what_is_no_message_is_refused(culprit, text, close):
    culprit.say_text(text)
    assert culprit.closed()[0] == close
    assert culprit.heard[-1]["code"] == Close(close).error


def test_a_message_that_is_much_too_long_is_not_even_read(culprit):
    culprit.say_text(" " * 5 * 1024)
    with pytest.raises(ConnectionClosed) as closing:
        culprit.hear("error")
    assert closing.value.rcvd.code == 1009


def test_a_socket_from_another_origin_is_refused(uvicorn, classroom, enrolment):
    with pytest.raises(InvalidStatus) as refusal:
        Wire.student(uvicorn, enrolment.student, classroom, origin="https://elsewhere.example")
    assert refusal.value.response.status_code == 403


def nothing_reads(world):
    """The last to be asked for, and the first to be opened: it takes its time."""
    return world.unread


def rubbish(world):
    return world.said("rubbish")


def too_long(world):
    return world.said(" " * (MAX_BYTES + 1))


def off_protocol(world):
    return world.said('{"type":"nothing"}')


def binary(world):
    wire = world.student()
    wire.say_bytes(b"\x00\xff")
    return wire


def flood(world):
    wire = world.student()
    with suppress(ConnectionClosed):  # it is cut off in the middle
        for _ in range(int(BURST) + 10):
            wire.say(type="help", asked=True)
    return wire


def nobody(world):
    return world.teacher(None)


def student_as_teacher(world):
    return world.teacher(world.enrolment.student)


def second_tab(world):
    older = world.student()
    world.student()
    return older


def consent_withdrawn(world):
    wire = world.student()
    world.enrolment.student.consents.withdraw()
    return wire


def lesson_over(world):
    wire = world.student()
    world.classroom.lessons.end()
    return wire


CODES = {
    Close.MALFORMED: rubbish,
    Close.TOO_LONG: too_long,
    Close.INVALID: off_protocol,
    Close.BINARY: binary,
    Close.TOO_MANY: flood,
    Close.LOGGED_OUT: nobody,
    Close.FORBIDDEN: student_as_teacher,
    Close.REPLACED: second_tab,
    Close.SILENT: nothing_reads,
    Close.CONSENT_CHANGED: consent_withdrawn,
    Close.LESSON_ENDED: lesson_over,
}


class World:
    """A class in which everything goes wrong that can."""

    def __init__(self, uvicorn, sockets, classroom, enrolment):
        self.classroom, self.enrolment = classroom, enrolment
        self._uvicorn, self._sockets = uvicorn, sockets
        self.unread = self.teacher(classroom.owner)
        self.unread.acknowledges = False

    def student(self):
        wire = Wire.student(self._uvicorn, self.enrolment.student, self.classroom)
        return self._sockets.enter_context(wire)

    def teacher(self, user):
        return self._sockets.enter_context(Wire.teacher(self._uvicorn, user, self.classroom))

    def said(self, text):
        wire = self.student()
        wire.say_text(text)
        return wire


def test_every_code_arrives_after_its_words(uvicorn, classroom, enrolment, lesson):
    # See test_farewell.py and test_database_away.py.
    shown_elsewhere = {Close.RESTARTING, Close.UNAVAILABLE}
    assert set(CODES) == set(Close) - shown_elsewhere
    with ExitStack() as sockets:
        world = World(uvicorn, sockets, classroom, enrolment)
        for close, happens in CODES.items():
            wire = happens(world)
            code, words = wire.closed()
            assert (code, wire.heard[-1]["code"]) == (close, close.error)
            assert words


# Pages and files


@pytest.fixture
def visitor(uvicorn):
    with httpx.Client(base_url=uvicorn.url, timeout=PATIENCE) as client:
        yield client


def test_somebody_logs_in(visitor, owner):
    owner.set_password("a long and winding pass phrase")
    owner.save()
    page = visitor.get("/account/login/")
    assert page.status_code == 200
    assert "server" not in page.headers
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    answer = visitor.post(
        "/account/login/",
        data={
            "csrfmiddlewaretoken": token,
            "login": owner.email,
            "password": "a long and winding pass phrase",
        },
    )
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert "Olga Owner" in visitor.get("/").text


def test_what_a_page_names_is_served_for_good(visitor):
    files = re.findall(
        r'(?:src|href)="(/(?:static|vendor)/[^"]+)"', visitor.get("/account/login/").text
    )
    assert {file.rpartition(".")[2] for file in files} >= {"css", "js"}
    for file in files:
        answer = visitor.get(file)
        assert (answer.status_code, bool(answer.content)) == (200, True)
        assert "immutable" in answer.headers["cache-control"]
