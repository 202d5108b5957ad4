"""Hours in moments: an event loop whose clock leaps to the next thing that is due.

Nothing ever waits for real, so what runs here takes the time of its computing alone, and takes
the same turns each time.
"""

import asyncio
import selectors
import time
from unittest import mock

START = 10_000.0
"""What the monotonic clock shows at first."""

EPOCH_MS = 1_795_000_000_000
"""What the wall clock shows at first."""


class _Leap(selectors.SelectSelector):
    """Never waits: the time that it should have waited for has passed at once."""

    def __init__(self):
        super().__init__()
        self.now = START

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError("Everything waits for something else, and nothing is due.")
        self.now += timeout
        return []


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self, leap):
        super().__init__(leap)
        self._leap = leap

    def time(self):
        return self._leap.now


def run(main, *args, **options):
    """The result of ``main(*args, **options)``, in virtual time.

    Raises what any of its tasks raised.
    """
    leap = _Leap()
    faults = []
    read = [EPOCH_MS]

    def loop_time():
        return leap.now

    def wall_clock():
        # No two readings share a millisecond: two pages of one student that say hello in the
        # same one, to two processes, are not told apart.
        read.append(max(EPOCH_MS + round((leap.now - START) * 1000), read.pop() + 1))
        return read[0] * 1_000_000

    def fail(_, context):
        faults.append(context.get("exception") or RuntimeError(context["message"]))

    async def watched():
        asyncio.get_running_loop().set_exception_handler(fail)
        try:
            return await main(*args, **options)
        finally:
            # What went wrong first explains the rest.
            for fault in faults:
                raise fault

    with (
        mock.patch.object(time, "monotonic", loop_time),
        mock.patch.object(time, "time_ns", wall_clock),
        asyncio.Runner(loop_factory=lambda: _Loop(leap)) as runner,
    ):
        return runner.run(watched())
