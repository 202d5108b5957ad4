"""A class that asks first is told of confusion by students themselves, and of nothing before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.protocol import Policy, allows
from live.tests.strategies import signals
from live.tests.test_taken_back import states_told
from tests.wire import CUES, Wire

FACE = ("brow", "tilt", "smile")
WITHOUT_FACE = {**CUES, **dict.fromkeys(FACE)}


def ask_first(classroom, asks_first=True):
    classroom.asks_first = asks_first
    classroom.save()


@pytest.fixture
def asking(classroom):
    ask_first(classroom)


def test_the_students_page_is_told_so_at_once_and_when_it_changes(
    product, classroom, enrolment, lesson
):
    with Wire.student(product, enrolment.student, classroom) as student:
        assert student.welcome["policy"]["asks_first"] is False
        for asks_first in (True, False):
            ask_first(classroom, asks_first)
            assert student.hear("policy")["policy"]["asks_first"] is asks_first
        ask_first(classroom)
        with Wire.student(product, enrolment.student, classroom) as again:
            assert again.welcome["policy"]["asks_first"] is True


@pytest.mark.parametrize(
    ("said", "cues"),
    [
        (("confused", "brow_and_tilt"), None),
        (("confused", "brow_and_tilt"), WITHOUT_FACE),
        *((("focused", "facing_screen"), {**WITHOUT_FACE, cue: 0.0}) for cue in FACE),
        (("confused", "answered_lost"), CUES),
    ],
)
def test_a_look_of_confusion_and_what_it_rests_on_are_refused(
    product, owner, classroom, asking, enrolment, lesson, said, cues
):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        student.signal(*said, cues=cues)
        assert student.hear("error")["code"] == "not_allowed"
        past = {"state": "confused", "reason": "brow_and_tilt", "age": 0.0}
        student.say(type="history", transitions=[past])
        seq = student.signal("confused", "answered_lost", cues=WITHOUT_FACE)
        tile = teacher.hear_tile(enrolment.key, seq=seq)
        assert (tile["state"], tile["reason"]) == ("confused", "answered_lost")
        assert "brow_and_tilt" not in str(teacher.heard)
        assert "'brow': 0" not in str(teacher.heard)


def test_what_was_told_before_is_taken_back_when_it_is_switched_on(
    product, second_product, owner, co_teacher, classroom, enrolment, new_student, lesson
):
    ben = new_student("Ben Carter")
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(second_product, enrolment.student, classroom) as student,
    ):
        with Wire.student(product, ben.student, classroom) as left:
            left.signal("confused", "brow_and_tilt")
            teacher.hear_tile(ben.key, state="confused")
        student.signal("confused", "brow_and_tilt")
        student.say(type="help", asked=True)
        teacher.sees({enrolment.key: "confused", ben.key: "gone"})
        ask_first(classroom)
        student.hear("policy")
        tile = teacher.hear_tile(enrolment.key, state="arriving")
        assert (tile["cues"], tile["help"] is not None) == (None, True)
        assert [change["state"] for change in tile["history"]] == ["arriving"]
        with Wire.teacher(product, co_teacher, classroom) as late:
            assert states_told(late, enrolment.key) == {"arriving"}
            seq = student.signal("focused", cues=WITHOUT_FACE)
            late.hear_tile(enrolment.key, seq=seq)
            assert "confused" not in str(late.heard)


def test_nothing_is_taken_back_when_it_is_switched_off(
    product, owner, co_teacher, classroom, asking, enrolment, lesson
):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        student.signal("confused", "answered_lost", cues=None)
        teacher.hear_tile(enrolment.key, state="confused")
        ask_first(classroom, asks_first=False)
        student.hear("policy")
        student.signal("confused", "brow_and_tilt")
        teacher.hear_tile(enrolment.key, reason="brow_and_tilt")
        with Wire.teacher(product, co_teacher, classroom) as late:
            assert "answered_lost" in str(late.hear_tile(enrolment.key)["history"])


@given(signals(), st.sampled_from(["everything", "attention", "self_report"]))
def test_whatever_is_allowed_where_it_is_asked_first_is_allowed_without_and_says_less(
    signal, analysis
):
    asking, not_asking = (Policy(analysis, (), asks) for asks in (True, False))
    if allows(asking, True, signal):
        assert allows(not_asking, True, signal)
        assert signal.reason != "brow_and_tilt"
        cues = signal.cues
        assert cues is None or (cues.brow, cues.tilt, cues.smile) == (None, None, None)
