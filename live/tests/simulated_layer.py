"""A channel layer for several processes in one, with a network in between that may do its worst.

A message may be lost, come late, come twice, and so be overtaken by later ones. A process may be
cut off: calls are refused, or hang until whoever called gives up, or are carried while nothing is
heard. A call that was given up may still be carried once the process is back: nobody can tell.
"""

import asyncio
import itertools
from dataclasses import dataclass, field
from random import Random

LATENCY = 0.002
"""Seconds on a fair network, where nothing overtakes anything."""


@dataclass(frozen=True)
class Weather:
    """What the network does to each delivery."""

    lost: float = 0.0
    twice: float = 0.0
    late: float = 0.0
    """Up to so many seconds."""


FAIR = Weather()


@dataclass
class Network:
    """What the processes share. ``chance`` decides everything that is left to it."""

    chance: Random
    weather: Weather = FAIR
    groups: dict = field(default_factory=dict)
    layers: dict = field(default_factory=dict)
    lost: int = 0
    """How many deliveries, without those to processes that were cut off."""

    def carry(self, group, message):
        for channel in sorted(self.groups.get(group, ())):
            self.deliver(channel, message)

    def deliver(self, channel, message):
        if self.chance.random() < self.weather.lost:
            self.lost += 1
            return
        for _ in range(1 + (self.chance.random() < self.weather.twice)):
            late = self.chance.random() * self.weather.late
            loop = asyncio.get_running_loop()
            loop.call_later(LATENCY + late, self._arrive, channel, dict(message))

    def _arrive(self, channel, message):
        layer = self.layers.get(channel)
        if layer and not layer.cut:
            layer.queue.put_nowait(message)


class Layer:
    """One process's way to the network, as ``channels.layers`` promises it."""

    _names = itertools.count()

    def __init__(self, network):
        self.network = network
        self.queue = asyncio.Queue()
        self.cut = ""
        self._mended = asyncio.Event()
        self._lock = asyncio.Lock()

    def cut_off(self, how):
        """``refused``, ``hanging`` or ``deaf``: what it says is carried, and it hears nothing."""
        self.cut = how
        self._mended.clear()

    def mend(self):
        self.cut = ""
        self._mended.set()

    async def flush(self):
        """New connections, with nothing subscribed; they are not deaf."""
        for channel in [name for name, layer in self.network.layers.items() if layer is self]:
            del self.network.layers[channel]
            for group in self.network.groups.values():
                group.discard(channel)
        if self.cut == "deaf":
            self.mend()

    async def new_channel(self):
        channel = f"process.{next(self._names)}"
        self.network.layers[channel] = self
        return channel

    async def receive(self, channel):
        return await self.queue.get()

    async def send(self, channel, message):
        await self._reach(self.network.deliver, channel, message)

    async def group_send(self, group, message):
        await self._reach(self.network.carry, group, message)

    async def group_add(self, group, channel):
        await self._reach(lambda: self.network.groups.setdefault(group, set()).add(channel))

    async def group_discard(self, group, channel):
        await self._reach(lambda: self.network.groups.get(group, set()).discard(channel))

    async def _reach(self, call, *args):
        # One call at a time and in order, as the real layer's lock has it.
        async with self._lock:
            if self.cut == "refused":
                raise ConnectionError
            if self.cut == "hanging":
                await self._hang(call, *args)
            call(*args)

    async def _hang(self, call, *args):
        try:
            await self._mended.wait()
        except asyncio.CancelledError:
            if args and self.network.chance.random() < 0.3:
                self._carry_once_mended(call, *args)
            raise

    def _carry_once_mended(self, call, *args):
        task = asyncio.get_running_loop().create_task(self._mended.wait())
        task.add_done_callback(lambda done: done.cancelled() or call(*args))
