"""What is kept of teachers' acts about one student, whatever happens in whatever order."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from live.care import APART, OPEN_FOR, Care
from live.presence import GONE_AFTER, Presence
from live.protocol import Acknowledge, CheckIn, Concern, Need, Signal, Snooze

KEY = "0a1b2c3d4e5f"

needs = st.sampled_from(get_args(Need))
concerns = st.sampled_from(get_args(Concern))
acts = (
    st.builds(Acknowledge, st.just(KEY), needs, st.booleans())
    | st.builds(Snooze, st.just(KEY), concerns, st.booleans())
    | st.just(CheckIn(KEY))
)
answers = st.sampled_from(["fine", "lost", "not_now"])
LOOKS = [
    ("paused", "by_student"),
    ("focused", "facing_screen"),
    ("confused", "brow_and_tilt"),
    ("alert", "gaze_away"),
]
looks = st.sampled_from(LOOKS).map(lambda look: Signal(1, "everything", *look, 0.0))
happenings = st.one_of(
    acts,
    st.just("acknowledge"),
    looks,
    answers,
    st.booleans(),
    st.sampled_from(["leave", "return", "take back"]),
)
stories = st.lists(st.tuples(happenings, st.floats(0.1, 200)), min_size=5, max_size=30)


def arriving(now):
    return Presence.arriving(KEY, 1, "getting_ready", now)


def happen(presence, what, now):
    """Let it happen as a hub would; the presence afterwards."""
    match what:
        case Acknowledge() | Snooze() | CheckIn():
            if presence.objection(what, now) is None:
                presence.act(what, now)
        case Signal():
            presence.signal(what, now, 0.0)
        case bool():
            presence.ask(what, now)
        case _:
            return HAPPENINGS.get(what, answer)(presence, what, now)
    return presence


def acknowledge(presence, _, now):
    """All that is needed."""
    for need in presence.needs:
        presence.act(Acknowledge(KEY, need, seen=True), now)
    return presence


def leave(presence, _, now):
    presence.leave("left", now)
    return presence


def come_back(presence, _, now):
    again = arriving(now)
    again.follow(presence)
    return again


def take_back(presence, _, now):
    presence.take_back(now)
    return presence


def answer(presence, what, now):
    presence.answer(what, now)
    return presence


HAPPENINGS = {
    "acknowledge": acknowledge,
    "leave": leave,
    "return": come_back,
    "take back": take_back,
}


@given(stories)
def test_what_was_seen_is_needed_or_was_when_it_was_last_known(story):
    presence, now = arriving(0.0), 0.0
    for what, pause in story:
        now += pause
        presence = happen(presence, what, now)
        seen = presence.care.acknowledged
        if presence.state not in {"arriving", "gone"}:
            assert seen <= presence.needs
        assert ("help" in seen) <= (presence.help is not None)


@given(stories)
def test_what_is_told_of_it_is_what_is_kept(story):
    presence, now = arriving(0.0), 0.0
    for what, pause in story:
        now += pause
        presence = happen(presence, what, now)
        care, told = presence.care, Care.of(presence.tile(now, full=False).acts, now)
        assert (told.acknowledged, told.snoozed) == (care.acknowledged, care.snoozed)
        assert (told.asked is None, told.answer) == (care.asked is None, care.answer)
        if care.asked is not None:
            assert abs(told.asked - care.asked) < 0.01


@given(stories)
def test_a_snooze_stays_until_it_is_ended_or_all_is_taken_back(story):
    presence, now, snoozed = arriving(0.0), 0.0, set()
    for what, pause in story:
        now += pause
        before = presence.state
        presence = happen(presence, what, now)
        if isinstance(what, Snooze):
            snoozed = (snoozed | {what.reason}) if what.snoozed else snoozed - {what.reason}
        if what == "take back" or (presence.state == "paused" != before):
            snoozed = set()
        assert presence.care.snoozed == snoozed


@given(stories)
def test_check_ins_of_one_student_are_apart(story):
    presence, now, asked = arriving(0.0), 0.0, None
    for what, pause in story:
        now += pause
        presence = happen(presence, what, now)
        if presence.care.asked is None:
            asked = None
        elif asked != presence.care.asked:
            assert asked is None or presence.care.asked - asked >= APART
            asked = presence.care.asked


def test_nobody_is_asked_again_before_the_answer_or_two_minutes():
    presence = arriving(0.0)
    presence.act(CheckIn(KEY), 0.0)
    for now in (APART, OPEN_FOR - 1):
        presence.heard = now
        assert presence.objection(CheckIn(KEY), now) == "pending"
    presence.heard = OPEN_FOR
    assert presence.objection(CheckIn(KEY), OPEN_FOR) is None
    presence.act(CheckIn(KEY), OPEN_FOR)
    assert presence.answer("fine", OPEN_FOR + 1)
    assert presence.objection(CheckIn(KEY), OPEN_FOR + APART - 0.1) == "pending"
    assert presence.objection(CheckIn(KEY), OPEN_FOR + APART) is None


def test_who_is_gone_or_as_good_as_gone_cannot_be_asked():
    presence = arriving(0.0)
    assert presence.objection(CheckIn(KEY), GONE_AFTER) is None
    assert presence.objection(CheckIn(KEY), GONE_AFTER + 0.1) == "not_here"
    presence.leave("left", 1.0)
    assert presence.objection(CheckIn(KEY), 1.0) == "not_here"


def test_lost_asks_for_help_also_where_nobody_asked():
    presence = arriving(0.0)
    assert not presence.answer("lost", 5.0)
    assert presence.help == 5.0
    presence.act(CheckIn(KEY), 6.0)
    assert presence.answer("lost", 7.0)
    assert (presence.help, presence.care.answer) == (5.0, "lost")
