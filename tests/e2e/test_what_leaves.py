"""Everything that leaves a page during a lesson: the messages of the protocol, and nothing else.

The same check is then shown real leaks, made in the same page while its lesson runs, and must
report each of them.
"""

import json
import re
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

import pytest

from live.protocol import MAX_BYTES
from tests.e2e.leaks import Recorder, leaks
from tests.e2e.people import Student, Teacher

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def recorder(product):
    recorder = Recorder(product.port)
    with recorder.network:
        yield recorder


@pytest.fixture
def student(recorder, profile, enrolment, lesson):
    """A student whose lesson runs, and of whose page everything that leaves is written down."""
    context = profile(enrolment.student, at=recorder.network.url)
    recorder.listen(context)
    student = Student(context.new_page())
    student.enter(enrolment.classroom)
    student.start_uncalibrated()
    recorder.live = True
    return student


@pytest.fixture
def reported(recorder):
    """What the check says of a student's page so far."""
    return lambda: leaks(recorder.departures, recorder.network.url, "student")


def test_only_messages_of_the_protocol_leave_a_students_page(
    student, recorder, reported, enrolment, teacher_at, owner
):
    teacher = teacher_at(owner)
    teacher.watch(enrolment.classroom)
    teacher.sees("focused")
    recorder.until(student.page, recorder.more_frames(2))
    student.page.locator("#im-lost").click()
    teacher.sees("help")
    student.page.locator("#im-lost").click()
    student.page.locator("#pause").click()
    teacher.sees("paused")
    student.page.locator("#pause").click()
    student.says("focused", "uncalibrated")
    assert reported() == []
    assert {json.loads(frame)["type"] for frame in recorder.frames} == {"hello", "signal", "help"}
    loaded = {urlsplit(one.url).path.split("/")[-1] for one in recorder.departures}
    # What workers fetch is recorded as well: else silence would prove nothing.
    assert {"face_landmarker.task", "vision_bundle.mjs", "ticker_worker.js"} <= loaded


def test_only_acknowledgements_leave_the_dashboard(
    recorder, profile, enrolment, lesson, student_at, owner
):
    context = profile(owner, at=recorder.network.url)
    recorder.listen(context)
    teacher = Teacher(context.new_page())
    teacher.watch(enrolment.classroom)
    student = student_at(enrolment.student)
    student.enter(enrolment.classroom, "without-camera/")
    teacher.sees("no_camera")
    recorder.live = True
    student.page.locator("#im-lost").click()
    teacher.sees("help")
    recorder.until(teacher.page, recorder.more_frames(2))
    assert leaks(recorder.departures, recorder.network.url, "teacher") == []


MIRROR = """
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [64, 48];
  canvas.getContext("2d").drawImage(document.getElementById("mirror"), 0, 0, 64, 48);
  const picture = canvas.toDataURL("image/jpeg");
"""
SOCKET = """
  const socket = new WebSocket(document.getElementById("lesson").dataset.socket);
  socket.onopen = () => socket.send(message);
"""
SIGNAL = '{"type":"help","asked":true'

# A leak, and what the check must say of it.
LEAKS = {
    "the picture, posted": (
        f'() => {{ {MIRROR} fetch("/health/", {{ method: "POST", body: picture }}); }}',
        "A request while the analysis ran: POST ",
    ),
    "the picture, as an address": (
        f"() => {{ {MIRROR} fetch(picture).catch(() => {{}}); }}",
        "refused it: .*data:image/jpeg.*connect-src",
    ),
    "an image from elsewhere": (
        '() => { new Image().src = "https://elsewhere.example/pixel"; }',
        "refused it: .*https://elsewhere.example/pixel.*img-src",
    ),
    "a request elsewhere": (
        '() => { fetch("https://elsewhere.example/").catch(() => {}); }',
        "refused it: .*https://elsewhere.example/.*connect-src",
    ),
    "a socket elsewhere": (
        '() => { try { new WebSocket("wss://elsewhere.example/"); } catch {} }',
        "refused it: .*wss://elsewhere.example/.*connect-src",
    ),
    "a poll": (
        '() => { fetch("/health/"); }',
        "A request while the analysis ran: GET ",
    ),
    "a beacon": (
        '() => navigator.sendBeacon("/health/", "gone")',
        "A request while the analysis ran: POST ",
    ),
    "a connection to a peer": (
        "() => { new RTCPeerConnection(); }",
        "A WebRTC connection was made",
    ),
    "a message with one thing more": (
        f'() => {{ const message = `{SIGNAL},"mood":"sad"}}`; {SOCKET} }}',
        "A message off the protocol .*unknown field `mood`",
    ),
    "a message that is too long": (
        f"() => {{ const message = `{SIGNAL}}}`.padEnd({MAX_BYTES + 1}); {SOCKET} }}",
        f"A message of {MAX_BYTES + 1} bytes",
    ),
    "a picture as a message": (
        f"() => {{ const message = new Uint8Array([255, 216, 255]); {SOCKET} }}",
        "A message off the protocol .*: binary /9j/",
    ),
}


def test_every_leak_is_reported(student, recorder, reported):
    for leak, words in LEAKS.values():
        before = len(reported())
        student.page.evaluate(leak)
        recorder.until(student.page, partial(says, words, reported, before))


def says(words: str, reported: Callable[[], list[str]], after: int = 0) -> bool:
    return any(re.search(words, one) for one in reported()[after:])


@pytest.mark.parametrize(
    ("leak", "words"),
    [
        ("() => { fetch('/health/'); }", "A request while the analysis ran: GET"),
        (
            "(url) => { const s = new WebSocket(url); s.onopen = () => s.send('hi'); }",
            "A message off the protocol .*: hi",
        ),
    ],
)
def test_a_leak_from_a_worker_is_reported(student, recorder, reported, leak, words):
    assert reported() == []
    worker = next(one for one in student.page.workers if "landmarks" in one.url)
    address = student.page.locator("#lesson").get_attribute("data-socket")
    worker.evaluate(leak, recorder.network.url.replace("http", "ws") + address)
    recorder.until(student.page, partial(says, words, reported))


SPEAK_TO_OTHERS = """() => new Promise((told) => {
  addEventListener("securitypolicyviolation", (event) =>
    told(`${event.effectiveDirective} ${event.blockedURI}`));
  fetch("https://elsewhere.example/").catch(() => {});
})"""


def test_a_worker_may_speak_to_nobody_else_either(student):
    """It does not inherit its page's policy, and a refusal there is not seen by the page."""
    for worker in student.page.workers:
        assert worker.evaluate(SPEAK_TO_OTHERS) == "connect-src https://elsewhere.example/"
