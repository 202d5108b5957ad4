"""Whatever one browser sends: an answer in words, and nobody else notices anything."""

import json
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from websockets.exceptions import ConnectionClosed

from live.pace import BURST
from live.protocol import HISTORY_CHUNK, HISTORY_LENGTH, MAX_BYTES, REASONS, Close
from tests.wire import CUES, Wire

GOLDEN = Path(__file__).parents[2] / "tests/golden"
PAST = {"state": "focused", "reason": "facing_screen", "age": 1.0}


def refused_by(speaker):
    """Every golden text that this speaker must not say, and the code of its close."""
    for path in sorted((GOLDEN / speaker).glob("*.json")):
        for number, case in enumerate(json.loads(path.read_text())["refused"]):
            text = json.dumps(case["message"])
            yield pytest.param(text, case["close"], id=f"{path.stem}-{number}")


TEXTS = [
    pytest.param(case["text"], case["close"], id=f"text-{number}")
    for number, case in enumerate(json.loads((GOLDEN / "texts.json").read_text()))
]


class Others:
    """The teacher and another student, while someone misbehaves."""

    def __init__(self, teacher, neighbour, key):
        self.teacher, self.neighbour, self.key = teacher, neighbour, key

    def heard_of(self, enrolment):
        """Everything the teacher was told of someone up to now.

        The neighbour's next signal reaches the teacher through the same hub and so after
        anything that was said before it.
        """
        seq = self.neighbour.signal()
        self.teacher.hear_tile(self.key, seq=seq)
        frames = [message["tiles"] for message in self.teacher.heard if message["type"] == "tiles"]
        return [tile for frame in frames for tile in frame if tile["student"] == enrolment.key]

    def were_told_nothing_of(self, enrolment):
        """Nothing but that the student came and went."""
        for tile in self.heard_of(enrolment):
            assert tile["state"] in {"arriving", "gone"}
            assert (tile["seq"], tile["cues"], tile["help"]) == (0, None, None)
            past = [change["state"] for change in tile["history"] or []]
            assert set(past) <= {"arriving", "gone"}
        return True

    def noticed_nothing(self):
        """Neither was told anything that was not meant for them."""
        self.neighbour.last_seq -= 1
        self.neighbour.signal()
        self.neighbour.hear("error")
        told = [message["type"] for message in self.neighbour.heard]
        assert [kind for kind in told if kind != "beat"] == ["welcome", "error"]
        assert {message["type"] for message in self.teacher.heard} <= {"roster", "tiles", "beat"}


@pytest.fixture
def others(product, co_teacher, classroom, enrolment, lesson, new_student):
    """They stay connected and undisturbed, whatever the test does; and the log stays silent."""
    neighbour = new_student("Nora Neighbour")
    log = product.log
    with (
        Wire.teacher(product, co_teacher, classroom) as teacher,
        Wire.student(product, neighbour.student, classroom) as wire,
    ):
        teacher.hear_tile(neighbour.key, state="arriving")
        others = Others(teacher, wire, neighbour.key)
        yield others
        others.heard_of(enrolment)
        others.noticed_nothing()
    assert product.log == log


@pytest.fixture
def culprit(product, classroom, enrolment, others):
    with Wire.student(product, enrolment.student, classroom) as wire:
        yield wire


def is_refused(wire, close, words=None):
    """An error in words comes, then the close."""
    code, detail = wire.closed()
    error = wire.heard[-1]
    assert (code, error["type"], error["code"]) == (close, "error", Close(close).error)
    assert detail == words if words else detail.endswith(".")
    return True


# What is no message of the protocol


@pytest.mark.parametrize(("text", "close"), [*refused_by("student"), *TEXTS])
def test_a_refused_text_closes_the_students_socket_with_its_code(
    culprit, enrolment, others, text, close
):
    culprit.say_text(text)
    assert is_refused(culprit, close)
    assert others.were_told_nothing_of(enrolment)


@pytest.mark.parametrize(("text", "close"), list(refused_by("teacher")))
def test_a_refused_text_closes_the_teachers_socket_with_its_code(
    product, owner, classroom, others, text, close
):
    with Wire.teacher(product, owner, classroom) as wire:
        wire.hear("roster")
        wire.say_text(text)
        assert is_refused(wire, close)


