"""What one student's connection knows: the latest state, its ages and the recent transitions.

Pure. ``now`` is always seconds on the caller's monotonic clock. A hub keeps one for each student
connected to it, and a feed keeps one for each student that it heard of from a hub: a presence
becomes a ``Tile`` (ages), crosses Redis, and becomes a presence again (instants).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, cast

from .care import Care
from .protocol import (
    HISTORY_LENGTH,
    HISTORY_SECONDS,
    Acknowledge,
    Act,
    Answer,
    CheckIn,
    Cues,
    ErrorCode,
    Need,
    Signal,
    Tile,
    TileReason,
    TileState,
    Transition,
    age,
)

GONE_AFTER: Final = 30.0
"""Seconds without news after which a student counts as gone."""

SLACK: Final = 0.5
"""Seconds by which the ages that a page tells may be off: it rounds them, and clocks differ."""

_CONCERNS: Final = frozenset({"confused", "alert"})
"""The states whose reasons are needs."""

_UNKNOWN: Final = frozenset({"arriving", "gone"})
"""The states in which a student's own is not known."""


@dataclass(slots=True)
class Change:
    """At ``at`` the state became this."""

    at: float
    state: TileState
    reason: TileReason


@dataclass(slots=True)
class Presence:
    """One student, as of the newest news."""

    student: str
    epoch: int
    state: TileState
    reason: TileReason
    since: float
    heard: float
    seq: int = 0
    help: float | None = None
    was: TileState | None = None
    cues: Cues | None = None
    history: deque[Change] = field(default_factory=lambda: deque(maxlen=HISTORY_LENGTH))
    care: Care = field(default_factory=Care)
    joined: float = 0.0
    """When this socket opened; what is told of the time before comes from the browser."""

    @classmethod
    def arriving(cls, student: str, epoch: int, reason: TileReason, now: float) -> Presence:
        """Connected, and no state said yet."""
        presence = cls(student, epoch, "arriving", reason, now, now, joined=now)
        presence.history.append(Change(now, "arriving", reason))
        return presence

    def follow(self, before: Presence) -> None:
        """Go on from this student's last presence here.

        That is: history, an open call for help, and what teachers did.
        """
        self.history = deque([*before.history, *self.history], maxlen=HISTORY_LENGTH)
        self.help, self.care = before.help, before.care

    def signal(self, signal: Signal, now: float, earliest: float) -> bool:
        """Take a signal; True if the state or its reason changed.

        A state that lasts keeps its beginning. A new one began when the student says, though not
        before ``earliest`` (the lesson, or the consent).
        """
        self.seq = signal.seq
        self.heard = now
        self.cues = signal.cues
        return self._become(signal.state, signal.reason, max(now - signal.since, earliest))

    def ask(self, asked: bool, now: float) -> None:
        """The student pressed "I'm lost", or took it back."""
        if not asked:
            self.help = None
            self.care.outlast(self._lasting_needs)
        elif self.help is None:
            self.help = now
        self.heard = now

    def answer(self, answer: Answer, now: float) -> bool:
        """The student's answer to a check-in; False where none is open. "lost" asks for help."""
        if answer == "lost":
            self.ask(asked=True, now=now)
        self.heard = now
        return self.care.take_answer(answer)

    @property
    def needs(self) -> set[Need]:
        """What the student needs a teacher for at the moment."""
        needs: set[Need] = {"help"} if self.help is not None else set()
        return needs | ({cast("Need", self.reason)} if self.state in _CONCERNS else set())

    @property
    def _lasting_needs(self) -> set[Need]:
        """The same, and while nothing is known of the student's state, what was needed before."""
        kept = self.care.acknowledged - {"help"} if self.state in _UNKNOWN else set()
        return self.needs | kept

    def objection(self, act: Act, now: float) -> ErrorCode | None:
        """Why a teacher cannot do that now; None where it can be done."""
        if isinstance(act, Acknowledge):
            return "no_need" if act.seen and act.need not in self.needs else None
        if isinstance(act, CheckIn):
            if self.state == "gone" or now - self.heard > GONE_AFTER:
                return "not_here"
            return None if self.care.may_ask(now) else "pending"
        return None

    def act(self, act: Act, now: float) -> bool:
        """Follow a teacher, to which there was no objection; True if that is new."""
        if isinstance(act, CheckIn):
            self.care.ask(now)
            return True
        return self.care.take(act)

    def leave(self, reason: TileReason, now: float) -> None:
        """The socket closed (*left*), or nothing was heard for too long (*lost*).

        A call for help stays open: it does not end because the connection faltered.
        """
        if self.state != "gone":
            self.was = self.state
            self._become("gone", reason, now)
            self.cues = None

    def recall(self, transitions: Iterable[Transition], now: float, earliest: float) -> None:
        """What the student's browser remembers of the time before this socket.

        Entries outside ``earliest`` .. ``joined`` are dropped: they belong to another lesson, to
        the time before the consent, or to what the server has seen for itself. So is what was
        before a pause. A first state seems to be a little older than its lesson now and then.
        """
        told = [
            Change(max(now - past.age, earliest), past.state, past.reason)
            for past in transitions
            if now - past.age >= earliest - SLACK
        ]
        own = [change for change in told if change.at < self.joined]
        every = sorted([*self.history, *own], key=lambda change: change.at)
        pauses = [index for index, change in enumerate(every) if change.state == "paused"]
        self.history = deque(every[max(pauses, default=0) :], maxlen=HISTORY_LENGTH)

    def take_back(self, now: float) -> None:
        """Only whether the student is here is told any more: no state, and nothing before.

        The number stays, so that whoever follows by tiles takes this for the newest.
        """
        self.cues = self.was = None
        self.care = Care()
        if self.state not in ("gone", "arriving"):
            self.state, self.reason, self.since = "arriving", "getting_ready", now
        now_known = [Change(self.since, self.state, self.reason)]
        self.history = deque(now_known, maxlen=HISTORY_LENGTH)

    def forget_before_joining(self) -> None:
        """The browser is about to tell it better."""
        own = [change for change in self.history if change.at >= self.joined]
        self.history = deque(own, maxlen=HISTORY_LENGTH)

    def tile(self, now: float, full: bool) -> Tile:
        """What a teacher may know now; with the history where ``full``."""
        return Tile(
            student=self.student,
            epoch=self.epoch,
            seq=self.seq,
            state=self.state,
            reason=self.reason,
            since=age(self.since, now),
            heard=age(self.heard, now),
            help=None if self.help is None else age(self.help, now),
            was=self.was,
            cues=self.cues,
            history=self._told(now) if full else None,
            acts=self.care.told(now),
        )

    @classmethod
    def of(cls, tile: Tile, now: float) -> Presence:
        """The presence that a tile tells of."""
        presence = cls(tile.student, tile.epoch, tile.state, tile.reason, now, now)
        presence._take(tile, now)
        if not presence.history:
            presence.history.append(Change(presence.since, tile.state, tile.reason))
        return presence

    def fold(self, tile: Tile, now: float) -> bool | None:
        """Take a newer tile of the same student.

        Returns whether the state or its reason changed; None if the tile was older and ignored.
        """
        # Going carries no number of its own, and nobody returns on the same connection.
        known = (self.epoch, self.seq, self.state == "gone")
        if (tile.epoch, tile.seq, tile.state == "gone") < known:
            return None
        changed = (tile.state, tile.reason) != (self.state, self.reason)
        if changed and tile.history is None:
            self._take_back(tile.state)
            self.history.append(Change(now - tile.since, tile.state, tile.reason))
        self._take(tile, now)
        return changed

    def _take(self, tile: Tile, now: float) -> None:
        self.epoch, self.seq = tile.epoch, tile.seq
        self.state, self.reason, self.was = tile.state, tile.reason, tile.was
        self.since, self.heard = now - tile.since, now - tile.heard
        self.help = None if tile.help is None else now - tile.help
        self.cues = tile.cues
        self.care = Care.of(tile.acts, now)
        if tile.history is not None:
            told = (Change(now - past.age, past.state, past.reason) for past in tile.history)
            self.history = deque(told, maxlen=HISTORY_LENGTH)

    def _become(self, state: TileState, reason: TileReason, at: float) -> bool:
        if (state, reason) == (self.state, self.reason):
            return False
        self._take_back(state)
        if state != "gone":
            self.was = None
        at = max(at, self.history[-1].at) if self.history else at
        self.state, self.reason, self.since = state, reason, at
        self.history.append(Change(at, state, reason))
        self.care.outlast(self._lasting_needs)
        return True

    def _take_back(self, state: TileState) -> None:
        if state == "paused":
            # A pause takes back what was told before it.
            self.history.clear()
            self.care = Care()

    def _told(self, now: float) -> list[Transition]:
        """Oldest first; the change that was in force when the window began is its first."""
        changes = list(self.history)
        while len(changes) > 1 and changes[1].at <= now - HISTORY_SECONDS:
            changes.pop(0)
        return [Transition(c.state, c.reason, age(c.at, now)) for c in changes]
