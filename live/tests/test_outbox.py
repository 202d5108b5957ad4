"""A teacher's browser: at most two frames on their way, the newest behind them, nothing lost."""

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from live.outbox import SILENCE, Outbox
from live.protocol import IN_FLIGHT

students = st.sampled_from(["ann", "ben", "cem"])


class OutboxMachine(RuleBasedStateMachine):
    """Changes come, frames go, the browser acknowledges when it likes."""

    def __init__(self):
        super().__init__()
        self.outbox = Outbox()
        self.now = 0.0
        self.owed = set()
        self.in_flight = {}
        self.last_rev = 0

    @rule(student=students, moved=st.booleans(), full=st.booleans())
    def change(self, student, moved, full):
        self.outbox.changes.mark(student, moved, full)
        self.owed.add(student)

    @rule(seconds=st.floats(0, 20))
    def wait(self, seconds):
        self.now += seconds

    @rule()
    def send(self):
        frame = self.outbox.next(self.now)
        if not self.owed or len(self.in_flight) == IN_FLIGHT:
            assert frame is None
            return
        rev, taken = frame
        assert rev == self.last_rev + 1
        assert {student for student, _ in taken} == self.owed
        self.last_rev, self.owed = rev, set()
        self.in_flight[rev] = self.now

    @rule(data=st.data())
    def acknowledge(self, data):
        rev = data.draw(st.integers(0, self.last_rev + 3))
        self.outbox.received(rev)
        self.in_flight = {sent: at for sent, at in self.in_flight.items() if sent > rev}

    @invariant()
    def at_most_two_are_in_flight(self):
        assert len(self.in_flight) <= IN_FLIGHT

    @invariant()
    def it_is_silent_once_nothing_may_be_sent_for_too_long(self):
        full = len(self.in_flight) == IN_FLIGHT
        silent = full and self.now - max(self.in_flight.values()) > SILENCE
        assert self.outbox.is_silent(self.now) == silent

    def teardown(self):
        """After everything is acknowledged, the rest is told in one frame."""
        self.outbox.received(self.last_rev)
        self.in_flight = {}
        self.send()
        assert not self.owed
        assert self.outbox.next(self.now) is None


TestOutbox = OutboxMachine.TestCase


@given(st.lists(students, min_size=1))
def test_a_slow_reader_gets_everything_that_changed_meanwhile_in_one_frame(marked):
    outbox = Outbox()
    for _ in range(IN_FLIGHT):
        outbox.changes.mark("ann")
        assert outbox.next(0.0) is not None
    for student in marked:
        outbox.changes.mark(student)
        assert outbox.next(1.0) is None
    outbox.received(1)
    rev, taken = outbox.next(2.0)
    assert rev == IN_FLIGHT + 1
    assert {student for student, _ in taken} == set(marked)
    assert outbox.next(2.0) is None


def test_nobody_is_silent_who_owes_nothing():
    outbox = Outbox()
    assert not outbox.is_silent(1e9)
    outbox.changes.mark("ann")
    outbox.next(0.0)
    assert not outbox.is_silent(1e9)
    outbox.changes.mark("ann")
    outbox.next(0.0)
    assert not outbox.is_silent(SILENCE)
    assert outbox.is_silent(SILENCE + 0.001)
    outbox.received(1)
    assert not outbox.is_silent(1e9)
