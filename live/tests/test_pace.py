"""How fast a socket may speak: a burst, then a steady rate, and never for ever refused."""

from hypothesis import given
from hypothesis import strategies as st

from live.pace import BURST, RATE, Pace

gaps = st.lists(st.floats(0, 5), max_size=300)


@given(st.lists(st.floats(1 / RATE, 60), max_size=300))
def test_whoever_keeps_to_the_rate_is_never_refused(gaps):
    now, pace = 0.0, Pace(0.0)
    for gap in gaps:
        now += gap
        assert pace.allows(now)


@given(gaps=gaps)
def test_no_more_pass_than_the_burst_and_the_rate_together(gaps):
    now, passed, pace = 0.0, 0, Pace(0.0)
    for gap in gaps:
        now += gap
        passed += pace.allows(now)
        assert passed <= BURST + now * RATE + 1e-6


def test_a_burst_passes_at_once_and_one_more_does_not():
    pace = Pace(7.0)
    assert all(pace.allows(7.0) for _ in range(int(BURST)))
    assert not pace.allows(7.0)


@given(st.floats(0, 1e6))
def test_a_long_silence_earns_no_more_than_a_burst(silence):
    pace = Pace(0.0)
    assert sum(pace.allows(silence) for _ in range(int(BURST) * 3)) == int(BURST)
