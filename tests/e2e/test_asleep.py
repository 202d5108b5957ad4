"""A teacher closes the lid of the laptop for a minute, in the middle of a lesson.

Every process of the browser is stopped, as sleep stops it: whatever the server says meanwhile waits
in the connection and is read, a minute old, on waking.
"""

import os
import signal
import threading
import time
from contextlib import ExitStack, contextmanager

import pytest

from classrooms.models import Consent
from classrooms.tests.factories import EnrolmentFactory, TeacherFactory
from tests.wire import Wire

pytestmark = pytest.mark.django_db(transaction=True)

ASLEEP = 60.0  # seconds
HEARTBEAT = 4.0  # seconds; a little less than that of a student's page

RECORD = """() => {
  window.shown = [];
  const note = ({ target }) => {
    const { student, state } = target.dataset ?? {};
    if (student) window.shown.push([student, state]);
  };
  const attributeFilter = ["data-state"];
  const grid = document.getElementById("grid");
  new MutationObserver((changes) => changes.forEach(note)).observe(grid, {
    attributeFilter,
    subtree: true,
  });
}"""


class Lid:
    """Of the laptop on which a browser runs."""

    def __init__(self, browser):
        processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
        self._pids = [process["id"] for process in processes["processInfo"]]

    def close(self):
        self._tell(signal.SIGSTOP)

    def open(self):
        self._tell(signal.SIGCONT)

    def _tell(self, number):
        for pid in self._pids:
            os.kill(pid, number)


@pytest.fixture
def places(classroom, lesson):
    enrolments = [EnrolmentFactory(classroom=classroom, student__name=name) for name in "ABC"]
    for enrolment in enrolments:
        Consent.objects.create(student=enrolment.student)
    return enrolments


@pytest.fixture
def watcher(product, classroom):
    """A co-teacher who stays awake: what she was told of, the server has sent."""
    awake = TeacherFactory(name="Cora Coteacher")
    classroom.co_teachers.add(awake)
    with Wire.teacher(product, awake, classroom) as wire:
        yield wire


def test_on_waking_old_news_never_passes_for_new_and_all_is_right_without_a_reload(
    launch, profile, teacher_at, product, classroom, owner, places, watcher
):
    laptop = launch()
    teacher = teacher_at(owner, using=laptop)
    teacher.watch(classroom)
    with ExitStack() as opened:
        changing, leaving, steady = (
            opened.enter_context(Wire.student(product, place.student, classroom))
            for place in places
        )
        changing.signal("alert", "no_face")
        leaving.signal()
        steady.signal()
        for place, state in zip(places, ["alert", "focused", "focused"], strict=True):
            teacher.sees(state, of=place.key)
        teacher.page.evaluate(RECORD)

        lid = Lid(laptop)
        lid.close()
        try:
            change_unseen(watcher, changing, places[0].key)
            leaving.drop()
            opened.enter_context(heartbeats(changing, steady))
            time.sleep(ASLEEP)
        finally:
            lid.open()

        teacher.sees("confused", of=places[0].key)
        teacher.sees("gone", of=places[1].key)
        teacher.sees("focused", of=places[2].key)
        teacher.sees_health("live")
    shown = teacher.page.evaluate("window.shown")
    of = [{state for student, state in shown if student == place.key} for place in places]
    assert of[0] <= {"stale", "gone", "confused"}
    assert of[1] <= {"stale", "gone"}
    assert teacher.loads == 1


def change_unseen(watcher, changing, key):
    """The two frames that are sent to a browser which does not answer say "focused"; whatever
    changes later waits at the server."""
    for reason in ("head_down", "facing_screen"):
        watcher.hear_tile(key, seq=changing.signal("focused", reason))
    watcher.hear_tile(key, seq=changing.signal("confused", "brow_and_tilt"))


@contextmanager
def heartbeats(changing, steady):
    """They repeat how they are, as pages do."""
    over = threading.Event()

    def beat():
        while not over.wait(HEARTBEAT):
            changing.signal("confused", "brow_and_tilt")
            steady.signal()

    beating = threading.Thread(target=beat)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join()
