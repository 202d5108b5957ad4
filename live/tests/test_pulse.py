"""Counts of a class give away no group of one to four, however they are put together."""

from collections import Counter, defaultdict
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.presence import GONE_AFTER, Presence
from live.protocol import FEWEST, WINDOW_SECONDS, Window
from live.pulse import PUNCTUAL, STALE_AFTER, due, told, window

LOOKS = ("help", "alert", "confused", "focused")
GROUPS = (*LOOKS, "other")
MOST = 20
"""The largest class of which every possible look is tried; at larger ones the steps repeat."""


def looks_of(here):
    """Every way in which so many students may look: how many in each of the groups."""
    for bars in combinations(range(here + len(GROUPS) - 1), len(GROUPS) - 1):
        ends = (-1, *bars, here + len(GROUPS) - 1)
        yield tuple(b - a - 1 for a, b in pairwise(ends))


def tell(counts):
    return told(30, sum(counts), Counter(dict(zip(GROUPS, counts, strict=True))))


SETS = [group for size in range(1, len(GROUPS)) for group in combinations(range(len(GROUPS)), size)]
"""Every part of a class that is made of groups, complements included; the whole is ``here``."""


def sizes_by(tell):
    """Of everything that may be told: how large each part of the class may be then."""
    sizes = defaultdict(lambda: [set() for _ in SETS])
    for here in range(MOST + 1):
        for counts in looks_of(here):
            for part, known in zip(SETS, sizes[tell(counts)], strict=True):
                known.add(sum(counts[group] for group in part))
    return sizes


def is_safe(sizes):
    """Whether of no part its size is known, but in whole steps.

    So no group of one to four is. Nor is it known of any part that it changed by one to four from
    one count to another, since a difference is known only where both sizes are.
    """
    return all(len(known) > 1 or known <= STEPS for parts in sizes.values() for known in parts)


STEPS = set(range(0, MOST + 1, FEWEST))


@pytest.fixture(scope="module")
def possible():
    return sizes_by(tell)


def test_no_part_of_a_class_can_be_computed_but_in_whole_steps(possible):
    assert len(possible) > MOST
    assert is_safe(possible)


@pytest.mark.parametrize(
    "careless",
    [
        lambda counts: counts,
        # Exact from five on: the complement of a large group is known.
        lambda counts: (sum(counts), [count if count >= FEWEST else None for count in counts]),
        # In steps, but for everybody: where all steps are full the rest is known.
        lambda counts: (sum(counts), [count // FEWEST for count in counts]),
    ],
)
def test_the_same_proof_finds_fault_with_less_care(careless):
    assert not is_safe(sizes_by(lambda counts: str(careless(counts))))


def test_fewer_than_five_tell_only_how_many_they_are(possible):
    for counted in possible:
        if counted.here < FEWEST:
            assert counted == Window(30, counted.here, 0, 0, 0, 0)


def test_something_is_told_of_larger_classes():
    assert tell((0, 1, 6, 20, 0)) == Window(30, 27, 0, 0, 5, 20)
    assert tell((5, 10, 0, 0, 0)) == Window(30, 15, 5, 10, 0, 0)


# What is counted

states = st.sampled_from(["focused", "confused", "alert", "unclear", "paused", "arriving", "gone"])
ones = st.tuples(states, st.booleans(), st.floats(0, 2 * GONE_AFTER))


def presence(state, asks, silence, now=1000.0):
    one = Presence("0a1b2c3d4e5f", 1, state, "", now - 100, now - silence)
    one.help = now - 50 if asks else None
    return one


@given(st.lists(ones, max_size=40))
def test_everybody_who_is_heard_counts_once(people):
    counted = window(60, [presence(*one) for one in people], 1000.0)
    heard = [one for one in people if one[0] != "gone" and one[2] < STALE_AFTER]
    assert counted.here == len(heard)
    asking = [one for one in heard if one[1]]
    assert counted.help <= len(asking) < counted.help + FEWEST
    for state in ("alert", "confused", "focused"):
        so = [one for one in heard if one[0] == state and not one[1]]
        assert getattr(counted, state) <= len(so) < getattr(counted, state) + FEWEST


@given(st.floats(0, 86_400))
def test_a_moment_is_counted_when_it_comes_or_not_at_all(age):
    at = due(age)
    past = age % WINDOW_SECONDS
    if at is None:
        assert age < WINDOW_SECONDS or past > PUNCTUAL - 0.001
    else:
        assert at % WINDOW_SECONDS == 0
        assert 0 < at <= age < at + PUNCTUAL
