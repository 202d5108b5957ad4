"""Every message on the wire, its limits, and the closing of sockets.

Pure: imports neither Django nor Channels. ``static/js/wire/protocol.js`` is its twin; both test
suites read the golden messages in ``tests/golden``. Messages are JSON text of at most ``MAX_BYTES``
bytes; every key is known, every string comes from a closed vocabulary, every number has a range.
Ages and durations are seconds, counted by the clock of whoever says them: no wall clock travels.

Student -> server   hello, history, signal, help, answer
Server -> student   welcome, lesson_started, lesson_ended, policy, check_in, beat, error
Teacher -> server   received, acknowledge, snooze, check_in, marker
Server -> teacher   roster, tiles, markers, pulse, beat, error
"""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, Final, Literal, TypeVar, cast, get_args

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import asdict

VERSION: Final = 1
MAX_BYTES: Final = 2048
"""The longest message a browser may send, in bytes of UTF-8."""

HEARTBEAT: Final = 5.0
"""Seconds between a student's repetitions of an unchanged state, and between server beats."""

HISTORY_SECONDS: Final = 600.0
HISTORY_LENGTH: Final = 64
HISTORY_CHUNK: Final = 16

IN_FLIGHT: Final = 2
"""Frames on their way to a teacher's browser at most, and those that it acknowledges together."""

MARKERS: Final = 100
"""Markers in one lesson at most."""

WINDOW_SECONDS: Final = 30
"""From one count of a class to the next."""

WINDOWS: Final = 20
"""Counts that are kept for late teachers: those of ten minutes."""

FEWEST: Final = 5
"""Nobody is told of a group of fewer students, and counts are told in steps of so many."""

State = Literal[
    "focused", "confused", "alert", "unclear", "paused", "camera_off", "hidden", "no_camera"
]
"""What a student's own browser may say of itself."""

Reason = Literal[
    "facing_screen",
    "head_down",
    "uncalibrated",
    "brow_and_tilt",
    "answered_lost",
    "no_face",
    "multiple_faces",
    "gaze_away",
    "too_dark",
    "too_far",
    "frozen",
    "covered",
    "cannot_see",
    "blurred",
    "not_looked_at",
    "starting",
    "unavailable",
    "by_student",
    "other_window",
]

REASONS: Final[dict[str, frozenset[str]]] = {
    "focused": frozenset({"facing_screen", "head_down", "uncalibrated"}),
    "confused": frozenset({"brow_and_tilt", "answered_lost"}),
    "alert": frozenset({"no_face", "multiple_faces", "gaze_away"}),
    "unclear": frozenset(
        {
            "too_dark",
            "too_far",
            "frozen",
            "covered",
            "cannot_see",
            "blurred",
            "not_looked_at",
            "starting",
            "unavailable",
        }
    ),
    "paused": frozenset({"by_student"}),
    "camera_off": frozenset({"by_student", "unavailable"}),
    "hidden": frozenset({"other_window"}),
    "no_camera": frozenset({"by_student"}),
}
"""The reasons that each state may have."""

TileState = Literal[State, "arriving", "gone"]
TileReason = Literal[Reason, "getting_ready", "waiting", "left", "lost"]
"""What the server adds for tiles: *arriving* (before a first state) and *gone*."""

TILE_REASONS: Final[dict[str, frozenset[str]]] = {
    **REASONS,
    "arriving": frozenset({"getting_ready", "waiting"}),
    "gone": frozenset({"left", "lost"}),
}

Analysis = Literal["everything", "attention", "self_report"]
"""What a class's lessons look at."""

Exemption = Literal["brow", "tilt", "gaze", "faces"]
"""What a student may leave out of it, in the order in which exemptions are told."""

