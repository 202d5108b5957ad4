"""Every message: what is taken, what is refused and how, and that nothing else can happen."""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classrooms.models import EXEMPTIONS
from live import protocol
from live.protocol import CAMERA_FREE, Close, Cues, Policy, Refused, Signal
from live.tests.strategies import signals, transitions

GOLDEN = Path(__file__).parents[2] / "tests/golden"

DIRECTIONS = {
    "student": protocol.FromStudent,
    "teacher": protocol.FromTeacher,
    "to_student": protocol.ToStudent,
    "to_teacher": protocol.ToTeacher,
}

PARSERS = {"student": protocol.parse_student, "teacher": protocol.parse_teacher}


def classes_of(direction):
    return get_args(DIRECTIONS[direction]) or (DIRECTIONS[direction],)


def tags_of(direction):
    return {cls.__struct_config__.tag for cls in classes_of(direction)}


def golden(direction):
    return sorted((GOLDEN / direction).glob("*.json"))


def taken(direction, text):
    if direction in PARSERS:
        return PARSERS[direction](text)
    return msgspec.json.decode(text, type=DIRECTIONS[direction])


ACCEPTED = [
    pytest.param(direction, message, id=f"{direction}-{path.stem}-{number}")
    for direction in DIRECTIONS
    for path in golden(direction)
    for number, message in enumerate(json.loads(path.read_text())["accepted"])
]
REFUSED = [
    pytest.param(direction, case["message"], case["close"], id=f"{direction}-{path.stem}-{number}")
    for direction in PARSERS
    for path in golden(direction)
    for number, case in enumerate(json.loads(path.read_text())["refused"])
]
UNSAID = [
    pytest.param(direction, case["message"], id=f"{direction}-{path.stem}-{number}")
    for direction in sorted(DIRECTIONS.keys() - PARSERS)
    for path in golden(direction)
    for number, case in enumerate(json.loads(path.read_text())["refused"])
]
"""What the server could not say if it tried."""

ALLOWANCES = json.loads((GOLDEN / "allowances.json").read_text())
TEXTS = [(case["text"], case["close"]) for case in json.loads((GOLDEN / "texts.json").read_text())]


# Golden messages


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_every_message_has_a_golden_file_and_every_golden_file_a_message(direction):
    assert {path.stem for path in golden(direction)} == tags_of(direction)


def test_no_golden_file_lies_elsewhere():
    known = {path for direction in DIRECTIONS for path in golden(direction)}
    others = {GOLDEN / "texts.json", GOLDEN / "allowances.json"}
    assert set(GOLDEN.rglob("*.json")) == known | others


@pytest.mark.parametrize(("direction", "message"), ACCEPTED)
def test_an_accepted_message_comes_back_as_it_was(direction, message):
    back = json.loads(protocol.encode(taken(direction, json.dumps(message))))
    assert back == message
    assert list(back) == list(message)


@pytest.mark.parametrize(("direction", "message"), ACCEPTED)
def test_a_golden_file_holds_messages_of_its_own_name(direction, message):
    assert (GOLDEN / direction / f"{message['type']}.json").exists()


@pytest.mark.parametrize(("direction", "message"), ACCEPTED)
def test_an_unknown_key_is_refused_in_every_message(direction, message):
    with pytest.raises((Refused, msgspec.ValidationError)):
        taken(direction, json.dumps({**message, "pixels": [1]}))


@pytest.mark.parametrize(("direction", "message", "close"), REFUSED)
def test_a_refused_message_is_refused_with_its_code(direction, message, close):
    with pytest.raises(Refused) as refused:
        taken(direction, json.dumps(message))
    assert refused.value.close == close
    assert refused.value.detail


@pytest.mark.parametrize(("direction", "message"), UNSAID)
def test_the_server_says_nothing_that_browsers_refuse(direction, message):
    with pytest.raises(msgspec.ValidationError):
        taken(direction, json.dumps(message))


@pytest.mark.parametrize(("text", "close"), TEXTS)
def test_a_text_that_is_no_message_is_refused_with_its_code(text, close):
    with pytest.raises(Refused) as refused:
        protocol.parse_student(text)
    assert refused.value.close == close
    assert refused.value.detail


@pytest.mark.parametrize("text", [text for text, _ in TEXTS])
def test_a_text_that_is_no_message_is_refused_of_a_teacher_too(text):
    with pytest.raises(Refused):
        protocol.parse_teacher(text)


def test_nobody_may_say_what_only_another_may():
    for direction, other in [("student", "teacher"), ("teacher", "student")]:
        for param in ACCEPTED:
            if param.values[0] == other:
                with pytest.raises(Refused):
                    taken(direction, json.dumps(param.values[1]))


