"""The last word of a process that is asked to end, whichever server runs it.

On SIGTERM daphne cuts its sockets without a close frame, and uvicorn closes them with a code of its
own. So a word is said first, and the server's own handler comes after it.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

logger = logging.getLogger(__name__)

PATIENCE: Final = 2.5
"""Seconds that a farewell may take: whoever ends the process will not wait for ever."""


def before_the_end(farewell: Callable[[], Awaitable[None]]) -> None:
    """On SIGTERM, run ``farewell`` in the loop that runs now; then do what would have been done.

    To be called once the server has set its own handler. A second SIGTERM while the farewell runs
    changes nothing. Outside the main thread, where `runserver` works, signals cannot be handled:
    then there is no farewell.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    servers_own = signal.getsignal(signal.SIGTERM)
    leaving: list[asyncio.Task[None]] = []

    async def leave() -> None:
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await farewell()
        except Exception:
            logger.exception("The farewell failed; the process ends all the same.")
        signal.signal(signal.SIGTERM, servers_own)
        signal.raise_signal(signal.SIGTERM)

    def start() -> None:
        if not leaving:
            leaving.append(loop.create_task(leave()))

    def on_signal(*_: Any) -> None:
        loop.call_soon_threadsafe(start)

    signal.signal(signal.SIGTERM, on_signal)
