"""A process that is asked to end tells everybody to come back, tells nothing false, and ends."""

import asyncio
import signal

import pytest

from live import farewell
from live.protocol import Close
from tests.product import PATIENCE, Product
from tests.wire import Wire

RESTARTING = (Close.RESTARTING, "The server restarts. This page comes back by itself.")
CLASS_SIZE = 30


@pytest.fixture
def deployment(database_url, tmp_path):
    """Starts processes of one deployment: ``deployment("daphne")``."""
    processes = []

    def starting(server, **options):
        log = tmp_path / f"log-{len(processes)}"
        process = Product(log, server=server, DATABASE_URL=database_url, **options)
        processes.append(process)
        process.start()
        return process

    yield starting
    for process in processes:
        process.stop()
        assert "Traceback" not in process.log, process.log


@pytest.fixture
def students(classroom, new_student):
    return [new_student(f"Student {number}") for number in range(CLASS_SIZE)]


def sit_down(process, classroom, students):
    """Everybody comes and looks at the screen."""
    wires = [Wire.student(process, student.student, classroom) for student in students]
    for wire in wires:
        wire.signal()
    return wires


def sees_everyone_focused(teacher, students):
    waited_for = {student.key for student in students}
    while waited_for:
        tiles = teacher.hear("tiles")["tiles"]
        waited_for -= {tile["student"] for tile in tiles if tile["state"] == "focused"}


def told_of(teacher):
    """Every state that a teacher was told of."""
    frames = [message["tiles"] for message in teacher.heard if message["type"] == "tiles"]
    return {tile["state"] for tiles in frames for tile in tiles}


@pytest.mark.parametrize(("server", "workers"), [("daphne", 1), ("uvicorn", 2)])
def test_everybody_is_told_to_come_back_and_is_right_again_elsewhere(
    deployment, owner, classroom, students, lesson, server, workers
):
    ending, staying = deployment(server, workers=workers), deployment(server)
    with (
        Wire.teacher(ending, owner, classroom) as sent_away,
        Wire.teacher(staying, owner, classroom) as teacher,
    ):
        wires = sit_down(ending, classroom, students)
        sees_everyone_focused(teacher, students)
        sees_everyone_focused(sent_away, students)

        ending.ask_to_end()
        for wire in [*wires, sent_away]:
            assert wire.closed() == RESTARTING
            assert wire.heard[-1]["code"] == "restarting"
        assert ending.ended() == 0

        teacher.heard.clear()
        for wire in sit_down(staying, classroom, students):
            assert wire.welcome["lesson"]
        sees_everyone_focused(teacher, students)
        assert told_of(teacher) <= {"arriving", "focused"}, "Somebody was told to have left."


# A single uvicorn ends by the very signal that it was sent.
@pytest.mark.parametrize(("server", "status"), [("daphne", 0), ("uvicorn", -signal.SIGTERM)])
def test_a_process_that_nobody_sits_in_ends_at_once(deployment, server, status):
    process = deployment(server)
    process.ask_to_end()
    assert process.ended() == status


# The chain of handlers


class Server:
    """What a server does on SIGTERM, and what was done before it."""

    def __init__(self):
        self.done = []
        self.ended = asyncio.Event()

    def handle(self, number, frame):
        self.done.append("the server's own")
        self.ended.set()

    async def say_farewell(self):
        self.done.append("farewell")


@pytest.fixture
async def server():
    server = Server()
    before = signal.signal(signal.SIGTERM, server.handle)
    yield server
    signal.signal(signal.SIGTERM, before)


async def ends(server):
    async with asyncio.timeout(PATIENCE):
        await server.ended.wait()
    return server.done


async def test_the_farewell_comes_first_and_once_then_the_servers_own_handler(server):
    farewell.before_the_end(server.say_farewell)
    signal.raise_signal(signal.SIGTERM)
    signal.raise_signal(signal.SIGTERM)
    assert server.done == []
    assert await ends(server) == ["farewell", "the server's own"]
    assert signal.getsignal(signal.SIGTERM) == server.handle


async def test_a_farewell_that_fails_holds_nothing_up(server, caplog):
    async def fail():
        raise ZeroDivisionError

    farewell.before_the_end(fail)
    signal.raise_signal(signal.SIGTERM)
    assert await ends(server) == ["the server's own"]
    assert "The farewell failed" in caplog.text


async def test_a_farewell_that_nobody_answers_is_cut_short(server, monkeypatch):
    monkeypatch.setattr(farewell, "PATIENCE", 0.01)
    farewell.before_the_end(asyncio.Event().wait)
    signal.raise_signal(signal.SIGTERM)
    assert await ends(server) == ["the server's own"]


async def test_outside_the_main_thread_there_is_none(server):
    async def elsewhere():
        farewell.before_the_end(server.say_farewell)

    await asyncio.to_thread(asyncio.run, elsewhere())
    assert signal.getsignal(signal.SIGTERM) == server.handle
