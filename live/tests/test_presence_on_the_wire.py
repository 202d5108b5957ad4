"""Two tabs, a late teacher, a page that comes back: who is where, and what is known of them."""

import time
from datetime import timedelta

import pytest

from tests.wire import Wire

DAY_MS = 24 * 60 * 60 * 1000


def test_two_tabs_of_one_student_are_one_presence(product, owner, classroom, enrolment, lesson):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as older,
    ):
        older.signal("alert", "no_face")
        teacher.hear_tile(enrolment.key, state="alert")
        with Wire.student(product, enrolment.student, classroom) as newer:
            assert older.closed() == (4409, "This lesson was opened in another tab.")
            assert newer.welcome["epoch"] > older.welcome["epoch"]
            newer.signal()
            tile = teacher.hear_tile(enrolment.key, state="focused")
            assert tile["epoch"] == newer.welcome["epoch"]
            # The older tab's leaving is no news of the student.
            newer.signal("focused", "head_down")
            teacher.hear_tile(enrolment.key, state="focused", reason="head_down")


def test_a_late_teacher_sees_what_an_early_one_sees(
    product, owner, co_teacher, classroom, enrolment, new_student, lesson
):
    ben = new_student("Ben Carter")
    with (
        Wire.teacher(product, owner, classroom) as early,
        Wire.student(product, enrolment.student, classroom) as elif_,
        Wire.student(product, ben.student, classroom) as ben_,
    ):
        seen = []
        for state, reason in [("focused", "facing_screen"), ("alert", "gaze_away")]:
            elif_.signal(state, reason)
            seen.append(early.hear_tile(enrolment.key, state=state))
        elif_.say(type="help", asked=True)
        early_elif = early.hear_tile(enrolment.key)
        ben_.signal("paused", "by_student", cues=None)
        early_ben = early.hear_tile(ben.key, state="paused")

        with Wire.teacher(product, co_teacher, classroom) as late:
            tiles = {tile["student"]: tile for tile in late.hear("tiles")["tiles"]}
        for known, key in [(early_elif, enrolment.key), (early_ben, ben.key)]:
            for name in ("state", "reason", "epoch", "seq", "cues", "was"):
                assert tiles[key][name] == known[name]
            assert tiles[key]["since"] >= known["since"]
        assert tiles[enrolment.key]["help"] is not None
        history = [past["state"] for past in tiles[enrolment.key]["history"]]
        assert history == ["arriving", "focused", "alert"]


def test_a_teacher_on_another_process_calls_the_roll(
    product, second_product, owner, co_teacher, classroom, enrolment, lesson
):
    with Wire.student(product, enrolment.student, classroom) as student:
        student.signal("confused", "brow_and_tilt")
        with (
            Wire.teacher(product, owner, classroom) as near,
            Wire.teacher(second_product, co_teacher, classroom) as far,
        ):
            for teacher in (near, far):
                tile = teacher.hear_tile(enrolment.key, state="confused")
                assert [past["state"] for past in tile["history"]] == ["arriving", "confused"]
            student.signal("focused", "facing_screen")
            for teacher in (near, far):
                teacher.hear_tile(enrolment.key, state="focused", seq=student.last_seq)


def test_a_tab_on_another_process_closes_the_older_one(
    product, second_product, owner, classroom, enrolment, lesson
):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as older,
    ):
        older.signal("alert", "no_face")
        teacher.hear_tile(enrolment.key, state="alert")
        with Wire.student(second_product, enrolment.student, classroom) as newer:
            assert older.closed() == (4409, "This lesson was opened in another tab.")
            newer.signal()
            teacher.hear_tile(enrolment.key, state="focused", epoch=newer.welcome["epoch"])


def test_a_page_that_comes_back_tells_its_history(product, owner, classroom, enrolment, lesson):
    path = f"/ws/classes/{classroom.key}/student/"
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire(product, enrolment.student, path) as student,
    ):
        # Long ago is before this lesson, which has just begun: that part is dropped.
        student.say(type="hello", version=1, last_epoch=5)
        student.hear("welcome")
        past = [{"state": "alert", "reason": "no_face", "age": 500.0}]
        student.say(type="history", transitions=past)
        student.signal()
        tile = teacher.hear_tile(enrolment.key, state="focused")
        assert "alert" not in str(tile["history"])


def test_history_within_the_lesson_is_kept(product, owner, classroom, enrolment, lesson):
    lesson.started_at -= timedelta(hours=1)  # after half a day it would be taken for forgotten
    lesson.save()
    enrolment.student.consents.update(given_at=lesson.started_at)
    path = f"/ws/classes/{classroom.key}/student/"
    with Wire(product, enrolment.student, path) as student:
        student.say(type="hello", version=1, last_epoch=5)
        student.hear("welcome")
        older = [{"state": "alert", "reason": "no_face", "age": 300.0}]
        newer = [{"state": "gone", "reason": "lost", "age": 20.0}]
        student.say(type="history", transitions=older)
        student.say(type="history", transitions=newer)
        student.signal("focused", "facing_screen", since=8.0)
        with Wire.teacher(product, owner, classroom) as teacher:
            tile = teacher.hear_tile(enrolment.key, state="focused")
    assert [past["state"] for past in tile["history"]] == ["alert", "gone", "arriving", "focused"]


def test_a_clock_that_was_ahead_hides_nobody(product, owner, classroom, enrolment, lesson):
    path = f"/ws/classes/{classroom.key}/student/"
    with Wire.teacher(product, owner, classroom) as teacher:
        ahead = int(time.time() * 1000) + 290_000
        with Wire(product, enrolment.student, path) as early:
            early.say(type="hello", version=1, last_epoch=ahead)
            assert early.hear("welcome")["epoch"] == ahead + 1
            teacher.hear_tile(enrolment.key, epoch=ahead + 1)
        with Wire.student(product, enrolment.student, classroom) as student:
            assert student.welcome["epoch"] > ahead + 1
            student.signal()
            teacher.hear_tile(enrolment.key, state="focused")


@pytest.mark.parametrize("days", [1, -1])
def test_a_page_that_is_a_day_off_counts_as_any_other(
    product, second_product, owner, co_teacher, classroom, enrolment, lesson, days
):
    """Whatever a page says of its last epoch, its next connection is newer, in every process."""
    off = int(time.time() * 1000) + days * DAY_MS
    with (
        Wire.teacher(product, owner, classroom) as near,
        Wire.teacher(second_product, co_teacher, classroom) as far,
        Wire.student(product, enrolment.student, classroom, last_epoch=off) as first,
    ):
        assert abs(first.welcome["epoch"] - time.time() * 1000) < DAY_MS / 2
        first.signal("alert", "no_face")
        for teacher in (near, far):
            teacher.hear_tile(enrolment.key, state="alert")
        with Wire.student(second_product, enrolment.student, classroom, last_epoch=off) as second:
            assert second.welcome["epoch"] > first.welcome["epoch"]
            assert first.closed()[0] == 4409
            second.signal()
            for teacher in (near, far):
                teacher.hear_tile(enrolment.key, state="focused")
