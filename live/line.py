"""A process's one line to the channel layer: it comes back by itself and never raises.

While Redis is away, publishing answers False and whoever published keeps what was not carried.
The line speaks to itself every ``ECHO_EVERY`` seconds: not hearing itself is how a link that is
half open, or subscribed to nothing, is noticed.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec
from redis.exceptions import RedisError

from .relay import Echo, Relayed, pack, unpack

logger = logging.getLogger(__name__)

ECHO_EVERY: Final = 2.0
FIRST_ECHO: Final = 0.02
"""Seconds between two looks whether the first channel is there."""

SILENCE: Final = 6.0
"""Seconds without an echo after which the line counts as dead."""

PATIENCE: Final = 3.0
"""Seconds that one call to Redis may take."""

TROUBLE = (RedisError, OSError, TimeoutError)


class Line:
    """A channel of this process's own, and the groups that it joined.

    ``hear`` gets every message for this process; ``returned`` is called when the line is back
    after an outage, since everything said meanwhile was lost.
    """

    def __init__(
        self, layer: Any, hear: Callable[[Relayed], Awaitable[None]], returned: Callable[[], None]
    ) -> None:
        self._layer = layer
        self._hear = hear
        self._returned = returned
        self._channel = ""
        self._opened = 0.0
        self._listening: asyncio.Task[None] | None = None
        self._subscribing = asyncio.Lock()
        self._groups: set[str] = set()
        self._joined: set[str] = set()
        self._heard = -SILENCE
        self._was_alive = False
        self._returning: asyncio.Task[None] | None = None

    @property
    def alive(self) -> bool:
        """Whether what is published now is likely to arrive."""
        return time.monotonic() - self._heard < SILENCE

    async def join(self, group: str) -> None:
        """Hear what is published to ``group``: now, or as soon as Redis can be reached."""
        self._groups.add(group)
        if self.alive and group not in self._joined:
            await self._subscribe()

    async def leave(self, group: str) -> None:
        """Hear it no more."""
        self._groups.discard(group)
        if self.alive:
            await self._subscribe()

    async def publish(self, group: str, message: Relayed) -> bool:
        """Say ``message`` to everyone in ``group``; False if it was not carried.

        While the line is dead nobody waits for it: the echo alone finds out when it is back.
        """
        return self.alive and await self._try(self._layer.group_send, group, pack(message))

    async def run(self) -> None:
        """Listen and echo for as long as the process lives."""
        await asyncio.gather(self._listen(), self._echo())

    async def _listen(self) -> None:
        while True:
            await self._open()
            self._listening = asyncio.create_task(self._receive())
            await asyncio.wait([self._listening])

    async def _open(self) -> None:
        """A new channel on new connections."""
        self._joined.clear()
        while not self._channel:
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._layer.flush()
                    self._channel = await self._layer.new_channel()
            except TROUBLE:
                await asyncio.sleep(1)
        self._opened = time.monotonic()

    async def _receive(self) -> None:
        while True:
            event = await self._layer.receive(self._channel)
            try:
                await self._take(event)
            except Exception:
                logger.exception("A relayed message was not understood; the line goes on.")

    async def _take(self, event: dict[str, Any]) -> None:
        try:
            message = unpack(event)
        except (msgspec.MsgspecError, KeyError):
            logger.warning("A relayed message of another version was dropped.")
            return
        if not isinstance(message, Echo):
            await self._hear(message)
            return
        # The echo alone shows that what is said here is carried; others may still be heard.
        self._heard = time.monotonic()
        if not self._was_alive:
            self._was_alive = True
            self._returning = asyncio.create_task(self._return())

    async def _return(self) -> None:
        """First listen, then ask: the answers come by the groups."""
        await self._subscribe()
        self._returned()

    async def _echo(self) -> None:
        while True:
            if self._was_alive and not self.alive:
                self._was_alive = False
                logger.warning("Redis does not answer: the live relay waits for it.")
            self._give_up_if_deaf()
            if self._channel:
                await self._try(self._layer.send, self._channel, pack(Echo()))
            if self.alive:
                await self._subscribe()
            await asyncio.sleep(ECHO_EVERY if self._channel else FIRST_ECHO)

    def _give_up_if_deaf(self) -> None:
        """Open the line anew when it has been open for long and did not hear even itself.

        A subscription only listens, so that a connection which the network forgot, or a Redis
        that was replaced behind it, would otherwise never be noticed.
        """
        deaf = time.monotonic() - max(self._heard, self._opened) >= SILENCE
        if self._channel and self._listening and deaf:
            self._channel = ""
            self._listening.cancel()

    async def _subscribe(self) -> None:
        """Let the groups that the channel is in be those that are to be heard."""
        channel = self._channel
        # One at a time: of a class that comes all at once, the first subscribes for all. And who
        # leaves while somebody still joins must not be forgotten there.
        async with self._subscribing:
            for group in self._groups ^ self._joined:
                if channel != self._channel or not self.alive:
                    return
                if group not in self._groups:
                    self._joined.discard(group)
                    await self._try(self._layer.group_discard, group, channel)
                elif await self._try(self._layer.group_add, group, channel):
                    self._joined.add(group)

    async def _try(self, call: Callable[..., Any], *args: Any) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                await call(*args)
        except TROUBLE:
            return False
        return True
