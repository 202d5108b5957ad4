"""A teacher's connection that takes nothing any more: whoever tells everybody goes on.

daphne never holds a sender up; uvicorn does once its buffer is full. Here the server is a stand-in
that takes nothing until the test lets it.
"""

import asyncio
import json

from live.consumers import TeacherConsumer
from live.protocol import Beat, Close

PATIENCE = 10  # seconds


class StalledServer:
    """The server's side of one socket."""

    def __init__(self):
        self.reads = asyncio.Event()
        self.taken = []

    async def send(self, event):
        await self.reads.wait()
        self.taken.append(event)


async def test_nobody_waits_for_a_reader_that_has_stalled_and_it_hears_all_in_order():
    server, desk = StalledServer(), TeacherConsumer()
    desk.base_send = server.send
    async with asyncio.timeout(PATIENCE):
        await desk.say(Beat(live=True))
        await desk.say(Beat(live=False))
        await desk.end(Close.SILENT)
        await desk.say(Beat(live=True))
    assert server.taken == []

    server.reads.set()
    async with asyncio.timeout(PATIENCE):
        await desk._speaking
    told = [json.loads(event["text"]) for event in server.taken[:-1]]
    assert [message.get("live", message.get("code")) for message in told] == [True, False, "silent"]
    assert server.taken[-1] == {
        "type": "websocket.close",
        "code": Close.SILENT,
        "reason": Close.SILENT.reason,
    }
