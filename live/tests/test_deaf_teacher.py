"""A teacher's browser that keeps its connection and reads nothing from it, so that the server's
writes really get stuck. It costs little, is let go, and the other teacher misses nothing."""

import socket
import time
from contextlib import ExitStack
from datetime import timedelta
from urllib.parse import urlsplit

import psutil
import pytest

from live.protocol import HISTORY_CHUNK, HISTORY_LENGTH
from tests.product import PATIENCE
from tests.wire import Wire, log_in

SMALL = 4096  # bytes; of the socket's buffer, so that it is full at once
CLASS = 60
LITTLE = 4 * 2**20  # bytes; everything that is told meanwhile is several times as much
HOUR = timedelta(hours=1)
TURNS = [("focused", "facing_screen"), ("alert", "no_face")]


@pytest.fixture
def class_with_a_past(product, classroom, lesson, new_student):
    """Students with as much history as is kept: what a teacher is told at first is long."""
    lesson.started_at -= HOUR
    lesson.save()
    places = [new_student(f"Student {number}") for number in range(CLASS)]
    for place in places:
        place.student.consents.update(given_at=lesson.started_at)
    with ExitStack() as opened:
        wires = {
            place.key: opened.enter_context(Wire.student(product, place.student, classroom))
            for place in places
        }
        for wire in wires.values():
            for chunk in range(HISTORY_LENGTH // HISTORY_CHUNK - 1):
                wire.say(type="history", transitions=past(HISTORY_LENGTH - chunk * HISTORY_CHUNK))
            wire.signal()
        yield wires


def past(oldest):
    """A chunk of history, a change every four seconds."""
    return [
        {"state": state, "reason": reason, "age": 4.0 * (oldest - number)}
        for number, (state, reason) in enumerate(TURNS * (HISTORY_CHUNK // 2))
    ]


def deaf_teacher(product, user, classroom):
    """A socket that was opened properly, and from which nothing is read after that."""
    address = urlsplit(product.url)
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    deaf.connect((address.hostname, address.port))
    deaf.sendall(handshake(product, user, classroom))
    assert deaf.recv(12) == b"HTTP/1.1 101"
    return deaf


def handshake(product, user, classroom):
    lines = [
        f"GET /ws/classes/{classroom.key}/teacher/ HTTP/1.1",
        f"Host: {urlsplit(product.url).netloc}",
        f"Origin: {product.url}",
        f"Cookie: sessionid={log_in(user).cookies['sessionid'].value}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def is_held(product, port):
    """Whether the server still holds a connection to this port."""
    connections = psutil.Process(product.pid).net_connections("tcp")
    return any(each.raddr and each.raddr.port == port for each in connections)


def memory(product):
    return psutil.Process(product.pid).memory_info().rss


def test_it_is_let_go_and_costs_little_and_the_other_teacher_misses_nothing(
    product, owner, co_teacher, classroom, class_with_a_past
):
    wires = class_with_a_past
    with (
        Wire.teacher(product, co_teacher, classroom) as quick,
        deaf_teacher(product, owner, classroom) as deaf,
    ):
        port = deaf.getsockname()[1]
        quick.sees(dict.fromkeys(wires, "focused"))
        before = memory(product)
        deadline = time.monotonic() + PATIENCE
        turn = 0
        while is_held(product, port):
            assert time.monotonic() < deadline, "The server never let go."
            turn += 1
            state, reason = TURNS[turn % 2]
            for wire in wires.values():
                # Two changes at once make a tile with its whole history.
                wire.signal("confused", "brow_and_tilt")
                wire.signal(state, reason)
            quick.sees(dict.fromkeys(wires, state))
            time.sleep(0.2)
        assert memory(product) - before < LITTLE
        last = {key: wire.signal("paused", "by_student", cues=None) for key, wire in wires.items()}
        quick.sees(dict.fromkeys(wires, "paused"))
        assert {key: quick.tiles[key]["seq"] for key in wires} == last
