"""The product's story, from an empty school to a teacher who sees a lesson: two people, two
browser profiles, the real pages, a real server and a webcam that plays what a student might do.

The clips are warped from single photographs. They prove that what a camera shows reaches the
teacher as the rules say, not that the rules are right about people.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import expect

from classrooms.models import User
from tests.e2e.clips import build_scenario
from tests.e2e.conftest import CLIPS

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long enough password"


@dataclass(frozen=True)
class Scene:
    """What the webcam shows for how long, and what the teacher is to read from it."""

    clip: str
    seconds: float
    state: str
    reason: str
    dwell: float
    """Seconds for which the rules want to see it before they say so (attention/thresholds.js)."""
    words: tuple[str, str]


FOCUSED = ("Focused", "Facing the screen")
CONFUSED = ("Looks confused", "Brow furrowed, head tilted")
AWAY = ("Check in", "Facing away from the screen")
NO_FACE = ("Check in", "No face in view")
SECOND_FACE = ("Check in", "Second face in view")
SCENES = [
    Scene("neutral", 6, "focused", "facing_screen", 0, FOCUSED),
    Scene("confused", 9, "confused", "brow_and_tilt", 3.15, CONFUSED),
    Scene("neutral", 6, "focused", "facing_screen", 1.5, FOCUSED),
    Scene("away", 9, "alert", "gaze_away", 5.4, AWAY),
    Scene("no_face", 6, "alert", "no_face", 3, NO_FACE),
    Scene("two_faces", 6, "alert", "multiple_faces", 1, SECOND_FACE),
    Scene("neutral", 9, "focused", "facing_screen", 0, FOCUSED),
]

# An alert is never said longer than it is seen, nor another one before its own dwell: between the
# two nothing is known. Nowhere else may a cut be seen.
CANNOT_TELL = ("unclear", "cannot_see")

RECORD_TILE = """() => {
  const text = (tile, part) => tile.querySelector(part).textContent;
  window.tileHistory = [];
  const look = () => {
    const tile = document.querySelector("article.tile");
    const { state, reason } = tile.dataset;
    const last = window.tileHistory.at(-1);
    if (last?.state === state && last.reason === reason) return;
    const words = [text(tile, ".tile-word"), text(tile, ".tile-detail")];
    window.tileHistory.push({ state, reason, words, age: text(tile, ".tile-age"), at: Date.now() });
  };
  const attributeFilter = ["data-state", "data-reason"];
  const grid = document.getElementById("grid");
  new MutationObserver(look).observe(grid, { attributeFilter, childList: true, subtree: true });
  look();
}"""

RECORD_FIRST_FRAME = """() => {
  const mirror = document.getElementById("mirror");
  mirror.addEventListener("loadeddata", () => (window.firstFrameAt = Date.now()), { once: true });
}"""


@pytest.fixture
def teacher(transactional_db: None, teacher_at):
    User.objects.create_user("olga@test.example", PASSWORD, name="Olga Owner", role="teacher")
    return teacher_at()


def test_a_teacher_sees_what_a_students_camera_shows(teacher, student_at, webcam, record_property):
    student = student_at()
    arrive(student, begin_lesson(teacher), teacher)
    webcam.play(build_scenario(CLIPS, [(scene.clip, scene.seconds) for scene in SCENES]))
    turn_camera_off_and_on(student, teacher)
    for scene in SCENES:
        teacher.sees(scene.state, scene.reason)

    known = known_states(teacher.page.evaluate("() => window.tileHistory"))
    assert [(one["state"], one["reason"]) for one in known] == [
        (scene.state, scene.reason) for scene in SCENES
    ]
    assert [tuple(one["words"]) for one in known] == [scene.words for scene in SCENES]
    assert all(re.fullmatch(r"\d+ s", one["age"]) for one in known)
    first_frame = student.page.evaluate("() => window.firstFrameAt")
    tell_delays(known, first_frame, record_property)

    expect(teacher.tile().get_by_role("heading")).to_have_text("Elif Student")
    expect(teacher.page.locator(".tile-age")).to_have_text(re.compile(r"^[1-9]\d* s$"))
    assert '"state":"focused","reason":"facing_screen"' in student.message()
    assert student.said == []
    assert teacher.said == []


def begin_lesson(teacher) -> str:
    """From logging in to a running lesson; gives the join link of its class."""
    teacher.page.goto("/")
    teacher.log_in("olga@test.example", PASSWORD)
    teacher.make_class("7B Mathematics")
    link = teacher.join_link()
    teacher.start_lesson()
    return link


def arrive(student, link, teacher) -> None:
    """Through the link, with a new account, to a lesson with a measured face."""
    student.page.goto(link)
    student.page.get_by_role("link", name="Sign up").click()
    student.sign_up("Elif Student", "elif@test.example", PASSWORD)
    student.page.get_by_role("button", name="Join").click()
    student.page.get_by_role("button", name="Use my camera").click()
    teacher.sees("arriving", "getting_ready")
    student.page.locator("#start-lesson:enabled").click()
    teacher.sees("focused", "facing_screen")


def turn_camera_off_and_on(student, teacher) -> None:
    """The webcam's next clip begins when the camera goes on; from then on the tile is recorded."""
    student.page.locator("#camera-off").click()
    teacher.sees("camera_off", "by_student")
    teacher.page.evaluate(RECORD_TILE)
    student.page.evaluate(RECORD_FIRST_FRAME)
    student.page.locator("#camera-off").click()


def known_states(history: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the tile said since the camera went on, without what may be unclear."""
    assert [one["reason"] for one in history[:2]] == ["by_student", "starting"], history
    for before, one in pairwise(history[1:]):
        if one["state"] == "unclear":
            assert (before["state"], (one["state"], one["reason"])) == ("alert", CANNOT_TELL)
    return [one for one in history[2:] if one["state"] != "unclear"]


def tell_delays(known: list[dict[str, Any]], first_frame: float, record_property) -> None:
    """Tell how long after its dwell each state was on the teacher's tile."""
    began = first_frame
    for scene, one in zip(SCENES, known, strict=True):
        delay = (one["at"] - began) / 1000 - scene.dwell
        told = f"{scene.state} ({scene.reason}): {delay:.2f} s beyond {scene.dwell:.2f} s"
        record_property("delay beyond the dwell", told)
        began += 1000 * scene.seconds
