"""The simulated class: plausible by property, and through the real doors."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classrooms import demo
from classrooms.models import Classroom, User
from live import protocol, simulation
from live.protocol import Policy
from tests.product import Product
from tests.wire import Wire
from tools.children import Child
from tools.product import command

policies = st.builds(
    Policy,
    st.sampled_from(["everything", "attention", "self_report"]),
    st.just(()),
    st.booleans(),
)


@given(st.integers(0, 10_000), policies)
def test_every_stretch_is_allowed_by_the_policy(seed, policy):
    chance = random.Random(seed)
    for stretch in itertools.islice(simulation.lesson(chance, policy), 50):
        signal = simulation.said(stretch, 1, policy, 1.0, chance)
        assert protocol.parse_student(protocol.encode(signal)) == signal
        assert protocol.allows(policy, policy.analysis != "self_report", signal)
        assert stretch.reason != "answered_lost" or policy.asks_first
        assert stretch.seconds > 0


@pytest.fixture
def simulated(product: Product, transactional_db: None, tmp_path):
    demo.create()
    demo.start_lesson()
    with (tmp_path / "log").open("wb") as log:
        child = Child(command("simulate_class", "--url", product.url), output=log)
        yield child
        child.stop()
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_the_simulated_class_streams_to_the_demo_teacher(product, simulated):
    teacher = User.objects.get(email=demo.TEACHER[0])
    classroom = Classroom.objects.get(name=demo.CLASS_NAME)
    keys = set(
        classroom.enrolments.filter(student__email__startswith="simulated-").values_list(
            "key", flat=True
        )
    )
    states = {}
    with Wire.teacher(product, teacher, classroom) as wire:
        while {key for key, state in states.items() if state == "focused"} != keys:
            for tile in wire.hear("tiles")["tiles"]:
                if states.get(tile["student"]) != "focused":
                    states[tile["student"]] = tile["state"]
