"""A class with its people, ready for a lesson."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from classrooms.models import Classroom, Consent, Enrolment, Lesson, User
from tests.product import Product
from tools.embedded_redis import EmbeddedRedis


@pytest.fixture
def owner(transactional_db: None) -> User:
    return User.objects.create_user("owner@test.example", name="Olga Owner", role="teacher")


@pytest.fixture
def co_teacher(transactional_db: None) -> User:
    return User.objects.create_user("co@test.example", name="Cora Coteacher", role="teacher")


@pytest.fixture
def classroom(owner: User, co_teacher: User) -> Classroom:
    classroom = Classroom.objects.create(name="7B Mathematics", owner=owner)
    classroom.co_teachers.add(co_teacher)
    return classroom


def enrol(classroom: Classroom, name: str, consent: bool = True) -> Enrolment:
    email = f"{name.lower().replace(' ', '.')}@test.example"
    student = User.objects.create_user(email, name=name)
    if consent:
        Consent.objects.create(student=student)
    enrolment = classroom.admit(student)
    assert enrolment is not None
    return enrolment


@pytest.fixture
def enrolment(classroom: Classroom) -> Enrolment:
    """Elif's place; she has consented."""
    return enrol(classroom, "Elif Student")


@pytest.fixture
def student(enrolment: Enrolment) -> User:
    return enrolment.student


@pytest.fixture
def stranger(transactional_db: None) -> User:
    """A student of another class."""
    other = User.objects.create_user("other@test.example", name="Otto Other", role="teacher")
    elsewhere = Classroom.objects.create(name="8C", owner=other)
    return enrol(elsewhere, "Stan Stranger").student


@pytest.fixture
def strange_teacher(stranger: User) -> User:
    return User.objects.get(email="other@test.example")


@pytest.fixture
def lesson(classroom: Classroom) -> Lesson:
    return classroom.start_lesson("lesson")


@pytest.fixture
def new_student(classroom: Classroom) -> Any:
    """Makes another student of the class: ``new_student("Ben Carter")``."""
    return lambda name, **options: enrol(classroom, name, **options)


@pytest.fixture
def redis() -> Iterator[EmbeddedRedis]:
    """A Redis that a test may stop, start, pause and resume."""
    with EmbeddedRedis() as server:
        yield server


@pytest.fixture
def fragile(redis: EmbeddedRedis, database_url: str, tmp_path: Path) -> Iterator[Product]:
    """A server with that Redis of its own. Its log must stay free of tracebacks."""
    with Product(tmp_path / "log", DATABASE_URL=database_url, REDIS_URL=redis.url) as product:
        yield product
    assert "Traceback" not in product.log, product.log
