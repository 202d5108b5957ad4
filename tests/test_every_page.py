"""Headers and cookies of every address, whoever asks: nothing is let through by an oversight."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from classrooms.models import Consent
from classrooms.tests.factories import (
    AdminFactory,
    ClassroomFactory,
    EnrolmentFactory,
    StudentFactory,
    TeacherFactory,
)
from classrooms.tests.test_doors import ADDRESSES

NAMES = [name for name, _ in ADDRESSES]
CAST = ["nobody", "stranger", "student", "waiting_student", "teacher", "admin"]


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def classroom(db):
    return ClassroomFactory()


@pytest.fixture
def enrolment(classroom):
    enrolment = EnrolmentFactory(classroom=classroom)
    Consent.objects.create(student=enrolment.student)
    return enrolment


@pytest.fixture
def cast(classroom, enrolment):
    """Everyone who could ask, by what they are to the class."""
    undecided = EnrolmentFactory(classroom=classroom)
    return {
        "nobody": None,
        "stranger": StudentFactory(),
        "student": enrolment.student,
        "waiting_student": undecided.student,
        "teacher": classroom.owner,
        "admin": AdminFactory(),
    }


@pytest.fixture
def address(classroom, enrolment):
    """The address of a name, with this class and its people filled in."""
    values = {
        "key": classroom.key,
        "enrolment": enrolment.key,
        "person": TeacherFactory().pk,
        "code": classroom.join_code,
        "token": "no-such-token",
        "uidb36": "1",
        "name": "detection",
    }

    def filled(name):
        pattern = dict(ADDRESSES)[name].pattern
        wanted = pattern.converters or pattern.regex.groupindex
        return reverse(name, kwargs={part: values[part] for part in wanted})

    return filled


def ask(person, method, address):
    client = Client()
    if person:
        client.force_login(person)
    return getattr(client, method)(address)


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("name", NAMES)
def test_every_answer_is_locked(name, who, cast, address):
    for method in ("get", "post"):
        answer = ask(cast[who], method, address(name))
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "'unsafe-eval'" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        looks = (name, who, method) == ("live:lesson", "student", "get")
        assert ("wasm-unsafe-eval" in policy) is looks
        assert ("camera=(self)" in answer["Permissions-Policy"]) is looks
        for cookie in filter(lambda cookie: cookie.value, answer.cookies.values()):
            assert cookie["httponly"], cookie
            assert cookie["samesite"] in ("Lax", "Strict"), cookie


def test_logging_in_sets_guarded_cookies(client, db):
    """The walk above would be blind without cookies to look at."""
    student = StudentFactory(password="a long enough password")
    form = {"login": student.email, "password": "a long enough password"}
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), form)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_the_admin_is_locked(cast):
    for page in ("admin:index", "admin:classrooms_user_changelist", "admin:login"):
        answer = ask(cast["admin"], "get", reverse(page))
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert "camera=()" in answer["Permissions-Policy"]


def test_static_files_are_kept_for_good(client):
    answer = client.get(f"{settings.STATIC_URL}icons.svg")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "max-age=31536000, public, immutable"


def test_a_workers_script_brings_its_own_policy(client):
    for script in ("js/vision/landmarks_worker.js", "js/wire/ticker_worker.js"):
        answer = client.get(f"{settings.STATIC_URL}{script}")
        assert "connect-src 'self'" in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
