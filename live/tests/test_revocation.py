"""Whatever ends a person's right to be here closes their open socket, with Redis or without it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from classrooms.models import Consent, Enrolment, User
from tests.wire import Wire, log_in

LOGGED_OUT = (4401, "You are not logged in any more.")
FORBIDDEN = (4403, "There is no such class for you.")


def log_out(wire, person):
    wire.client.post("/account/logout/")


def log_out_by_admin(wire, person):
    Session.objects.filter(pk=wire.client.session.session_key).delete()


def expire(wire, person):
    sessions = Session.objects.filter(pk=wire.client.session.session_key)
    sessions.update(expire_date=timezone.now() - timedelta(seconds=1))


def deactivate(wire, person):
    User.objects.filter(pk=person.pk).update(is_active=False)


def change_password(wire, person):
    person.set_password("another long pass phrase")
    person.save()


LOG_IN_ENDS = [log_out, log_out_by_admin, deactivate, change_password]


@pytest.mark.parametrize("end", LOG_IN_ENDS)
def test_a_log_in_that_ends_closes_the_students_socket(
    product, classroom, student, new_student, lesson, end
):
    ben = new_student("Ben Carter").student
    with (
        Wire.student(product, student, classroom) as wire,
        Wire.student(product, ben, classroom) as other,
    ):
        end(wire, student)
        # A person who is not active any more is nobody here: either is true of them.
        assert wire.closed() in {LOGGED_OUT, FORBIDDEN}
        other.say(type="help", asked=True)
        assert other.hear("beat")


@pytest.mark.parametrize("end", LOG_IN_ENDS)
def test_a_log_in_that_ends_closes_the_teachers_socket(product, classroom, owner, lesson, end):
    with Wire.teacher(product, owner, classroom) as wire:
        wire.hear("roster")
        end(wire, owner)
        assert wire.closed() in {LOGGED_OUT, FORBIDDEN}


def test_a_log_in_that_runs_out_closes_the_socket(product, classroom, student, lesson):
    client = log_in(student)
    session = client.session
    session.set_expiry(3)
    session.save()
    with Wire.student(product, student, classroom, client=client) as wire:
        assert wire.closed() == LOGGED_OUT


@pytest.mark.parametrize("status", ["removed", "blocked"])
def test_removal_closes_the_students_socket(product, classroom, owner, enrolment, lesson, status):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as wire,
    ):
        wire.signal()
        teacher.hear_tile(enrolment.key, state="focused")
        Enrolment.objects.filter(pk=enrolment.pk).update(status=status)
        assert wire.closed() == FORBIDDEN
        assert teacher.hear("roster")["students"] == []


def test_withdrawn_consent_closes_the_students_socket(product, classroom, student, lesson):
    with Wire.student(product, student, classroom) as wire:
        Consent.objects.filter(student=student).withdraw()
        assert wire.closed() == (4451, "Your choice about the camera changed.")


def test_a_co_teacher_who_is_let_go_sees_no_more(product, classroom, co_teacher, owner, lesson):
    with (
        Wire.teacher(product, co_teacher, classroom) as wire,
        Wire.teacher(product, owner, classroom) as other,
    ):
        wire.hear("roster")
        other.hear("roster")
        classroom.co_teachers.remove(co_teacher)
        assert wire.closed() == FORBIDDEN
        other.hear("roster")


def test_a_teacher_who_is_made_a_student_sees_no_more(product, classroom, owner, lesson):
    with Wire.teacher(product, owner, classroom) as wire:
        wire.hear("roster")
        User.objects.filter(pk=owner.pk).update(role="student")
        assert wire.closed() == FORBIDDEN


def test_an_archived_class_closes_everything(product, classroom, owner, student, lesson):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, student, classroom) as wire,
    ):
        teacher.hear("roster")
        classroom.archive()
        assert wire.closed()[0] in {4403, 4410}
        assert teacher.closed() == FORBIDDEN


def test_a_deleted_class_closes_everything(product, classroom, owner, student, lesson):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, student, classroom) as wire,
    ):
        teacher.hear("roster")
        classroom.delete()
        assert wire.closed()[0] in {4403, 4410}
        assert teacher.closed() == FORBIDDEN


def test_a_place_that_is_given_to_somebody_else_closes_the_socket(
    product, classroom, owner, enrolment, stranger, lesson
):
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as wire,
    ):
        wire.signal("alert", "no_face")
        teacher.hear_tile(enrolment.key, state="alert")
        Enrolment.objects.filter(pk=enrolment.pk).update(student=stranger)
        assert wire.closed() == FORBIDDEN


def test_a_student_who_becomes_a_teacher_has_no_seat(product, classroom, enrolment, lesson):
    with Wire.student(product, enrolment.student, classroom) as wire:
        User.objects.filter(pk=enrolment.student_id).update(role="teacher")
        assert wire.closed() == FORBIDDEN
