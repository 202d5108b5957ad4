"""Guessing is limited; a school behind one address is not. Counted in a real Redis."""

import pytest
from django.test import Client
from django.urls import reverse

from classrooms.models import User

from .factories import StudentFactory

JOIN = reverse("classrooms:join")


def guess(client, number: int):
    return client.post(JOIN, {"code": f"ZZZZ{number:04}".replace("0", "A").replace("1", "B")})


def test_ten_wrong_guesses_are_answered_and_then_none(classroom, student, as_):
    client = as_(student)
    for number in range(10):
        assert guess(client, number).status_code == 200
    refused = guess(client, 10)
    assert refused.status_code == 429
    assert "too often" in refused.content.decode()
    # Not even a right one: else the limit would slow nobody who guesses by machine.
    assert client.post(JOIN, {"code": classroom.join_code}).status_code == 429
    assert not classroom.enrolments.exists()


def test_one_persons_limit_is_not_another_persons(classroom, student, stranger, as_):
    for number in range(11):
        guess(as_(student), number)
    assert guess(as_(stranger), 0).status_code == 200
    assert as_(stranger).post(JOIN, {"code": classroom.join_code}).status_code == 302


def test_an_address_may_guess_a_hundred_times_and_right_codes_still_open(classroom, as_):
    guessers = StudentFactory.create_batch(11)
    answers = [guess(as_(person), n).status_code for person in guessers[:10] for n in range(10)]
    assert answers == [200] * 100
    assert guess(as_(guessers[10]), 0).status_code == 429
    newcomer = StudentFactory()
    assert as_(newcomer).post(JOIN, {"code": classroom.join_code}).status_code == 302


def test_right_codes_are_never_limited(classroom, student, as_):
    client = as_(student)
    answers = {client.post(JOIN, {"code": classroom.join_code}).status_code for _ in range(25)}
    assert answers == {302}


def test_sixty_pupils_behind_one_address_sign_up_and_join_at_once(classroom):
    link = reverse("classrooms:join", args=[classroom.join_code])
    for number in range(60):
        pupil = Client(REMOTE_ADDR="198.51.100.7")
        person = {
            "name": f"Pupil {number}",
            "email": f"pupil-{number}@test.example",
            "password1": "Xq3-plum-42",
            "next": link,
        }
        assert pupil.post(reverse("account_signup"), person)["Location"] == link
        assert pupil.post(JOIN, {"code": classroom.join_code}).status_code == 302
    assert classroom.enrolments.active().count() == 60


def test_sixty_pupils_behind_one_address_log_in_at_once(db):
    for student in StudentFactory.create_batch(60):
        pupil = Client(REMOTE_ADDR="198.51.100.7")
        entry = {"login": student.email, "password": "a long enough password"}
        assert pupil.post(reverse("account_login"), entry).status_code == 302


def test_passwords_of_one_person_cannot_be_guessed_on_and_on(student, client):
    login = reverse("account_login")
    for _ in range(30):
        client.post(login, {"login": student.email, "password": "wrong"})
    entry = {"login": student.email, "password": "a long enough password"}
    assert client.post(login, entry).status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("number", [120])
def test_sign_ups_from_one_address_have_an_end(db, number):
    answers = [
        Client(REMOTE_ADDR="198.51.100.9")
        .post(reverse("account_signup"), {"name": "", "email": "", "password1": ""})
        .status_code
        for _ in range(number + 1)
    ]
    assert answers == [200] * number + [429]
    assert not User.objects.exists()
