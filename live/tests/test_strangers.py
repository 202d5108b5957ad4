"""Who may open a socket, and who may not: what is forbidden and what is absent look alike."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from websockets.exceptions import ConnectionClosed, InvalidStatus

from classrooms.models import Enrolment, User
from live.protocol import Close
from live.routing import websocket_urlpatterns
from tests.wire import Wire, log_in

NO_SUCH_CLASS = (Close.FORBIDDEN, "There is no such class for you.")
LOGGED_OUT = (Close.LOGGED_OUT, "You are not logged in any more.")


def nobodys_key(world):
    return world.student, "0123456789ab"


def strange_student(world):
    return world.stranger, world.classroom.key


def strange_teacher(world):
    return world.strange_teacher, world.classroom.key


def admin_without_a_role_here(world):
    admin = User.objects.create_superuser("admin@test.example", name="Ada Admin", role="student")
    return admin, world.classroom.key


def admin_who_teaches_elsewhere(world):
    admin = User.objects.create_superuser("admin@test.example", name="Ada Admin")
    return admin, world.classroom.key


def own_teacher(world):
    return world.owner, world.classroom.key


def own_student(world):
    return world.student, world.classroom.key


def removed_student(world):
    world.enrolment.status = Enrolment.Status.REMOVED
    world.enrolment.save()
    return own_student(world)


def blocked_student(world):
    world.enrolment.status = Enrolment.Status.BLOCKED
    world.enrolment.save()
    return own_student(world)


def student_at_another_class(world):
    return world.student, world.strange_classroom.key


def student_of_an_archived_class(world):
    world.classroom.archive()
    return own_student(world)


def teacher_of_nobodys_key(world):
    return world.owner, "0123456789ab"


def teacher_at_another_class(world):
    return world.owner, world.strange_classroom.key


def teacher_of_an_archived_class(world):
    world.classroom.archive()
    return own_teacher(world)


def former_co_teacher(world):
    world.classroom.co_teachers.remove(world.co_teacher)
    return world.co_teacher, world.classroom.key


def co_teacher_who_is_no_teacher_any_more(world):
    world.co_teacher.role = User.Role.STUDENT
    world.co_teacher.save()
    return world.co_teacher, world.classroom.key


EVERYWHERE = [
    strange_student,
    strange_teacher,
    admin_without_a_role_here,
    admin_who_teaches_elsewhere,
]

# Every socket by its door: its name in the address, and who must not come in.
STRANGERS = {
    "class_student": (
        "student",
        [
            *EVERYWHERE,
            own_teacher,
            removed_student,
            blocked_student,
            nobodys_key,
            student_at_another_class,
            student_of_an_archived_class,
        ],
    ),
    "class_teacher": (
        "teacher",
        [
            *EVERYWHERE,
            own_student,
            former_co_teacher,
            co_teacher_who_is_no_teacher_any_more,
            teacher_of_nobodys_key,
            teacher_at_another_class,
            teacher_of_an_archived_class,
        ],
    ),
}
SOCKETS = [socket for socket, _ in STRANGERS.values()]
CASES = [
    pytest.param(socket, stranger, id=f"{socket}-{stranger.__name__}")
    for socket, strangers in STRANGERS.values()
    for stranger in strangers
]


class World:
    """The class with its people and its lesson, and another one that is none of their business."""

    def __init__(self, owner, co_teacher, enrolment, stranger, strange_teacher):
        self.owner, self.co_teacher, self.enrolment = owner, co_teacher, enrolment
        self.classroom, self.student = enrolment.classroom, enrolment.student
        self.stranger, self.strange_teacher = stranger, strange_teacher
        self.strange_classroom = strange_teacher.classes_owned.get()

    def insider(self, socket):
        return self.owner if socket == "teacher" else self.student


@pytest.fixture
def world(owner, co_teacher, enrolment, lesson, stranger, strange_teacher):
    return World(owner, co_teacher, enrolment, stranger, strange_teacher)


def address(socket, key):
    return f"/ws/classes/{key}/{socket}/"


def opened(product, user, socket, key, **options):
    """How the server answers someone who opens a socket and says hello."""
    with Wire(product, user, address(socket, key), **options) as wire:
        with suppress(ConnectionClosed):  # the door may close before the greeting
            wire.say(type="hello", version=1, last_epoch=0)
        return wire.closed()


@pytest.mark.parametrize(("socket", "who"), CASES)
def test_a_stranger_and_an_absent_class_are_answered_alike(product, world, socket, who):
    user, key = who(world)
    log = product.log
    assert opened(product, user, socket, key) == NO_SUCH_CLASS
    assert product.log == log


@pytest.mark.parametrize(("socket", "who"), CASES)
def test_a_stranger_is_told_nothing_before_the_door_closes(product, world, socket, who):
    user, key = who(world)
    with Wire(product, user, address(socket, key)) as wire:
        wire.closed()
        assert {message["type"] for message in wire.heard} <= {"error"}


@pytest.mark.parametrize("socket", SOCKETS)
def test_those_who_belong_there_come_in(product, world, socket):
    with Wire(product, world.insider(socket), address(socket, world.classroom.key)) as wire:
        if socket == "student":
            wire.say(type="hello", version=1, last_epoch=0)
        assert wire.hear_next()["type"] == {"student": "welcome", "teacher": "roster"}[socket]


# Log-ins


@pytest.mark.parametrize("socket", SOCKETS)
@pytest.mark.parametrize("key", ["own", "0123456789ab"])
def test_nobody_comes_in_without_a_log_in(product, world, socket, key):
    key = world.classroom.key if key == "own" else key
    assert opened(product, None, socket, key) == LOGGED_OUT


def expire(client, user):
    session = Session.objects.get(session_key=client.session.session_key)
    session.expire_date = timezone.now() - timedelta(seconds=1)
    session.save()


def log_out(client, user):
    Session.objects.get(session_key=client.session.session_key).delete()


def deactivate(client, user):
    user.is_active = False
    user.save()


def change_password(client, user):
    user.set_password("another long pass phrase")
    user.save()


@pytest.mark.parametrize("socket", SOCKETS)
@pytest.mark.parametrize("ending", [expire, log_out, deactivate, change_password])
def test_a_log_in_that_has_ended_opens_nothing(product, world, socket, ending):
    user = world.insider(socket)
    client = log_in(user)
    ending(client, user)
    answer = opened(product, user, socket, world.classroom.key, client=client)
    assert answer == LOGGED_OUT


# Origins and addresses


@pytest.mark.parametrize("socket", SOCKETS)
@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
def test_a_page_of_another_site_is_refused_at_the_handshake(product, world, socket, origin):
    path = address(socket, world.classroom.key)
    with pytest.raises(InvalidStatus) as refused:
        Wire(product, world.insider(socket), path, origin=origin)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "path", ["/", "/ws/", "/ws/classes/", "/ws/classes/a b/student/", "/ws/classes/x/parent/"]
)
def test_an_address_without_a_socket_is_refused_calmly(product, world, path):
    log = product.log
    with pytest.raises(InvalidStatus) as refused:
        Wire(product, world.owner, path.replace(" ", "%20"))
    assert refused.value.response.status_code == 403
    assert product.log == log


# The table above is whole


def test_every_socket_has_a_door_and_its_strangers_are_tried():
    doors = {str(one.pattern): one.callback.consumer_class.door for one in websocket_urlpatterns}
    tried = {
        address(socket, "<slug:key>").removeprefix("/"): door
        for door, (socket, _) in STRANGERS.items()
    }
    assert doors == tried
    assert all(strangers for _, strangers in STRANGERS.values())
