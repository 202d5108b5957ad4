"""Machines whose clocks are a day off: a student's ahead and a teacher's behind, or the other way
round. No wall clock travels, so that nothing is wrong; nor is it when they are set right.
"""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)

DAY = 24 * 60 * 60 * 1000  # ms
SECONDS_AGO = re.compile(r"^\d+ s$")

# A machine's clock cannot be set for one browser alone; what the page's scripts read of it can.
WRONG_CLOCK = """
window.clockOff = %d;
const Right = Date;
window.Date = class extends Right {
  constructor(...of) {
    super(...(of.length ? of : [Right.now() + window.clockOff]));
  }
  static now() {
    return Right.now() + window.clockOff;
  }
};
"""


def goes_wrong_by(person, off: int) -> None:
    person.page.add_init_script(WRONG_CLOCK % off)


def is_set_right(person) -> None:
    person.page.evaluate("() => { window.clockOff = 0; }")


@pytest.mark.parametrize("off", [DAY, -DAY], ids=["student-ahead", "teacher-ahead"])
def test_a_day_off_hides_nothing_nor_does_setting_the_clocks_right(
    enrolment, lesson, owner, teacher_at, student_at, off
):
    student, teacher = student_at(enrolment.student), teacher_at(owner)
    goes_wrong_by(student, off)
    goes_wrong_by(teacher, -off)
    teacher.watch(enrolment.classroom)
    student.enter(enrolment.classroom, "without-camera/")
    teacher.sees("no_camera", "by_student")
    age = teacher.tile().locator(".tile-age")
    expect(age).to_have_text(SECONDS_AGO)

    is_set_right(student)
    is_set_right(teacher)
    student.page.locator("#im-lost").click()
    teacher.sees("help", "pressed")
    expect(age).to_have_text(SECONDS_AGO)
    student.page.locator("#im-lost").click()
    teacher.sees("no_camera", "by_student")
    teacher.sees_health("live")
    assert (teacher.loads, student.loads) == (1, 1)
