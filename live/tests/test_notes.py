"""Markers and counts of a lesson: all of its teachers come to the same, in whatever order."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from live.notes import Notes
from live.protocol import MARKERS, WINDOWS, Window

markers = st.integers(0, 5000)
windows = st.integers(1, 60).map(lambda number: Window(30 * number, 27, 0, 0, 5, 15))
notes = st.lists(markers | windows, max_size=200)


def taken(some):
    kept = Notes()
    for one in some:
        kept.take(one)
    return kept.told()


@given(notes, st.integers())
def test_the_order_in_which_they_come_does_not_matter(some, seed):
    assert taken(some) == taken(Random(seed).sample(some, len(some)))


@given(notes)
def test_each_is_kept_once_in_order_and_at_most_so_many(some):
    told = taken(some)
    seconds = {one for one in some if isinstance(one, int)}
    assert told.markers == tuple(sorted(seconds)[:MARKERS])
    moments = {one.at for one in some if isinstance(one, Window)}
    assert tuple(one.at for one in told.windows) == tuple(sorted(moments)[-WINDOWS:])


@given(notes)
def test_only_what_is_new_is_news(some):
    kept = Notes()
    for one in some:
        before = kept.told()
        assert kept.take(one) == (kept.told() != before)
        assert not kept.take(one)
    assert bool(kept) == bool(some)


def test_of_one_moment_the_first_count_that_is_heard_stays():
    kept = Notes()
    first = Window(30, 9, 0, 0, 0, 5)
    assert kept.take(first)
    assert not kept.take(Window(30, 10, 0, 0, 0, 10))
    assert kept.windows == (first,)
