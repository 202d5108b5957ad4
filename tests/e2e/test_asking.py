"""A student is asked, by a teacher or by the page alone: real pages, a real server, a real wire."""

import pytest
from playwright.sync_api import expect

from tests.e2e.clips import build_scenario
from tests.e2e.conftest import CLIPS
from tests.wire import Wire

LOST = "I\u2019m lost"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def teacher(product, owner, classroom, lesson):
    """A teacher's socket, by hand."""
    with Wire.teacher(product, owner, classroom) as wire:
        yield wire


@pytest.fixture
def student(student_at, classroom, enrolment, lesson):
    """Elif, without a camera: a teacher's question needs none."""
    student = student_at(enrolment.student)
    student.enter(classroom, "without-camera/")
    student.is_in("lesson")
    yield student
    assert student.said == []


def ask(teacher, enrolment) -> None:
    teacher.hear_tile(enrolment.key, state="no_camera")
    teacher.say(type="check_in", student=enrolment.key)


def answered(teacher, enrolment) -> dict:
    """The student's tile once an answer is on it."""
    while True:
        tile = teacher.hear_tile(enrolment.key)
        if tile["acts"] and (tile["acts"]["check_in"] or {}).get("answer"):
            return tile


def test_a_teachers_question_is_asked_answered_once_and_gone(teacher, student, enrolment):
    panel = student.page.locator("#asking")
    expect(panel).to_be_hidden()
    ask(teacher, enrolment)
    question = "Your teacher asks: all right?"
    expect(panel.get_by_role("heading")).to_have_text(question)
    expect(student.page.locator("#announcer")).to_contain_text(question)
    sizes = [button.bounding_box() for button in panel.get_by_role("button").all()]
    assert len({(round(box["width"]), round(box["height"])) for box in sizes}) == 1
    fine = panel.get_by_role("button", name="Fine")
    fine.focus()
    fine.press("Enter")
    expect(panel).to_be_hidden()
    expect(student.page.locator("#main")).to_be_focused()
    tile = answered(teacher, enrolment)
    assert (tile["acts"]["check_in"]["answer"], tile["help"]) == ("fine", None)


def test_lost_asks_for_help_and_the_page_shows_what_it_sent(teacher, student, enrolment):
    ask(teacher, enrolment)
    # Caught at once, since the next signal takes its place.
    student.page.evaluate(
        """() => {
          window.wordsSent = [];
          const words = document.getElementById("message-words");
          const note = () => window.wordsSent.push(words.textContent);
          new MutationObserver(note).observe(words, { childList: true, subtree: true });
        }"""
    )
    student.page.locator("#asking").get_by_role("button", name=LOST).click()
    expect(student.page.locator("#im-lost")).to_have_attribute("aria-pressed", "true")
    tile = answered(teacher, enrolment)
    assert tile["acts"]["check_in"]["answer"] == "lost"
    assert tile["help"] is not None
    assert f"\u201c{LOST}.\u201d" in student.page.evaluate("window.wordsSent")


def test_a_pause_takes_the_question_back(teacher, student, enrolment):
    ask(teacher, enrolment)
    panel = student.page.locator("#asking")
    expect(panel).to_be_visible()
    student.page.locator("#pause").click()
    expect(panel).to_be_hidden()
    student.page.locator("#pause").click()
    student.is_in("lesson")
    expect(panel).to_be_hidden()


@pytest.fixture
def asked_first(classroom, student_at, enrolment, lesson, webcam):
    """Elif before a camera that sees a look of confusion, in a class that asks first."""
    classroom.asks_first = True
    classroom.save()
    student = student_at(enrolment.student)
    student.enter(classroom)
    student.page.locator("#start-lesson:enabled").click()
    student.says("focused", "facing_screen")
    webcam.play(build_scenario(CLIPS, [("neutral", 3), ("confused", 60)]))
    student.page.locator("#camera-off").click()
    student.says("camera_off", "by_student")
    student.page.locator("#camera-off").click()
    yield student
    assert student.said == []


def test_a_look_of_confusion_asks_the_student_and_only_lost_is_told(
    teacher, asked_first, enrolment
):
    panel = asked_first.page.locator("#asking")
    expect(panel.get_by_role("heading")).to_have_text("Are you lost?")
    expect(asked_first.page.locator("#asks-first")).to_contain_text("asks you first")
    asked_first.says("focused", "facing_screen")
    panel.get_by_role("button", name=LOST).click()
    expect(panel).to_be_hidden()
    teacher.hear_tile(enrolment.key, state="confused")
    words = f"because: answered \u201c{LOST}\u201d when asked"
    expect(asked_first.page.locator("#message-words")).to_contain_text(words)
    tiles = [tile for told in teacher.heard if told["type"] == "tiles" for tile in told["tiles"]]
    confused = [tile["reason"] for tile in tiles if tile["state"] == "confused"]
    assert set(confused) == {"answered_lost"}
    for cues in filter(None, (tile["cues"] for tile in tiles)):
        assert (cues["brow"], cues["tilt"], cues["smile"]) == (None, None, None)
    asked_first.page.locator("#take-back").click()
    expect(asked_first.page.locator("#asks-first")).to_be_focused()
    teacher.hear_tile(enrolment.key, state="focused")
