"""The database fails while people knock: they come in once it is back, and whoever sat stays."""

from contextlib import contextmanager

import pytest
from django.db import connection

from live.protocol import Close
from tests.product import Product
from tests.wire import Wire, log_in

UNAVAILABLE = (Close.UNAVAILABLE, Close.UNAVAILABLE.reason)


@pytest.fixture(params=["daphne", "uvicorn"])
def server(request, database_url, tmp_path):
    with Product(tmp_path / "log", server=request.param, DATABASE_URL=database_url) as product:
        yield product


@contextmanager
def taken_away(table):
    """The database answers every question about this table with an error."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO taken_away")
        try:
            yield
        finally:
            cursor.execute(f"ALTER TABLE taken_away RENAME TO {table}")


# What is asked at the door, and what is asked when the class is entered.
@pytest.mark.parametrize("table", ["django_session", "classrooms_consent"])
def test_whoever_knocks_is_sent_away_calmly_and_comes_in_later(
    server, classroom, owner, student, lesson, table
):
    paths = [f"/ws/classes/{classroom.key}/{door}/" for door in ("student", "teacher")]
    clients = [log_in(student), log_in(owner)]
    before = server.log
    with taken_away(table):
        for client, path in zip(clients, paths, strict=True):
            with Wire(server, None, path, client=client) as wire:
                assert wire.closed() == UNAVAILABLE
    told = server.log.removeprefix(before).splitlines()
    assert [line.split(" WARNING ")[1] for line in told] == [
        "live.database The database does not answer: OperationalError"
    ] * len(paths)
    with Wire.teacher(server, owner, classroom, client=clients[1]) as teacher:
        assert teacher.hear_next()["type"] == "roster"


def test_whoever_sits_stays_and_is_heard(server, classroom, owner, enrolment, lesson):
    with (
        Wire.teacher(server, owner, classroom) as teacher,
        Wire.student(server, enrolment.student, classroom) as student,
    ):
        with taken_away("django_session"):
            enrolment.student.name = "Elif Brown"
            enrolment.student.save()  # so that the poll asks for what is away
            student.signal("alert", "no_face")
            teacher.hear_tile(enrolment.key, state="alert")
            student.hear("beat")
        assert teacher.hear("roster", name=classroom.name)["students"][0]["name"] == "Elif Brown"
    assert "Traceback" not in server.log
