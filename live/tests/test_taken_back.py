"""What may not be told any more is taken back: of those who are here, and of those who left."""

from datetime import timedelta

from django.utils import timezone

from tests.wire import Wire


def states_told(teacher, key):
    tile = teacher.hear_tile(key)
    return {tile["state"], tile["was"], *(change["state"] for change in tile["history"])} - {None}


def test_a_stricter_policy_takes_back_what_was_told_under_the_old_one(
    product, owner, co_teacher, classroom, enrolment, new_student, lesson
):
    ben = new_student("Ben Carter")
    with Wire.teacher(product, owner, classroom) as teacher:
        with Wire.student(product, ben.student, classroom) as ben_:
            ben_.signal("confused", "brow_and_tilt")
            teacher.hear_tile(ben.key, state="confused")
        teacher.hear_tile(ben.key, state="gone", was="confused")
        with Wire.student(product, enrolment.student, classroom) as student:
            student.signal("confused", "brow_and_tilt")
            teacher.hear_tile(enrolment.key, state="confused")

            classroom.analysis = "attention"
            classroom.save()

            student.hear("policy")
            tile = teacher.hear_tile(enrolment.key, state="arriving")
            assert [change["state"] for change in tile["history"]] == ["arriving"]
            with Wire.teacher(product, co_teacher, classroom) as late:
                assert states_told(late, enrolment.key) == {"arriving"}
                # Of who left before, nothing is told but perhaps that.
                assert "confused" not in str(late.heard)


def test_a_withdrawn_consent_takes_back_what_was_told_under_it(
    product, owner, co_teacher, classroom, enrolment, lesson
):
    given = timezone.now() - timedelta(hours=1)
    enrolment.student.consents.update(given_at=given)
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        student.signal("confused", "brow_and_tilt")
        teacher.hear_tile(enrolment.key, state="confused")

        enrolment.student.consents.withdraw()

        assert student.closed()[0] == 4451
        tile = teacher.hear_tile(enrolment.key, state="gone")
        assert "confused" not in str(tile)
        with Wire.teacher(product, co_teacher, classroom) as late:
            assert "confused" not in states_told(late, enrolment.key)
