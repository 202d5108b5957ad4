"""The only doors. Every page and every socket stands behind one of them.

A door settles who may come in and hands on what was asked for. What is absent and what is
forbidden look alike: both are 404 on a page and ``FORBIDDEN`` on a socket. A test walks every
address and fails where a view has no door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from . import join_codes
from .models import LONGEST_LESSON, Classroom, Consent, Enrolment, Lesson, User

View = Callable[..., HttpResponse]


# Pages


def anyone(view: View) -> View:
    """Open to the world."""
    view.door = "anyone"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Anyone with a log-in; others are asked to log in and come back here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.door = "signed_in"  # type: ignore[attr-defined]
    return guarded


def teacher(view: View) -> View:
    """Teachers only."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not person(request).is_teacher:
            raise Http404
        return view(request, *args, **kwargs)

    return _door("teacher", guarded)


def class_teacher(view: View) -> View:
    """The owner and the co-teachers of the class ``key``, archived or not; hands on the class."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponse:
        classroom = get_object_or_404(Classroom.objects.taught_by(person(request)), key=key)
        return view(request, classroom, *args, **kwargs)

    return _door("class_teacher", guarded)


def class_owner(view: View) -> View:
    """The owner of the class ``key``, archived or not; hands on the class."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponse:
        taught = Classroom.objects.taught_by(person(request))
        classroom = get_object_or_404(taught.filter(owner=person(request)), key=key)
        return view(request, classroom, *args, **kwargs)

    return _door("class_owner", guarded)


