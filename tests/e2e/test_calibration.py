"""A student's own relaxed face in a real browser: measured, remembered for the day, erased, and
measured again in the middle of a lesson, which goes on meanwhile."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clips import build_clips, build_scenario
from tests.e2e.conftest import CLIPS

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = "() => localStorage.getItem('supervision.calibration')"  # then a comparison may follow
KEPT_EARLIER = """(days) => {
  const kept = JSON.parse(localStorage.getItem("supervision.calibration"));
  kept.at -= days * 24 * 60 * 60 * 1000;
  localStorage.setItem("supervision.calibration", JSON.stringify(kept));
}"""
COLLECT_SHARES = """() => {
  window.shares = [];
  const look = () => {
    window.shares.push(document.getElementById("calibration-share").value);
    requestAnimationFrame(look);
  };
  look();
}"""


@pytest.fixture
def student(enrolment, lesson, student_at, webcam):
    """Elif, whose lesson runs and whose camera shows a relaxed face."""
    webcam.play(build_clips(CLIPS)["neutral"])
    student = student_at(enrolment.student)
    student.enter(enrolment.classroom)
    return student


@pytest.fixture
def teacher(enrolment, lesson, teacher_at, owner):
    teacher = teacher_at(owner)
    teacher.watch(enrolment.classroom)
    return teacher


def start_measured(student) -> None:
    student.page.locator("#start-lesson:enabled").click()
    student.is_in("lesson")
    student.says("focused", "facing_screen")


def kept(page: Page) -> str | None:
    return page.evaluate(KEPT)


def words(student):
    return student.page.locator("#calibration-words")


def test_a_face_is_measured_erased_and_measured_again_in_one_lesson(student, teacher):
    start_measured(student)
    teacher.sees("focused", "facing_screen")
    assert kept(student.page)

    student.page.get_by_role("button", name="Forget my measured face").click()
    note = student.page.get_by_text("Erased from this browser")
    expect(note).to_be_visible()
    expect(note).to_be_focused()
    student.says("focused", "uncalibrated")
    teacher.sees("focused", "uncalibrated")
    assert kept(student.page) is None
    expect(student.page.locator("#forget-face")).to_be_hidden()

    student.page.get_by_role("button", name="Measure my face again").click()
    student.is_in("check")
    start_measured(student)
    teacher.sees("focused", "facing_screen")
    expect(note).to_be_hidden()
    assert kept(student.page)
    assert student.loads == 1  # the lesson was never left
    assert student.said == []


def test_the_check_says_what_it_erased(student):
    student.page.locator("#start-lesson:enabled").wait_for()
    expect(words(student)).to_have_text("Measured. It stays in this browser, for today.")
    start_measured(student)
    student.page.get_by_role("button", name="Check camera and light again").click()
    student.is_in("check")
    student.page.get_by_role("button", name="Forget my measured face").click()
    expect(words(student)).to_have_text(re.compile("^Erased"))
    expect(words(student)).to_be_focused()
    expect(student.page.locator("#start-lesson")).to_be_disabled()
    student.page.get_by_role("button", name="Skip this").click()
    student.says("focused", "uncalibrated")
    assert kept(student.page) is None


def test_it_is_remembered_for_the_day_and_who_is_before_the_camera_is_asked(student):
    start_measured(student)
    student.page.reload()
    expect(words(student)).to_have_text(
        "Measured earlier today in this browser. Not you? Measure again."
    )
    student.page.get_by_role("button", name="Measure again").click()
    assert kept(student.page) is None
    start_measured(student)
    student.page.evaluate(KEPT_EARLIER, 1)
    student.page.reload()
    expect(words(student)).to_have_text("Measured. It stays in this browser, for today.")


def test_logging_out_erases_it_and_other_pages_do_not(student):
    start_measured(student)
    student.page.goto("/")
    student.page.locator("header summary").click()
    assert kept(student.page)
    student.page.get_by_role("button", name="Log out").click()
    expect(student.page.get_by_role("heading", name="Log in")).to_be_visible()
    student.page.wait_for_function(f"{KEPT} === null")


def test_the_way_is_shown_step_by_step_and_never_backwards(student):
    student.page.evaluate(COLLECT_SHARES)
    step = student.page.locator("#step-still")
    expect(step).to_have_attribute("aria-current", "step")
    expect(student.page.locator("#oval[data-phase='measuring']")).to_be_visible()
    expect(step).to_have_attribute("data-done", "true")
    shares = student.page.evaluate("() => window.shares")
    assert shares == sorted(shares)
    assert any(0 < share < 1 for share in shares)


def test_a_second_face_is_told_of_and_keeps_from_measuring(enrolment, lesson, student_at, webcam):
    webcam.play(build_scenario(CLIPS, [("neutral", 3), ("two_faces", 3)]))
    student = student_at(enrolment.student)
    student.enter(enrolment.classroom)
    hint = student.page.locator("#mirror-hint")
    expect(hint).to_have_text("Only you in the picture, please.")
    expect(words(student)).to_have_text("Only you in the picture, please.")
    expect(student.page.locator("#start-lesson")).to_be_disabled()


def test_the_keyboard_is_enough(student):
    student.page.locator("#start-lesson:enabled").focus()
    student.page.keyboard.press("Enter")
    student.says("focused", "facing_screen")
    student.page.locator("#forget-face").focus()
    student.page.keyboard.press("Enter")
    student.says("focused", "uncalibrated")
    student.page.locator("#remeasure").focus()
    student.page.keyboard.press("Space")
    student.is_in("check")
    expect(student.page.locator("#main")).to_be_focused()
