"""A feed notices what it missed of a hub, and asks until it was told."""

import pytest

from live.feed import CALL_EVERY, Feed
from live.presence import GONE_AFTER, Presence
from live.relay import Frame, Standing

KEY = "0a1b2c3d4e5f"


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 1000.0

        def monotonic(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr("live.feed.time", clock)
    return clock


@pytest.fixture
def feed(clock):
    """It was told everything of one hub up to rev 7."""
    feed = Feed()
    feed.lesson = 1
    assert not feed.fold(frame(7, full=True), frozenset({KEY}))
    return feed


def frame(rev, full=False, lesson=1, revision=5):
    tile = Presence.arriving(KEY, 1, "getting_ready", 0.0).tile(0.0, full)
    return Frame(1, lesson, revision, "hub", rev, full, [tile])


def standing(rev, lesson=1):
    return Standing(1, lesson, "hub", rev)


def fold(feed, frame):
    return feed.fold(frame, frozenset({KEY}))


def test_frames_in_order_are_never_asked_about(feed):
    assert not any(fold(feed, frame(rev)) for rev in (8, 9, 10))
    assert not feed.check(standing(10))


def test_a_gap_and_a_hub_it_never_heard_of_are_asked_about(feed):
    assert fold(feed, frame(9))
    assert feed.fold(Frame(1, 1, 5, "another hub", 3, False, []), frozenset())


def test_a_frame_that_was_lost_at_the_end_shows_in_the_standing(feed):
    assert feed.check(standing(8))


def test_a_gap_is_asked_about_at_most_so_often_and_until_it_is_filled(feed, clock):
    assert fold(feed, frame(9))
    assert not fold(feed, frame(11))
    assert not feed.check(standing(11))
    clock.now += CALL_EVERY
    assert fold(feed, frame(12))
    clock.now += CALL_EVERY
    assert feed.check(standing(12))
    assert not fold(feed, frame(13, full=True))
    clock.now += CALL_EVERY
    assert not feed.check(standing(13))
    assert not fold(feed, frame(14))


def test_a_frame_that_comes_late_or_twice_is_not_folded_over_what_came_since(feed, clock):
    assert fold(feed, frame(9))
    assert not fold(feed, frame(10, full=True))
    feed.picture[KEY].ask(True, 0.0)
    assert not any(fold(feed, frame(rev, full)) for rev in (8, 10) for full in (False, True))
    assert feed.picture[KEY].help is not None
    clock.now += CALL_EVERY
    assert not feed.check(standing(10))


def test_frames_of_another_lesson_and_of_strangers_are_not_folded(feed):
    other = Feed()
    other.lesson = 2
    assert not fold(other, frame(1))
    assert not other.fold(frame(1, full=True, lesson=2), frozenset())
    assert not other.picture
    assert set(feed.picture) == {KEY}


def test_a_frame_from_before_something_was_taken_back_is_asked_about_and_not_folded(feed):
    feed.clear()
    feed.since = 6
    late = frame(8, full=True, revision=5)
    assert feed.fold(late, frozenset({KEY}))
    assert not feed.picture
    assert not feed.fold(frame(9, full=True, revision=6), frozenset({KEY}))
    assert set(feed.picture) == {KEY}


def test_hubs_that_are_heard_no_more_are_forgotten_and_the_others_are_not(feed, clock):
    for number in range(100):
        clock.now += 5
        assert not fold(feed, frame(8 + number))
        feed.fold(Frame(1, 1, 5, f"hub of a moment {number}", 1, False, []), frozenset())
        feed.sweep()
        assert len(feed._hubs) <= 2 + GONE_AFTER / 5
    clock.now += GONE_AFTER + 1
    assert not feed.check(standing(107))
    feed.sweep()
    assert list(feed._hubs) == ["hub"]
