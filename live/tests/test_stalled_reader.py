"""A teacher's connection that takes nothing any more: whoever tells everybody goes on.

daphne never holds a sender up; uvicorn does once its buffer is full. Here the server is a stand-in
that takes nothing until the test lets it.
"""

import asyncio
import json

import pytest

from live.consumers import UNREAD, TeacherConsumer
from live.protocol import Beat, Close, Roster, Student

PATIENCE = 10  # seconds


class StalledServer:
    """The server's side of one socket."""

    def __init__(self):
        self.reads = asyncio.Event()
        self.taken = []

    async def send(self, event):
        await self.reads.wait()
        self.taken.append(event)


@pytest.fixture
def server():
    return StalledServer()


@pytest.fixture
def desk(server):
    desk = TeacherConsumer()
    desk.base_send = server.send
    return desk


def words(told):
    return [json.loads(event["text"]) for event in told if event["type"] == "websocket.send"]


CLOSED = {"type": "websocket.close", "code": Close.SILENT, "reason": Close.SILENT.reason}


async def test_nobody_waits_for_a_reader_that_has_stalled_and_it_hears_all_in_order(server, desk):
    async with asyncio.timeout(PATIENCE):
        await desk.say(Beat(live=True))
        await desk.say(Beat(live=False))
        await desk.end(Close.SILENT)
        await desk.say(Beat(live=True))
    assert server.taken == []

    server.reads.set()
    async with asyncio.timeout(PATIENCE):
        await desk._speaking
    told = words(server.taken)
    assert [message.get("live", message.get("code")) for message in told] == [True, False, "silent"]
    assert server.taken[-1] == CLOSED


async def test_a_class_that_changes_every_second_does_not_pile_up_before_a_stalled_reader(
    server, desk
):
    """A minute, and then it reads: what was told meanwhile is gone, and it must come back."""
    roster = Roster("7B", None, "everything", False, 1, [Student("0a1b2c3d4e5f", "Elif")])
    async with asyncio.timeout(PATIENCE):
        for second in range(60):
            await desk.say(roster)
            await asyncio.sleep(0)  # the first is on its way then
            if second % 5 == 0:
                await desk.say(Beat(live=True))
            assert len(desk._unsaid) <= UNREAD
    assert desk.ended

    server.reads.set()
    async with asyncio.timeout(PATIENCE):
        await desk._speaking
    assert [message["type"] for message in words(server.taken)] == ["roster", "error"]
    assert server.taken[-1] == CLOSED


@pytest.mark.parametrize("waiting", range(UNREAD - 2, UNREAD + 1))
async def test_however_much_waits_the_socket_closes_once_and_with_a_word(server, desk, waiting):
    async with asyncio.timeout(PATIENCE):
        await desk.say(Beat(live=True))
        await asyncio.sleep(0)  # the first is on its way
        for _ in range(waiting):
            await desk.say(Beat(live=True))
        await desk.end(Close.FORBIDDEN)
        server.reads.set()
        await desk._speaking
    assert [event["type"] for event in server.taken].count("websocket.close") == 1
    assert words(server.taken)[-1]["code"] == "forbidden"
