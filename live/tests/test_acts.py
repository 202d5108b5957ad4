"""What teachers do about a student is done where the student is, and all teachers see it."""

import pytest

from live.pace import ACTS_BURST
from tests.wire import Wire

ACTS = {
    "acknowledge": {"need": "gaze_away", "seen": True},
    "snooze": {"reason": "gaze_away", "snoozed": True},
    "check_in": {},
}


@pytest.fixture
def wires(product, second_product, owner, co_teacher, classroom, enrolment, lesson):
    """Two teachers in two processes, and a student in the first of these, facing away."""
    with (
        Wire.teacher(product, owner, classroom) as one,
        Wire.teacher(second_product, co_teacher, classroom) as other,
        Wire.student(product, enrolment.student, classroom) as student,
    ):
        student.signal("alert", "gaze_away")
        for teacher in (one, other):
            teacher.hear_tile(enrolment.key, state="alert")
        yield one, other, student


def do(teacher, what, enrolment, **more):
    teacher.say(type=what, student=enrolment.key, **{**ACTS[what], **more})


def hear_acts(teacher, enrolment, **expected):
    """The next tile with these acts; what else it says of them does not matter."""
    while True:
        acts = teacher.hear_tile(enrolment.key)["acts"]
        told = acts or {"acknowledged": [], "snoozed": [], "check_in": None}
        if expected.items() <= told.items():
            return told


def hear_answer(teacher, enrolment, answer):
    while (asked := hear_acts(teacher, enrolment)["check_in"]) is None or asked["answer"] != answer:
        pass
    return asked["age"]


# Acknowledged


def test_what_one_teacher_has_seen_all_see_and_may_take_back(wires, enrolment):
    for first, second in (wires[:2], wires[1::-1]):
        do(first, "acknowledge", enrolment)
        for teacher in (first, second):
            hear_acts(teacher, enrolment, acknowledged=["gaze_away"])
        do(second, "acknowledge", enrolment, seen=False)
        for teacher in (first, second):
            hear_acts(teacher, enrolment, acknowledged=[])


def test_what_was_seen_is_over_with_the_need(wires, enrolment):
    one, other, student = wires
    do(one, "acknowledge", enrolment)
    hear_acts(other, enrolment, acknowledged=["gaze_away"])
    student.signal("alert", "no_face")
    assert other.hear_tile(enrolment.key, reason="no_face")["acts"] is None
    student.signal("alert", "gaze_away")
    assert other.hear_tile(enrolment.key, reason="gaze_away")["acts"] is None


def test_help_is_acknowledged_apart_from_the_state(wires, enrolment):
    one, other, student = wires
    student.say(type="help", asked=True)
    while one.hear_tile(enrolment.key)["help"] is None:
        pass
    do(one, "acknowledge", enrolment, need="help")
    hear_acts(other, enrolment, acknowledged=["help"])
    student.signal("focused")
    assert other.hear_tile(enrolment.key, state="focused")["acts"]["acknowledged"] == ["help"]
    student.say(type="help", asked=False)
    hear_acts(other, enrolment, acknowledged=[])


def test_what_is_not_so_cannot_be_seen(wires, enrolment):
    one = wires[0]
    do(one, "acknowledge", enrolment, need="help")
    assert one.hear("error")["code"] == "no_need"
    do(one, "acknowledge", enrolment, need="no_face")
    assert one.hear("error")["code"] == "no_need"


# Snoozed


def test_a_snoozed_reason_is_told_with_every_state_and_may_be_woken(wires, enrolment):
    one, other, student = wires
    do(other, "snooze", enrolment)
    do(one, "snooze", enrolment, reason="brow_and_tilt")
    for teacher in (one, other):
        hear_acts(teacher, enrolment, snoozed=["brow_and_tilt", "gaze_away"])
    student.signal("focused")
    tile = one.hear_tile(enrolment.key, state="focused")
    assert tile["acts"]["snoozed"] == ["brow_and_tilt", "gaze_away"]
    do(one, "snooze", enrolment, snoozed=False)
    hear_acts(other, enrolment, snoozed=["brow_and_tilt"])


# Checked in


@pytest.mark.parametrize("answer", ["fine", "lost", "not_now"])
def test_a_student_is_asked_and_answers(wires, enrolment, answer):
    one, other, student = wires
    do(other, "check_in", enrolment)
    assert student.hear("check_in") == {"type": "check_in", "age": pytest.approx(0, abs=5)}
    for teacher in (one, other):
        hear_answer(teacher, enrolment, None)
    student.say(type="answer", answer=answer)
    for teacher in (one, other):
        hear_answer(teacher, enrolment, answer)
        assert (teacher.tiles[enrolment.key]["help"] is not None) == (answer == "lost")
    student.say(type="answer", answer="fine")
    assert student.hear("error")["code"] == "not_asked"


def test_nobody_is_asked_twice_at_once(wires, enrolment):
    one, other, student = wires
    do(one, "check_in", enrolment)
    hear_answer(one, enrolment, None)
    hear_answer(other, enrolment, None)
    for teacher in (one, other):
        do(teacher, "check_in", enrolment)
        assert teacher.hear("error")["code"] == "pending"
    student.say(type="answer", answer="fine")
    hear_answer(other, enrolment, "fine")
    student.say(type="answer", answer="fine")
    student.hear("error")
    assert [message["type"] for message in student.heard].count("check_in") == 1


