"""What every teacher should come to see, by what happened at the students' own sockets alone.

A plain model, with no frame, rev or roll call in it: what a student's socket was told and what the
server took from it, folded at once and without a network.
"""

import time
from collections import defaultdict
from dataclasses import dataclass, field

from live.presence import SLACK
from live.protocol import Close, Policy, allows_state
from live.tests.simulated_pages import Change


@dataclass
class Known:
    """What the process with the student's socket knows of the student."""

    epoch: int
    lesson: int
    joined: float
    state: str = "arriving"
    reason: str = ""
    since: float = 0.0
    heard: float = 0.0
    seq: int = 0
    help: bool = False
    was: str | None = None
    open: bool = True
    retold: bool = False
    history: list = field(default_factory=list)

    @classmethod
    def arriving(cls, epoch, lesson, seq=0):
        now = time.monotonic()
        reason = "getting_ready" if lesson else "waiting"
        first = [Change("arriving", reason, now)]
        return cls(epoch, lesson, now, "arriving", reason, now, now, seq, history=first)

    def become(self, state, reason, at):
        if (state, reason) == (self.state, self.reason):
            return
        self.was = self.state if state == "gone" else None
        if state == "paused":
            self.history = []
        if self.history:
            at = max(at, self.history[-1].at)
        self.state, self.reason, self.since = state, reason, at
        self.history = [*self.history, Change(state, reason, at)]

    def leave(self, reason):
        if self.state != "gone":
            self.become("gone", reason, time.monotonic())

    def take_back(self):
        self.was = None
        if self.state not in ("gone", "arriving"):
            now = time.monotonic()
            self.state, self.reason, self.since = "arriving", "getting_ready", now
        self.history = [Change(self.state, self.reason, self.since)]


class Truth:
    """All that is so, and all that ever was."""

    def __init__(self):
        self.known = {}
        """By process and student."""
        self.facts = {}
        """What each process has last read of the database."""
        self.started = {}
        """When its lesson began, as each process has it."""
        self._before = {}
        self.laws = []
        """Everything that any of them ever read, once for each revision."""
        self.ever = defaultdict(set)
        """What each student ever was, by lesson: epoch, seq, state, reason, help."""
        self.looked = defaultdict(set)
        """Which states and reasons were told of each student, by lesson."""

    def in_force(self, process):
        """What the process goes by; at the very moment of reading, what it knew before as well."""
        read, before = self._before[process]
        return [self.facts[process], *([before] if read == time.monotonic() else [])]

    def of(self, student, lesson):
        """What is so of this student in this lesson: the newest connection's, None without any."""
        own = [known for (_, one), known in self.known.items() if one == student]
        now = [known for known in own if known.lesson == lesson]
        return max(now, key=lambda known: known.epoch, default=None)

    def _note(self, student, known):
        what = (known.epoch, known.seq, known.state, known.reason, known.help)
        self.ever[student, known.lesson].add(what)
        self.looked[student, known.lesson].update(change.what for change in known.history)

    # What the database says

    def learnt(self, process, facts):
        before, self.facts[process] = self.facts.get(process, facts), facts
        self._before[process] = (time.monotonic(), before)
        age = facts.lesson.age if facts.lesson else 0.0
        self.started[process] = time.monotonic() - age
        if facts.revision not in [one.revision for one in self.laws]:
            self.laws.append(facts)
        everybody = facts.asks_first > before.asks_first or facts.counts_only != before.counts_only
        for student, place in facts.places.items():
            earlier = before.places[student]
            withdrawn = earlier.consent_age is not None and place.consent_age is None
            less = everybody or withdrawn or not set(place.exempt) <= set(earlier.exempt)
            if less and (process, student) in self.known:
                self.known[process, student].take_back()
                self._note(student, self.known[process, student])
        was, now = (one.lesson.id if one.lesson else 0 for one in (before, facts))
        if was != now:
            self._restart(process, now, stay=not was)
        if before.analysis != facts.analysis:
            self._restart(process, now, stay=True, count_on=True)

    def _restart(self, process, lesson, stay, count_on=False):
        for key, known in list(self.known.items()):
            if key[0] != process:
                continue
            del self.known[key]
            if stay and known.open:
                seq = known.seq if count_on else 0
                self.known[key] = Known.arriving(known.epoch, lesson, seq)
                self._note(key[1], self.known[key])

    # What the students' sockets were told, and what was taken from them

    def welcomed(self, process, student, epoch, lesson):
        known = Known.arriving(epoch, lesson)
        before = self.known.get((process, student))
        if before:
            before.leave("lost")
            known.help = before.help
            known.history = [*before.history, *known.history]
        self.known[process, student] = known
        self._note(student, known)

    def speaks(self, process, student, epoch):
        """Whether this connection is the student's newest there."""
        known = self.known.get((process, student))
        return known is not None and known.epoch == epoch

    def recalled(self, process, student, message):
        known = self.known[process, student]
        now = time.monotonic()
        if not known.retold:
            known.retold = True
            known.history = [one for one in known.history if one.at >= known.joined]
        started = self.started[process]
        told = [Change(past.state, past.reason, now - past.age) for past in message.transitions]
        kept = [
            Change(one.state, one.reason, max(one.at, started))
            for one in told
            if started - SLACK <= one.at < known.joined and self._may_tell(process, student, one)
        ]
        every = [*kept, *known.history]
        every.sort(key=lambda change: change.at)
        pauses = [at for at, change in enumerate(every) if change.state == "paused"]
        known.history = every[max(pauses, default=0) :]
        self._note(student, known)

    def _may_tell(self, process, student, change):
        facts = self.facts[process]
        place = facts.places[student]
        policy = Policy(facts.analysis, place.exempt, facts.asks_first)
        return allows_state(policy, place.consent_age is not None, *change.what)

    def signalled(self, process, student, signal):
        known = self.known[process, student]
        now = time.monotonic()
        known.seq, known.heard = signal.seq, now
        began = max(now - signal.since, self.started[process])
        known.become(signal.state, signal.reason, began)
        self._note(student, known)

    def asked(self, process, student, message):
        known = self.known[process, student]
        known.help, known.heard = message.asked, time.monotonic()
        self._note(student, known)

    def answered(self, process, student, message):
        known = self.known[process, student]
        known.help, known.heard = known.help or message.answer == "lost", time.monotonic()
        self._note(student, known)

    # How their sockets ended

    def ended(self, process, student, epoch, close):
        known = self.known.get((process, student))
        if known is None or known.epoch != epoch:
            return
        if close is Close.REPLACED:
            del self.known[process, student]
        elif close is Close.SILENT:
            self._leave(student, known, "lost")

    def left(self, process, student, epoch):
        known = self.known.get((process, student))
        if known is not None and known.epoch == epoch and known.open:
            self._leave(student, known, "left")

    def _leave(self, student, known, reason):
        known.leave(reason)
        known.open = False
        self._note(student, known)
