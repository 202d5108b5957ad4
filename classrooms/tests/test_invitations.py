"""An invitation makes one person a teacher, once; teachers never come by asking."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from classrooms.models import Invitation

from .pages import text_of


@pytest.fixture
def token(admin_person) -> str:
    return Invitation.objects.issue(admin_person)[1]


def address(token: str) -> str:
    return reverse("classrooms:invitation", args=[token])


def test_accepting_makes_a_teacher(token, student, as_):
    client = as_(student)
    assert "Become a teacher" in text_of(client.get(address(token)))
    student.refresh_from_db()
    assert not student.is_teacher, "a look must not accept: mail programs follow links"
    answer = client.post(address(token), follow=True)
    assert "You are a teacher now" in text_of(answer)
    student.refresh_from_db()
    assert student.is_teacher
    assert Invitation.objects.get().used_by == student


def test_the_token_is_not_stored(token):
    row = Invitation.objects.values().get()
    assert token not in str(row)


def test_unknown_used_and_expired_look_alike(admin_person, student, stranger, as_):
    used, expired = (Invitation.objects.issue(admin_person) for _ in range(2))
    assert used[0].accept(stranger)
    expired[0].expires_at = timezone.now() - timedelta(seconds=1)
    expired[0].save()
    client = as_(student)
    pages = set()
    for token in ("unknown", used[1], expired[1]):
        for answer in (client.get(address(token)), client.post(address(token))):
            assert answer.status_code == 404
            pages.add(text_of(answer))
    assert len(pages) == 1
    student.refresh_from_db()
    assert not student.is_teacher


def test_two_cannot_use_one_invitation(admin_person, student, stranger):
    invitation, _ = Invitation.objects.issue(admin_person)
    assert invitation.accept(student)
    assert not Invitation.objects.get().accept(stranger)
    stranger.refresh_from_db()
    assert not stranger.is_teacher


def test_an_invitation_survives_signing_up_on_the_way(token, client):
    assert f"?next=%2Finvitation%2F{token}%2F" in text_of(client.get(address(token)))
    person = {"name": "New", "email": "new@test.example", "password1": "Xq3-plum-42"}
    answer = client.post(reverse("account_signup"), {**person, "next": address(token)})
    assert answer["Location"] == address(token)
    assert "You are a teacher now" in text_of(client.post(address(token), follow=True))


def test_an_anonymous_post_asks_to_log_in_and_comes_back(token, client):
    answer = client.post(address(token))
    assert answer["Location"] == f"{reverse('account_login')}?next={address(token)}"


def test_a_teacher_does_not_use_an_invitation_up(token, owner, as_):
    client = as_(owner)
    assert "You are a teacher already" in text_of(client.get(address(token)))
    client.post(address(token))
    assert Invitation.objects.get().used_at is None