def test_an_open_check_in_comes_again_after_a_reconnect_and_so_does_all_else(
    product, wires, classroom, enrolment
):
    one, other, student = wires
    do(one, "acknowledge", enrolment)
    do(one, "snooze", enrolment, reason="no_face")
    do(one, "check_in", enrolment)
    hear_answer(other, enrolment, None)
    with Wire.student(product, enrolment.student, classroom) as again:
        again.hear("check_in")
        assert student.closed()[0] == 4409
        acts = other.hear_tile(enrolment.key, state="arriving")["acts"]
        assert (acts["acknowledged"], acts["snoozed"]) == (["gaze_away"], ["no_face"])
        again.signal("alert", "gaze_away")
        acts = other.hear_tile(enrolment.key, state="alert")["acts"]
        assert acts["acknowledged"] == ["gaze_away"]
        again.say(type="answer", answer="fine")
        hear_answer(one, enrolment, "fine")


# Late, gone, over


def test_a_late_teacher_sees_what_was_done(wires, second_product, co_teacher, classroom, enrolment):
    one, other, _ = wires
    for what in ACTS:
        do(one, what, enrolment)
    hear_answer(other, enrolment, None)
    with Wire.teacher(second_product, co_teacher, classroom) as late:
        acts = late.hear_tile(enrolment.key)["acts"]
        assert (acts["acknowledged"], acts["snoozed"]) == (["gaze_away"], ["gaze_away"])
        assert acts["check_in"]["answer"] is None


def test_a_pause_wipes_it(wires, enrolment):
    one, other, student = wires
    for what in ACTS:
        do(one, what, enrolment)
    hear_answer(other, enrolment, None)
    student.signal("paused", "by_student", cues=None)
    for teacher in (one, other):
        assert teacher.hear_tile(enrolment.key, state="paused")["acts"] is None
    student.say(type="answer", answer="fine")
    assert student.hear("error")["code"] == "not_asked"


def test_something_more_that_is_left_out_wipes_it(wires, enrolment):
    one, other, _ = wires
    do(one, "snooze", enrolment)
    hear_acts(other, enrolment, snoozed=["gaze_away"])
    enrolment.exempt_gaze = True
    enrolment.save()
    assert other.hear_tile(enrolment.key, state="arriving")["acts"] is None


def test_the_next_lesson_knows_nothing_of_it(
    product, owner, classroom, enrolment, wires, co_teacher
):
    one, other, student = wires
    do(one, "snooze", enrolment)
    hear_acts(other, enrolment, snoozed=["gaze_away"])
    classroom.lessons.end()
    student.closed()
    other.hear("roster", lesson=None)
    do(one, "snooze", enrolment)
    assert one.hear("error")["code"] == "no_lesson"
    classroom.start_lesson("lesson")
    assert one.hear("roster")["lesson"] is not None
    with Wire.student(product, enrolment.student, classroom) as again:
        again.signal("alert", "gaze_away")
        assert one.hear_tile(enrolment.key, state="alert")["acts"] is None


def test_who_is_not_connected_cannot_be_asked(wires, enrolment, new_student):
    one, _, student = wires
    student.close()
    one.hear_tile(enrolment.key, state="gone")
    do(one, "check_in", enrolment)
    assert one.hear("error")["code"] == "not_here"
    absent = new_student("Ben Carter")
    for what in ACTS:
        do(one, what, absent)
        assert one.hear("error")["code"] == "not_here"


# Who may not, and too much of it


def test_students_hear_of_check_ins_alone(wires, product, classroom, enrolment, new_student):
    one, other, student = wires
    with Wire.student(product, new_student("Ben Carter").student, classroom) as neighbour:
        for what in ACTS:
            do(one, what, enrolment)
        hear_answer(other, enrolment, None)
        student.say(type="answer", answer="fine")
        hear_answer(other, enrolment, "fine")
        for wire in (student, neighbour):
            wire.last_seq -= 1
            wire.signal()
            wire.hear("error")
        told = {message["type"] for message in student.heard}
        assert told <= {"welcome", "check_in", "error", "beat"}
        assert {message["type"] for message in neighbour.heard} <= {"welcome", "error", "beat"}
        assert "Olga" not in str(student.heard)


@pytest.mark.parametrize("what", [*ACTS, "marker"])
def test_a_student_cannot_do_what_teachers_do(product, classroom, enrolment, wires, what):
    student = wires[2]
    more = {} if what == "marker" else {"student": enrolment.key, **ACTS[what]}
    student.say(type=what, **more)
    assert student.closed()[0] == 4422


def test_a_teacher_cannot_answer(wires):
    wires[0].say(type="answer", answer="fine")
    assert wires[0].closed()[0] == 4422


@pytest.mark.parametrize("what", ACTS)
def test_a_student_of_another_class_is_out_of_reach(
    product, strange_teacher, stranger, wires, enrolment, what
):
    elsewhere = strange_teacher.classes_owned.get()
    elsewhere.start_lesson("lesson")
    with Wire.teacher(product, strange_teacher, elsewhere) as teacher:
        do(teacher, what, enrolment)
        assert teacher.hear("error")["code"] == "not_here"
    wires[2].signal("focused")
    assert wires[0].hear_tile(enrolment.key, state="focused")["acts"] is None


def test_too_many_acts_are_dropped_and_the_socket_stays_open(wires, enrolment):
    one, other, _ = wires
    for _ in range(int(ACTS_BURST) + 5):
        do(one, "snooze", enrolment, reason="no_face")
    assert one.hear("error")["code"] == "too_fast"
    do(other, "snooze", enrolment)
    hear_acts(one, enrolment, snoozed=["no_face", "gaze_away"])


def test_a_flood_of_acts_closes_the_socket(wires, enrolment):
    for _ in range(200):
        do(wires[0], "snooze", enrolment)
    assert wires[0].closed()[0] == 4429
