"""Signing up, logging in and out, and passwords: our own pages on allauth's rails."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from classrooms.models import User

from .factories import PASSWORD, StudentFactory
from .pages import text_of

NEW = {"name": "Nadia Rossi", "email": "Nadia@Test.Example", "password1": "Xq3-plum-42"}


def log_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_logged_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_signing_up_makes_a_student_who_is_logged_in(client, db):
    answer = client.post(reverse("account_signup"), NEW)
    assert answer["Location"] == "/"
    person = User.objects.get()
    assert (person.name, person.email, person.role) == (
        "Nadia Rossi",
        "nadia@test.example",
        "student",
    )
    assert (person.is_staff, person.is_superuser) == (False, False)
    assert is_logged_in(client)


def test_nobody_signs_up_as_more_than_a_student(client, db):
    extra = {"role": "teacher", "is_staff": "on", "is_superuser": "on"}
    client.post(reverse("account_signup"), {**NEW, **extra})
    person = User.objects.get()
    assert (person.role, person.is_staff, person.is_superuser) == ("student", False, False)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 81), ("email", "no address"), ("password1", "password")],
)
def test_a_sign_up_that_lacks_something_says_so_at_its_field(client, db, field, value):
    page = text_of(client.post(reverse("account_signup"), {**NEW, field: value}))
    assert f'id="id_{field}_error"' in page
    assert not User.objects.exists()


def test_an_address_has_one_account(client, student):
    page = client.post(reverse("account_signup"), {**NEW, "email": student.email.upper()})
    assert "There is an account with this email address already" in page.content.decode()


def test_a_closed_sign_up_says_so_kindly(client, db, settings):
    settings.SIGN_UP_OPEN = False
    for answer in (
        client.get(reverse("account_signup")),
        client.post(reverse("account_signup"), NEW),
    ):
        assert "Your school makes the accounts here" in answer.content.decode()
    assert not User.objects.exists()


def test_logging_in_forgives_capitals_in_the_address(client, student):
    assert log_in(client, "Student@Test.Example")["Location"] == "/"
    assert is_logged_in(client)


def test_a_wrong_password_and_an_unknown_address_read_the_same(client, student):
    wrong = text_of(log_in(client, student.email, "wrong"))
    unknown = text_of(log_in(client, "nobody@test.example", "wrong"))
    assert "No account has this email address and password" in wrong
    assert wrong.replace(student.email, "") == unknown.replace("nobody@test.example", "")


def test_a_switched_off_person_does_not_get_in(client, db):
    person = StudentFactory(is_active=False)
    log_in(client, person.email)
    assert not is_logged_in(client)


def test_logging_out_takes_a_post(as_, student):
    client = as_(student)
    assert "Log out?" in client.get(reverse("account_logout")).content.decode()
    assert is_logged_in(client)
    client.post(reverse("account_logout"))
    assert not is_logged_in(client)


def test_changing_the_password_ends_the_other_log_ins(as_, student):
    here, elsewhere = as_(student), as_(student)
    change = {"oldpassword": PASSWORD, "password1": "Xq3-plum-42", "password2": "Xq3-plum-42"}
    answer = here.post(reverse("account_change_password"), change, follow=True)
    assert "Your password is changed." in answer.content.decode()
    assert here.get("/join/").context["user"] == student
    assert elsewhere.get("/join/").context["user"].is_anonymous


def test_a_forgotten_password_is_replaced_through_a_link_that_works_once(client, student):
    client.post(reverse("account_reset_password"), {"email": student.email})
    assert mail.outbox[0].to == [student.email]
    assert mail.outbox[0].subject == "Supervision: a new password"
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = {"password1": "Xq3-plum-42", "password2": "Xq3-plum-42"}
    assert client.post(form, new)["Location"] == reverse("account_reset_password_from_key_done")
    assert log_in(client, student.email, "Xq3-plum-42").status_code == 302
    assert "This link has expired" in client.get(link, follow=True).content.decode()


def test_asking_for_a_link_does_not_tell_who_has_an_account(client, student):
    address = reverse("account_reset_password")
    known = client.post(address, {"email": student.email}, follow=True)
    unknown = client.post(address, {"email": "nobody@test.example"}, follow=True)
    assert text_of(known) == text_of(unknown)
    assert "There is no account with this address" in mail.outbox[1].body