SIGNAL = {
    "type": "signal",
    "seq": 1,
    "analysis": "everything",
    "state": "alert",
    "reason": "no_face",
    "since": 0.0,
}
FOREIGN_TO_A_TEACHER = [
    SIGNAL,
    {"type": "hello", "version": 1, "last_epoch": 0},
    {"type": "help", "asked": True},
    {"type": "nothing"},
    {"type": "tiles", "rev": 1, "tiles": []},
    {"type": "relay", "body": "{}"},
]


@pytest.mark.parametrize("message", FOREIGN_TO_A_TEACHER, ids=lambda message: message["type"])
def test_a_teacher_says_nothing_but_what_was_received(product, owner, classroom, others, message):
    with Wire.teacher(product, owner, classroom) as wire:
        wire.hear("roster")
        wire.say(**message)
        assert is_refused(wire, Close.INVALID)


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b'{"type":"help","asked":true}'])
def test_a_binary_message_is_refused(culprit, enrolment, others, data):
    culprit.say_bytes(data)
    assert is_refused(culprit, Close.BINARY, "Binary messages are not taken.")
    assert others.were_told_nothing_of(enrolment)


def test_a_message_that_is_too_long_is_refused(culprit, enrolment, others):
    help_ = '{"type":"help","asked":true}'
    culprit.say_text(help_ + " " * (MAX_BYTES + 1 - len(help_)))
    assert is_refused(culprit, Close.TOO_LONG, f"A message may have at most {MAX_BYTES} bytes.")
    assert others.were_told_nothing_of(enrolment)


def _say_much_too_much(culprit):
    culprit.say_text(" " * 5 * 1024)
    culprit.hear("error")


def test_a_message_that_is_much_too_long_is_not_even_read(culprit, enrolment, others):
    with pytest.raises(ConnectionClosed):  # with 1009, or by dropping the line
        _say_much_too_much(culprit)
    assert others.were_told_nothing_of(enrolment)


# What is said too often, too early or too late


def test_a_flood_is_cut_off(culprit, enrolment, others):
    with suppress(ConnectionClosed):
        for _ in range(200):
            culprit.say(type="history", transitions=[])
    assert is_refused(culprit, Close.TOO_MANY, "Too many messages in a short time.")
    assert others.were_told_nothing_of(enrolment)


def test_a_burst_is_not_yet_a_flood(culprit, enrolment, others):
    for _ in range(int(BURST) - 5):
        culprit.signal()
    assert others.heard_of(enrolment)[-1]["seq"] == culprit.last_seq


@pytest.mark.parametrize(
    "early",
    [
        {**SIGNAL, "cues": CUES},
        {"type": "help", "asked": True},
        {"type": "history", "transitions": []},
    ],
    ids=lambda message: message["type"],
)
def test_nothing_comes_before_hello(product, classroom, enrolment, others, early):
    path = f"/ws/classes/{classroom.key}/student/"
    with Wire(product, enrolment.student, path) as wire:
        wire.say(**early)
        assert is_refused(wire, Close.INVALID, "The first message must be hello.")
    assert others.heard_of(enrolment) == []


def test_hello_comes_once(culprit, enrolment, others):
    culprit.say(type="hello", version=1, last_epoch=0)
    assert is_refused(culprit, Close.INVALID, "hello comes once.")
    assert others.were_told_nothing_of(enrolment)


def test_history_comes_before_the_first_signal(culprit, enrolment, others):
    seq = culprit.signal()
    culprit.say(
        type="history", transitions=[{**PAST, "state": "confused", "reason": "brow_and_tilt"}]
    )
    assert is_refused(culprit, Close.INVALID, "History comes before the first signal.")
    told = others.heard_of(enrolment)
    assert {tile["seq"] for tile in told} <= {0, seq}
    assert "confused" not in str(told)


