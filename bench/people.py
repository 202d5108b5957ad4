"""`python -m bench.people CLASSES SIZE PASSWORD`: fills an empty database, and says who is there.

Prints the school as the generator reads it, with an e-mail address where the cookie is to come.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django


def main(classes: int, size: int, password: str) -> list[dict[str, Any]]:
    """Make so many classes, each with a teacher, its students, and a lesson that runs."""
    from django.db import transaction

    with transaction.atomic():
        return [_classroom(number, size, password) for number in range(classes)]


def _classroom(number: int, size: int, password: str) -> dict[str, Any]:
    from classrooms.models import Classroom, Consent, User

    email = f"teacher-{number}@bench.example"
    teacher = User.objects.create_user(email, password, name="A Teacher", role=User.Role.TEACHER)
    classroom = Classroom.objects.create(name=f"Class {number}", owner=teacher)
    students = []
    for seat in range(size):
        address = f"student-{number}-{seat}@bench.example"
        student = User.objects.create_user(address, password, name=f"Student {number} {seat}")
        Consent.objects.create(student=student)
        place = classroom.admit(student)
        assert place is not None
        students.append({"student": place.key, "email": address})
    classroom.start_lesson("lesson")
    return {"class": classroom.key, "teachers": [{"email": email}], "students": students}


if __name__ == "__main__":
    django.setup()
    json.dump(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]), sys.stdout)
