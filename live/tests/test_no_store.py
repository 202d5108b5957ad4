"""Signals live in the memory of open connections: nothing of them is written anywhere."""

import pytest
from django.conf import settings
from django.db import connection
from redis import Redis

from live.protocol import REASONS
from tests.wire import Wire, log_in

# What carries messages, and what the connections themselves need: none of it keeps anything.
KEEPS_NOTHING = {"publish", "subscribe", "unsubscribe", "ping", "hello", "client", "select", "auth"}
LOOKING = {"info", "scan", "command"}


def tables():
    """Every row of every table."""
    with connection.cursor() as cursor:
        rows = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(cursor.fetchall(), key=repr)
    return rows


def commands(redis):
    """How often Redis was asked to do what, by the main word of each command."""
    stats = redis.info("commandstats")
    counts = {}
    for name, stat in stats.items():
        word = name.removeprefix("cmdstat_").split("|")[0].lower()
        counts[word] = counts.get(word, 0) + stat["calls"]
    return counts


@pytest.fixture
def redis():
    with Redis.from_url(settings.REDIS_ADDRESSES[0]) as redis:
        yield redis


@pytest.fixture
def teach(product, owner, classroom, enrolment, new_student):
    """Gives a lesson in which everything happens that students' and teachers' pages can say."""
    ben = new_student("Ben Carter")
    clients = {person: log_in(person) for person in (owner, enrolment.student, ben.student)}

    def teach_():
        with (
            Wire.teacher(product, owner, classroom, client=clients[owner]) as teacher,
            Wire.student(
                product, enrolment.student, classroom, client=clients[enrolment.student]
            ) as elif_,
            Wire.student(product, ben.student, classroom, client=clients[ben.student]) as ben_,
        ):
            past = {"state": "confused", "reason": "brow_and_tilt", "age": 0.0}
            ben_.say(type="history", transitions=[past])
            ben_.say(type="help", asked=True)
            teacher.hear_tile(ben.key)
            do_everything(teacher, ben.key)
            ben_.hear("check_in")
            ben_.say(type="answer", answer="lost")
            while (acts := teacher.hear_tile(ben.key)["acts"]) is None or not answered(acts):
                pass
            for state, reasons in REASONS.items():
                for reason in sorted(reasons):
                    seq = elif_.signal(state, reason, cues=None)
                    teacher.hear_tile(enrolment.key, seq=seq, state=state, reason=reason)
            elif_.say_text("confused")
            assert elif_.closed()[0] == 4400
            teacher.hear_tile(enrolment.key, state="gone")

    return teach_


def do_everything(teacher, student):
    """Mark the moment, and do all that can be done about a student who asks for help."""
    teacher.say(type="marker")
    teacher.hear("markers")
    teacher.say(type="acknowledge", student=student, need="help", seen=True)
    teacher.say(type="snooze", student=student, reason="no_face", snoozed=True)
    teacher.say(type="check_in", student=student)


def answered(acts):
    return acts["check_in"] is not None and acts["check_in"]["answer"] == "lost"


def test_the_database_is_the_same_after_a_lesson_as_before(teach, lesson):
    before = tables()
    teach()
    after = tables()
    assert set(after) == set(before)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}


def test_no_table_has_a_column_for_what_a_student_did(lesson):
    with connection.cursor() as cursor:
        columns = {
            column.name
            for table in connection.introspection.table_names(cursor)
            for column in connection.introspection.get_table_description(cursor, table)
        }
    assert "ended_at" in columns
    assert columns.isdisjoint({"state", "reason", "cues", "signal", "help", "history", "since"})
    assert columns.isdisjoint({"acknowledged", "snoozed", "check_in", "answer", "marker", "window"})


def test_redis_carries_and_keeps_nothing(teach, lesson, redis):
    keys, before = set(redis.scan_iter()), commands(redis)
    teach()
    after = commands(redis)
    used = {word for word, calls in after.items() if calls > before.get(word, 0)}
    assert "publish" in used
    assert used <= KEEPS_NOTHING | LOOKING
    assert set(redis.scan_iter()) == keys


def test_the_log_says_nothing_of_a_lesson(teach, lesson, product):
    log = product.log
    teach()
    assert product.log == log