def test_no_more_history_is_taken_than_is_kept(culprit, enrolment, others):
    chunk = [{**PAST, "age": 0.001}] * HISTORY_CHUNK
    for _ in range(HISTORY_LENGTH // HISTORY_CHUNK):
        culprit.say(type="history", transitions=chunk)
    culprit.say(type="history", transitions=chunk[:1])
    assert is_refused(culprit, Close.INVALID, "That is more history than is kept.")


# What is well said and not taken: the socket stays


def is_dropped(wire, code):
    """An error comes, in words."""
    error = wire.hear("error")
    assert (error["code"], error["detail"][-1]) == (code, ".")
    return True


@pytest.mark.parametrize("step", [0, -1, -4])
def test_an_old_number_is_dropped(culprit, enrolment, others, step):
    culprit.last_seq = 6
    seq = culprit.signal()
    culprit.last_seq += step - 1
    culprit.signal("alert", "no_face")
    assert is_dropped(culprit, "old_seq")
    told = others.heard_of(enrolment)
    assert "alert" not in str(told)
    culprit.last_seq = seq
    again = culprit.signal("confused", "brow_and_tilt")
    others.teacher.hear_tile(enrolment.key, seq=again, state="confused")


def test_a_signal_under_an_old_policy_is_dropped(culprit, enrolment, others):
    culprit.signal("alert", "no_face", analysis="attention")
    assert is_dropped(culprit, "old_policy")
    assert others.were_told_nothing_of(enrolment)
    seq = culprit.signal()
    others.teacher.hear_tile(enrolment.key, seq=seq, state="focused")


# What a class looks at, whether the student consented, and what must then not pass.
NOT_ALLOWED = [
    ("everything", False, {"state": "focused", "reason": "facing_screen", "cues": None}),
    ("everything", False, {"state": "no_camera", "reason": "by_student", "cues": CUES}),
    ("everything", False, {"state": "camera_off", "reason": "by_student", "cues": None}),
    ("self_report", True, {"state": "alert", "reason": "no_face", "cues": CUES}),
    ("self_report", True, {"state": "hidden", "reason": "other_window", "cues": None}),
    ("attention", True, {"state": "confused", "reason": "brow_and_tilt", "cues": None}),
    ("attention", True, {"state": "focused", "reason": "facing_screen", "cues": CUES}),
]


@pytest.fixture
def someone(product, classroom, lesson, new_student):
    """Opens the socket of a new student of a class that looks at this or that."""

    def open_(analysis, consented):
        classroom.analysis = analysis
        classroom.save()
        enrolment = new_student("Cem Culprit", consent=consented)
        enrolment.student.consents.update(given_at=timezone.now() - timedelta(hours=1))
        return enrolment, Wire.student(product, enrolment.student, classroom)

    return open_


@pytest.mark.parametrize(("analysis", "consented", "said"), NOT_ALLOWED)
def test_what_the_class_or_the_student_does_not_allow_is_dropped(
    someone, product, owner, classroom, analysis, consented, said
):
    enrolment, wire = someone(analysis, consented)
    with wire, Wire.teacher(product, owner, classroom) as teacher:
        teacher.hear_tile(enrolment.key, state="arriving")
        wire.signal(**said, analysis=analysis)
        assert is_dropped(wire, "not_allowed")
        seq = wire.signal("paused", "by_student", analysis=analysis, cues=None)
        teacher.hear_tile(enrolment.key, seq=seq, state="paused")
        told = [frame["tiles"] for frame in teacher.heard if frame["type"] == "tiles"]
        tiles = [tile for tiles in told for tile in tiles]
        assert {tile["state"] for tile in tiles} <= {"arriving", "paused"}
        assert all(tile["cues"] is None for tile in tiles)


@pytest.mark.parametrize(
    ("analysis", "consented", "state"),
    [
        ("everything", False, "focused"),
        ("everything", False, "confused"),
        ("self_report", True, "alert"),
        ("attention", True, "confused"),
    ],
)
def test_a_history_tells_nothing_that_a_signal_could_not(
    someone, product, owner, classroom, lesson, analysis, consented, state
):
    lesson.started_at -= timedelta(minutes=5)
    lesson.save()
    reason = min(REASONS[state])
    enrolment, wire = someone(analysis, consented)
    with wire, Wire.teacher(product, owner, classroom) as teacher:
        teacher.hear_tile(enrolment.key, state="arriving")
        past = {"state": state, "reason": reason, "age": 60.0}
        allowed = {"state": "no_camera", "reason": "by_student", "age": 50.0}
        wire.say(type="history", transitions=[past, allowed])
        seq = wire.signal("no_camera", "by_student", analysis=analysis, cues=None)
        teacher.hear_tile(enrolment.key, seq=seq)
        with Wire.teacher(product, owner, classroom) as late:
            history = late.hear_tile(enrolment.key)["history"]
    states = [change["state"] for change in history]
    assert "no_camera" in states[:-1]
    assert state not in states
