"""What a hub and its room say to other processes, and to whom they listen: the line is a stand-in
that notes what is said and does not always answer."""

import asyncio
import time

import pytest

from classrooms.access import ClassFacts, LessonFacts, Place
from live.consumers import StudentConsumer
from live.outbox import Outbox
from live.protocol import MARKERS, Hello, Marker, Signal, Snooze, encode
from live.relay import Acted, Claim, Frame, Note, RollCall
from live.room import Room

KEY = "0a1b2c3d4e5f"
PATIENCE = 10  # seconds


class NotedLine:
    """It carries everything, and says so or not."""

    alive = True

    def __init__(self):
        self.answers = True
        self.said = []
        self.news = asyncio.Event()

    async def join(self, group):
        """Nothing comes in these tests."""

    async def publish(self, group, message):
        self.said.append(message)
        self.news.set()
        return self.answers

    def of(self, kind):
        return [message for message in self.said if isinstance(message, kind)]

    async def says(self, kind, times=1):
        """Wait until this was said so often."""
        async with asyncio.timeout(PATIENCE):
            while len(self.of(kind)) < times:
                self.news.clear()
                await self.news.wait()
        return self.of(kind)


class Desk:
    def __init__(self):
        self.outbox = Outbox()
        self.heard = asyncio.Queue()

    async def say(self, message):
        self.heard.put_nowait(message)


def facts(revision=1, consent_age=100.0, exempt=()):
    places = {KEY: Place(KEY, 2, "Elif", consent_age, exempt)}
    lesson = LessonFacts(1, "lesson", 60.0)
    return ClassFacts(7, revision, "7B", "everything", False, False, lesson, places, frozenset({1}))


def signal(seq, state="focused", reason="facing_screen"):
    return encode(Signal(seq, "everything", state, reason, 0.0))


@pytest.fixture
async def room():
    room = Room(facts(), NotedLine())
    yield room
    room.hub.close()


class Server:
    """The server's side of a socket, which takes what is said once it may."""

    def __init__(self):
        self.reads = asyncio.Event()
        self.reads.set()
        self.told = asyncio.Event()

    async def send(self, event):
        self.told.set()
        await self.reads.wait()


def student(server):
    """A student's socket that has just been let in."""
    consumer = StudentConsumer()
    consumer.base_send = server.send
    consumer.student, consumer.user_id, consumer.consented = KEY, 2, True
    consumer.login_ends = time.monotonic() + 1000
    return consumer


async def sit_down(room, server=None):
    seat = student(server or Server())
    await seat.take(encode(Hello(1, 0)), room)
    return seat


async def test_no_two_frames_have_one_rev_even_where_one_seems_not_to_be_carried(room):
    """It may be carried after all, once its sender has given up: the next would pass for it."""
    room._line.answers = False
    seat = await sit_down(room)
    await room._line.says(Claim)
    room._line.answers = True
    await room._line.says(Frame)
    room._line.answers = False
    await seat.take(signal(1), room)
    await room._line.says(Frame, 2)
    room._line.answers = True
    await seat.take(signal(2, "alert", "no_face"), room)
    frames = await room._line.says(Frame, 3)
    assert [frame.rev for frame in frames] == [1, 2, 3]
    (tile,) = frames[-1].tiles
    assert [past.state for past in tile.history] == ["arriving", "focused", "alert"]


async def test_after_an_outage_everybody_who_sits_here_is_claimed_again(room):
    seat = await sit_down(room)
    assert [claim.epochs for claim in await room._line.says(Claim)] == [{KEY: seat.epoch}]
    room.line_returned()
    assert (await room._line.says(Claim, 2))[-1].epochs == {KEY: seat.epoch}


async def test_after_taking_something_back_every_hub_is_asked_what_it_tells_now(room):
    """What this process forgets, the student's own may have told anew already."""
    room.feed.add(Desk())
    await room.hold_to(facts(revision=2))
    assert room._line.of(RollCall) == []
    await room.hold_to(facts(revision=3, exempt=("gaze",)))
    assert await room._line.says(RollCall) == [RollCall(7)]
    await room.hold_to(facts(revision=4))
    assert room._line.of(RollCall) == [RollCall(7)]
    await room.hold_to(facts(revision=5, consent_age=None))
    assert await room._line.says(RollCall, 2) == [RollCall(7), RollCall(7)]


async def test_a_socket_that_is_replaced_speaks_for_its_student_no_more(room):
    """Nor while its successor is being welcomed, which takes a server a while that is held up."""
    older, held_up = await sit_down(room), Server()
    held_up.reads.clear()
    coming = asyncio.create_task(sit_down(room, held_up))
    async with asyncio.timeout(PATIENCE):
        await held_up.told.wait()
    await older.take(signal(1, "alert", "no_face"), room)
    assert room.hub.presences[KEY].state == "arriving"
    held_up.reads.set()
    newer = await coming
    await newer.take(signal(1), room)
    assert room.hub.presences[KEY].state == "focused"
    assert older.ended


async def test_a_socket_whose_student_was_forgotten_says_nothing_and_breaks_nothing(room):
    seat = await sit_down(room)
    room.hub.forget(KEY)
    await seat.take(signal(1), room)
    assert KEY not in room.hub.presences


async def test_what_is_done_about_an_older_lesson_or_at_a_newer_socket_is_not_done_here(room):
    seat = await sit_down(room)
    snooze = Snooze(KEY, "no_face", snoozed=True)
    snoozed = room.hub.presences[KEY].care.snoozed
    await room.hub.act(Acted(7, 2, seat.epoch, snooze))
    await room.hub.act(Acted(7, 1, seat.epoch + 1, snooze))
    assert snoozed == set()
    await room.hub.act(Acted(7, 1, seat.epoch - 1, snooze))
    assert snoozed == {"no_face"}


async def test_a_marker_of_another_lesson_is_not_kept(room):
    room.hub.note(Note(7, 2, 30))
    assert not room.hub.notes
    room.hub.note(Note(7, 1, 30))
    [frame] = await room._line.says(Frame)
    assert (frame.tiles, frame.noted.markers) == ([], (30,))


async def test_a_marker_that_was_not_carried_is_told_with_the_next_frame(room):
    room._line.answers = False
    room.hub.note(Note(7, 1, 30))
    await room._line.says(Frame)
    room._line.answers = True
    frame = (await room._line.says(Frame, 2))[-1]
    assert (frame.full, frame.noted.markers) == (False, (30,))


async def test_a_lesson_has_a_hundred_markers_and_no_more(room):
    desk = Desk()
    room.feed.add(desk)
    for second in range(MARKERS):
        room.hub.note(Note(7, 1, second))
    await room.hear((await room._line.says(Frame))[-1])
    assert len((await desk.heard.get()).markers) == MARKERS
    room.act(desk, Marker())
    assert (await desk.heard.get()).code == "enough"
    assert room._line.of(Note) == []


async def test_a_hub_that_has_nobody_and_never_told_anything_answers_no_roll_call(room):
    room.hub.answer_roll_call("")
    room.hub.note(Note(7, 1, 30))
    [frame] = await room._line.says(Frame)
    assert (frame.rev, frame.full) == (1, False)
    room.hub.answer_roll_call("")
    assert (await room._line.says(Frame, 2))[-1].full
