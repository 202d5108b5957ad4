"""How fast one socket may speak. Pure."""

from __future__ import annotations

from typing import Final

RATE: Final = 10.0
"""Messages a second in the long run. A student's page sends well under one."""

BURST: Final = 40.0
"""Messages at once, for the history that is told again after a reconnect."""


class Pace:
    """A token bucket."""

    def __init__(self, now: float) -> None:
        self._tokens = BURST
        self._at = now

    def allows(self, now: float) -> bool:
        """Count one message; False once there have been too many."""
        self._tokens = min(BURST, self._tokens + (now - self._at) * RATE)
        self._at = now
        self._tokens -= 1
        return self._tokens >= 0
