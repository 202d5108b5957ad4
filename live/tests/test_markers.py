"""A lesson's markers: every teacher of the class has all of them, and the next lesson none."""

from datetime import timedelta

import pytest

from tests.wire import Wire


def hear_markers(teacher, count):
    """The first list of at least so many."""
    while len(told := teacher.hear("markers")["markers"]) < count:
        pass
    return told


@pytest.fixture
def teachers(product, second_product, owner, co_teacher, classroom, enrolment, lesson):
    """In two processes; no student is here."""
    with (
        Wire.teacher(product, owner, classroom) as one,
        Wire.teacher(second_product, co_teacher, classroom) as other,
    ):
        for teacher in (one, other):
            teacher.hear("roster")
            teacher.hear("beat", live=True)
        yield one, other


def test_a_marker_of_one_is_everybodys_also_without_any_student(
    teachers, product, owner, classroom
):
    one, other = teachers
    one.say(type="marker")
    [first] = hear_markers(one, 1)
    assert hear_markers(other, 1) == [first]
    assert 0 <= first < 60
    with Wire.teacher(product, owner, classroom) as late:
        assert hear_markers(late, 1) == [first]


def test_markers_are_whole_seconds_of_the_lesson(teachers, lesson):
    one, _ = teachers
    lesson.started_at -= timedelta(seconds=100)
    lesson.save()
    one.hear("roster")
    one.say(type="marker")
    [marker] = hear_markers(one, 1)
    assert 100 <= marker < 160


def test_students_hear_of_no_marker(teachers, product, classroom, enrolment):
    one, other = teachers
    with Wire.student(product, enrolment.student, classroom) as student:
        one.hear_tile(enrolment.key)
        one.say(type="marker")
        hear_markers(other, 1)
        student.signal()
        student.last_seq -= 1
        student.signal()
        student.hear("error")
        assert {message["type"] for message in student.heard} <= {"welcome", "error", "beat"}


def test_the_next_lesson_has_none_of_them_and_no_lesson_takes_none(
    teachers, product, owner, classroom
):
    one, other = teachers
    one.say(type="marker")
    hear_markers(other, 1)
    classroom.lessons.end()
    one.hear("roster", lesson=None)
    one.say(type="marker")
    assert one.hear("error")["code"] == "no_lesson"
    classroom.start_lesson("lesson")
    assert one.hear("roster")["lesson"] is not None
    with Wire.teacher(product, owner, classroom) as late:
        late.hear("roster")
        late.hear("beat")
        late.hear("beat")
        assert "markers" not in {message["type"] for message in late.heard}


def test_markers_survive_the_last_teachers_leaving(product, owner, classroom, enrolment, lesson):
    with Wire.teacher(product, owner, classroom) as teacher:
        teacher.say(type="marker")
        told = hear_markers(teacher, 1)
    with Wire.teacher(product, owner, classroom) as again:
        assert hear_markers(again, 1) == told


def test_markers_of_a_class_are_nobody_elses(
    teachers, product, strange_teacher, owner, classroom, enrolment
):
    elsewhere = strange_teacher.classes_owned.get()
    elsewhere.start_lesson("lesson")
    with Wire.teacher(product, strange_teacher, elsewhere) as stranger:
        stranger.say(type="marker")
        hear_markers(stranger, 1)
    one, _ = teachers
    one.hear("beat")
    assert "markers" not in {message["type"] for message in one.heard}
