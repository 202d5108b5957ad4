"""The first page, to each who opens it."""

import pytest
from django.urls import reverse

from classrooms.models import Enrolment

from .factories import ClassroomFactory, EnrolmentFactory, TeacherFactory
from .pages import text_of


def test_anyone_may_join_or_log_in_from_it(client, db):
    page = text_of(client.get("/"))
    assert "Join a class" in page
    assert f'action="{reverse("account_login")}"' in page


def test_a_new_teacher_finds_one_field_and_one_button(as_):
    page = text_of(as_(TeacherFactory()).get("/"))
    main = page[page.index("<main") :]
    assert "No classes yet" in main
    assert main.count("<button") == 1
    assert main.count('name="name"') == 1


def test_a_teacher_sees_own_and_shared_classes_and_no_others(
    classroom, other_classroom, owner, co_teacher, as_
):
    for person in (owner, co_teacher):
        page = text_of(as_(person).get("/"))
        assert "7B Mathematics" in page
        assert "8C" not in page
        assert classroom.shown_code in page


def test_a_running_lesson_leads_to_the_dashboard(classroom, owner, as_):
    classroom.start_lesson("lesson")
    page = text_of(as_(owner).get("/"))
    assert "Lesson running" in page
    assert reverse("live:dashboard", args=[classroom.key]) in page
    assert reverse("classrooms:start_lesson", args=[classroom.key]) not in page


def test_archived_classes_are_folded_away_and_start_no_lesson(classroom, owner, as_):
    classroom.archive()
    page = text_of(as_(owner).get("/"))
    assert "Archived classes" in page
    assert reverse("classrooms:class", args=[classroom.key]) in page
    assert "Start lesson" not in page


def test_only_present_students_are_counted(classroom, owner, as_):
    EnrolmentFactory.create_batch(3, classroom=classroom)
    EnrolmentFactory(classroom=classroom, status=Enrolment.Status.REMOVED)
    EnrolmentFactory(classroom=classroom, student__is_active=False)
    for _ in range(2):
        classroom.start_lesson("lesson")
        classroom.lessons.end()
    assert "3 students" in text_of(as_(owner).get("/"))


def test_a_student_enters_a_running_lesson_and_waits_for_the_others(enrolment, student, as_):
    quiet = EnrolmentFactory(student=student, classroom__name="Art").classroom
    enrolment.classroom.start_lesson("lesson")
    page = text_of(as_(student).get("/"))
    assert "Enter lesson" in page
    assert reverse("live:lesson", args=[quiet.key]) in page
    assert page.index("7B Mathematics") < page.index("Art"), "what runs comes first"


@pytest.mark.parametrize("status", [Enrolment.Status.REMOVED, Enrolment.Status.BLOCKED])
def test_a_student_without_a_place_sees_no_class(enrolment, student, as_, status):
    enrolment.status = status
    enrolment.save()
    page = text_of(as_(student).get("/"))
    assert "7B Mathematics" not in page
    assert "You are in no class yet" in page


def test_a_student_sees_no_archived_class(enrolment, student, as_):
    enrolment.classroom.archive()
    assert "7B Mathematics" not in text_of(as_(student).get("/"))


def test_more_classes_cost_no_more_queries(owner, as_, django_assert_num_queries):
    client = as_(owner)
    ClassroomFactory(owner=owner)
    client.get("/")
    with django_assert_num_queries(5):
        client.get("/")
    ClassroomFactory.create_batch(5, owner=owner)
    with django_assert_num_queries(5):
        client.get("/")
