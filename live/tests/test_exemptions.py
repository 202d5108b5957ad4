"""What a student leaves out is not relayed, whatever is sent, and is taken back once it was."""

import asyncio
from datetime import timedelta
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classrooms.models import Enrolment
from live.consumers import StudentConsumer, TeacherConsumer
from live.protocol import (
    VERSION,
    Beat,
    Hello,
    History,
    Received,
    Tiles,
    ToTeacher,
    encode,
)
from live.rooms import POLL
from live.tests import virtual_time
from live.tests.simulated_layer import Network
from live.tests.simulated_school import QUERY, TEACHER, Process, School, Socket
from live.tests.strategies import signals, transitions
from live.tests.test_protocol import WORDS
from live.tests.test_taken_back import states_told
from tests.wire import CUES, Wire

NO_CUES = dict.fromkeys(CUES)
PAUSED = ("paused", "by_student")

# What must not pass with which exemption: a state with its reason, and cues.
LEFT_OUT = [
    ("brow", "confused", "brow_and_tilt", {}),
    ("tilt", "confused", "brow_and_tilt", {}),
    ("gaze", "confused", "brow_and_tilt", {}),
    ("gaze", "focused", "facing_screen", {}),
    ("gaze", "focused", "head_down", {}),
    ("gaze", "focused", "uncalibrated", {}),
    ("gaze", "alert", "gaze_away", {}),
    ("faces", "alert", "no_face", {}),
    ("faces", "alert", "multiple_faces", {}),
    ("brow", "unclear", "too_dark", {"brow": 0.1}),
    ("brow", "unclear", "too_dark", {"tilt": 1}),
    ("tilt", "unclear", "too_dark", {"smile": 0.1}),
    ("gaze", "unclear", "not_looked_at", {"gaze": "centred"}),
    ("gaze", "unclear", "not_looked_at", {"brow": 0.1}),
    ("faces", "focused", "facing_screen", {"faces": 1}),
]


def leave_out(enrolment, *exempt):
    fields = {f"exempt_{word}": word in exempt for word in WORDS}
    Enrolment.objects.filter(pk=enrolment.pk).update(**fields)


@pytest.fixture
def long_lesson(lesson, enrolment):
    lesson.started_at -= timedelta(minutes=10)
    lesson.save()
    given = lesson.started_at - timedelta(minutes=10)
    enrolment.student.consents.update(given_at=given)
    return lesson


def test_a_student_is_told_what_is_left_out_and_nobody_else_is(
    product, owner, classroom, enrolment, new_student, lesson
):
    ben = new_student("Ben Carter")
    leave_out(enrolment, "faces", "brow")
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
        Wire.student(product, ben.student, classroom) as other,
    ):
        assert student.welcome["policy"] == {
            "analysis": "everything",
            "exempt": ["brow", "faces"],
            "asks_first": False,
        }
        assert other.welcome["policy"] == {
            "analysis": "everything",
            "exempt": [],
            "asks_first": False,
        }
        teacher.hear_tile(enrolment.key, state="arriving")
        assert "exempt" not in str(teacher.heard)


@pytest.mark.parametrize(("word", "state", "reason", "cues"), LEFT_OUT)
def test_what_is_left_out_is_dropped_and_the_socket_stays_open(
    product, owner, classroom, enrolment, lesson, word, state, reason, cues
):
    leave_out(enrolment, word)
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        student.signal(state, reason, cues={**NO_CUES, **cues})
        student.hear("error", code="not_allowed")
        seq = student.signal("unclear", "not_looked_at", cues=NO_CUES)
        teacher.hear_tile(enrolment.key, seq=seq, state="unclear", reason="not_looked_at")
        tiles = [tile for frame in teacher.heard if "tiles" in frame for tile in frame["tiles"]]
        assert {tile["state"] for tile in tiles} <= {"arriving", "unclear"}
        assert all(tile["cues"] in (None, NO_CUES) for tile in tiles)


def test_a_history_tells_nothing_that_is_left_out(
    product, owner, classroom, enrolment, long_lesson
):
    leave_out(enrolment, "gaze")
    told = [
        ("alert", "no_face"),
        ("alert", "gaze_away"),
        ("focused", "head_down"),
        ("unclear", "blurred"),
        ("confused", "brow_and_tilt"),
        ("unclear", "not_looked_at"),
    ]
    past = [
        {"state": state, "reason": reason, "age": 60.0 - number}
        for number, (state, reason) in enumerate(told)
    ]
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        student.say(type="history", transitions=past)
        seq = student.signal("alert", "no_face", cues={**NO_CUES, "faces": 0})
        teacher.hear_tile(enrolment.key, seq=seq, state="alert")
        with Wire.teacher(product, owner, classroom) as late:
            history = late.hear_tile(enrolment.key)["history"]
    reasons = [change["reason"] for change in history]
    assert reasons == ["no_face", "blurred", "not_looked_at", "getting_ready", "no_face"]


def test_a_new_exemption_takes_back_what_was_told_before_it(
    product, owner, co_teacher, classroom, enrolment, new_student, lesson
):
    ben = new_student("Ben Carter")
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
        Wire.student(product, ben.student, classroom) as other,
    ):
        student.signal("focused")
        other.signal("confused", "brow_and_tilt")
        teacher.sees({enrolment.key: "focused", ben.key: "confused"})

        leave_out(enrolment, "gaze")

        policy = {"analysis": "everything", "exempt": ["gaze"], "asks_first": False}
        student.hear("policy", policy=policy)
        tile = teacher.hear_tile(enrolment.key, state="arriving")
        assert [change["state"] for change in tile["history"]] == ["arriving"]
        assert tile["cues"] is None
        seq = student.signal("unclear", "not_looked_at", cues={**NO_CUES, "faces": 1})
        teacher.hear_tile(enrolment.key, seq=seq, state="unclear")
        with Wire.teacher(product, co_teacher, classroom) as late:
            assert states_told(late, enrolment.key) == {"arriving", "unclear"}
            late.sees({enrolment.key: "unclear", ben.key: "confused"})
        assert "policy" not in {message["type"] for message in other.heard}


