"""What must work while Redis is away."""

from tests.wire import Wire


def test_a_teacher_who_comes_during_an_outage_sees_everyone_after_it(
    fragile, redis, owner, classroom, enrolment, lesson
):
    with Wire.student(fragile, enrolment.student, classroom) as student:
        student.signal()
        redis.stop()
        with Wire.teacher(fragile, owner, classroom) as teacher:
            assert teacher.hear("roster")["students"]
            redis.start()
            teacher.hear_tile(enrolment.key, state="focused")


def test_a_lesson_ended_while_redis_is_stopped_closes_the_students_side(
    fragile, redis, owner, classroom, enrolment, lesson
):
    with (
        Wire.teacher(fragile, owner, classroom) as teacher,
        Wire.student(fragile, enrolment.student, classroom) as student,
    ):
        teacher.hear_tile(enrolment.key, state="arriving")
        redis.stop()
        classroom.lessons.end()
        assert student.closed() == (4410, "The lesson has ended.")
        assert teacher.hear("roster")["lesson"] is None


def test_removal_works_while_redis_is_stopped(fragile, redis, classroom, enrolment, lesson):
    with Wire.student(fragile, enrolment.student, classroom) as student:
        redis.stop()
        enrolment.status = enrolment.Status.REMOVED
        enrolment.save()
        assert student.closed()[0] == 4403