# Any text at all

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
spoilt = st.builds(
    lambda message, key, value: json.dumps({**message, key: value}),
    st.sampled_from([param.values[1] for param in ACCEPTED if param.values[0] in PARSERS]),
    st.sampled_from(["type", "seq", "state", "cues", "transitions", "rev", "asked", "since"])
    | st.text(),
    anything,
)
any_text = (
    st.text() | st.text(st.characters(exclude_categories=())) | anything.map(json.dumps) | spoilt
)


def taken_or_refused(parse, text):
    try:
        return parse(text)
    except Refused as refused:
        return refused


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@given(text=any_text)
@example(text='"\ud800"')
@example(text='{"type":"help","asked":true,"\\ud83d":1}')
def test_any_text_is_taken_or_refused_and_never_anything_else(parse, text):
    outcome = taken_or_refused(parse, text)
    if isinstance(outcome, Refused):
        error = protocol.Error(outcome.close.error, outcome.detail)
        assert msgspec.json.decode(protocol.encode(error), type=protocol.Error) == error
    else:
        assert parse(protocol.encode(outcome)) == outcome


@given(signal=signals())
def test_a_signal_that_is_encoded_parses_back_equal(signal):
    assert protocol.parse_student(protocol.encode(signal)) == signal


# Limits


def test_the_longest_signal_fits():
    cues = Cues(
        2.2250738585072014e-308, -2.2250738585072014e-308, 1.7976931348623157e-308, "centred", 4
    )
    for state, reasons in protocol.REASONS.items():
        reason = max(reasons, key=len)
        signal = Signal(2**53 - 1, "self_report", state, reason, 12345.678901234567, cues)
        text = protocol.encode(signal)
        assert len(text.encode()) <= protocol.MAX_BYTES
        assert protocol.parse_student(text) == signal


@given(st.lists(transitions(), min_size=protocol.HISTORY_CHUNK, max_size=protocol.HISTORY_CHUNK))
def test_a_full_chunk_of_history_fits(chunk):
    history = protocol.History(chunk)
    text = protocol.encode(history)
    assert len(text.encode()) <= protocol.MAX_BYTES
    assert protocol.parse_student(text) == history


def test_the_longest_chunk_of_history_fits():
    pairs = [(s, r) for s, reasons in protocol.TILE_REASONS.items() for r in reasons]
    state, reason = max(pairs, key=lambda pair: len(pair[0] + pair[1]))
    past = protocol.Transition(state, reason, 12345.678901234567)
    text = protocol.encode(protocol.History([past] * protocol.HISTORY_CHUNK))
    assert len(text.encode()) <= protocol.MAX_BYTES
    protocol.parse_student(text)


