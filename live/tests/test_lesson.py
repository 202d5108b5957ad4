"""A lesson starts and ends, and every open socket follows."""

from classrooms.models import LONGEST_LESSON
from tests.wire import Wire


def test_an_early_student_waits_and_moves_on(product, owner, classroom, enrolment):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        assert teacher.hear("roster")["lesson"] is None
        assert student.welcome["lesson"] is None
        teacher.hear_tile(enrolment.key, state="arriving", reason="waiting")

        classroom.start_lesson("exam")

        assert student.hear("lesson_started")["lesson"]["kind"] == "exam"
        assert teacher.hear("roster")["lesson"]["kind"] == "exam"
        teacher.hear_tile(enrolment.key, state="arriving", reason="getting_ready")


def test_outside_a_lesson_nothing_is_relayed(product, owner, classroom, enrolment):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        teacher.hear_tile(enrolment.key, reason="waiting")
        student.signal("alert", "no_face")
        assert student.hear("error")["code"] == "no_lesson"
        classroom.start_lesson("lesson")
        teacher.hear_tile(enrolment.key, reason="getting_ready")
        assert "alert" not in str(teacher.heard)


def test_the_end_of_a_lesson_closes_the_students_side(
    product, owner, classroom, enrolment, new_student, lesson
):
    ben = new_student("Ben Carter")
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as elif_,
        Wire.student(product, ben.student, classroom) as ben_,
    ):
        elif_.signal()
        teacher.hear_tile(enrolment.key, state="focused")

        classroom.lessons.end()

        for student in (elif_, ben_):
            student.hear("lesson_ended")
            assert student.closed() == (4410, "The lesson has ended.")
        assert teacher.hear("roster")["lesson"] is None


def test_the_next_lesson_knows_nothing_of_the_last(product, owner, classroom, enrolment, lesson):
    with Wire.teacher(product, owner, classroom) as teacher:
        with Wire.student(product, enrolment.student, classroom) as student:
            student.signal("alert", "no_face")
            teacher.hear_tile(enrolment.key, state="alert")
            classroom.lessons.end()
            student.closed()
        classroom.start_lesson("lesson")
        teacher.hear("roster", lesson=None)
        teacher.hear("roster")
        with Wire.student(product, enrolment.student, classroom):
            tile = teacher.hear_tile(enrolment.key, state="arriving")
            assert [past["state"] for past in tile["history"]] == ["arriving"]


def test_a_new_policy_reaches_students_and_takes_back_what_was_told(
    product, owner, classroom, enrolment, lesson
):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        student.signal("confused", "brow_and_tilt")
        teacher.hear_tile(enrolment.key, state="confused")

        classroom.analysis = "attention"
        classroom.save()

        assert student.hear("policy")["policy"] == {
            "analysis": "attention",
            "exempt": [],
            "asks_first": False,
        }
        tile = teacher.hear_tile(enrolment.key, state="arriving")
        assert "confused" not in [past["state"] for past in tile["history"]]
        student.signal("confused", "brow_and_tilt")
        assert student.hear("error")["code"] == "old_policy"
        student.signal("confused", "brow_and_tilt", analysis="attention")
        assert student.hear("error")["code"] == "not_allowed"


def test_help_is_told_and_taken_back(product, owner, classroom, enrolment, lesson):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        student.signal()
        assert teacher.hear_tile(enrolment.key, state="focused")["help"] is None
        student.say(type="help", asked=True)
        assert teacher.hear_tile(enrolment.key)["help"] is not None
        student.say(type="help", asked=False)
        assert teacher.hear_tile(enrolment.key)["help"] is None


def test_who_has_not_consented_can_only_be_there(product, owner, classroom, lesson, new_student):
    ben = new_student("Ben Carter", consent=False)
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, ben.student, classroom) as student,
    ):
        student.signal()
        assert student.hear("error")["code"] == "not_allowed"
        student.signal("no_camera", "by_student", cues=None)
        teacher.hear_tile(ben.key, state="no_camera")


def test_the_roster_follows_without_a_reload(product, owner, classroom, enrolment, new_student):
    with Wire.teacher(product, owner, classroom) as teacher:
        names = [student["name"] for student in teacher.hear("roster")["students"]]
        assert names == ["Elif Student"]
        new_student("Ben Carter")
        while len(students := teacher.hear("roster")["students"]) < 2:
            pass
        assert {student["name"] for student in students} == {"Ben Carter", "Elif Student"}
        enrolment.student.name = "Elif Renamed"
        enrolment.student.save()
        assert "Elif Renamed" in [s["name"] for s in teacher.hear("roster")["students"]]


def test_a_forgotten_lesson_ends_by_itself(product, classroom, enrolment, lesson):
    with Wire.student(product, enrolment.student, classroom) as student:
        lesson.started_at -= LONGEST_LESSON
        lesson.save()
        assert student.closed() == (4410, "The lesson has ended.")
    lesson.refresh_from_db()
    assert lesson.ended_at is not None
