"""A class of 120: its roster and its histories are longer than any message from a browser."""

from classrooms.models import Enrolment, User
from live.protocol import MAX_BYTES
from tests.wire import Wire

SIZE = 120


def test_a_teacher_of_a_large_class_sees_everyone(product, owner, classroom, lesson):
    students = [
        User(email=f"{number}@test.example", name=f"Student Number {number} " + "ü" * 40)
        for number in range(SIZE)
    ]
    User.objects.bulk_create(students)
    Enrolment.objects.bulk_create(
        Enrolment(classroom=classroom, student=student) for student in students
    )
    enrolments = list(classroom.enrolments.select_related("student"))
    wires = [Wire.student(product, place.student, classroom) for place in enrolments]
    try:
        for wire in wires:
            wire.signal("no_camera", "by_student", cues=None)
        with Wire.teacher(product, owner, classroom) as teacher:
            roster = teacher.hear("roster")
            assert len(str(roster)) > 4 * MAX_BYTES
            assert {place.key for place in enrolments} == {
                student["student"] for student in roster["students"]
            }
            seen = set()
            while len(seen) < SIZE:
                seen |= {
                    tile["student"]
                    for tile in teacher.hear("tiles")["tiles"]
                    if tile["state"] == "no_camera"
                }
    finally:
        for wire in wires:
            wire.close()
