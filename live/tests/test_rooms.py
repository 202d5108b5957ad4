"""Who comes and goes at the same moment: the layer is a stand-in whose answers a test holds."""

import asyncio
import time

from classrooms.access import ClassFacts
from live import groups
from live.line import Line
from live.outbox import Outbox
from live.protocol import Close
from live.room import Room


class SlowLayer:
    """A channel layer that answers when the test says so."""

    def __init__(self):
        self.answer = asyncio.Event()
        self.members = set()

    async def group_add(self, group, channel):
        await self.answer.wait()
        self.members.add(group)

    async def group_discard(self, group, channel):
        await self.answer.wait()
        self.members.discard(group)

    async def group_send(self, group, message):
        await self.answer.wait()


class Desk:
    def __init__(self):
        self.outbox = Outbox()
        self.said = []

    async def say(self, message):
        self.said.append(message)

    async def end(self, close: Close):
        raise AssertionError(close)


async def _hear(message):
    """Nothing comes in these tests."""


async def test_a_teacher_who_comes_as_another_leaves_is_still_subscribed():
    layer = SlowLayer()
    line = Line(layer, _hear, lambda: None)
    line._heard = time.monotonic()  # as if the echo had come
    facts = ClassFacts(7, 1, "7B", "everything", None, {}, frozenset())
    room, leaver, comer = Room(facts, line), Desk(), Desk()
    layer.answer.set()
    await room.admit_teacher(leaver)
    layer.answer.clear()

    coming = asyncio.create_task(room.admit_teacher(comer))
    await asyncio.sleep(0)
    leaving = asyncio.create_task(room.dismiss_teacher(leaver))
    await asyncio.sleep(0)
    layer.answer.set()
    await asyncio.gather(coming, leaving)

    assert room.feed.desks == [comer]
    assert groups.teachers(7) in layer.members