@pytest.mark.parametrize("filler", [" ", "é", "😀"])
def test_the_limit_counts_bytes_of_utf_8(filler):
    def padded(size):
        frame = '{"type":"help","asked":true}'
        room = size - len(frame.encode())
        width = len(filler.encode())
        return frame[:-1] + " " * (room % width) + filler * (room // width) + "}"

    assert len(padded(protocol.MAX_BYTES).encode()) == protocol.MAX_BYTES
    fits = taken_or_refused(protocol.parse_student, padded(protocol.MAX_BYTES))
    assert getattr(fits, "close", None) != Close.TOO_LONG
    long = taken_or_refused(protocol.parse_student, padded(protocol.MAX_BYTES + 1))
    assert getattr(long, "close", None) == Close.TOO_LONG


# What a class looks at, and what a student leaves out


def cues_of(**measured):
    nothing = {"brow": None, "tilt": None, "smile": None, "gaze": None, "faces": None}
    return Cues(**{**nothing, **measured})


def signal_of(state, reason, cues):
    return Signal(1, "everything", state, reason, 0.0, cues)


ANALYSES = get_args(protocol.Analysis)
WORDS = get_args(protocol.Exemption)
POLICIES = [
    Policy(analysis, exempt, asks_first)
    for analysis in ANALYSES
    for asks_first in (False, True)
    for count in range(len(WORDS) + 1)
    for exempt in combinations(WORDS, count)
]
EVERY_STATE = [(state, reason) for state in protocol.REASONS for reason in protocol.REASONS[state]]


FACE = {"brow": 0.0, "tilt": 0.0, "smile": 0.0}
CUES = {
    "no cues": None,
    "nothing measured": cues_of(),
    "gaze": cues_of(gaze="away"),
    "faces": cues_of(faces=1),
    **{name: cues_of(**{name: value}) for name, value in FACE.items()},
}


def permitted(policy, consented, state, reason, cues):
    """The rule once more, as a table would have it."""
    if policy.analysis == "self_report" or not consented:
        return state in {"no_camera", "paused"} and cues == "no cues"
    gone = set(policy.exempt)
    if policy.analysis == "attention" or gone & {"brow", "tilt", "gaze"}:
        gone |= {"confused", *FACE}
    if "gaze" in policy.exempt:
        gone |= {"focused", "gaze_away"}
    if "faces" in policy.exempt:
        gone |= {"no_face", "multiple_faces"}
    if policy.asks_first:
        gone |= {"brow_and_tilt", *FACE}
    return gone.isdisjoint({state, reason, cues})


@pytest.mark.parametrize("consented", [True, False])
@pytest.mark.parametrize("policy", POLICIES, ids=str)
def test_class_consent_and_exemptions_allow_what_they_say_and_nothing_more(policy, consented):
    for state, reason in EVERY_STATE:
        for name, cues in CUES.items():
            allowed = protocol.allows(policy, consented, signal_of(state, reason, cues))
            assert allowed == permitted(policy, consented, state, reason, name), (reason, name)


@pytest.mark.parametrize("policy", POLICIES, ids=str)
def test_there_is_always_something_to_say(policy):
    """Where all else is left out, a page says just that."""
    for consented in (True, False):
        said = [one for one in EVERY_STATE if protocol.allows_state(policy, consented, *one)]
        assert ("paused", "by_student") in said
        free = policy.analysis == "self_report" or not consented
        assert free or ("unclear", "not_looked_at") in said
        assert protocol.allows_state(policy, consented, "gone", "left")


@pytest.mark.parametrize("row", ALLOWANCES, ids=lambda row: str(row["policy"]))
def test_both_languages_leave_out_the_same(row):
    policy = msgspec.convert(row["policy"], Policy)
    allows_state, allows = protocol.allows_state, protocol.allows
    left_out = {
        f"{s} {r}" for s, r in EVERY_STATE if not allows_state(policy, row["consented"], s, r)
    }
    assert left_out == set(row["leaves_out"]["states"])
    dark = {
        name
        for name in Cues.__struct_fields__
        if not allows(policy, row["consented"], signal_of("paused", "by_student", CUES[name]))
    }
    assert dark == set(row["leaves_out"]["cues"])


@given(signal=signals())
def test_nobody_without_consent_says_anything_of_a_camera(signal):
    for policy in POLICIES:
        if protocol.allows(policy, False, signal):
            assert signal.state in CAMERA_FREE
            assert signal.cues is None


def test_exemptions_are_those_of_the_database_and_come_once_each_in_their_order():
    assert WORDS == EXEMPTIONS
    for wrong in (("faces", "brow"), ("gaze", "gaze")):
        with pytest.raises(ValueError, match="order"):
            Policy("everything", wrong, False)


# Words


def test_a_concern_is_a_reason_that_calls_for_a_teacher_and_a_need_may_be_help_as_well():
    concerns = get_args(protocol.Concern)
    assert set(concerns) == protocol.REASONS["confused"] | protocol.REASONS["alert"]
    assert get_args(protocol.Need) == ("help", *concerns)


def test_every_state_has_reasons_and_every_reason_a_state():
    assert set(protocol.REASONS) == set(get_args(protocol.State))
    assert all(protocol.REASONS.values())
    assert frozenset().union(*protocol.REASONS.values()) == set(get_args(protocol.Reason))


def test_the_server_adds_states_and_changes_none():
    assert set(protocol.TILE_REASONS) == set(get_args(protocol.TileState))
    assert set(get_args(protocol.State)) < set(get_args(protocol.TileState))
    for state, reasons in protocol.REASONS.items():
        assert protocol.TILE_REASONS[state] == reasons
    told = frozenset().union(*protocol.TILE_REASONS.values())
    assert told == set(get_args(protocol.TileReason))


@given(signal=signals())
def test_a_state_has_no_reason_of_another(signal):
    for state, reasons in protocol.REASONS.items():
        text = protocol.encode(msgspec.structs.replace(signal, state=state))
        if signal.reason in reasons:
            protocol.parse_student(text)
        else:
            with pytest.raises(Refused) as refused:
                protocol.parse_student(text)
            assert refused.value.close == Close.INVALID


def test_every_close_code_has_a_sentence_of_its_own_that_fits_into_a_close_frame():
    assert set(protocol.CLOSE_REASONS) == set(Close)
    assert len({close.reason for close in Close}) == len(Close)
    for close in Close:
        assert 4000 <= close <= 4999
        assert 0 < len(close.reason.encode()) <= 123


def test_every_close_code_has_an_error_that_goes_before_it():
    for close in Close:
        assert close.error in get_args(protocol.ErrorCode)


def test_the_module_lists_every_message():
    listed = dict(re.findall(r"^(\w+ -> \w+) +(.+)$", protocol.__doc__, flags=re.MULTILINE))
    assert {head: set(words.split(", ")) for head, words in listed.items()} == {
        "Student -> server": tags_of("student"),
        "Server -> student": tags_of("to_student"),
        "Teacher -> server": tags_of("teacher"),
        "Server -> teacher": tags_of("to_teacher"),
    }
