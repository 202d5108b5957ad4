"""The demonstration school: once, alive, and never among real people."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from classrooms import demo
from classrooms.models import Classroom, Consent, User

from .factories import StudentFactory


@pytest.fixture(autouse=True)
def _development(settings):
    settings.DEBUG = True


def seed(capsys) -> str:
    call_command("seed_demo")
    return capsys.readouterr().out


def test_it_makes_a_school_with_a_running_lesson(db, capsys):
    said = seed(capsys)
    classroom = Classroom.objects.get(name=demo.CLASS_NAME)
    assert classroom.running_lesson
    assert classroom.co_teachers.count() == 1
    assert classroom.enrolments.active().count() == len(demo.SIMULATED) + 1
    simulated = User.objects.filter(email__startswith="simulated-")
    assert simulated.count() == len(demo.SIMULATED) == 12
    assert Consent.objects.in_force().filter(student__in=simulated).count() == 12
    assert Consent.objects.count() == 12, "the free student chooses alone"
    assert demo.PASSWORD in said
    assert all(person.email.endswith("@demo.example") for person in User.objects.all())


@pytest.mark.parametrize("who", [demo.ADMIN, demo.TEACHER, demo.CO_TEACHER, demo.STUDENT])
def test_its_printed_log_ins_work(db, capsys, client, who):
    said = seed(capsys)
    assert who[0] in said
    answer = client.post(reverse("account_login"), {"login": who[0], "password": demo.PASSWORD})
    assert answer.status_code == 302


def test_a_second_run_tells_the_log_ins_and_changes_nothing(db, capsys):
    first = seed(capsys)
    people = list(User.objects.values())
    Classroom.objects.get().lessons.end()
    assert seed(capsys) == first
    assert list(User.objects.values()) == people
    assert Classroom.objects.get().running_lesson, "the demonstration is alive again"


def test_it_leaves_real_people_alone(db, capsys):
    StudentFactory()
    assert "nothing was seeded" in seed(capsys)
    assert User.objects.count() == 1
    assert not Classroom.objects.exists()


def test_it_is_not_for_production(db, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG is off"):
        call_command("seed_demo")
    assert not User.objects.exists()
