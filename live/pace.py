"""How fast one socket may speak. Pure."""

from __future__ import annotations

from typing import Final

RATE: Final = 10.0
"""Messages a second in the long run. A student's page sends well under one."""

BURST: Final = 40.0
"""Messages at once, for the history that is told again after a reconnect."""

ACTS_RATE: Final = 2.0
"""Acts and markers a second of one dashboard in the long run."""

ACTS_BURST: Final = 20.0
"""Acts and markers at once."""


class Pace:
    """A token bucket: ``burst`` at once, and ``rate`` a second in the long run."""

    def __init__(self, now: float, rate: float = RATE, burst: float = BURST) -> None:
        self._rate, self._burst = rate, burst
        self._tokens = burst
        self._at = now

    def allows(self, now: float) -> bool:
        """Count one message; False once there have been too many."""
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        self._tokens -= 1
        return self._tokens >= 0