NEEDS: Final[dict[str, frozenset[Exemption]]] = {
    "facing_screen": frozenset({"gaze"}),
    "head_down": frozenset({"gaze"}),
    "uncalibrated": frozenset({"gaze"}),
    "brow_and_tilt": frozenset({"brow", "tilt", "gaze"}),
    "answered_lost": frozenset({"brow", "tilt", "gaze"}),
    "no_face": frozenset({"faces"}),
    "multiple_faces": frozenset({"faces"}),
    "gaze_away": frozenset({"gaze"}),
}
"""What each reason rests on: a student who is exempt from any of it is never said to be so."""

Concern = Literal["brow_and_tilt", "answered_lost", "no_face", "multiple_faces", "gaze_away"]
"""The reasons of *confused* and *alert*: what a teacher may snooze."""

Need = Literal["help", Concern]
"""What a student may need a teacher for: what a teacher may acknowledge."""

Answer = Literal["fine", "lost", "not_now"]
"""What a student may answer to a check-in."""

CAMERA_FREE: Final = frozenset({"no_camera", "paused"})
"""The only states of a student who has not consented, or whose class asks for self-report only."""

LONGEST_AGE: Final = 86_400.0

Seconds = Annotated[float, Meta(ge=0, le=LONGEST_AGE)]


def age(at: float, now: float) -> float:
    """How long ago ``at`` was, as it travels; both by one clock."""
    return round(min(max(now - at, 0.0), LONGEST_AGE), 2)


Epoch = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Seq = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Key = Annotated[str, Meta(pattern=r"^[0-9a-f]{12}$")]


