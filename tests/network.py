"""The network between a client and a port of this machine: a test may listen to it, make it slow
and lossy, and break it.

As with TCP, nothing that was said is ever lost on a connection that lives: what a break or a loss
holds up arrives later, in order. What the two ends make of the wait is theirs.
"""

import asyncio
import random
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self

Way = Literal["there", "back"]
"""From the client to the port, or from the port to the client."""


@dataclass
class Weather:
    """How a network treats each piece of data. Times are in seconds."""

    delay: float = 0.0
    loss: float = 0.0
    """The share of pieces that are lost at first, and sent again after a time-out."""
    timeout: tuple[float, float] = (0.2, 0.6)
    chance: random.Random = field(default_factory=lambda: random.Random(1))

    def wait(self) -> float:
        """How long the next piece is under way."""
        lost = self.chance.random() < self.loss
        return self.delay + (self.chance.uniform(*self.timeout) if lost else 0.0)


class _Road:
    """What connections go over: both ways are open, or not."""

    def __init__(self) -> None:
        self.open: dict[Way, asyncio.Event] = {"there": asyncio.Event(), "back": asyncio.Event()}
        for event in self.open.values():
            event.set()


class Network:
    """A way to a port of this machine, as a context manager.

    Args:
        port: what the client wants to reach.
        weather: how the network treats what goes over it; at once and without loss where None.
        listen: is called with each piece from the client, in a thread of the network's own.
    """

    def __init__(
        self,
        port: int,
        weather: Weather | None = None,
        listen: Callable[[bytes], None] = lambda data: None,
    ) -> None:
        self.port = 0
        self._target = port
        self._weather = weather or Weather()
        self._listen = listen
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self._started = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self, *ways: Way) -> None:
        """Nothing arrives any more, in these ways or in both; every connection stays open."""
        for way in ways or ("there", "back"):
            self._loop.call_soon_threadsafe(self._road.open[way].clear)

    def heal(self) -> None:
        """What was held up arrives, and everything after it."""
        for event in self._road.open.values():
            self._loop.call_soon_threadsafe(event.set)

    def forget(self) -> None:
        """Like a router that restarted: the connections so far lead nowhere for good, and nobody
        is told; new ones work."""
        self.cut()
        self._road = _Road()

    async def _run(self) -> None:
        self._loop, self._done = asyncio.get_running_loop(), asyncio.Event()
        self._road = _Road()
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._callers: set[asyncio.Task[None]] = set()
        self._started.set()
        await self._done.wait()
        server.close()
        for caller in self._callers:
            caller.cancel()
        await asyncio.gather(*self._callers, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # In a task of ours: those of asyncio's own complain when they are cancelled.
        caller = asyncio.create_task(self._join(self._road, reader, writer))
        self._callers.add(caller)
        caller.add_done_callback(self._callers.discard)

    async def _join(
        self, road: _Road, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writers = [writer]
        try:
            await road.open["there"].wait()
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
            writers.append(far_writer)
            async with asyncio.TaskGroup() as both:
                there, back = road.open["there"], road.open["back"]
                both.create_task(self._carry(reader, far_writer, there, self._listen))
                both.create_task(self._carry(far_reader, writer, back, lambda data: None))
        except* OSError:
            pass  # either side may hang up at any time
        finally:
            for each in writers:
                each.close()

    async def _carry(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        is_open: asyncio.Event,
        listen: Callable[[bytes], None],
    ) -> None:
        """Pass on what comes, in order, each piece when it is due and the way is open."""
        async for data in self._under_way(source):
            await is_open.wait()
            listen(data)
            target.write(data)
            await target.drain()
        await is_open.wait()
        with suppress(OSError):
            target.write_eof()

    async def _under_way(self, source: asyncio.StreamReader) -> AsyncIterator[bytes]:
        pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        reading = asyncio.create_task(self._read(source, pieces))
        try:
            while True:
                due, data = await pieces.get()
                await asyncio.sleep(max(0.0, due - self._loop.time()))
                if not data:
                    return
                yield data
        finally:
            reading.cancel()

    async def _read(
        self, source: asyncio.StreamReader, pieces: asyncio.Queue[tuple[float, bytes]]
    ) -> None:
        """Note when each piece is due; an empty one is the end."""
        data = b"begin"
        while data:
            try:
                data = await source.read(65_536)
            except OSError:
                data = b""
            pieces.put_nowait((self._loop.time() + self._weather.wait(), data))

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._done.set)
        self._thread.join()
