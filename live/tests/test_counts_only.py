"""A class that is told counts only: no word of any single student, and the same counts for all."""

import asyncio
from random import Random

import msgspec
import pytest

from live.consumers import StudentConsumer, TeacherConsumer
from live.protocol import (
    FEWEST,
    HEARTBEAT,
    VERSION,
    WINDOW_SECONDS,
    WINDOWS,
    Hello,
    Pulse,
    Roster,
    Signal,
    Tiles,
    ToTeacher,
    encode,
)
from live.tests import virtual_time
from live.tests.simulated_layer import FAIR, Network, Weather
from live.tests.simulated_school import TEACHER, Process, School, Socket
from live.tests.test_acts import ACTS
from tests.wire import Wire

# At the wire


def count_only(classroom, counts_only=True):
    classroom.counts_only = counts_only
    classroom.save()


def heard_after_a_while(teacher):
    """What comes until the second beat from now: longer than any frame takes."""
    before = len(teacher.heard)
    for _ in range(2):
        teacher.hear("beat")
    return teacher.heard[before:]


def test_open_dashboards_lose_their_rows_and_are_told_of_nobody_any_more(
    product, second_product, owner, co_teacher, classroom, enrolment, lesson
):
    with (
        Wire.teacher(product, owner, classroom) as one,
        Wire.teacher(second_product, co_teacher, classroom) as other,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        student.signal("alert", "no_face")
        for teacher in (one, other):
            teacher.hear_tile(enrolment.key, state="alert")
        count_only(classroom)
        for teacher in (one, other):
            roster = teacher.hear("roster", counts_only=True)
            assert (roster["enrolled"], roster["students"]) == (1, [])
        student.signal("confused", "brow_and_tilt")
        student.say(type="help", asked=True)
        with Wire.teacher(second_product, co_teacher, classroom) as late:
            assert late.hear("roster")["students"] == []
            for teacher in (one, other, late):
                heard = heard_after_a_while(teacher)
                assert {message["type"] for message in heard} <= {"beat", "roster"}
                told = str([message for message in teacher.heard if message.get("counts_only")])
                assert enrolment.key not in told
                assert "Elif" not in told


def test_nothing_can_be_done_about_a_single_student(
    product, owner, classroom, enrolment, new_student, lesson
):
    count_only(classroom)
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom),
    ):
        for key in (enrolment.key, "0123456789ab"):
            for what, more in ACTS.items():
                teacher.say(type=what, student=key, **more)
                assert teacher.hear("error")["code"] == "not_allowed"
        teacher.say(type="marker")
        assert len(teacher.hear("markers")["markers"]) == 1


def test_what_a_student_was_under_counts_only_is_not_told_afterwards(
    product, owner, co_teacher, classroom, enrolment, lesson
):
    count_only(classroom)
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        assert teacher.hear("roster")["counts_only"]
        student.signal("alert", "no_face")
        student.signal("confused", "brow_and_tilt")
        # A history comes too late by now: the answer to it tells that all before was taken.
        student.last_seq -= 1
        student.signal()
        student.hear("error")
        count_only(classroom, False)
        assert teacher.hear("roster", counts_only=False)["students"]
        seq = student.signal("focused")
        tile = teacher.hear_tile(enrolment.key, seq=seq)
        with Wire.teacher(product, co_teacher, classroom) as late:
            late.hear_tile(enrolment.key, seq=tile["seq"])
            for wire in (teacher, late):
                assert "no_face" not in str(wire.heard)
                assert "brow_and_tilt" not in str(wire.heard)


def test_how_a_class_is_told_of_is_no_business_of_its_policies(
    product, owner, classroom, enrolment, lesson
):
    with Wire.student(product, enrolment.student, classroom) as student:
        count_only(classroom)
        with Wire.teacher(product, owner, classroom) as teacher:
            teacher.hear("roster", counts_only=True)
        student.signal("alert", "no_face")
        student.last_seq -= 1
        student.signal()
        student.hear("error")
        assert {message["type"] for message in student.heard} <= {"welcome", "error", "beat"}


