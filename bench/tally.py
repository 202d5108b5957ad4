"""What became of each signal: delays and losses. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """The signals on their way, and the delays of those that were heard.

    A relay may merge: whoever hears of a newer signal of a student needs none of the older ones.
    Those count as *superseded*, with the delay until the newer one; they are not lost, but they
    were not shown either.
    """

    delays: list[float] = field(default_factory=list)
    """Seconds from the instant at which a signal was due until it was heard."""
    change_delays: list[float] = field(default_factory=list)
    """Those of the signals that told of another state than the one before."""
    sent: int = 0
    shown: int = 0
    superseded: int = 0
    frames: int = 0
    """Frames that listeners heard, and their bytes."""
    octets: int = 0
    _on_their_way: dict[bytes, deque[tuple[int, float, bool]]] = field(default_factory=dict)

    @property
    def unheard(self) -> int:
        """Signals of which, and of no newer one of the same student, anything was heard."""
        return self.sent - self.shown - self.superseded

    def send(self, student: bytes, seq: int, due: float, changes: bool) -> None:
        """A signal was due at ``due`` and is sent."""
        self.sent += 1
        self._on_their_way.setdefault(student, deque()).append((seq, due, changes))

    def hear(self, student: bytes, seq: int, now: float) -> None:
        """Somebody who listens heard of this student's signal ``seq``."""
        waiting = self._on_their_way.get(student)
        while waiting and waiting[0][0] <= seq:
            own, due, changes = waiting.popleft()
            self.delays.append(now - due)
            if changes:
                self.change_delays.append(now - due)
            if own == seq:
                self.shown += 1
            else:
                self.superseded += 1


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that ``percent`` per cent do not exceed (nearest rank); 0.0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * percent // 100))
    return ordered[int(rank) - 1]
