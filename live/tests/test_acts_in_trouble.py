"""Acts and markers when Redis is away, and when a process is killed."""

import pytest

from tests.product import Product
from tests.wire import Wire


@pytest.fixture
def doomed(database_url, tmp_path):
    with Product(tmp_path / "log", DATABASE_URL=database_url) as product:
        yield product


def snooze(teacher, enrolment, reason):
    teacher.say(type="snooze", student=enrolment.key, reason=reason, snoozed=True)


def hear_snoozed(teacher, enrolment, *reasons):
    while (acts := teacher.hear_tile(enrolment.key)["acts"]) is None or set(acts["snoozed"]) != set(
        reasons
    ):
        pass


def markers_of(teacher):
    """The newest that were told, be it before some tile or after."""
    told = [message for message in teacher.heard if message["type"] == "markers"]
    return (told[-1] if told else teacher.hear("markers"))["markers"]


def test_while_redis_is_away_the_teacher_is_told_and_afterwards_all_is_as_it_was(
    fragile, redis, owner, co_teacher, classroom, enrolment, lesson
):
    with (
        Wire.teacher(fragile, owner, classroom) as one,
        Wire.teacher(fragile, co_teacher, classroom) as other,
        Wire.student(fragile, enrolment.student, classroom) as student,
    ):
        student.signal()
        one.hear_tile(enrolment.key, state="focused")
        snooze(one, enrolment, "no_face")
        one.say(type="marker")
        hear_snoozed(other, enrolment, "no_face")
        markers = markers_of(other)
        redis.stop()
        for teacher in (one, other):
            teacher.hear("beat", live=False)
        snooze(one, enrolment, "gaze_away")
        assert one.hear("error")["code"] == "not_carried"
        other.say(type="marker")
        assert other.hear("error")["code"] == "not_carried"
        redis.start()
        for teacher in (one, other):
            teacher.hear("beat", live=True)
        snooze(other, enrolment, "gaze_away")
        for teacher in (one, other):
            hear_snoozed(teacher, enrolment, "gaze_away", "no_face")
        with Wire.teacher(fragile, owner, classroom) as late:
            assert markers_of(late) == markers
            hear_snoozed(late, enrolment, "gaze_away", "no_face")


def test_what_was_done_and_marked_outlives_a_process_that_was_not_the_students(
    product, doomed, owner, co_teacher, classroom, enrolment, lesson
):
    with (
        Wire.teacher(product, owner, classroom) as one,
        Wire.teacher(doomed, co_teacher, classroom) as other,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        student.signal()
        for teacher in (one, other):
            teacher.hear_tile(enrolment.key, state="focused")
        snooze(other, enrolment, "no_face")
        other.say(type="marker")
        hear_snoozed(one, enrolment, "no_face")
        markers = markers_of(one)
        doomed.kill()
        with Wire.teacher(product, co_teacher, classroom) as again:
            assert markers_of(again) == markers
            hear_snoozed(again, enrolment, "no_face")


def test_what_was_done_goes_with_the_students_process_and_can_be_done_again(
    product, doomed, owner, classroom, enrolment, lesson
):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(doomed, enrolment.student, classroom) as student,
    ):
        student.signal()
        teacher.hear_tile(enrolment.key, state="focused")
        snooze(teacher, enrolment, "no_face")
        teacher.say(type="marker")
        hear_snoozed(teacher, enrolment, "no_face")
        markers = markers_of(teacher)
        doomed.kill()
        epoch = student.welcome["epoch"]
        with Wire.student(product, enrolment.student, classroom, last_epoch=epoch) as again:
            again.signal()
            assert teacher.hear_tile(enrolment.key, state="focused")["acts"] is None
            snooze(teacher, enrolment, "gaze_away")
            hear_snoozed(teacher, enrolment, "gaze_away")
            with Wire.teacher(product, owner, classroom) as late:
                assert markers_of(late) == markers
