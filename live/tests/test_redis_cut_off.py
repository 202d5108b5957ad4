"""Redis dies, hangs, or cannot be reached in one way or the other, under a class that is spread
over two processes. Everyone is told that nothing is known; once it is back, all is right again."""

from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from tests.network import Network
from tests.product import Product
from tests.wire import Wire
from tools.embedded_redis import EmbeddedRedis


class Deployment:
    """Two processes, each with a way of its own to the one Redis."""

    def __init__(self, redis: EmbeddedRedis, links: list[Network], products: list[Product]) -> None:
        self.redis, self.links, self.products = redis, links, products


@pytest.fixture(scope="module")
def deployment(database_url, tmp_path_factory) -> Iterator[Deployment]:
    """Its logs must stay free of tracebacks, whatever a test does to it."""
    folder = tmp_path_factory.mktemp("deployment")
    with ExitStack() as opened:
        redis = opened.enter_context(EmbeddedRedis())
        port = urlsplit(redis.url).port
        links = [opened.enter_context(Network(port)) for _ in range(2)]
        products = [
            Product(
                folder / str(link.port),
                DATABASE_URL=database_url,
                REDIS_URL=redis.url.replace(f":{port}/", f":{link.port}/"),
            )
            for link in links
        ]
        for product in products:
            opened.enter_context(product)
        yield Deployment(redis, links, products)
    for product in products:
        assert "Traceback" not in product.log, product.log


class Stopped:
    """Killed, and started again with nothing in it."""

    def strike(self, deployment):
        deployment.redis.stop()

    def heal(self, deployment):
        deployment.redis.start()


class Paused:
    """There, and answers nothing; then it does everything that it was asked meanwhile."""

    def strike(self, deployment):
        deployment.redis.pause()

    def heal(self, deployment):
        deployment.redis.resume()


class BlackHole:
    """The network swallows everything. Later one process finds its connections as they were, and
    of the other's old ones nobody knows any more."""

    def strike(self, deployment):
        kept, forgotten = deployment.links
        kept.cut()
        forgotten.cut()

    def heal(self, deployment):
        kept, forgotten = deployment.links
        kept.heal()
        forgotten.forget()


class OneWay:
    """Nothing of what one process says arrives, and nothing of what the other is told."""

    def strike(self, deployment):
        mute, deaf = deployment.links
        mute.cut("there")
        deaf.cut("back")

    def heal(self, deployment):
        for link in deployment.links:
            link.heal()


FAULTS = [Stopped(), Paused(), BlackHole(), OneWay()]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_everyone_is_right_again_when_redis_is_back(
    deployment, fault, owner, co_teacher, classroom, new_student, lesson
):
    here, there = deployment.products
    places = [new_student(name) for name in ("Ada", "Ben", "Cem", "Dia")]
    ada, ben, cem, dia = (place.key for place in places)
    with ExitStack() as opened:
        teachers = [
            opened.enter_context(Wire.teacher(here, owner, classroom)),
            opened.enter_context(Wire.teacher(there, co_teacher, classroom)),
        ]
        wires = [
            opened.enter_context(Wire.student(product, place.student, classroom))
            for product, place in zip([here, there, here, there], places, strict=True)
        ]
        for wire in wires:
            wire.signal()
        for teacher in teachers:
            teacher.sees(dict.fromkeys([ada, ben, cem, dia], "focused"))

        fault.strike(deployment)
        wires[0].signal("alert", "no_face")
        wires[1].signal("confused", "brow_and_tilt")
        wires[2].close()
        moved = opened.enter_context(Wire.student(here, places[3].student, classroom))
        moved.signal("alert", "gaze_away")
        for teacher in teachers:
            teacher.hear("beat", live=False)

        fault.heal(deployment)
        for teacher in teachers:
            teacher.sees({ada: "alert", ben: "confused", cem: "gone", dia: "alert"})
        assert wires[3].closed()[0] == 4409
        wires[0].signal()
        wires[1].signal()
        for teacher in teachers:
            teacher.sees({ada: "focused", ben: "focused", cem: "gone", dia: "alert"})
