"""A process's one way to the database: a thread of its own, which keeps its connection.

Channels' `database_sync_to_async` opens a connection for each call and closes it again. At the
start of a school day, when everybody comes at once, that was most of what a socket cost.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, connections

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

logger = logging.getLogger(__name__)

_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live-database")


async def ask(
    question: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs
) -> Answer:
    """Put a question of ``classrooms.access`` without keeping the sockets waiting.

    Raises:
        DatabaseError: when there is no answer, which the log is told here, once for all who wait
            for it; the next question finds a new connection.
    """
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_thread, lambda: _answer(question, *args, **kwargs))


def _answer(question: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs) -> Answer:
    try:
        return question(*args, **kwargs)
    except DatabaseError as error:
        logger.warning("The database does not answer: %s", type(error).__name__)
        connections.close_all()
        raise
