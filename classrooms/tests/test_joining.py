"""A join code opens a class, or gives the one refusal there is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from classrooms.models import Enrolment

from .pages import text_of

JOIN = reverse("classrooms:join")


def join(client, code):
    return client.post(JOIN, {"code": code})


def plain(answer, code: str) -> str:
    """The page without one's own typing in it."""
    return text_of(answer).replace(f'value="{code}"', 'value=""')


@pytest.mark.parametrize("typed", [str.lower, lambda code: f" {code[:4]}-{code[4:]} "])
def test_a_typed_code_makes_a_place(classroom, student, as_, typed):
    answer = join(as_(student), typed(classroom.join_code))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("classrooms:home")
    assert [place.student for place in classroom.enrolments.active()] == [student]


def test_while_a_lesson_runs_joining_leads_straight_into_it(classroom, student, as_):
    classroom.start_lesson("lesson")
    answer = join(as_(student), classroom.join_code)
    assert answer["Location"] == reverse("live:lesson", args=[classroom.key])


def test_joining_twice_is_one_place(classroom, student, as_):
    for _ in range(2):
        join(as_(student), classroom.join_code)
    assert classroom.enrolments.count() == 1


def test_a_removed_student_may_come_back_to_the_same_place(enrolment, as_):
    enrolment.status = Enrolment.Status.REMOVED
    enrolment.save()
    join(as_(enrolment.student), enrolment.classroom.join_code)
    enrolment.refresh_from_db()
    assert enrolment.status == Enrolment.Status.ACTIVE


@pytest.fixture
def refusing(classroom, enrolment):
    """Codes that open nothing, each for a reason of its own."""
    code = classroom.join_code

    def closed():
        classroom.close_joining()
        return code

    def expired():
        classroom.code_expires_at = timezone.now() - timedelta(seconds=1)
        classroom.save()
        return code

    def archived():
        classroom.archive()
        return code

    def replaced():
        classroom.regenerate_code()
        return code

    def blocked():
        classroom.enrolments.update(status=Enrolment.Status.BLOCKED)
        return code

    return {
        "unknown": lambda: "ZZZZZZZZ",
        "malformed": lambda: "0000",
        "endless": lambda: "A" * 41,
        "closed": closed,
        "expired": expired,
        "archived": archived,
        "replaced": replaced,
        "blocked": blocked,
    }


REASONS = ("malformed", "endless", "closed", "expired", "archived", "replaced", "blocked")


@pytest.mark.parametrize("reason", REASONS)
def test_every_refusal_reads_the_same(refusing, student, classroom, as_, reason):
    client = as_(student)
    classroom.enrolments.update(status=Enrolment.Status.REMOVED)
    unknown = join(client, "ZZZZZZZZ")
    code = refusing[reason]()
    refused = join(client, code)
    assert refused.status_code == unknown.status_code == 200
    assert "does not open a class" in plain(refused, code)
    assert plain(refused, code) == plain(unknown, "ZZZZZZZZ")
    assert not classroom.enrolments.active().exists()


def test_teachers_are_told_kindly_that_codes_are_for_students(classroom, strange_teacher, as_):
    answer = join(as_(strange_teacher), classroom.join_code)
    assert "Join codes are for students" in answer.content.decode()
    assert not classroom.enrolments.exists()


@pytest.mark.parametrize("is_real", [True, False])
def test_a_link_says_nothing_about_its_code(classroom, student, as_, client, is_real):
    code = classroom.join_code if is_real else "ZZZZ2222"
    address = reverse("classrooms:join", args=[code])
    for browser in (client, as_(student)):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert f"{code[:4]} {code[4:]}" in answer.content.decode()
        assert classroom.name not in answer.content.decode()
    assert not classroom.enrolments.exists()


def test_the_landing_page_leads_to_the_same_page_as_a_link(client, classroom):
    assert f'method="get" action="{JOIN}"' in text_of(client.get("/"))
    answer = client.get(JOIN, {"code": "km7x4pq9"})
    assert "KM7X 4PQ9" in answer.content.decode()


@pytest.mark.parametrize("name", ["account_signup", "account_login"])
def test_a_link_survives_signing_up_and_logging_in(client, student, classroom, name):
    link = reverse("classrooms:join", args=[classroom.join_code])
    first = client.get(link).content.decode()
    way = f"{reverse(name)}?next={link.replace('/', '%2F')}"
    assert way in first
    people = {
        "account_signup": {"name": "New", "email": "new@test.example", "password1": "Xq3-plum-42"},
        "account_login": {"login": student.email, "password": "a long enough password"},
    }
    assert f'value="{link}"' in client.get(way).content.decode()
    answer = client.post(reverse(name), {**people[name], "next": link})
    assert answer["Location"] == link
    assert join(client, classroom.join_code).status_code == 302
    assert classroom.enrolments.active().count() == 1


def test_log_in_and_sign_up_lead_to_each_other_without_losing_the_link(client):
    link = "/join/KM7X4PQ9/"
    for page, other in (("account_login", "account_signup"), ("account_signup", "account_login")):
        body = client.get(reverse(page), {"next": link}).content.decode()
        assert f"{reverse(other)}?next=%2Fjoin%2FKM7X4PQ9%2F" in body


def test_next_never_leads_to_another_site(client, student):
    answer = client.post(
        reverse("account_login"),
        {
            "login": student.email,
            "password": "a long enough password",
            "next": "https://elsewhere.example/",
        },
    )
    assert answer["Location"] == "/"


def test_an_anonymous_post_asks_to_log_in_first(client, classroom):
    answer = join(client, classroom.join_code)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