def test_what_was_told_of_a_student_who_left_is_taken_back_too(
    product, owner, co_teacher, classroom, enrolment, lesson
):
    with Wire.teacher(product, owner, classroom) as teacher:
        with Wire.student(product, enrolment.student, classroom) as student:
            student.signal("alert", "multiple_faces")
            teacher.hear_tile(enrolment.key, state="alert")
        teacher.hear_tile(enrolment.key, state="gone", was="alert")
        leave_out(enrolment, "faces")
        teacher.hear_tile(enrolment.key, state="gone", was=None)
        with Wire.teacher(product, co_teacher, classroom) as late:
            assert states_told(late, enrolment.key) == {"gone"}


def test_an_exemption_that_is_lifted_takes_nothing_back(
    product, owner, co_teacher, classroom, enrolment, lesson
):
    leave_out(enrolment, "gaze", "brow")
    with (
        Wire.teacher(product, owner, classroom) as teacher,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        student.signal("alert", "no_face", cues=NO_CUES)
        teacher.hear_tile(enrolment.key, state="alert")
        leave_out(enrolment, "brow")
        student.hear(
            "policy", policy={"analysis": "everything", "exempt": ["brow"], "asks_first": False}
        )
        student.signal("focused", cues={**CUES, "brow": None, "tilt": None, "smile": None})
        teacher.hear_tile(enrolment.key, state="focused")
        with Wire.teacher(product, co_teacher, classroom) as late:
            assert states_told(late, enrolment.key) == {"arriving", "alert", "focused"}


# Whatever is sent

STUDENT = "0a1b2c3d4e5f"
LESSON = 300.0
"""Seconds since the lesson's start when the student's page comes."""

SURE = POLL + 3 * QUERY + 0.5
"""Seconds after which a change in the database has reached everybody."""

GAP = 0.15
"""Seconds between two messages, which is slower than the limit of pace."""

FORBIDDEN = {
    "brow": {"confused", "brow", "tilt", "smile"},
    "tilt": {"confused", "brow", "tilt", "smile"},
    "gaze": {"confused", "focused", "gaze_away", "brow", "tilt", "smile", "gaze"},
    "faces": {"no_face", "multiple_faces", "faces"},
}
"""The rule once more: what of a tile goes with each exemption."""

_to_teacher = msgspec.json.Decoder(ToTeacher)
exemptions = st.sets(st.sampled_from(WORDS)).filter(lambda words: not {"gaze", "faces"} <= words)
acts = st.lists(signals(since=st.floats(0, LESSON)) | exemptions, min_size=1, max_size=12)
pasts = st.lists(transitions(age=st.floats(0, LESSON)), max_size=16)


class Law:
    """What the processes of a simulated school report is of no interest here."""

    def learnt(self, process, facts):
        """Nobody asks."""


class Talker:
    """A student's page that says whatever it is told to."""

    def hear(self, socket, text):
        """It does not listen."""

    def ended(self, socket, code):
        raise AssertionError(f"The socket closed with {code}.")

    def parted(self, socket):
        """The test is over."""


class Reader(Talker):
    """A dashboard that keeps all that each tile tells, and of how many tiles."""

    def __init__(self):
        self.read = []

    def hear(self, socket, text):
        match _to_teacher.decode(text):
            case Tiles(rev, tiles):
                self.read += [gist(tile) for tile in tiles]
                socket.say(encode(Received(rev)))
            case message:
                assert not isinstance(message, Beat) or message.live


def gist(tile):
    """Every word that a tile says of its student: states, reasons, and the cues it carries."""
    words = {tile.state, tile.reason, tile.was}
    for past in tile.history or []:
        words |= {past.state, past.reason}
    cues = msgspec.structs.asdict(tile.cues) if tile.cues else {}
    return words | {name for name, value in cues.items() if value is not None}


async def tell(past, acts, exempt):
    """The gists of all tiles, and what was left out while each was told."""
    with School([STUDENT]).in_place() as school:
        school.leave_out(STUDENT, in_order(exempt))
        process, reader, read = Process(0, Network(Random(1)), Law()), Reader(), []
        Socket(process, TeacherConsumer, TEACHER, reader)
        await asyncio.sleep(LESSON)
        talker = Socket(process, StudentConsumer, school.students[STUDENT], Talker())
        talker.say(encode(Hello(VERSION, 0)))
        talker.say(encode(History(past)))
        for seq, act in enumerate(acts, 1):
            if isinstance(act, set):
                read += [(words, exempt) for words in reader.read]
                exempt = act
                school.leave_out(STUDENT, in_order(exempt))
                await asyncio.sleep(SURE)
                reader.read.clear()
            else:
                talker.say(encode(msgspec.structs.replace(act, seq=seq, analysis="everything")))
                await asyncio.sleep(GAP)
        late = Reader()
        Socket(process, TeacherConsumer, TEACHER, late)
        await asyncio.sleep(SURE)
        return read + [(words, exempt) for words in reader.read + late.read]


def in_order(exempt):
    return tuple(word for word in WORDS if word in exempt)


@given(pasts, acts, exemptions)
@settings(max_examples=150, deadline=None)
def test_whatever_a_student_sends_nothing_that_is_left_out_is_relayed(past, acts, exempt):
    told = virtual_time.run(tell, past, acts, exempt)
    assert told
    for words, left_out in told:
        for word in left_out:
            assert words.isdisjoint(FORBIDDEN[word])
