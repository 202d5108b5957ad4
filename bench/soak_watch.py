"""Weighs a server while it is soaked, from outside: memory, sockets, files."""

from __future__ import annotations

import asyncio
import time
from typing import Final
from urllib.parse import urlsplit

import psutil

from bench.servers import Server
from bench.soak_verdict import Sample

EVERY: Final = 5.0
"""Seconds between two samples."""


class Watch:
    """The processes that listen at a server's addresses."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._ports = {urlsplit(url).port for url in server.urls}
        self._began = time.perf_counter()
        every = psutil.Process().children(recursive=True)
        self._processes = [one for one in every if self._listens(one)]

    def _listens(self, process: psutil.Process) -> bool:
        return any(
            held.status == psutil.CONN_LISTEN and held.laddr.port in self._ports
            for held in process.net_connections("tcp")
        )

    def sockets(self) -> int:
        """Connections of browsers, in whatever state, that the processes hold."""
        return sum(
            held.status != psutil.CONN_LISTEN and held.laddr.port in self._ports
            for process in self._processes
            for held in process.net_connections("tcp")
        )

    def sample(self) -> Sample:
        """The processes as they are now. Takes some 20 ms."""
        return Sample(
            at=round(time.perf_counter() - self._began, 1),
            memory=self._server.usage().memory,
            sockets=self.sockets(),
            files=sum(process.num_fds() for process in self._processes),
        )

    async def follow(self, samples: list[Sample]) -> None:
        """Add a sample every now and then, until cancelled."""
        while True:
            samples.append(await asyncio.to_thread(self.sample))
            await asyncio.sleep(EVERY)
