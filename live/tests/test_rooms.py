"""Who comes and goes at the same moment: the layer is a stand-in whose answers a test holds."""

import asyncio
import time
from types import SimpleNamespace

import pytest

from classrooms import access
from classrooms.access import ClassFacts, Found, Knock, LessonFacts, LoggedOut, Place
from live import groups
from live.line import Line
from live.outbox import Outbox
from live.presence import Presence
from live.protocol import Close, Refused, Roster
from live.relay import Frame
from live.room import Room
from live.rooms import Rooms

TEACHER = 1
KEY = "0a1b2c3d4e5f"


class SlowLayer:
    """A channel layer that answers when the test says so."""

    def __init__(self):
        self.answer = asyncio.Event()
        self.members = set()

    async def group_add(self, group, channel):
        await self.answer.wait()
        self.members.add(group)

    async def group_discard(self, group, channel):
        await self.answer.wait()
        self.members.discard(group)

    async def group_send(self, group, message):
        await self.answer.wait()


class Desk:
    def __init__(self):
        self.outbox = Outbox()
        self.said = []

    async def say(self, message):
        self.said.append(message)

    async def end(self, close: Close):
        raise AssertionError(close)


async def _hear(message):
    """Nothing comes in these tests."""


async def test_a_teacher_who_comes_as_another_leaves_is_still_subscribed():
    layer = SlowLayer()
    line = Line(layer, _hear, lambda: None)
    line._heard = time.monotonic()  # as if the echo had come
    facts = ClassFacts(7, 1, "7B", "everything", False, False, None, {}, frozenset())
    room, leaver, comer = Room(facts, line), Desk(), Desk()
    layer.answer.set()
    await room.admit_teacher(leaver)
    layer.answer.clear()

    coming = asyncio.create_task(room.admit_teacher(comer))
    await asyncio.sleep(0)
    leaving = asyncio.create_task(room.dismiss_teacher(leaver))
    await asyncio.sleep(0)
    layer.answer.set()
    await asyncio.gather(coming, leaving)

    assert room.feed.desks == [comer]
    assert groups.teachers(7) in layer.members


async def test_who_leaves_while_they_still_join_are_heard_no_more():
    layer = SlowLayer()
    line = Line(layer, _hear, lambda: None)
    line._heard = time.monotonic()
    joining = asyncio.create_task(line.join(groups.teachers(7)))
    await asyncio.sleep(0)
    leaving = asyncio.create_task(line.leave(groups.teachers(7)))
    await asyncio.sleep(0)
    layer.answer.set()
    await asyncio.gather(joining, leaving)
    assert layer.members == set()


async def test_who_joins_while_the_last_leaves_are_heard():
    layer = SlowLayer()
    line = Line(layer, _hear, lambda: None)
    line._heard = time.monotonic()
    layer.answer.set()
    await line.join(groups.teachers(7))
    layer.answer.clear()
    leaving = asyncio.create_task(line.leave(groups.teachers(7)))
    await asyncio.sleep(0)
    joining = asyncio.create_task(line.join(groups.teachers(7)))
    await asyncio.sleep(0)
    layer.answer.set()
    await asyncio.gather(joining, leaving)
    assert layer.members == {groups.teachers(7)}


async def test_what_comes_late_for_a_teacher_who_left_is_not_kept():
    line = Line(SlowLayer(), _hear, lambda: None)
    places = {KEY: Place(KEY, 2, "Elif", None, ())}
    facts = ClassFacts(
        7, 1, "7B", "everything", False, False, LessonFacts(1, "lesson", 60.0), places, frozenset()
    )
    room = Room(facts, line)
    tile = Presence.arriving(KEY, 1, "getting_ready", 0.0).tile(0.0, full=True)
    await room.hear(Frame(7, 1, 1, "hub", 1, True, [tile]))
    assert room.feed.picture == {}


