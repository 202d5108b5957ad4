"""Making a class, its page, its code and its settings."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from classrooms import access
from classrooms.models import Classroom

from .factories import EnrolmentFactory, StudentFactory, TeacherFactory
from .pages import text_of


def go(client, classroom, address, /, *parts, **data):
    return client.post(reverse(f"classrooms:{address}", args=[classroom.key, *parts]), data)


def page_of(client, classroom) -> str:
    return text_of(client.get(reverse("classrooms:class", args=[classroom.key])))


def test_a_class_takes_a_name_and_nothing_else(owner, as_):
    answer = as_(owner).post(reverse("classrooms:new_class"), {"name": "9C <Physics>"})
    classroom = Classroom.objects.get()
    assert answer["Location"] == reverse("classrooms:class", args=[classroom.key])
    assert (classroom.owner, classroom.name, classroom.analysis) == (
        owner,
        "9C <Physics>",
        "everything",
    )
    assert escape("9C <Physics>") in page_of(as_(owner), classroom)


def test_a_class_without_a_name_is_not_made(owner, as_):
    answer = as_(owner).post(reverse("classrooms:new_class"), {"name": "  "})
    assert 'aria-invalid="true"' in text_of(answer)
    assert not Classroom.objects.exists()


def test_the_page_shows_code_link_qr_and_students(enrolment, owner, as_):
    classroom = enrolment.classroom
    page = page_of(as_(owner), classroom)
    assert classroom.shown_code in page
    assert f'data-copy="http://testserver/join/{classroom.join_code}/"' in page
    assert "<svg" in page
    assert 'aria-label="QR code of the join link"' in page
    assert "Elif Student" in page


def test_a_student_sees_no_page_of_the_class(enrolment, student, as_):
    address = reverse("classrooms:class", args=[enrolment.classroom.key])
    assert as_(student).get(address).status_code == 404


def test_the_projector_shows_the_code_and_no_name_of_a_student(enrolment, owner, as_):
    classroom = enrolment.classroom
    page = text_of(as_(owner).get(reverse("classrooms:projector", args=[classroom.key])))
    assert classroom.shown_code in page
    assert "testserver/join" in page
    assert "1 has joined" in page
    for person in (enrolment.student, owner):
        assert person.name not in page
        assert person.email not in page


def test_a_closed_code_is_not_projected(classroom, owner, as_):
    classroom.close_joining()
    page = text_of(as_(owner).get(reverse("classrooms:projector", args=[classroom.key])))
    assert "Joining is closed." in page
    assert classroom.shown_code not in page


def test_a_new_code_ends_the_old_one(classroom, co_teacher, as_):
    old = classroom.join_code
    go(as_(co_teacher), classroom, "regenerate_code")
    classroom.refresh_from_db()
    assert classroom.join_code != old
    assert not Classroom.objects.open_to(old).exists()
    assert Classroom.objects.open_to(classroom.join_code).get() == classroom


def test_joining_closes_and_opens(classroom, co_teacher, as_):
    go(as_(co_teacher), classroom, "close_code")
    assert not Classroom.objects.open_to(classroom.join_code).exists()
    go(as_(co_teacher), classroom, "open_code")
    assert Classroom.objects.open_to(classroom.join_code).exists()


def test_what_lessons_look_at_is_one_of_three(classroom, owner, as_):
    for choice in ("attention", "self_report", "everything"):
        go(as_(owner), classroom, "analysis", analysis=choice)
        classroom.refresh_from_db()
        assert classroom.analysis == choice
    go(as_(owner), classroom, "analysis", analysis="their thoughts")
    classroom.refresh_from_db()
    assert classroom.analysis == "everything"


def test_a_class_asks_first_and_tells_counts_only_where_that_is_ticked(classroom, co_teacher, as_):
    client = as_(co_teacher)
    for ticked in ({"asks_first"}, {"counts_only"}, {"asks_first", "counts_only"}, set()):
        go(client, classroom, "analysis", analysis="everything", **dict.fromkeys(ticked, "on"))
        facts = access.class_facts(classroom.pk)
        assert (facts.asks_first, facts.counts_only) == (
            "asks_first" in ticked,
            "counts_only" in ticked,
        )
        boxes = re.findall(r'<input type="checkbox"[^>]*>', page_of(client, classroom))
        names = {re.search('name="([a-z_]+)"', box)[1] for box in boxes if "checked" in box}
        assert names == ticked


def test_a_choice_that_is_none_changes_none_of_it(classroom, owner, as_):
    go(as_(owner), classroom, "analysis", analysis="their thoughts", counts_only="on")
    classroom.refresh_from_db()
    assert not classroom.counts_only


@pytest.mark.parametrize("who", ["student", "stranger", "strange_teacher"])
def test_nobody_else_sets_what_teachers_are_told(enrolment, as_, who, request):
    classroom = enrolment.classroom
    client = as_(request.getfixturevalue(who))
    answer = go(client, classroom, "analysis", analysis="everything", asks_first="on")
    assert answer.status_code == 404
    classroom.refresh_from_db()
    assert not classroom.asks_first


def test_renaming(classroom, owner, as_):
    go(as_(owner), classroom, "rename", name="7B Maths")
    classroom.refresh_from_db()
    assert classroom.name == "7B Maths"
    refused = go(as_(owner), classroom, "rename", name="")
    assert 'id="id_name_error"' in text_of(refused)
    classroom.refresh_from_db()
    assert classroom.name == "7B Maths"


def test_an_archived_class_rests_until_it_is_restored(classroom, owner, as_):
    classroom.start_lesson("lesson")
    go(as_(owner), classroom, "archive")
    classroom.refresh_from_db()
    assert classroom.is_archived
    assert classroom.running_lesson is None
    assert not classroom.admits
    page = page_of(as_(owner), classroom)
    assert "Restore class" in page
    assert "Start lesson" not in page
    go(as_(owner), classroom, "restore")
    classroom.refresh_from_db()
    assert classroom.admits


def test_a_teacher_is_added_by_address_and_removed(classroom, owner, as_):
    colleague = TeacherFactory(email="new@test.example")
    go(as_(owner), classroom, "add_co_teacher", email="New@Test.example")
    assert classroom.is_taught_by(colleague)
    go(as_(owner), classroom, "remove_co_teacher", colleague.pk)
    assert not classroom.is_taught_by(colleague)


def test_no_teacher_and_nobody_read_the_same(classroom, owner, as_):
    StudentFactory(email="a-student@test.example")
    TeacherFactory(email="inactive@test.example", is_active=False)
    pages = set()
    for email in (
        "a-student@test.example",
        "inactive@test.example",
        "nobody@test.example",
        owner.email,
    ):
        answer = text_of(go(as_(owner), classroom, "add_co_teacher", email=email))
        assert "No other teacher has this email address." in answer
        pages.add(answer.replace(f'value="{email}"', ""))
    assert len(pages) == 1
    assert classroom.co_teachers.count() == 1


def test_students_are_removed_blocked_and_unblocked(classroom, owner, as_):
    client = as_(owner)
    removed, blocked, other = EnrolmentFactory.create_batch(3, classroom=classroom)
    go(client, classroom, "remove", removed.key)
    go(client, classroom, "block", blocked.key)
    assert list(classroom.enrolments.active()) == [other]
    page = page_of(client, classroom)
    assert removed.student.name not in page
    assert f"Unblock {blocked.student.name}" in page
    assert classroom.admit(blocked.student) is None
    go(client, classroom, "unblock", blocked.key)
    assert list(classroom.enrolments.active()) == [other], "an unblocked student joins anew"
    assert classroom.admit(blocked.student) is not None
    assert classroom.admit(removed.student) is not None


def test_a_teacher_does_not_reach_places_of_other_classes(classroom, stranger, owner, as_):
    elsewhere = stranger.enrolments.get()
    assert go(as_(owner), classroom, "remove", elsewhere.key).status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.status == "active"


def test_what_changes_something_takes_a_post(classroom, enrolment, owner, as_):
    client = as_(owner)
    for name in ("archive", "rename", "regenerate_code", "start_lesson", "end_lesson", "analysis"):
        assert client.get(reverse(f"classrooms:{name}", args=[classroom.key])).status_code == 405
    place = reverse("classrooms:remove", args=[classroom.key, enrolment.key])
    assert client.get(place).status_code == 405


def test_a_form_without_its_token_changes_nothing(classroom, owner):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    answer = go(client, classroom, "archive")
    assert answer.status_code == 403
    assert "Please try that again" in text_of(answer)
    classroom.refresh_from_db()
    assert not classroom.is_archived
