"""People at their screens: what a teacher and a student do and see, in the words of the pages."""

import re

from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from classrooms.models import Classroom, User

PATIENCE = 60_000  # ms
expect.set_options(timeout=PATIENCE)

# MediaPipe's runtime tells of itself through the console, as errors and warnings of no consequence.
MEDIAPIPE = re.compile(
    r"Created TensorFlow Lite XNNPACK delegate|Graph successfully started running"
    r"|gl_context|face_landmarker_graph|inference_feedback_manager|landmark_projection_calculator"
    r"|OpenGL error checking"
)


def session_cookie(user: User, origin: str) -> dict[str, str]:
    """The cookie of a browser in which ``user`` is logged in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": origin}


class Person:
    """Someone before a page. What its console said, but for MediaPipe, is in ``said``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        self.loads = 0
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("domcontentloaded", lambda _: self._count())

    def _hear(self, line: ConsoleMessage) -> None:
        if not MEDIAPIPE.search(line.text):
            self.said.append(line.text)

    def _count(self) -> None:
        self.loads += 1

    def log_in(self, email: str, password: str) -> None:
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Log in").click()


class Teacher(Person):
    """A teacher, who makes a class, starts a lesson and watches its dashboard."""

    def make_class(self, name: str) -> None:
        self.page.get_by_label("Name of the class").fill(name)
        self.page.get_by_role("button", name="Make class").click()

    def join_link(self) -> str:
        """The link on the class page, as the button copies it."""
        return self.page.locator("button[data-copy]").get_attribute("data-copy") or ""

    def start_lesson(self) -> None:
        self.page.get_by_role("button", name="Start lesson").click()
        expect(self.page.locator("#health")).to_have_attribute("data-health", "live")

    def watch(self, classroom: Classroom) -> None:
        self.page.goto(f"/classes/{classroom.key}/dashboard/")
        self.sees_health("live")

    def tile(self, student: str = "") -> Locator:
        """The tile of a student (a key), or the only one there is."""
        which = f'[data-student="{student}"]' if student else ""
        return self.page.locator(f"article.tile{which}")

    def sees(self, state: str, reason: str = "", *, of: str = "") -> None:
        """Wait until the tile says so."""
        tile = self.tile(of)
        expect(tile).to_have_attribute("data-state", state)
        if reason:
            expect(tile).to_have_attribute("data-reason", reason)

    def sees_health(self, health: str) -> None:
        """Wait until the dashboard says so of its own link."""
        expect(self.page.locator("#health")).to_have_attribute("data-health", health)


class Student(Person):
    """A student, who joins, chooses, checks the camera and is in a lesson."""

    def sign_up(self, name: str, email: str, password: str) -> None:
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign up").click()

    def enter(self, classroom: Classroom, route: str = "") -> None:
        self.page.goto(f"/classes/{classroom.key}/lesson/{route}")

    def start_uncalibrated(self) -> None:
        """Skip the measuring, and wait until something is seen."""
        self.page.locator("#skip-calibration:enabled").click()
        self.is_in("lesson")
        self.says("focused", "uncalibrated")

    def is_in(self, stage: str) -> None:
        """Wait until the page is in a stage."""
        expect(self.page.locator("#lesson")).to_have_attribute("data-stage", stage)

    def says(self, state: str, reason: str) -> None:
        """Wait until the page shows the student's own state so."""
        expect(self.page.locator("#lesson")).to_have_attribute("data-state", state)
        expect(self.page.locator("#lesson")).to_have_attribute("data-reason", reason)

    def has_trouble(self, trouble: str) -> None:
        expect(self.page.locator("#trouble")).to_have_attribute("data-trouble", trouble)

    def has_camera(self, on: bool) -> None:
        """Wait until a camera track is live; or until none is, of all that were ever opened.

        ``keep_tracks`` must have run before the page was opened.
        """
        self.page.wait_for_function(CAMERA_IS, arg=on)

    def keep_tracks(self) -> None:
        """Remember every camera track that the page opens, so that one left on is found."""
        self.page.add_init_script(KEEP_TRACKS)

    def message(self) -> str:
        """The last message that was sent, letter by letter as the page shows it."""
        return self.page.locator("#message-json").text_content() or ""


KEEP_TRACKS = """
window.cameraTracks = [];
const open = MediaDevices.prototype.getUserMedia;
MediaDevices.prototype.getUserMedia = async function (wishes) {
  const stream = await open.call(this, wishes);
  window.cameraTracks.push(...stream.getTracks());
  return stream;
};
const clone = MediaStreamTrack.prototype.clone;
MediaStreamTrack.prototype.clone = function () {
  const copy = clone.call(this);
  window.cameraTracks.push(copy);
  return copy;
};
"""

CAMERA_IS = """(on) =>
  window.cameraTracks.length > 0
  && window.cameraTracks.some((track) => track.readyState === "live") === on
"""
