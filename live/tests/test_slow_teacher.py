"""A teacher's browser that does not read costs a bounded amount and holds nobody up."""

import pytest

from live.protocol import IN_FLIGHT
from tests.wire import Wire


def tiles_of(wire):
    return [message for message in wire.heard if message["type"] == "tiles"]


@pytest.fixture
def slow(product, owner, classroom, lesson):
    """A teacher who acknowledges nothing."""
    with Wire.teacher(product, owner, classroom) as wire:
        wire.acknowledges = False
        yield wire


def test_a_slow_teacher_gets_two_frames_and_is_let_go_while_another_misses_nothing(
    product, co_teacher, owner, classroom, enrolment, slow
):
    slow.hear("roster")
    with (
        Wire.teacher(product, co_teacher, classroom) as quick,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        quick.hear_tile(enrolment.key, state="arriving")
        # One after the other, each seen before the next is said.
        for number in range(IN_FLIGHT * 4):
            state, reason = [("focused", "facing_screen"), ("alert", "no_face")][number % 2]
            seq = student.signal(state, reason)
            assert quick.hear_tile(enrolment.key, seq=seq)["state"] == state

        assert slow.closed() == (4408, "Nothing was heard from this page for too long.")
        assert len(tiles_of(slow)) == IN_FLIGHT

        seq = student.signal("confused", "brow_and_tilt")
        quick.hear_tile(enrolment.key, seq=seq, state="confused")
        with Wire.teacher(product, owner, classroom) as again:
            tile = again.hear_tile(enrolment.key)
        assert (tile["seq"], tile["state"]) == (seq, "confused")
        states = [change["state"] for change in tile["history"]]
        assert states[-3:] == ["focused", "alert", "confused"]


def test_what_waited_for_a_slow_teacher_is_merged_newest_wins(
    product, co_teacher, classroom, enrolment, slow
):
    slow.hear("roster")
    with (
        Wire.teacher(product, co_teacher, classroom) as quick,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        for _ in range(IN_FLIGHT * 2):
            quick.hear_tile(enrolment.key, seq=student.signal())
            quick.hear_tile(enrolment.key, seq=student.signal("alert", "no_face"))
        while len(tiles_of(slow)) < IN_FLIGHT:
            slow.hear("tiles")
        shown = tiles_of(slow)[-1]
        assert shown["tiles"][-1]["seq"] < student.last_seq

        slow.say(type="received", rev=shown["rev"])

        (tile,) = slow.hear("tiles")["tiles"]
        assert (tile["seq"], tile["state"]) == (student.last_seq, "alert")
        # More than one change was merged, so their history comes along.
        assert len(tile["history"]) > IN_FLIGHT * 2
