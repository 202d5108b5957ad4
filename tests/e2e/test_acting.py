"""Two teachers of one class before two browsers: what one does about a student the other sees."""

import threading

import pytest
from playwright.sync_api import Locator, expect

from classrooms.tests.factories import TeacherFactory
from tests.wire import Wire

pytestmark = pytest.mark.django_db(transaction=True)

CUES = {"brow": 0.4, "tilt": 12, "smile": 0, "gaze": "centred", "faces": 1}


@pytest.fixture
def student(product, enrolment, classroom, lesson):
    """Elif's page, by hand: it looks confused."""
    with Wire.student(product, enrolment.student, classroom) as wire:
        over = threading.Event()
        beat = threading.Thread(target=_repeat, args=(wire, over))
        beat.start()
        yield wire
        over.set()
        beat.join()


def _repeat(wire: Wire, over: threading.Event) -> None:
    """Say so again and again, as pages do, or it would not be believed for long."""
    while True:
        wire.signal("confused", "brow_and_tilt", cues=CUES)
        if over.wait(4):
            return


@pytest.fixture
def two(teacher_at, owner, classroom, lesson):
    """The owner and a co-teacher, both before the dashboard."""
    other = TeacherFactory(name="Carl Colleague")
    classroom.co_teachers.add(other)
    teachers = teacher_at(owner), teacher_at(other)
    for teacher in teachers:
        teacher.watch(classroom)
    return teachers


def drawer_of(teacher) -> Locator:
    return teacher.page.locator("#drawer")


def test_one_asks_and_both_see_the_answer(two, student):
    first, second = two
    first.sees("confused", "brow_and_tilt")
    first.tile().hover()
    first.page.get_by_role("button", name="Ask Elif Student “All right?”").click()
    student.hear("check_in")
    for teacher in two:
        expect(teacher.tile().locator(".tile-asked")).to_contain_text("Asked")
    second.page.get_by_role("button", name="Elif Student", exact=True).click()
    student.say(type="answer", answer="fine")
    for teacher in two:
        expect(teacher.tile().locator(".tile-asked")).to_have_text("Answered “Fine”")
    expect(drawer_of(second).locator(".drawer-asked")).to_have_text("Answered “Fine”")
    assert first.said == second.said == []


def test_all_of_it_by_keyboard(two, student):
    first, second = two
    first.sees("confused", "brow_and_tilt")
    name = first.page.get_by_role("button", name="Elif Student", exact=True)
    name.focus()
    first.page.keyboard.press("Enter")
    expect(drawer_of(first)).to_be_focused()
    expect(drawer_of(first)).to_contain_text("furrowed 40 %")

    first.page.keyboard.press("a")
    expect(second.tile()).to_have_attribute("data-care", "seen")
    expect(second.tile().get_by_role("img", name="Seen")).to_be_visible()
    first.page.keyboard.press("a")
    expect(second.tile()).to_have_attribute("data-care", "open")

    first.page.keyboard.press("s")
    expect(second.tile()).to_have_attribute("data-care", "snoozed")
    expect(second.page.locator("#rest .tile")).to_have_count(1)
    first.page.get_by_role("button", name="Undo", exact=True).press("Enter")
    expect(second.tile()).to_have_attribute("data-care", "open")
    expect(second.page.locator("#first .tile")).to_have_count(1)

    first.page.keyboard.press("Escape")
    expect(drawer_of(first)).to_be_hidden()
    expect(name).to_be_focused()
    assert first.said == second.said == []


def test_what_is_not_taken_is_said_beside_the_action(two, student):
    first, _ = two
    first.sees("confused", "brow_and_tilt")
    first.page.get_by_role("button", name="Elif Student", exact=True).click()
    for _ in range(30):
        first.page.keyboard.press("a")
    expect(drawer_of(first).locator(".drawer-refusal")).to_contain_text("Not done:")
    assert first.said == []


def test_the_class_is_searched_filtered_and_hidden_by_keyboard(two, student):
    first, second = two
    first.sees("confused", "brow_and_tilt")
    page, tiles = first.page, first.page.locator("article.tile")
    page.get_by_label("Find a student").fill("zoe")
    expect(tiles).to_have_count(0)
    expect(page.get_by_text("name has “zoe” in it.")).to_be_visible()
    page.get_by_role("button", name="Show all").press("Enter")
    expect(tiles).to_have_count(1)

    chip = page.get_by_role("button", name="1 confused")
    chip.press("Enter")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()
    expect(tiles).to_have_count(1)
    student_is_snoozed_by(second)
    expect(page.get_by_role("button", name="0 confused")).to_be_focused()
    expect(page.get_by_text("Nobody is so at the moment.")).to_be_visible()
    page.get_by_role("button", name="Show all").press("Enter")
    expect(tiles).to_have_count(1)

    page.get_by_role("button", name="Hide names and states").press("h")
    expect(page.get_by_text("Elif Student")).to_be_hidden()
    back = page.get_by_role("button", name="Show the class again")
    expect(back).to_be_focused()
    back.press("h")
    expect(page.get_by_role("button", name="Elif Student", exact=True)).to_be_visible()
    assert first.said == second.said == []


def student_is_snoozed_by(teacher) -> None:
    teacher.page.get_by_role("button", name="Elif Student", exact=True).click()
    teacher.page.keyboard.press("n")
    expect(teacher.tile()).to_have_attribute("data-care", "snoozed")