class Message(Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    """A message: a JSON object whose ``type`` names its class."""


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of a message."""


class Cues(Part, frozen=True):
    """What was measured, against the student's own relaxed face; null where not measured."""

    brow: Annotated[float, Meta(ge=0, le=1)] | None
    """How far the brow is furrowed, 0 relaxed to 1."""
    tilt: Annotated[float, Meta(ge=-90, le=90)] | None
    """Head roll in degrees."""
    smile: Annotated[float, Meta(ge=0, le=1)] | None
    gaze: Literal["centred", "away", "down"] | None
    faces: Annotated[int, Meta(ge=0, le=4)] | None


class Transition(Part, frozen=True):
    """A change of state in the past: ``age`` seconds ago it became this."""

    state: TileState
    reason: TileReason
    age: Seconds


class Policy(Part, frozen=True):
    """What is looked at of one student: the class's choice, and what the student leaves out."""

    analysis: Analysis
    exempt: tuple[Exemption, ...]
    """Each at most once, in the order of ``Exemption``."""
    asks_first: bool
    """Whether a look of confusion asks the student alone, and is told only once they say so."""

    def __post_init__(self) -> None:
        if self.exempt != tuple(word for word in get_args(Exemption) if word in self.exempt):
            raise ValueError("Exemptions come once each, in their order")


class LessonNow(Part, frozen=True):
    """The lesson that runs."""

    kind: Literal["lesson", "exam"]
    age: Seconds
    """Seconds since it started; at most a day."""


class Student(Part, frozen=True):
    """Who sits there: the enrolment's key and the person's name."""

    student: Key
    name: str


class CheckedIn(Part, frozen=True):
    """A teacher's question to one student, and what the student answered; null while nothing."""

    age: Seconds
    answer: Answer | None


class Acts(Part, frozen=True):
    """What the class's teachers did about one student in this lesson."""

    acknowledged: Annotated[tuple[Need, ...], Meta(max_length=len(get_args(Need)))]
    """The needs of this moment that were seen, in the order of ``Need``."""
    snoozed: Annotated[tuple[Concern, ...], Meta(max_length=len(get_args(Concern)))]
    """The reasons that count as no need for this lesson, in the order of ``Concern``."""
    check_in: CheckedIn | None


class Tile(Part, frozen=True):
    """All that a teacher may know of one student now."""

    student: Key
    epoch: Epoch
    seq: Seq
    state: TileState
    reason: TileReason
    since: Seconds
    heard: Seconds
    help: Seconds | None = None
    """Seconds since "I'm lost" was pressed, or null."""
    was: TileState | None = None
    """For *gone*: the state before."""
    cues: Cues | None = None
    history: Annotated[list[Transition], Meta(max_length=HISTORY_LENGTH)] | None = None
    """Oldest first, the present state included; null where it follows from the tiles before."""
    acts: Acts | None = None
    """Null while no teacher did anything."""


Banded = Annotated[int, Meta(ge=0, multiple_of=FEWEST)]
"""A count in steps of ``FEWEST``: at least so many, and fewer than that and ``FEWEST``."""


class Window(Part, frozen=True):
    """How a class whose teachers are told counts only looked at one moment."""

    at: Annotated[int, Meta(ge=0, le=86_400, multiple_of=WINDOW_SECONDS)]
    """Whole seconds since the lesson's start."""
    here: Annotated[int, Meta(ge=0)]
    """How many were connected and heard."""
    help: Banded
    alert: Banded
    confused: Banded
    focused: Banded


# Student -> server


class Hello(Message, frozen=True, tag="hello"):
    """The first message. ``last_epoch`` is that of this page's last welcome, 0 at first."""

    version: Literal[1]
    last_epoch: Epoch


class History(Message, frozen=True, tag="history"):
    """After a reconnect, before the first signal: what this page remembers of this lesson."""

    transitions: Annotated[list[Transition], Meta(max_length=HISTORY_CHUNK)]


class Signal(Message, frozen=True, tag="signal"):
    """The student's state, sent when it changes and every ``HEARTBEAT`` seconds."""

    seq: Seq
    """Strictly increasing while the page is open."""
    analysis: Analysis
    """The policy under which it was computed; one under an old policy is dropped."""
    state: State
    reason: Reason
    since: Seconds
    cues: Cues | None = None


class Help(Message, frozen=True, tag="help"):
    """The student pressed "I'm lost", or took it back."""

    asked: bool


class AnswerCheckIn(Message, frozen=True, tag="answer"):
    """What the student says to the check-in that is open; "lost" asks for help as well."""

    answer: Answer


# Server -> student


class Welcome(Message, frozen=True, tag="welcome"):
    """The answer to hello."""

    epoch: Epoch
    policy: Policy
    lesson: LessonNow | None


class LessonStarted(Message, frozen=True, tag="lesson_started"):
    """To those who waited."""

    lesson: LessonNow


class LessonEnded(Message, frozen=True, tag="lesson_ended"):
    """The socket closes right after."""


class PolicyChanged(Message, frozen=True, tag="policy"):
    """What is looked at of this student from now on."""

    policy: Policy


class AskedHow(Message, frozen=True, tag="check_in"):
    """A teacher asks how it goes. Nobody is told which teacher."""

    age: Seconds


# Teacher -> server


class Received(Message, frozen=True, tag="received"):
    """The teacher's browser has drawn everything up to ``rev``."""

    rev: Seq


class Acknowledge(Message, frozen=True, tag="acknowledge"):
    """The teacher has seen what this student needs, or takes that back.

    It holds until the need is over, and for all teachers of the class.
    """

    student: Key
    need: Need
    seen: bool


class Snooze(Message, frozen=True, tag="snooze"):
    """For this lesson that reason is no need of this student's, or is one again."""

    student: Key
    reason: Concern
    snoozed: bool


class CheckIn(Message, frozen=True, tag="check_in"):
    """Ask this student how it goes."""

    student: Key


class Marker(Message, frozen=True, tag="marker"):
    """Mark this moment of the lesson. What it is called stays in the teacher's own tab."""


# Server -> teacher


class Roster(Message, frozen=True, tag="roster"):
    """Everyone enrolled, and the lesson. Sent at first and whenever any of it changes."""

    name: str
    lesson: LessonNow | None
    analysis: Analysis
    counts_only: bool
    """Whether nothing is told of any single student: no tiles come, but ``pulse``."""
    enrolled: Annotated[int, Meta(ge=0)]
    students: list[Student]
    """Empty under ``counts_only``."""


class Tiles(Message, frozen=True, tag="tiles"):
    """The newest of the students that changed since the frame before."""

    rev: Seq
    tiles: list[Tile]


Markers = Annotated[tuple[Annotated[int, Meta(ge=0, le=86_400)], ...], Meta(max_length=MARKERS)]
"""Whole seconds since the lesson's start, in order and each once."""


class MarkersNow(Message, frozen=True, tag="markers"):
    """All markers of this lesson."""

    markers: Markers


class Pulse(Message, frozen=True, tag="pulse"):
    """How the class looked: the newest count, or all that are kept for who comes late."""

    windows: Annotated[tuple[Window, ...], Meta(max_length=WINDOWS)]


# Server -> both


class Beat(Message, frozen=True, tag="beat"):
    """Every ``HEARTBEAT`` seconds. ``live`` is false while the server's own relay is cut off."""

    live: bool


ErrorCode = Literal[
    "malformed",
    "logged_out",
    "forbidden",
    "silent",
    "replaced",
    "lesson_ended",
    "too_long",
    "binary",
    "invalid",
    "too_many",
    "consent_changed",
    "restarting",
    "unavailable",
    "no_lesson",
    "old_policy",
    "old_seq",
    "not_allowed",
    "not_asked",
    "not_here",
    "no_need",
    "pending",
    "enough",
    "too_fast",
    "not_carried",
]
"""The first thirteen come right before a close; after the others the socket stays open."""


class Error(Message, frozen=True, tag="error"):
    """Why a message was not taken, or why the socket closes now, in words."""

    code: ErrorCode
    detail: Annotated[str, Meta(max_length=200)]


ERRORS: Final[dict[ErrorCode, str]] = {
    "no_lesson": "There is no lesson now; nothing was relayed.",
    "old_policy": "The class's policy changed; it was dropped.",
    "old_seq": "seq must grow with every signal; it was dropped.",
    "not_allowed": "Class or student leave that out; it was dropped.",
    "not_asked": "No check-in is open; the answer was dropped.",
    "not_here": "That student is not connected; nothing was done.",
    "no_need": "That is not so any more; nothing was done.",
    "pending": "A check-in is still open, or was just sent; nothing was done.",
    "enough": f"A lesson has at most {MARKERS} markers; nothing was done.",
    "too_fast": "That was too much in a short time; nothing was done.",
    "not_carried": "The server's relay is cut off; it may not have been done.",
}
"""What each error says after which the socket stays open."""


def error(code: ErrorCode) -> Error:
    """Why a message was not taken, where the socket stays open."""
    return Error(code, ERRORS[code])


class Close(IntEnum):
    """Our own close codes. ``reason`` is the sentence that goes along."""

    MALFORMED = 4400
    LOGGED_OUT = 4401
    FORBIDDEN = 4403
    SILENT = 4408
    REPLACED = 4409
    LESSON_ENDED = 4410
    TOO_LONG = 4413
    BINARY = 4415
    INVALID = 4422
    TOO_MANY = 4429
    CONSENT_CHANGED = 4451
    RESTARTING = 4503
    UNAVAILABLE = 4504

    @property
    def reason(self) -> str:
        return CLOSE_REASONS[self]

    @property
    def error(self) -> ErrorCode:
        """The code of the error message that goes before."""
        return cast("ErrorCode", self.name.lower())


CLOSE_REASONS: Final[dict[Close, str]] = {
    Close.MALFORMED: "That was not JSON.",
    Close.LOGGED_OUT: "You are not logged in any more.",
    Close.FORBIDDEN: "There is no such class for you.",
    Close.SILENT: "Nothing was heard from this page for too long.",
    Close.REPLACED: "This lesson was opened in another tab.",
    Close.LESSON_ENDED: "The lesson has ended.",
    Close.TOO_LONG: f"A message may have at most {MAX_BYTES} bytes.",
    Close.BINARY: "Binary messages are not taken.",
    Close.INVALID: "That message does not follow the protocol.",
    Close.TOO_MANY: "Too many messages in a short time.",
    Close.CONSENT_CHANGED: "Your choice about the camera changed.",
    Close.RESTARTING: "The server restarts. This page comes back by itself.",
    Close.UNAVAILABLE: "Nobody can be let in at the moment. This page comes back by itself.",
}

Act = Acknowledge | Snooze | CheckIn
"""What a teacher does about one student."""

FromStudent = Hello | History | Signal | Help | AnswerCheckIn
FromTeacher = Received | Acknowledge | Snooze | CheckIn | Marker
ToStudent = Welcome | LessonStarted | LessonEnded | PolicyChanged | AskedHow | Beat | Error
ToTeacher = Roster | Tiles | MarkersNow | Pulse | Beat | Error


class Refused(Exception):
    """A message that is not taken, and for which the socket closes. ``detail`` says why."""

    def __init__(self, close: Close, detail: str = "") -> None:
        super().__init__(detail or close.reason)
        self.close = close
        self.detail = str(self)[:200]


Parsed = TypeVar("Parsed", FromStudent, FromTeacher)

_student_decoder = msgspec.json.Decoder(FromStudent)
_teacher_decoder = msgspec.json.Decoder(FromTeacher)
_encoder = msgspec.json.Encoder()


def parse_student(text: str) -> FromStudent:
    """The message that a student's browser sent. Raises ``Refused``."""
    message = _parse(text, _student_decoder)
    if isinstance(message, Signal) and message.reason not in REASONS[message.state]:
        raise Refused(Close.INVALID, f"A state {message.state} has no reason {message.reason}.")
    if isinstance(message, History):
        _check_history(message)
    return message


def parse_teacher(text: str) -> FromTeacher:
    """The message that a teacher's browser sent. Raises ``Refused``."""
    return _parse(text, _teacher_decoder)


def _parse(text: str, decoder: msgspec.json.Decoder[Parsed]) -> Parsed:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise Refused(Close.TOO_LONG)
    try:
        return decoder.decode(text)
    except msgspec.ValidationError as error:
        raise Refused(Close.INVALID, f"{error}.") from None
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        raise Refused(Close.MALFORMED) from None


def _check_history(message: History) -> None:
    for past in message.transitions:
        if past.reason not in TILE_REASONS[past.state]:
            raise Refused(Close.INVALID, f"A state {past.state} has no reason {past.reason}.")


def encode(message: ToStudent | ToTeacher | FromStudent | FromTeacher) -> str:
    """The message as JSON text, its keys in the order of their declaration."""
    return _encoder.encode(message).decode()


def allows_state(policy: Policy, consented: bool, state: TileState, reason: TileReason) -> bool:
    """Whether policy, exemptions and consent let it be told that a student was ever so."""
    if not _uses_camera(policy, consented):
        return state in CAMERA_FREE or state not in REASONS
    if not NEEDS.get(reason, _NOTHING).isdisjoint(policy.exempt):
        return False
    if policy.asks_first and reason == "brow_and_tilt":
        return False
    return policy.analysis == "everything" or state != "confused"


def allows(policy: Policy, consented: bool, signal: Signal) -> bool:
    """Whether policy, exemptions and consent let this signal be relayed."""
    if not allows_state(policy, consented, signal.state, signal.reason):
        return False
    if signal.cues is None:
        return True
    cues = asdict(signal.cues)
    measured = {name for name, value in cues.items() if value is not None}
    return _uses_camera(policy, consented) and measured <= _told(policy)


def _uses_camera(policy: Policy, consented: bool) -> bool:
    return policy.analysis != "self_report" and consented


def _told(policy: Policy) -> set[str]:
    """The cues that may be told where there is a camera."""
    cues = {"gaze", "faces"}.difference(policy.exempt)
    # Brow, tilt and smile are there for confusion alone: where that is not told, none of them is.
    if allows_state(policy, consented=True, state="confused", reason="brow_and_tilt"):
        cues |= {"brow", "tilt", "smile"}
    return cues


_NOTHING: Final[frozenset[Exemption]] = frozenset()
