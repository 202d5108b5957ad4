"""One student's connection: whoever follows it by its tiles knows what it knows."""

from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from live.changes import Changes
from live.presence import Presence
from live.protocol import (
    HISTORY_LENGTH,
    HISTORY_SECONDS,
    REASONS,
    TILE_REASONS,
    Cues,
    Signal,
    Transition,
)
from live.tests.strategies import signals, transitions

KEY = "0a1b2c3d4e5f"
START = 10_000.0
"""When the lesson began, on the clock of these tests."""

# Whole seconds, so that rounding an age to hundredths loses nothing and equal means equal.
whole = st.integers(0, 900).map(float)


def signal_of(state, seq=1, since=0.0, cues=None, reason=None):
    return Signal(seq, "everything", state, reason or min(REASONS[state]), since, cues)


@dataclass
class Follower:
    """Whoever hears of the student only by tiles: a feed, or behind it a teacher's browser."""

    presence: Presence | None = None
    changes: Changes = field(default_factory=Changes)

    def fold(self, tile, now):
        if self.presence is None:
            self.presence = Presence.of(tile, now)
            self.changes.mark(KEY, True, True)
        elif (moved := self.presence.fold(tile, now)) is not None:
            self.changes.mark(KEY, moved, tile.history is not None)


class Chain:
    """Hub -> feed -> browser, each told by the one before, merged as the engine merges."""

    def __init__(self):
        self.now = START
        self.seq = 0
        self.hub = Presence.arriving(KEY, 1, "getting_ready", self.now)
        self.changes = Changes()
        self.changes.mark(KEY, full=True)
        self.feed, self.browser = Follower(), Follower()
        self.tell_feed()
        self.tell_browser()

    def wait(self, seconds):
        self.now += seconds

    def signal(self, state, reason, since):
        if self.hub.state == "gone":
            self.rejoin()
        self.seq += 1
        signal = signal_of(state, self.seq, since, reason=reason)
        self.changes.mark(KEY, self.hub.signal(signal, self.now, START))

    def ask(self, asked):
        self.hub.ask(asked, self.now)
        self.changes.mark(KEY)

    def leave(self, reason):
        self.hub.leave(reason, self.now)
        self.changes.mark(KEY, moved=True)

    def rejoin(self):
        before, self.seq = self.hub, 0
        before.leave("lost", self.now)
        self.hub = Presence.arriving(KEY, before.epoch + 1, "getting_ready", self.now)
        self.hub.follow(before)
        self.changes.mark(KEY, full=True)

    def tell_feed(self):
        for _, full in self.changes.take():
            self.feed.fold(self.hub.tile(self.now, full), self.now)

    def tell_browser(self):
        for _, full in self.feed.changes.take():
            self.browser.fold(self.feed.presence.tile(self.now, full), self.now)


some_signal = st.sampled_from(sorted(REASONS)).flatmap(
    lambda state: st.tuples(
        st.just("signal"),
        st.just(state),
        st.sampled_from(sorted(REASONS[state])),
        whole,
    )
)
events = st.lists(
    st.tuples(st.just("wait"), whole)
    | some_signal
    | some_signal
    | st.tuples(st.just("ask"), st.booleans())
    | st.tuples(st.just("leave"), st.sampled_from(["left", "lost"]))
    | st.just(("rejoin",))
    | st.just(("tell_feed",))
    | st.just(("tell_feed",))
    | st.just(("tell_browser",)),
    max_size=120,
)


@given(events=events)
@settings(max_examples=300)
def test_old_state_and_events_make_the_fresh_state(events):
    chain = Chain()
    for name, *args in events:
        getattr(chain, name)(*args)
    chain.tell_feed()
    chain.tell_browser()
    fresh = chain.hub.tile(chain.now, full=True)
    assert chain.feed.presence.tile(chain.now, full=True) == fresh
    assert chain.browser.presence.tile(chain.now, full=True) == fresh
    assert Presence.of(fresh, chain.now).tile(chain.now, full=True) == fresh


@given(events=events)
def test_a_history_is_bounded_ordered_and_ends_with_the_present(events):
    chain = Chain()
    for name, *args in events:
        getattr(chain, name)(*args)
        tile = chain.hub.tile(chain.now, full=True)
        ages = [past.age for past in tile.history]
        assert 1 <= len(ages) <= HISTORY_LENGTH
        assert ages == sorted(ages, reverse=True)
        assert (tile.history[-1].state, tile.history[-1].reason) == (tile.state, tile.reason)
        assert tile.history[-1].age == tile.since
        # What was in force when the window began is the only older one.
        assert all(age < HISTORY_SECONDS for age in ages[1:])
        assert all(past.reason in TILE_REASONS[past.state] for past in tile.history)
        assert all(chain.now - age >= START for age in ages)


