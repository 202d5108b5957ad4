"""What the teachers of a class did about one student: seen, snoozed, asked. Pure.

``now`` is always seconds on the caller's monotonic clock. It is shown to all teachers of the class,
and gone with the lesson.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeVar, get_args

from .protocol import Acknowledge, Acts, Answer, CheckedIn, Concern, Need, Snooze, age

OPEN_FOR: Final = 120.0
"""Seconds after which a check-in that was not answered makes way for another."""

APART: Final = 10.0
"""Seconds between two check-ins of one student, answered or not."""


@dataclass(slots=True)
class Care:
    """One student's, as of now."""

    acknowledged: set[Need] = field(default_factory=set)
    snoozed: set[Concern] = field(default_factory=set)
    asked: float | None = None
    """When the last check-in was sent."""
    answer: Answer | None = None

    def take(self, act: Acknowledge | Snooze) -> bool:
        """Follow a teacher; True if that is new."""
        if isinstance(act, Acknowledge):
            return _put(self.acknowledged, act.need, within=act.seen)
        return _put(self.snoozed, act.reason, within=act.snoozed)

    def outlast(self, needs: set[Need]) -> None:
        """These are the student's needs now; what was seen of others is over with them."""
        self.acknowledged &= needs

    def may_ask(self, now: float) -> bool:
        if self.asked is None:
            return True
        past = now - self.asked
        return past >= (OPEN_FOR if self.is_open else APART)

    @property
    def is_open(self) -> bool:
        """Whether a check-in waits for its answer."""
        return self.asked is not None and self.answer is None

    def ask(self, now: float) -> None:
        self.asked, self.answer = now, None

    def take_answer(self, answer: Answer) -> bool:
        """The student's answer; False where none is awaited."""
        if not self.is_open:
            return False
        self.answer = answer
        return True

    def told(self, now: float) -> Acts | None:
        """As it travels; None while no teacher did anything."""
        if not self.acknowledged and not self.snoozed and self.asked is None:
            return None
        return Acts(
            acknowledged=tuple(need for need in get_args(Need) if need in self.acknowledged),
            snoozed=tuple(reason for reason in get_args(Concern) if reason in self.snoozed),
            check_in=None if self.asked is None else CheckedIn(age(self.asked, now), self.answer),
        )

    @classmethod
    def of(cls, acts: Acts | None, now: float) -> Care:
        """What was told."""
        if acts is None:
            return cls()
        care = cls(set(acts.acknowledged), set(acts.snoozed))
        if acts.check_in is not None:
            care.asked, care.answer = now - acts.check_in.age, acts.check_in.answer
        return care


Word = TypeVar("Word")


def _put(words: set[Word], word: Word, *, within: bool) -> bool:
    """Have the word in the set, or not; True if that is new."""
    if (word in words) == within:
        return False
    words.symmetric_difference_update({word})
    return True
