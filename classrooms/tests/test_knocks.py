"""Who is let in at the sockets' doors: everybody who knocks at a moment is answered as if alone."""

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from classrooms import access
from classrooms.access import Found, Knock, LoggedOut
from classrooms.models import Classroom, Enrolment, User

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore

TEACHERS, STUDENTS, CLASSES = range(3), range(4), range(3)
ENDINGS = ["expires", "ends", "outlives its password", "is an inactive person's"]
RUBBISH = ["", "a", "no-such-log-in", "a\0b", "ü" * 32, "'; --", "x" * 5000]


def log_in(user, **more):
    """The key of a new log-in."""
    client = Client()
    client.force_login(user)
    session = client.session
    session.update(more)
    session.save()
    return session.session_key


@pytest.fixture
def cast(db):
    """Everybody, each with a log-in, and classes in which nobody sits yet."""
    teachers = [User.objects.create_user(f"t{n}@test.example", role="teacher") for n in TEACHERS]
    students = [User.objects.create_user(f"s{n}@test.example") for n in STUDENTS]
    people = [*teachers, *students]
    classes = [Classroom.objects.create(name=f"{n}", owner=teachers[0]) for n in CLASSES]
    return people, [log_in(person) for person in people], classes


def end(login, person, ending):
    match ending:
        case "expires":
            session = SessionStore(login)
            session.set_expiry(-1)
            session.save()
        case "ends":
            Session.objects.filter(pk=login).delete()
        case "outlives its password":
            person.set_password("another long pass phrase")
            person.save()
        case "is an inactive person's":
            person.is_active = False
            person.save()


people = st.integers(0, len(TEACHERS) + len(STUDENTS) - 1)
pupils = st.integers(len(TEACHERS), len(TEACHERS) + len(STUDENTS) - 1)
schools = st.fixed_dictionaries(
    {
        "owners": st.tuples(*(st.sampled_from(TEACHERS) for _ in CLASSES)),
        "along": st.sets(st.tuples(st.sampled_from(CLASSES), people), max_size=6),
        "places": st.dictionaries(
            st.tuples(st.sampled_from(CLASSES), pupils),
            st.sampled_from(Enrolment.Status.values),
            max_size=8,
        ),
        "archived": st.sets(st.sampled_from(CLASSES), max_size=2),
        "endings": st.dictionaries(people, st.sampled_from(ENDINGS), max_size=3),
    }
)
doors = st.sampled_from(["class_student", "class_teacher"])
knocks = st.lists(
    st.tuples(people | st.sampled_from(RUBBISH), st.none() | st.sampled_from(CLASSES), doors),
    max_size=20,
)


def furnish(cast, school):
    """Let the people own, teach, sit and leave as the school has it."""
    everybody, logins, classes = cast
    for number, classroom in enumerate(classes):
        classroom.owner = everybody[school["owners"][number]]
        classroom.save()
    for number, person in school["along"]:
        classes[number].co_teachers.add(everybody[person])
    for (number, person), status in school["places"].items():
        Enrolment.objects.create(
            classroom=classes[number], student=everybody[person], status=status
        )
    for number in school["archived"]:
        classes[number].archive()
    for person, ending in school["endings"].items():
        end(logins[person], User.objects.get(pk=everybody[person].pk), ending)


def as_a_page_has_it(knock):
    """Whom the doors of pages let in with the same log-in: user, class and enrolment's key."""
    request = HttpRequest()
    request.session = SessionStore(knock.login)
    user = get_user(request)
    if not user.is_authenticated:
        return LoggedOut
    if knock.door == "class_teacher":
        taught = Classroom.objects.taught_by(user).current().filter(key=knock.class_key).first()
        return (user.pk, taught.pk, "") if taught else None
    place = Enrolment.objects.of(user).filter(classroom__key=knock.class_key).first()
    return (user.pk, place.classroom_id, place.key) if place else None


def gist(answer):
    if isinstance(answer, Found):
        return answer.user_id, answer.class_id, answer.student
    return LoggedOut if isinstance(answer, LoggedOut) else None


@given(schools, knocks)
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_everybody_in_a_group_is_answered_as_a_page_would_answer_them_alone(cast, school, knocks):
    with transaction.atomic():
        furnish(cast, school)
        _, logins, classes = cast
        group = [
            Knock(
                who if isinstance(who, str) else logins[who],
                "0123456789ab" if number is None else classes[number].key,
                door,
            )
            for who, number, door in knocks
        ]
        answers = access.answer_knocks(group)
        assert [gist(answer) for answer in answers] == [as_a_page_has_it(one) for one in group]
        revisions = dict(Classroom.objects.values_list("pk", "revision"))
        found = [answer for answer in answers if isinstance(answer, Found)]
        assert all(answer.revision == revisions[answer.class_id] for answer in found)
        transaction.set_rollback(True)


@pytest.mark.parametrize("user_id", ["", "nobody", "-1", "²", "1.5", None, "007"])
def test_a_log_in_that_names_no_user_is_none_and_spoils_no_others(cast, user_id):
    everybody, logins, classes = cast
    rubbish = log_in(everybody[0], **{SESSION_KEY: user_id})
    Session.objects.filter(pk=logins[1]).update(session_data="rubbish")
    keys = [rubbish, logins[1], logins[0]]
    answers = access.answer_knocks([Knock(key, classes[0].key, "class_teacher") for key in keys])
    assert [gist(answer) for answer in answers] == [
        LoggedOut,
        LoggedOut,
        (everybody[0].pk, classes[0].pk, ""),
    ]


def test_what_cannot_be_a_log_in_never_reaches_the_database(db, django_assert_num_queries):
    """PostgreSQL would refuse the query, and with it everybody who was looked up along."""
    with django_assert_num_queries(0):
        assert access.valid_logins(["a\0b", "ü" * 32, "'; --", ""]) == {}


def test_a_school_that_comes_at_once_costs_a_few_looks(cast, django_assert_max_num_queries):
    _, logins, classes = cast
    everybody = [
        Knock(login, one.key, door)
        for login in logins
        for one in classes
        for door in ("class_student", "class_teacher")
    ]
    with django_assert_max_num_queries(5):
        assert len(access.answer_knocks(everybody)) == len(everybody)


def test_a_change_during_the_look_shows_in_a_revision_that_is_behind(cast, monkeypatch):
    """Or nobody would look again: the log-in ends right after it was found to hold."""
    _, logins, classes = cast
    look = access._logins

    def and_then_it_ends(keys):
        found = list(look(keys))
        for login, person, _ in found:
            end(login, person, "ends")
        return found

    monkeypatch.setattr(access, "_logins", and_then_it_ends)
    (answer,) = access.answer_knocks([Knock(logins[0], classes[0].key, "class_teacher")])
    assert isinstance(answer, Found)
    assert answer.revision < Classroom.objects.get(pk=classes[0].pk).revision
