"""A process's line to Redis says that it is alive only while what it says is carried."""

import asyncio

from live.line import ECHO_EVERY, SILENCE, Line
from live.relay import Claim, pack
from live.tests import virtual_time


class Layer:
    """Others can always be heard; what is said here is carried only if ``carries``."""

    def __init__(self):
        self.carries = True
        self.inbox = asyncio.Queue()
        self.joined = []

    async def new_channel(self):
        return "own"

    async def flush(self):
        pass

    async def receive(self, channel):
        return await self.inbox.get()

    async def send(self, channel, event):
        if not self.carries:
            raise ConnectionError
        await self.inbox.put(event)

    async def group_add(self, group, channel):
        await asyncio.sleep(0.01)
        self.joined.append(group)

    async def group_discard(self, group, channel):
        self.joined.remove(group)


async def opened(layer, returned=lambda: None):
    heard = []

    async def hear(message):
        heard.append(message)

    line = Line(layer, hear, returned)
    running = asyncio.create_task(line.run())
    await asyncio.sleep(1)
    assert line.alive
    return line, running, heard


def test_hearing_others_does_not_make_it_alive():
    async def story():
        layer = Layer()
        line, running, heard = await opened(layer)
        layer.carries = False
        for _ in range(int(SILENCE / ECHO_EVERY) + 2):
            await layer.inbox.put(pack(Claim(1, "other", {})))
            await asyncio.sleep(ECHO_EVERY)
        assert heard
        assert not line.alive
        layer.carries = True
        await asyncio.sleep(SILENCE)
        assert line.alive
        running.cancel()

    virtual_time.run(story)


def test_a_class_that_comes_all_at_once_is_joined_once():
    async def story():
        layer = Layer()
        line, running, _ = await opened(layer)
        await asyncio.gather(*(line.join("class.1.hubs") for _ in range(30)))
        assert layer.joined == ["class.1.hubs"]
        running.cancel()

    virtual_time.run(story)
