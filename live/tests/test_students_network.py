"""What the network between browsers and the server does to a lesson: one way is cut, a router
forgets its connections, or everything is slow and lossy."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import pairwise

import pytest

from live.protocol import REASONS
from tests.network import Network, Weather
from tests.wire import Wire, log_in


@pytest.fixture
def network(product):
    with Network(product.port) as network:
        yield network


@pytest.fixture
def teacher(product, owner, classroom):
    """A teacher with a good connection."""
    with Wire.teacher(product, owner, classroom) as wire:
        yield wire


@pytest.fixture
def student(network, teacher, enrolment, classroom, lesson):
    """Elif, of whom the teacher knows that she is focused."""
    with Wire.student(network, enrolment.student, classroom) as wire:
        wire.signal()
        teacher.hear_tile(enrolment.key, state="focused")
        yield wire


def test_who_is_not_heard_grows_old_though_the_server_reaches_them(
    product, network, teacher, student, co_teacher, enrolment, classroom
):
    network.cut("there")
    known = student.last_seq
    student.signal("alert", "no_face")
    student.hear("beat")
    ages = []
    for _ in range(2):
        with Wire.teacher(product, co_teacher, classroom) as late:
            tile = late.hear_tile(enrolment.key)
        assert (tile["state"], tile["seq"]) == ("focused", known)
        ages.append(tile["heard"])
        student.hear("beat")  # some time has passed
    assert ages[1] > ages[0] > 0
    network.heal()
    teacher.hear_tile(enrolment.key, state="alert", seq=student.last_seq)


def test_who_hears_nothing_is_heard_all_the_same(network, teacher, student, enrolment):
    network.cut("back")
    student.signal("alert", "no_face")
    student.last_seq -= 1
    student.signal()
    student.signal("confused", "brow_and_tilt")
    teacher.hear_tile(enrolment.key, state="confused")
    assert student.hears_nothing()
    network.heal()
    assert student.hear("error")["code"] == "old_seq"
    student.signal()
    teacher.hear_tile(enrolment.key, state="focused")


def test_pages_whose_connections_were_forgotten_come_back_over_new_ones(
    network, teacher, student, co_teacher, enrolment, classroom
):
    """The server still takes the old connections for open, and hears no end of them."""
    with Wire.teacher(network, co_teacher, classroom) as behind:
        behind.hear_tile(enrolment.key, state="focused")
    network.forget()
    student.signal("alert", "no_face")
    epoch = student.welcome["epoch"]
    with (
        Wire.student(network, enrolment.student, classroom, last_epoch=epoch) as again,
        Wire.teacher(network, co_teacher, classroom) as behind,
    ):
        again.signal("confused", "brow_and_tilt")
        for each in (teacher, behind):
            tile = each.hear_tile(enrolment.key, state="confused")
            assert tile["epoch"] == again.welcome["epoch"] > epoch
        again.signal()
        for each in (teacher, behind):
            each.hear_tile(enrolment.key, state="focused")
            assert "alert" not in str(each.heard)
    student.drop()


# 300 ms each way, and every twentieth piece lost at first

CHANGES = 24
APART = 0.1  # seconds between two signals of one student


def a_lesson_of(chance):
    """So many changes of state, each another than the one before, and the camera off in the end."""
    states = sorted(REASONS.keys() - {"paused", "camera_off"})
    said = [chance.choice(states)]
    while len(said) < CHANGES:
        said.append(chance.choice([state for state in states if state != said[-1]]))
    return [*said, "camera_off"]


def told_of(wire, key):
    """The states of one student as a dashboard learns of them, tile by tile."""
    states, numbers = [], []
    frames = [message["tiles"] for message in wire.heard if message["type"] == "tiles"]
    for tile in [tile for frame in frames for tile in frame if tile["student"] == key]:
        numbers.append((tile["epoch"], tile["seq"]))
        if tile["history"] is not None:
            states = [change["state"] for change in tile["history"]]
        elif tile["state"] != states[-1]:
            states.append(tile["state"])
    assert all(before <= after for before, after in pairwise(numbers))
    return states


def test_a_slow_and_lossy_network_changes_nothing_but_the_time(
    product, owner, co_teacher, classroom, new_student, lesson
):
    weather = Weather(delay=0.3, loss=0.05, chance=random.Random(7))
    places = [new_student(f"Student {number}") for number in range(4)]
    lessons = {place.key: a_lesson_of(random.Random(place.key)) for place in places}
    with ExitStack() as opened:
        network = opened.enter_context(Network(product.port, weather))
        teacher = opened.enter_context(Wire.teacher(network, owner, classroom))
        pool = opened.enter_context(ThreadPoolExecutor())
        cookies = [log_in(place.student) for place in places]
        opening = [
            pool.submit(Wire.student, network, None, classroom, client=client) for client in cookies
        ]
        wires = [opened.enter_context(each.result()) for each in opening]
        seen = pool.submit(teacher.sees, dict.fromkeys(lessons, "camera_off"))
        for moment in zip(*lessons.values(), strict=True):
            for wire, state in zip(wires, moment, strict=True):
                wire.signal(state, min(REASONS[state]), cues=None)
            time.sleep(APART)
        seen.result()
        late = opened.enter_context(Wire.teacher(product, co_teacher, classroom))
        late.sees(dict.fromkeys(lessons, "camera_off"))
        for key, said in lessons.items():
            assert told_of(teacher, key) == told_of(late, key) == ["arriving", *said]
        for wire in [teacher, *wires]:
            wire.drop()