# In virtual time

STUDENTS = [f"{number}a1b2c3d4e5f" for number in range(8)]
_to_teacher = msgspec.json.Decoder(ToTeacher)


class Law:
    """What the processes of a simulated school report is of no interest here."""

    def learnt(self, process, facts):
        """Nobody asks."""


class Sitter:
    """A student's page that says one thing every heartbeat."""

    def __init__(self, process, user, state, reason):
        self.socket = Socket(process, StudentConsumer, user, self)
        self.look = (state, reason)
        self.seq = 0
        self.socket.say(encode(Hello(VERSION, 0)))
        self.say()

    def say(self):
        self.seq += 1
        self.socket.say(encode(Signal(self.seq, "everything", *self.look, 0.0)))
        asyncio.get_running_loop().call_later(HEARTBEAT, self.say)

    def hear(self, socket, text):
        """It does not listen."""

    def ended(self, socket, code):
        raise AssertionError(f"The socket closed with {code}.")

    def parted(self, socket):
        """The test is over."""


class Reader(Sitter):
    """A dashboard that keeps its counts."""

    def __init__(self, process):
        self.windows = {}
        self.messages = []
        Socket(process, TeacherConsumer, TEACHER, self)

    def hear(self, socket, text):
        message = _to_teacher.decode(text)
        self.messages.append(message)
        assert not isinstance(message, Tiles)
        if isinstance(message, Roster):
            assert message.students == []
        if isinstance(message, Pulse):
            for window in message.windows:
                assert self.windows.setdefault(window.at, window) == window


CONFUSED = [("confused", "brow_and_tilt")] * 6 + [("focused", "facing_screen")] * 2


async def watch(looks, minutes, weather, late_after=0.0, opened=2.0):
    """Three processes with students; a dashboard in each of two at first, in the third later.

    The first are opened so many seconds after the lesson's start.
    """
    with School(STUDENTS).in_place() as school:
        school.count_only(True)
        network = Network(Random(1), weather)
        processes = [Process(name, network, Law()) for name in range(3)]
        await asyncio.sleep(opened)
        readers = [Reader(processes[0]), Reader(processes[1])]
        for number, (key, look) in enumerate(zip(STUDENTS, looks, strict=False)):
            Sitter(processes[number % 3], school.students[key], *look)
        await asyncio.sleep(late_after)
        readers.append(Reader(processes[2]))
        await asyncio.sleep(minutes * 60 - late_after)
        return readers


@pytest.mark.parametrize("weather", [FAIR, Weather(twice=0.5)], ids=str)
def test_every_half_minute_is_counted_and_for_all_the_same(weather):
    readers = virtual_time.run(watch, CONFUSED, 5, weather)
    for reader in readers:
        moments = sorted(reader.windows)
        assert moments == list(range(30, 301, WINDOW_SECONDS))
        for window in reader.windows.values():
            assert (window.here, window.confused, window.focused) == (8, FEWEST, 0)
        assert reader.windows == readers[0].windows


def test_who_comes_late_is_told_the_last_ten_minutes():
    early, _, late = virtual_time.run(watch, CONFUSED, 15, FAIR, 14 * 60.0)
    assert late.windows.items() <= early.windows.items()
    first = next(message for message in late.messages if isinstance(message, Pulse))
    assert len(first.windows) == WINDOWS
    assert max(early.windows) in late.windows
    assert len(early.windows) > WINDOWS


def test_nobody_counts_who_has_just_begun_to_look():
    """Who sits in other processes may not be known yet."""
    for reader in virtual_time.run(watch, CONFUSED, 2, FAIR, opened=28.0):
        assert min(reader.windows) == 2 * WINDOW_SECONDS


@pytest.mark.parametrize("count", range(1, FEWEST))
def test_of_fewer_than_five_only_their_number_is_told(count):
    [reader, *_] = virtual_time.run(watch, CONFUSED[:count], 3, FAIR)
    told = [msgspec.structs.astuple(window)[1:] for window in reader.windows.values()]
    assert told
    assert set(told) == {(count, 0, 0, 0, 0)}
