"""Faults in the middle of a lesson, in real browsers: what is shown is right again without a
reload, and meanwhile a camera is never on for nobody."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from classrooms.models import User
from classrooms.tests.factories import TeacherFactory
from tests.wire import Wire

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def co_teacher(classroom) -> User:
    co_teacher = TeacherFactory(name="Cora Coteacher")
    classroom.co_teachers.add(co_teacher)
    return co_teacher


@pytest.fixture
def met(fragile, enrolment, lesson, owner, teacher_at, student_at):
    """A teacher and a student in a lesson of a deployment that may break. They never reload."""
    teacher = teacher_at(owner, at=fragile.url)
    teacher.watch(enrolment.classroom)
    student = student_at(enrolment.student, at=fragile.url)
    student.keep_tracks()
    student.enter(enrolment.classroom)
    student.start_uncalibrated()
    teacher.sees("focused", "uncalibrated")
    yield teacher, student
    assert (teacher.loads, student.loads) == (1, 1)


def tells(student, title: str, words: str) -> None:
    """Wait until a card with this title says so."""
    card = student.page.locator("section", has=student.page.get_by_role("heading", name=title))
    expect(card.get_by_text(words)).to_be_visible()


def test_redis_goes_away_and_comes_back(met, redis):
    teacher, student = met
    redis.stop()
    teacher.sees_health("cut_off")
    student.page.locator("#pause").click()
    student.says("paused", "by_student")
    redis.start()
    teacher.sees("paused", "by_student")
    teacher.sees_health("live")
    student.page.locator("#pause").click()
    teacher.sees("focused", "uncalibrated")


def test_a_lesson_that_ends_while_redis_is_stopped_turns_the_camera_off(met, redis, classroom):
    teacher, student = met
    student.has_camera(True)
    redis.stop()
    teacher.sees_health("cut_off")
    classroom.lessons.end()
    student.is_in("ended")
    student.has_camera(False)
    tells(student, "The lesson is over", "Your camera is off.")
    expect(student.page.locator("#activity")).to_have_text("Camera is off")
    expect(teacher.page.get_by_role("button", name="Start lesson")).to_be_visible()


def test_a_server_that_was_killed_is_found_again(met, fragile):
    teacher, student = met
    fragile.kill()
    teacher.sees_health("connecting")
    expect(student.page.locator("#link")).to_contain_text("The connection is lost.")
    student.page.locator("#camera-off").click()
    student.says("camera_off", "by_student")
    student.has_camera(False)
    fragile.start()
    teacher.sees_health("live")
    teacher.sees("camera_off", "by_student")
    expect(student.page.locator("#link")).to_be_hidden()
    student.page.locator("#camera-off").click()
    teacher.sees("focused", "uncalibrated")


def test_a_server_that_restarts_is_waited_for(met, fragile):
    teacher, student = met
    fragile.stop()
    teacher.sees_health("connecting")
    expect(student.page.locator("#link")).to_contain_text("It comes back by itself")
    student.page.locator("#camera-off").click()
    student.says("camera_off", "by_student")
    fragile.start()
    teacher.sees("camera_off", "by_student")
    teacher.sees_health("live")
    expect(student.page.locator("#link")).to_be_hidden()
    student.page.locator("#camera-off").click()
    teacher.sees("focused", "uncalibrated")


def test_a_second_tab_takes_over(enrolment, lesson, owner, teacher_at, student_at):
    first = student_at(enrolment.student)
    first.keep_tracks()
    first.enter(enrolment.classroom)
    first.start_uncalibrated()
    second = type(first)(first.page.context.new_page())
    second.enter(enrolment.classroom, "without-camera/")
    first.is_in("replaced")
    tells(first, "This lesson was opened in another tab", "The camera of this tab is off.")
    first.has_camera(False)
    teacher = teacher_at(owner)
    teacher.watch(enrolment.classroom)
    teacher.sees("no_camera", "by_student")
    first.page.get_by_role("button", name="Use here").click()
    first.start_uncalibrated()
    second.is_in("replaced")
    teacher.sees("focused", "uncalibrated")


def test_logging_out_in_another_tab_ends_the_lessons_page(enrolment, lesson, student_at):
    student = student_at(enrolment.student)
    student.keep_tracks()
    student.enter(enrolment.classroom)
    student.start_uncalibrated()
    other = student.page.context.new_page()
    other.goto("/account/logout/")
    other.get_by_role("main").get_by_role("button", name="Log out").click()
    student.is_in("logged_out")
    student.has_camera(False)
    tells(student, "You are not logged in any more", "Your camera is off.")
    expect(student.page.get_by_role("link", name="Log in again")).to_be_visible()


# Minutes ago; the steps of two strips begin at different instants, and must not matter.
MINUTE = timedelta(minutes=1)
PAST = [("focused", "facing_screen", 7), ("alert", "no_face", 5), ("focused", "facing_screen", 3)]


def test_a_late_teacher_sees_what_the_first_one_sees(
    enrolment, lesson, owner, co_teacher, product, teacher_at
):
    began = lesson.started_at - 8 * MINUTE
    enrolment.classroom.lessons.update(started_at=began)
    enrolment.student.consents.update(given_at=began)
    first = teacher_at(owner)
    first.watch(enrolment.classroom)
    with Wire.student(product, enrolment.student, enrolment.classroom) as student:
        past = [{"state": state, "reason": why, "age": 60.0 * ago} for state, why, ago in PAST]
        student.say(type="history", transitions=past)
        student.signal("confused", "brow_and_tilt")
        first.sees("confused", "brow_and_tilt")
        late = teacher_at(co_teacher)
        late.watch(enrolment.classroom)
        student.signal("confused", "brow_and_tilt")
        late.sees("confused", "brow_and_tilt")
        shapes = ["unknown", "focused", "alert", "focused", "confused"]
        for teacher in (first, late):
            strip = teacher.tile().locator(".strip > *")
            expect(strip).to_have_class([f"strip-{shape}" for shape in shapes])
        assert tile_words(late) == tile_words(first)


def tile_words(teacher) -> list[str]:
    return teacher.tile().locator(".tile-name, .tile-word, .tile-detail").all_text_contents()
