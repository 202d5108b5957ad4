"""A Redis that is there and answers nothing: the hardest kind of outage."""

from tests.wire import Wire


def test_removal_and_the_end_of_a_lesson_do_not_wait_for_it(
    fragile, redis, owner, classroom, enrolment, new_student, lesson
):
    ben = new_student("Ben Carter")
    with (
        Wire.teacher(fragile, owner, classroom) as teacher,
        Wire.student(fragile, enrolment.student, classroom) as elif_,
        Wire.student(fragile, ben.student, classroom) as ben_,
    ):
        elif_.signal()
        teacher.hear_tile(enrolment.key, state="focused")
        redis.pause()
        teacher.hear("beat", live=False)
        enrolment.status = enrolment.Status.REMOVED
        enrolment.save()
        assert elif_.closed()[0] == 4403
        classroom.lessons.end()
        assert ben_.closed()[0] == 4410