async def test_a_lesson_that_follows_another_at_once_is_told_after_a_pause():
    """A dashboard knows a lesson by its start, and may take the new one for the old."""
    line, desk = Line(SlowLayer(), _hear, lambda: None), Desk()

    def facts(revision, lesson):
        return ClassFacts(7, revision, "7B", "everything", False, False, lesson, {}, frozenset())

    room = Room(facts(1, LessonFacts(1, "lesson", 3.0)), line)
    await room.admit_teacher(desk)
    lessons = [LessonFacts(2, "lesson", 0.5), LessonFacts(2, "lesson", 1.5), None]
    for revision, lesson in enumerate(lessons, 2):
        await room.hold_to(facts(revision, lesson))
    told = [message.lesson for message in desk.said if isinstance(message, Roster)]
    assert [lesson and lesson.age for lesson in told] == [3.0, None, 0.5, 1.5, None]


# The door: the database is a stand-in that changes at the worst moment.


def facts_of(class_id, revision):
    return ClassFacts(
        class_id, revision, "7B", "everything", False, False, None, {}, frozenset({TEACHER})
    )


@pytest.fixture
async def process(monkeypatch):
    """The rooms of a process whose database knows nothing but facts."""
    database = SimpleNamespace(revision=1, valid=True, absent=set())

    async def ask(question, *args):
        await asyncio.sleep(0)
        return question(*args)

    def class_facts(class_id):
        return None if class_id in database.absent else facts_of(class_id, database.revision)

    def valid_logins(logins):
        return dict.fromkeys(logins, 1e6) if database.valid else {}

    monkeypatch.setattr("live.rooms.ask", ask)
    monkeypatch.setattr("live.rooms.get_channel_layer", lambda name: SlowLayer())
    monkeypatch.setattr(Line, "run", lambda line: asyncio.Event().wait())
    monkeypatch.setattr(access, "class_facts", class_facts)
    monkeypatch.setattr(access, "valid_logins", valid_logins)
    process = Rooms()
    process.database = database
    yield process
    for task in process._tasks:
        task.cancel()


class Sitting:
    """An open socket, whose log-in is known to hold for long."""

    login, login_ends = "log-in", 1e12

    def verdict(self, facts):
        return None


class Doorkeeper:
    """It answers each knock with the next of these; ``meanwhile`` runs before the answer comes."""

    def __init__(self, *answers, meanwhile):
        self.answers, self.meanwhile = list(answers), meanwhile

    async def knock(self, knock):
        answer = self.answers.pop(0)
        await self.meanwhile()
        return answer


KNOCK = Knock("log-in", "key", "class_teacher")


def found(revision):
    return Found(TEACHER, 7, revision, "", 1e6)


async def test_a_log_in_that_ends_between_the_look_and_the_entering_is_looked_up_again(process):
    room = await process._enter(7, 1)

    async def meanwhile():
        process.database.revision = 2
        await process._refresh_alone(room)

    process._doorkeeper = Doorkeeper(found(1), LoggedOut(), meanwhile=meanwhile)
    with pytest.raises(Refused) as refused:
        await process.let_in(KNOCK)
    assert refused.value.close is Close.LOGGED_OUT


async def test_a_class_that_is_archived_between_the_look_and_the_entering_is_nobodys(process):
    async def meanwhile():
        process.database.absent.add(7)

    process._doorkeeper = Doorkeeper(found(1), meanwhile=meanwhile)
    with pytest.raises(Refused) as refused:
        await process.let_in(KNOCK)
    assert refused.value.close is Close.FORBIDDEN


async def test_a_log_in_that_ends_while_facts_are_read_is_seen_now_or_at_the_next_poll(
    process, monkeypatch
):
    """Whatever is read first, the log-out comes right after it."""

    def and_then_it_ends(read):
        def reading(*args):
            answer = read(*args)
            if process.database.valid:
                process.database.valid, process.database.revision = False, 2
            return answer

        return reading

    room = await process._enter(7, 1)
    socket = Sitting()
    room.sockets.add(socket)
    for name in ("class_facts", "valid_logins"):
        monkeypatch.setattr(access, name, and_then_it_ends(getattr(access, name)))
    await process._refresh_alone(room)
    assert socket.login_ends <= time.monotonic() or room.facts.revision < process.database.revision


async def test_a_class_that_nobody_sits_in_leaves_nothing_behind(process):
    process.database.absent = {3, 4}
    for class_id in range(10):
        await asyncio.gather(*(process._enter(class_id, 1) for _ in range(3)))
    assert len(process._rooms) == 8
    await process._drop_idle()
    assert process._rooms == {}
    assert dict(process._locks) == {}
