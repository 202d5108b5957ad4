"""A teacher whose class sits on two busy processes acknowledges every frame and stays."""

import itertools
import time
from contextlib import ExitStack, suppress

from websockets.exceptions import ConnectionClosed

from tests.wire import Wire

SECONDS = 6.0  # long enough that acknowledgements alone would pass any limit meant for students


def test_acknowledging_is_no_flood(product, second_product, owner, classroom, new_student, lesson):
    places = [new_student(f"Student {number}") for number in range(6)]
    servers = itertools.cycle([product, second_product])
    with ExitStack() as open_sockets:
        teacher = open_sockets.enter_context(Wire.teacher(product, owner, classroom))
        students = [
            open_sockets.enter_context(Wire.student(next(servers), place.student, classroom))
            for place in places
        ]
        until = time.monotonic() + SECONDS
        for student in itertools.cycle(students):
            student.signal()
            teacher.hear("tiles")
            if time.monotonic() > until:
                break
        teacher.hear_tile(places[0].key, seq=students[0].signal())


def test_acknowledging_what_was_never_sent_is(product, owner, classroom, enrolment, lesson):
    with Wire.teacher(product, owner, classroom) as teacher:
        with suppress(ConnectionClosed):  # it is cut off in the middle
            for rev in range(200):
                teacher.say(type="received", rev=1000 + rev)
        assert teacher.closed()[0] == 4429
