"""A student's page that has gone wild, at 500 messages a second, each of them as it should be."""

import time
from contextlib import suppress

from websockets.exceptions import ConnectionClosed

from live.pace import BURST
from tests.wire import Wire

APART = 1 / 500  # seconds between two messages
SECONDS = 4.0  # for which it goes on where nobody stops it


def rave(wire, neighbour):
    """Speak without end; the neighbour says something now and then. Ends when the socket closes."""
    until = time.monotonic() + SECONDS
    with suppress(ConnectionClosed):
        while time.monotonic() < until:
            wire.signal(*[("focused", "facing_screen"), ("alert", "no_face")][wire.last_seq % 2])
            if wire.last_seq % 100 == 1:
                neighbour.signal("confused", "brow_and_tilt")
            time.sleep(APART)


def test_it_is_closed_and_nobody_else_notices_and_it_comes_back(
    product, second_product, owner, co_teacher, classroom, enrolment, new_student, lesson
):
    place = new_student("Nora Neighbour")
    with (
        Wire.teacher(product, owner, classroom) as near,
        Wire.teacher(second_product, co_teacher, classroom) as far,
        Wire.student(product, place.student, classroom) as neighbour,
    ):
        teachers = (near, far)
        for _ in range(2):
            with Wire.student(product, enrolment.student, classroom) as wild:
                rave(wild, neighbour)
                assert wild.closed() == (4429, "Too many messages in a short time.")
            for teacher in teachers:
                teacher.sees({enrolment.key: "gone", place.key: "confused"})
                assert teacher.tiles[enrolment.key]["seq"] <= BURST + SECONDS * 10
            last = neighbour.signal()
            for teacher in teachers:
                teacher.hear_tile(place.key, seq=last, state="focused")

        with Wire.student(product, enrolment.student, classroom) as tame:
            tame.signal("alert", "no_face")
            for teacher in teachers:
                teacher.sees({enrolment.key: "alert", place.key: "focused"})
        assert {message["type"] for message in neighbour.heard} <= {"welcome", "beat"}
        for teacher in teachers:
            assert {message["type"] for message in teacher.heard} <= {"roster", "tiles", "beat"}
