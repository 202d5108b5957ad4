"""Whatever changes authority, roster, policy or lesson raises the revision of the classes that it
concerns, and of no other: that is how open sockets learn of it."""

from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from classrooms.models import Classroom, Consent, Enrolment, Lesson, User

from .factories import PASSWORD, EnrolmentFactory, StudentFactory, TeacherFactory


def revisions() -> dict[int, int]:
    return dict(Classroom.objects.values_list("pk", "revision"))


@contextmanager
def raises(*concerned: Classroom):
    """Exactly these classes' revisions rise inside the block."""
    before = revisions()
    yield
    after = revisions()
    risen = {pk for pk, revision in after.items() if revision > before.get(pk, 0)}
    assert risen == {classroom.pk for classroom in concerned}


@pytest.fixture
def lesson(classroom) -> Lesson:
    return classroom.start_lesson("lesson")


@pytest.fixture(autouse=True)
def _bystander(stranger):
    """Another class with people of its own, whose revision must stay as it is."""


# Enrolments


def test_joining(classroom, student):
    with raises(classroom):
        classroom.admit(student)


def test_removing_and_blocking(enrolment, owner, as_):
    classroom = enrolment.classroom
    for name in ("remove", "block", "unblock"):
        address = reverse(f"classrooms:{name}", args=[classroom.key, enrolment.key])
        client = as_(owner)
        with raises(classroom):
            client.post(address)


def test_enrolments_in_bulk(classroom, student):
    with raises(classroom):
        Enrolment.objects.bulk_create([Enrolment(classroom=classroom, student=student)])
    places = list(classroom.enrolments.all())
    for place in places:
        place.status = Enrolment.Status.BLOCKED
    with raises(classroom):
        Enrolment.objects.bulk_update(places, ["status"])
    with raises(classroom):
        classroom.enrolments.update(status=Enrolment.Status.ACTIVE)
    with raises(classroom):
        classroom.enrolments.all().delete()


def test_a_place_that_moves_concerns_both_classes(enrolment, other_classroom):
    first = enrolment.classroom
    enrolment.classroom = other_classroom
    with raises(first, other_classroom):
        enrolment.save()
    with raises(first, other_classroom):
        Enrolment.objects.filter(pk=enrolment.pk).update(classroom=first)


def test_one_place_deleted(enrolment):
    with raises(enrolment.classroom):
        enrolment.delete()


# Classes


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.archive(),
        lambda c: Classroom.objects.filter(pk=c.pk).update(analysis="attention"),
        lambda c: Classroom.objects.filter(pk=c.pk).update(asks_first=True),
        lambda c: Classroom.objects.filter(pk=c.pk).update(counts_only=True),
        lambda c: Classroom.objects.filter(pk=c.pk).update(archived_at=timezone.now()),
        lambda c: c.co_teachers.clear(),
        lambda c: c.co_teachers.add(TeacherFactory()),
        lambda c: c.co_teachers.remove(*c.co_teachers.all()),
        lambda c: c.co_teachers.set([TeacherFactory()]),
        lambda c: c.co_teachers.get().classes_along.clear(),
        lambda c: c.co_teachers.get().classes_along.remove(c),
        lambda c: TeacherFactory().classes_along.set([c]),
    ],
)
def test_a_class_that_changes(classroom, change):
    with raises(classroom):
        change(classroom)


@pytest.mark.parametrize(
    ("field", "value"), [("name", "7B Maths"), ("analysis", "self_report"), ("archived_at", None)]
)
def test_a_class_that_is_saved(classroom, field, value):
    setattr(classroom, field, value)
    with raises(classroom):
        classroom.save(update_fields=[field])


def test_a_class_that_changes_hands(classroom):
    classroom.owner = TeacherFactory()
    with raises(classroom):
        classroom.save()


def test_a_stale_copy_does_not_take_the_revision_back(classroom, student, owner, as_):
    stale = Classroom.objects.get(pk=classroom.pk)
    classroom.admit(student)
    with raises(classroom):
        stale.save()
    rename = reverse("classrooms:rename", args=[classroom.key])
    with raises(classroom):
        as_(owner).post(rename, {"name": "7B Maths"})


def test_a_new_code_concerns_nobody_inside(classroom):
    with raises():
        classroom.regenerate_code()
        classroom.close_joining()


# Lessons


def test_a_lesson_starts_and_ends(classroom):
    with raises(classroom):
        classroom.start_lesson("lesson")
    with raises(classroom):
        classroom.lessons.end()


def test_a_lesson_is_deleted(lesson):
    with raises(lesson.classroom):
        lesson.delete()


# People


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"role": "teacher"}, {"name": "Elif Ş."}, {"password": "!"}],
    ids=str,
)
def test_a_student_who_changes(enrolment, student, change):
    with raises(enrolment.classroom):
        User.objects.filter(pk=student.pk).update(**change)
    for field, value in change.items():
        setattr(student, field, value)
    with raises(enrolment.classroom):
        student.save(update_fields=list(change))


def test_teachers_who_are_switched_off(classroom, owner, co_teacher):
    for person in (owner, co_teacher):
        with raises(classroom):
            User.objects.filter(pk=person.pk).update(is_active=False)


def test_people_in_bulk(enrolment, student):
    student.is_active = False
    with raises(enrolment.classroom):
        User.objects.bulk_update([student], ["is_active"])


def test_a_student_who_is_deleted(enrolment, student):
    with raises(enrolment.classroom):
        student.delete()


def test_many_students_who_are_deleted(classroom):
    places = EnrolmentFactory.create_batch(3, classroom=classroom)
    with raises(classroom):
        User.objects.filter(pk__in=[place.student_id for place in places]).delete()


def test_the_time_of_a_log_in_concerns_nobody(enrolment, student, as_):
    with raises():
        as_(student)


# Consent


def test_consent_given_and_withdrawn(enrolment, student):
    with raises(enrolment.classroom):
        Consent.objects.create(student=student)
    with raises(enrolment.classroom):
        Consent.objects.filter(student=student).withdraw()
    with raises(enrolment.classroom):
        Consent.objects.filter(student=student).delete()


def test_consent_in_bulk(enrolment, student):
    with raises(enrolment.classroom):
        Consent.objects.bulk_create([Consent(student=student)])


# Log-ins


def test_logging_out(enrolment, student, as_):
    client = as_(student)
    with raises(enrolment.classroom):
        client.post(reverse("account_logout"))


def test_a_log_in_that_is_revoked(enrolment, student, as_):
    as_(student)
    with raises(enrolment.classroom):
        Session.objects.all().delete()


def test_a_changed_password(enrolment, student, as_):
    client = as_(student)
    change = {"oldpassword": PASSWORD, "password1": "Xq3-plum-42", "password2": "Xq3-plum-42"}
    with raises(enrolment.classroom):
        client.post(reverse("account_change_password"), change)


# The admin


@pytest.mark.parametrize("action", ["deactivate", "make_teacher"])
def test_an_admins_action(enrolment, student, admin_person, as_, action):
    client = as_(admin_person)
    chosen = {"action": action, "_selected_action": [student.pk]}
    with raises(enrolment.classroom):
        client.post(reverse("admin:classrooms_user_changelist"), chosen)


# One transaction


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_raises_nothing(classroom, student):
    with raises(), transaction.atomic():
        classroom.admit(student)
        transaction.set_rollback(True)
    assert not classroom.enrolments.exists()


def test_someone_in_no_class_concerns_none(db):
    loner = StudentFactory()
    with raises():
        User.objects.filter(pk=loner.pk).update(is_active=False)
