"""A process is killed in the middle of a lesson. Its people come back to another one, as their
pages do; whoever was there already notices nothing."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from websockets.exceptions import ConnectionClosed

from tests.product import Product
from tests.wire import Wire

HOUR = timedelta(hours=1)
STATES = [("focused", "facing_screen"), ("confused", "brow_and_tilt"), ("alert", "no_face")]


@pytest.fixture
def doomed(database_url, tmp_path):
    with Product(tmp_path / "log", DATABASE_URL=database_url) as product:
        yield product


@pytest.fixture
def places(new_student, lesson):
    """Six students, in a lesson that has been going on for so long that it has a past."""
    lesson.started_at -= HOUR
    lesson.save()
    enrolments = [new_student(f"Student {number}") for number in range(6)]
    for enrolment in enrolments:
        enrolment.student.consents.update(given_at=lesson.started_at)
    return enrolments


def is_cut(wire):
    with pytest.raises(ConnectionClosed):
        wire.hear("nothing that a killed process could say")
    return True


def come_back(product, classroom, place, before, past):
    """What a page does after its connection was cut: hello, its history, its state."""
    epoch = before.welcome["epoch"]
    wire = Wire.student(product, place.student, classroom, last_epoch=epoch)
    wire.last_seq = before.last_seq
    wire.say(type="history", transitions=[{"state": past[0], "reason": past[1], "age": 60.0}])
    wire.signal("confused", "brow_and_tilt")
    return wire


def test_the_class_goes_on_when_one_of_its_two_processes_is_killed(
    product, doomed, owner, co_teacher, classroom, places
):
    staying, leaving = places[:3], places[3:]
    with ExitStack() as opened:
        teacher = opened.enter_context(Wire.teacher(product, owner, classroom))
        other_teacher = opened.enter_context(Wire.teacher(doomed, co_teacher, classroom))
        here, there = (
            [
                opened.enter_context(Wire.student(server, place.student, classroom))
                for place in those
            ]
            for server, those in ((product, staying), (doomed, leaving))
        )
        for wires in (here, there):
            for wire, said in zip(wires, STATES, strict=True):
                wire.signal(*said)
        states = [state for state, _ in STATES]
        before = {place.key: state for place, state in zip(places, states * 2, strict=True)}
        teacher.sees(before)
        other_teacher.sees(before)

        doomed.kill()

        assert all(is_cut(wire) for wire in [*there, other_teacher])
        # Nothing is heard of those who were there: what was known of them grows old.
        lost = {place.key: state for place, state in zip(leaving, states, strict=True)}
        ages = [heard_ages(product, co_teacher, classroom, lost) for _ in range(2)]
        assert all(later > earlier > 0 for earlier, later in zip(*ages, strict=True))
        for wire in here:
            wire.signal("paused", "by_student", cues=None)
        teacher.sees(before | {place.key: "paused" for place in staying})

        for place, wire, past in zip(leaving, there, STATES, strict=True):
            opened.enter_context(come_back(product, classroom, place, wire, past))
        moved = opened.enter_context(Wire.teacher(product, co_teacher, classroom))
        after = {place.key: "paused" for place in staying}
        after |= {place.key: "confused" for place in leaving}
        for each in (teacher, moved):
            each.sees(after)
        # The process that knew their past is dead: they told it themselves.
        for place, state in zip(leaving, states, strict=True):
            past = [change["state"] for change in moved.tiles[place.key]["history"]]
            assert past == [state, "arriving", "confused"]


def heard_ages(product, user, classroom, states):
    """How old a teacher who looks in now finds the news of the students in these states."""
    with Wire.teacher(product, user, classroom) as late:
        late.sees(states)
        return [late.tiles[key]["heard"] for key in states]