def class_student(view: View) -> View:
    """Students with a place in the current class ``key``; hands on the enrolment."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponse:
        enrolments = Enrolment.objects.of(person(request)).select_related("classroom")
        return view(request, get_object_or_404(enrolments, classroom__key=key), *args, **kwargs)

    return _door("class_student", guarded)


def _door(name: str, guarded: View) -> View:
    view = signed_in(guarded)
    view.door = name  # type: ignore[attr-defined]
    return view


def person(request: HttpRequest) -> User:
    """Who asks, behind a door that lets only people with a log-in pass."""
    assert isinstance(request.user, User)
    return request.user


def class_to_join(typed: str) -> Classroom | None:
    """The class that a typed join code opens. Unknown, closed and expired codes are all None."""
    code = join_codes.normalise(typed)
    return Classroom.objects.open_to(code).first() if code else None


# Sockets

LESSON_SECONDS = LONGEST_LESSON.total_seconds()
"""The age at which a lesson that nobody ended is ended."""


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """A running lesson: its id, its kind and the seconds since its start."""

    id: int
    kind: Literal["lesson", "exam"]
    age: float


@dataclass(frozen=True, slots=True)
class Place:
    """A student in a class: the enrolment's key, the name, and what may be looked at.

    That is the consent's age in seconds, and what the student leaves out, in its fixed order.
    """

    key: str
    user_id: int
    name: str
    consent_age: float | None
    exempt: tuple[Literal["brow", "tilt", "gaze", "faces"], ...]


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """All that the live side knows of a class, as of one revision."""

    id: int
    revision: int
    name: str
    analysis: Literal["everything", "attention", "self_report"]
    asks_first: bool
    counts_only: bool
    lesson: LessonFacts | None
    places: dict[str, Place]
    teachers: frozenset[int]


def revisions(classroom_ids: Iterable[int]) -> dict[int, int]:
    """The present revision of each class that still exists and is not archived."""
    classes = Classroom.objects.current().filter(pk__in=list(classroom_ids))
    return dict(classes.values_list("pk", "revision"))


def end_overdue_lessons() -> None:
    """End the lessons that somebody forgot to end: no camera stays on for them."""
    Lesson.objects.overdue().end()


def class_facts(classroom_id: int) -> ClassFacts | None:
    """The class as it is now; None once it is deleted or archived.

    The revision is read first: a change in between is seen again at the next poll.
    """
    classroom = Classroom.objects.current().filter(pk=classroom_id).first()
    if classroom is None:
        return None
    teachers = User.objects.filter(role=User.Role.TEACHER, is_active=True)
    own = teachers.filter(pk=classroom.owner_id)
    along = teachers.filter(classes_along=classroom)
    return ClassFacts(
        id=classroom.pk,
        revision=classroom.revision,
        name=classroom.name,
        analysis=classroom.analysis,  # type: ignore[arg-type]
        asks_first=classroom.asks_first,
        counts_only=classroom.counts_only,
        lesson=_lesson_facts(classroom),
        places={place.key: place for place in _places(classroom)},
        teachers=frozenset(own.values_list("pk", flat=True))
        | frozenset(along.values_list("pk", flat=True)),
    )


def _lesson_facts(classroom: Classroom) -> LessonFacts | None:
    lesson = classroom.running_lesson
    if lesson is None:
        return None
    age = max(0.0, (timezone.now() - lesson.started_at).total_seconds())
    return LessonFacts(lesson.pk, lesson.kind, age)  # type: ignore[arg-type]


def _places(classroom: Classroom) -> Iterable[Place]:
    now = timezone.now()
    enrolments = classroom.enrolments.active().select_related("student")
    consents = Consent.objects.in_force().filter(student__enrolments__classroom=classroom)
    given = dict(consents.values_list("student_id", "given_at"))
    for enrolment in enrolments:
        since = given.get(enrolment.student_id)
        age = max(0.0, (now - since).total_seconds()) if since else None
        yield Place(
            key=enrolment.key,
            user_id=enrolment.student_id,
            name=enrolment.student.name,
            consent_age=age,
            exempt=enrolment.exempt,  # type: ignore[arg-type]
        )


class LoggedOut(Exception):
    """The log-in has ended, or there never was one."""


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody at a socket's door: a log-in, the class's key, and which of the two doors it is."""

    login: str
    class_key: str
    door: Literal["class_student", "class_teacher"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a socket's door hands on: who, the class, at which revision, until when.

    ``student`` is the enrolment's key, empty for a teacher; ``login_ends_in`` is in seconds.
    """

    user_id: int
    class_id: int
    revision: int
    student: str
    login_ends_in: float


def answer_knocks(knocks: Sequence[Knock]) -> list[Found | LoggedOut | None]:
    """Whom the sockets' doors let in, for everybody who knocks at the moment.

    ``None`` where the person has no place in a current class of that key, or does not teach it.
    However many knock, the database is asked five times: a whole school comes at once. The
    revisions are read first: what changes in between is seen again at the next poll.
    """
    keys = {knock.class_key for knock in knocks}
    current = Classroom.objects.current().filter(key__in=keys)
    classes = {one.pk: one for one in current.only("key", "revision", "owner_id")}
    logins = {key: (person, left) for key, person, left in _logins({k.login for k in knocks})}
    people = [person for person, _ in logins.values()]
    places = {"class_student": _seats(people, classes), "class_teacher": _desks(people, classes)}
    answers: list[Found | LoggedOut | None] = []
    for knock in knocks:
        if knock.login not in logins:
            answers.append(LoggedOut())
            continue
        person, left = logins[knock.login]
        place = places[knock.door].get((person.pk, knock.class_key))
        answers.append(Found(person.pk, *place, left) if place else None)
    return answers


_Classes = dict[int, Classroom]
"""By their ids; only key, revision and owner were read."""

_Places = dict[tuple[int, str], tuple[int, int, str]]
"""Of a person and a class's key: the class, its revision, and the enrolment's key."""


def _seats(people: Iterable[User], classes: _Classes) -> _Places:
    places = Enrolment.objects.of(*people).filter(classroom__in=classes)
    rows = places.values_list("student_id", "classroom_id", "key")
    return {(person, classes[pk].key): (pk, classes[pk].revision, own) for person, pk, own in rows}


def _desks(people: Iterable[User], classes: _Classes) -> _Places:
    teachers = {person.pk for person in people if person.is_teacher}
    if not teachers:
        return {}
    along = Classroom.co_teachers.through.objects.filter(classroom__in=classes, user__in=teachers)
    owners = [(one.owner_id, pk) for pk, one in classes.items() if one.owner_id in teachers]
    rows = [*owners, *along.values_list("user_id", "classroom_id")]
    return {(person, classes[pk].key): (pk, classes[pk].revision, "") for person, pk in rows}


def valid_logins(session_keys: Iterable[str]) -> dict[str, float]:
    """The seconds for which each of these log-ins still holds; those that do not are left out."""
    return {key: ends_in for key, _, ends_in in _logins(session_keys)}


def _logins(session_keys: Iterable[str]) -> Iterator[tuple[str, User, float]]:
    """The log-ins that hold, with the person and the seconds that are left.

    Left out are those that ended or expired, those of inactive people, and those older than the
    person's password; and what is no log-in at all, so that nobody can spoil the look for others.
    """
    now = timezone.now()
    # A browser may send anything; PostgreSQL, for one, refuses a whole query for a NUL.
    keys = [key for key in session_keys if key.isascii() and key.isalnum()]
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=now)
    logins = {row: row.get_decoded() for row in rows}
    ids = {row: str(login.get(SESSION_KEY, "")) for row, login in logins.items()}
    people = User.objects.filter(is_active=True).in_bulk(
        {int(one) for one in ids.values() if one.isdecimal()}
    )
    by_id = {str(pk): person for pk, person in people.items()}
    for row, login in logins.items():
        person = by_id.get(ids[row])
        if person and login.get(HASH_SESSION_KEY) == person.get_session_auth_hash():
            yield row.session_key, person, (row.expire_date - now).total_seconds()
