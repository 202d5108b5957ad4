"""What a student leaves out, from the tick on the page to what the teacher reads: real pages, a
real server and a real look at a webcam."""

import json
import re

import pytest
from playwright.sync_api import expect

from classrooms.models import Enrolment

pytestmark = pytest.mark.django_db(transaction=True)

GAZE = "Where my face and eyes point"
FACES = "How many faces are in the picture"


def test_what_is_left_out_is_not_looked_at_not_sent_and_not_said(
    teacher_at, student_at, owner, classroom, enrolment, lesson
):
    teacher, student = teacher_at(owner), student_at(enrolment.student)
    teacher.watch(classroom)
    student.enter(classroom, "choice/")
    student.page.get_by_label(FACES).check()
    student.page.get_by_role("button", name="Use my camera").click()
    student.page.locator("#start-lesson:enabled").click()
    teacher.sees("focused", "facing_screen")
    student.says("focused", "facing_screen")
    expect(student.page.locator("#message-json")).to_contain_text(re.compile(r'"smile":\d'))
    cues = json.loads(student.message())["cues"]
    assert (cues["gaze"], cues["faces"]) == ("centred", None)
    assert None not in (cues["brow"], cues["tilt"], cues["smile"])
    loads = student.loads

    # In mid-lesson, as from another tab: the open page looks at something else from now on.
    Enrolment.objects.update(exempt_gaze=True, exempt_faces=False)

    teacher.sees("unclear", "not_looked_at")
    student.says("unclear", "not_looked_at")
    expect(student.page.locator("#message-json")).to_contain_text('"faces":1')
    cues = json.loads(student.message())["cues"]
    assert cues == {"brow": None, "tilt": None, "smile": None, "gaze": None, "faces": 1}
    assert student.loads == loads
    assert student.said == teacher.said == []


def test_nothing_left_to_look_at_is_said_beside_the_boxes(student_at, classroom, enrolment):
    student = student_at(enrolment.student)
    student.enter(classroom, "choice/")
    for name in (GAZE, FACES):
        student.page.get_by_label(name).check()
    student.page.get_by_role("button", name="Use my camera").click()
    expect(student.page.get_by_role("alert")).to_contain_text("nothing left to look at")
    expect(student.page.get_by_label(GAZE)).to_be_focused()
    for name in (GAZE, FACES):
        expect(student.page.get_by_label(name)).to_be_checked()
    student.page.get_by_label(GAZE).uncheck()
    student.page.get_by_role("button", name="Use my camera").click()
    student.is_in("waiting")
    assert student.said == []