def test_a_history_of_more_than_the_most_keeps_the_newest():
    presence = Presence.arriving(KEY, 1, "getting_ready", START)
    for number in range(HISTORY_LENGTH * 2):
        state = "focused" if number % 2 else "confused"
        presence.signal(signal_of(state, number), START + number, START)
    now = START + HISTORY_LENGTH * 2
    ages = [past.age for past in presence.tile(now, full=True).history]
    assert ages == [float(age) for age in range(HISTORY_LENGTH, 0, -1)]


# Order


@given(
    known=st.tuples(st.integers(1, 9), st.integers(0, 9)),
    told=st.tuples(st.integers(1, 9), st.integers(0, 9)),
    state=st.sampled_from(["focused", "gone", "paused"]),
)
def test_what_is_older_is_ignored_and_nothing_else_is(known, told, state):
    presence = Presence(KEY, known[0], "confused", "brow_and_tilt", START, START, seq=known[1])
    before = presence.tile(START, full=True)
    later = Presence(KEY, told[0], state, min(TILE_REASONS[state]), START, START, seq=told[1])
    changed = presence.fold(later.tile(START, full=True), START)
    if told < known:
        assert changed is None
        assert presence.tile(START, full=True) == before
    else:
        assert changed is True
        assert presence.state == state


def test_a_late_gone_of_an_older_connection_is_ignored():
    old = Presence.arriving(KEY, 7, "getting_ready", START)
    old.signal(signal_of("focused", 900), START, START)
    new = Presence.arriving(KEY, 8, "getting_ready", START + 1)
    follower = Presence.of(new.tile(START + 1, full=True), START + 1)
    old.leave("left", START + 2)
    assert follower.fold(old.tile(START + 2, full=True), START + 2) is None
    assert follower.state == "arriving"


# A pause, and other things that must not be told again


@given(events=events)
def test_a_pause_takes_back_what_was_told_before_it(events):
    chain = Chain()
    for name, *args in events:
        getattr(chain, name)(*args)
    if chain.hub.state == "gone":
        chain.rejoin()
    chain.signal("focused", "facing_screen", 0.0)
    chain.signal("paused", "by_student", 0.0)
    chain.tell_feed()
    chain.tell_browser()
    for presence in (chain.hub, chain.feed.presence, chain.browser.presence):
        history = presence.tile(chain.now, full=True).history
        assert [past.state for past in history] == ["paused"]
        assert presence.was is None


def test_a_pause_that_is_told_by_itself_wipes_the_followers_history():
    hub = Presence.arriving(KEY, 1, "getting_ready", START)
    hub.signal(signal_of("confused"), START, START)
    feed = Presence.of(hub.tile(START, full=True), START)
    hub.signal(signal_of("paused", 2), START + 1, START)
    feed.fold(hub.tile(START + 1, full=False), START + 1)
    assert [change.state for change in feed.history] == ["paused"]


@given(
    past=st.lists(transitions(age=st.floats(0, 2000)), max_size=HISTORY_LENGTH),
    lesson_age=st.floats(0, 1500),
)
@example(past=[Transition("alert", "no_face", 1.25)], lesson_age=0.0)
def test_what_is_recalled_lies_between_the_lessons_start_and_the_sockets_opening(past, lesson_age):
    presence = Presence.arriving(KEY, 1, "getting_ready", START)
    now, earliest = START + 1, START - lesson_age
    presence.recall(past, now, earliest)
    told = list(presence.history)
    assert told[-1].state == "arriving"
    assert all(earliest <= change.at < START for change in told[:-1])
    assert all(change.at == START for change in told[-1:])


@given(begun=st.floats(0, 0.3), lasted=st.floats(1, 3600), drift=st.floats(-1e-4, 1e-4))
def test_a_first_state_is_recalled_however_soon_after_the_start_it_began(begun, lasted, drift):
    """A page says ages in tenths, and its clock is another one."""
    lesson = START - lasted - begun
    age = round((lasted + 1) * (1 + drift), 1)
    presence = Presence.arriving(KEY, 1, "getting_ready", START)
    presence.recall([Transition("focused", "facing_screen", age)], START + 1, lesson)
    first, _ = presence.history
    assert first.state == "focused"
    assert lesson <= first.at < START


@given(signal=signals(), earlier=st.floats(0, 3600))
def test_a_state_does_not_begin_before_the_lesson_or_the_consent(signal, earlier):
    presence = Presence.arriving(KEY, 1, "getting_ready", START - earlier)
    presence.signal(signal, START + 5, START)
    assert presence.since >= START


