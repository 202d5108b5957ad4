"""The cast: everyone who could stand before a door of the class."""

import pytest
from django.test import Client

from classrooms.models import Classroom, Enrolment, User

from .factories import (
    AdminFactory,
    ClassroomFactory,
    EnrolmentFactory,
    StudentFactory,
    TeacherFactory,
)


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def owner(db) -> User:
    return TeacherFactory(name="Olga Owner", email="owner@test.example")


@pytest.fixture
def co_teacher(db) -> User:
    return TeacherFactory(name="Cora Coteacher", email="co@test.example")


@pytest.fixture
def classroom(owner, co_teacher) -> Classroom:
    classroom = ClassroomFactory(name="7B Mathematics", owner=owner)
    classroom.co_teachers.add(co_teacher)
    return classroom


@pytest.fixture
def student(db) -> User:
    return StudentFactory(name="Elif Student", email="student@test.example")


@pytest.fixture
def enrolment(classroom, student) -> Enrolment:
    return EnrolmentFactory(classroom=classroom, student=student)


@pytest.fixture
def other_classroom(db) -> Classroom:
    return ClassroomFactory(name="8C")


@pytest.fixture
def stranger(other_classroom) -> User:
    """A student of another class."""
    return EnrolmentFactory(classroom=other_classroom, student__name="Stan Stranger").student


@pytest.fixture
def strange_teacher(other_classroom) -> User:
    return other_classroom.owner


@pytest.fixture
def admin_person(db) -> User:
    return AdminFactory(name="Ada Admin", email="admin@test.example")


@pytest.fixture
def as_(db):
    """A browser of its own in which someone is logged in: ``as_(owner).get(...)``."""

    def logged_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return logged_in