def test_who_went_is_not_brought_back_by_what_was_overtaken():
    hub = Presence.arriving(KEY, 1, "getting_ready", START)
    hub.signal(signal_of("confused"), START, START)
    overtaken = hub.tile(START, full=False)
    hub.leave("left", START + 1)
    feed = Presence.of(hub.tile(START + 1, full=True), START + 1)
    assert feed.fold(overtaken, START + 1) is None
    assert feed.state == "gone"
    back = Presence.arriving(KEY, 2, "getting_ready", START + 2)
    assert feed.fold(back.tile(START + 2, full=False), START + 2)


unique_past = st.lists(
    transitions(age=whole), max_size=HISTORY_LENGTH, unique_by=lambda past: past.age
)


@given(past=unique_past, cuts=st.lists(st.integers(0, HISTORY_LENGTH)), order=st.randoms())
def test_recalling_in_any_chunks_and_any_order_comes_to_the_same(past, cuts, order):
    now = START + 2
    whole_one, by_parts = (Presence.arriving(KEY, 1, "getting_ready", START) for _ in range(2))
    whole_one.recall(past, now, START - 500)
    edges = sorted({0, len(past), *(cut for cut in cuts if cut < len(past))})
    chunks = [past[a:b] for a, b in pairwise(edges)]
    order.shuffle(chunks)
    for chunk in chunks:
        by_parts.recall(chunk, now, START - 500)
    assert by_parts.tile(now, full=True) == whole_one.tile(now, full=True)


@given(past=unique_past)
def test_a_recalled_pause_takes_back_what_was_before_it(past):
    presence = Presence.arriving(KEY, 1, "getting_ready", START)
    presence.recall(past, START + 1, START - 2000)
    assert "paused" not in [change.state for change in list(presence.history)[1:]]
    pauses = [START + 1 - one.age for one in past if one.state == "paused" and one.age > 1]
    assert all(change.at >= max(pauses) for change in presence.history if pauses)


def test_recalling_replaces_what_the_server_knew_of_the_time_before():
    before = Presence.arriving(KEY, 1, "getting_ready", START)
    before.signal(signal_of("confused"), START + 1, START)
    before.leave("left", START + 2)
    presence = Presence.arriving(KEY, 2, "getting_ready", START + 10)
    presence.follow(before)
    presence.forget_before_joining()
    presence.recall([Transition("confused", "brow_and_tilt", 9.0)], START + 10, START)
    assert [change.state for change in presence.history] == ["confused", "arriving"]


def test_an_open_call_for_help_outlives_a_lost_connection():
    before = Presence.arriving(KEY, 1, "getting_ready", START)
    before.ask(True, START + 1)
    before.leave("lost", START + 2)
    presence = Presence.arriving(KEY, 2, "getting_ready", START + 3)
    presence.follow(before)
    assert presence.tile(START + 4, full=False).help == 3.0


@given(events=events)
def test_what_is_taken_back_is_taken_back_by_every_follower(events):
    chain = Chain()
    for name, *args in events:
        getattr(chain, name)(*args)
    was_gone = chain.hub.state == "gone"
    chain.hub.take_back(chain.now)
    chain.changes.mark(KEY, full=True)
    chain.tell_feed()
    chain.tell_browser()
    fresh = chain.hub.tile(chain.now, full=True)
    assert (fresh.state, fresh.was, fresh.cues) == ("gone" if was_gone else "arriving", None, None)
    assert [past.state for past in fresh.history] == [fresh.state]
    assert chain.browser.presence.tile(chain.now, full=True) == fresh


# Ages


@given(signal=signals(), clock=st.floats(-100, 100_000))
def test_ages_are_never_negative_and_at_most_a_day(signal, clock):
    presence = Presence.arriving(KEY, 1, "getting_ready", START)
    presence.ask(True, START)
    presence.signal(signal, START, START - 90_000)
    tile = presence.tile(START + clock, full=True)
    for age in (tile.since, tile.heard, tile.help, *(past.age for past in tile.history)):
        assert 0 <= age <= 86_400


def test_a_state_that_lasts_keeps_its_beginning_and_a_repeated_call_its_age():
    presence = Presence.arriving(KEY, 1, "getting_ready", START)
    presence.signal(signal_of("focused", 1), START, START)
    presence.ask(True, START)
    assert presence.signal(signal_of("focused", 2, since=1.0), START + 5, START) is False
    presence.ask(True, START + 5)
    tile = presence.tile(START + 5, full=True)
    assert (tile.since, tile.heard, tile.help) == (5.0, 0.0, 5.0)


def test_gone_says_what_was_before_it_and_no_cue():
    presence = Presence.arriving(KEY, 1, "getting_ready", START)
    nothing = Cues(None, None, None, None, None)
    presence.signal(signal_of("confused", cues=nothing), START, START)
    presence.leave("lost", START + 31)
    presence.leave("left", START + 32)
    tile = presence.tile(START + 33, full=False)
    assert (tile.state, tile.reason, tile.was, tile.cues) == ("gone", "lost", "confused", None)
    assert tile.since == 2.0
