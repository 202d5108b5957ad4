"""When a hub tells: news at once, then once a window, and what is no news along with the rest."""

import asyncio
import itertools
import time

import pytest

from live import groups
from live.hub import FORGOTTEN, LATER, RETRY, WIDEST, WINDOW, Hub
from live.protocol import HEARTBEAT, Signal, Welcome
from live.relay import Claim, Frame
from live.tests import virtual_time

CLASS = 7


class Line:
    """Carries everything, or nothing, and notes when."""

    def __init__(self):
        self.carries = True
        self.said = []

    async def publish(self, group, message):
        if self.carries:
            self.said.append((time.monotonic(), group, message))
        return self.carries

    def frames(self, since=0.0):
        """When each frame was told, and of whom."""
        return [
            (at, [tile.student for tile in message.tiles])
            for at, _, message in self.said
            if isinstance(message, Frame) and at >= since
        ]


class Seat:
    def __init__(self, student):
        self.student, self.epoch = student, 1

    async def say(self, message):
        pass

    async def end(self, close):
        pass


def signal(seq, state="focused", reason="facing_screen"):
    return Signal(seq=seq, analysis="everything", state=state, reason=reason, since=0.0)


@pytest.fixture
def play():
    """Plays a story with a hub whose students ``a`` and ``b`` are there and were told of."""

    def play(story):
        async def run():
            line = Line()
            hub = Hub(CLASS, line)
            hub.lesson = 1
            for student in ("a", "b"):
                await hub.join(Seat(student), Welcome(1, None, None))
                hub.signal(student, signal(1), 0.0)
            await asyncio.sleep(HEARTBEAT)
            line.said.clear()
            await story(hub, line)
            hub.close()

        virtual_time.run(run)

    return play


def test_news_is_told_at_once_and_more_news_once_a_window(play):
    async def story(hub, line):
        start = time.monotonic()
        for seq in range(2, 32):
            hub.signal(
                "a", signal(seq, *[("focused", "facing_screen"), ("alert", "no_face")][seq % 2]), 0
            )
            await asyncio.sleep(WINDOW / 10)
        at = [when - start for when, _ in line.frames()]
        assert at == pytest.approx([0, WINDOW, 2 * WINDOW], abs=0.02)

    play(story)


def test_a_repetition_is_told_later_and_goes_along_with_news(play):
    async def story(hub, line):
        start = time.monotonic()
        hub.signal("a", signal(2), 0)
        await asyncio.sleep(LATER / 2)
        assert line.frames() == []
        hub.signal("b", signal(2, "alert", "no_face"), 0)
        await asyncio.sleep(0.001)
        assert [students for _, students in line.frames()] == [["a", "b"]]
        await asyncio.sleep(HEARTBEAT)
        begun = time.monotonic()
        hub.signal("a", signal(3), 0)
        await asyncio.sleep(2 * LATER)
        assert [when - begun for when, _ in line.frames(start + LATER)] == pytest.approx([LATER])

    play(story)


def test_a_repetition_that_comes_soon_is_news_of_its_numbers(play):
    async def story(hub, line):
        hub.signal("a", signal(2), 0)
        await asyncio.sleep(2 * LATER)
        line.said.clear()
        hub.signal("a", signal(3), 0)
        await asyncio.sleep(0.001)
        assert len(line.frames()) == 1

    play(story)


def test_hubs_of_one_class_share_its_window(play):
    async def story(hub, line):
        await hub.yield_to(Claim(CLASS, "other", {}))
        await asyncio.sleep(2 * WINDOW)
        assert [message.hub for _, group, message in line.said if group == groups.hubs(CLASS)] != []
        await busy(hub, line, every=2 * WINDOW)
        for number in range(20):
            await hub.yield_to(Claim(CLASS, f"other {number}", {}))
        await busy(hub, line, every=WIDEST)
        await asyncio.sleep(FORGOTTEN)
        await busy(hub, line, every=WINDOW)

    play(story)


async def busy(hub, line, every):
    """For two seconds there is news all the time; it is told once in so many seconds."""
    await asyncio.sleep(WIDEST)
    seq, start = hub.presences["a"].seq, time.monotonic()
    while time.monotonic() < start + 2:
        seq += 1
        hub.signal("a", signal(seq), 0)
        await asyncio.sleep(0.01)
    times = [when for when, _ in line.frames(start)]
    # The window before the first of these may still have been another.
    waits = [after - before for before, after in itertools.pairwise(times[1:])]
    assert waits == pytest.approx([every] * len(waits), abs=0.02)


def test_a_hub_alone_says_nothing_to_others_but_that_it_is_there_once(play):
    async def story(hub, line):
        await busy(hub, line, every=WINDOW)
        await hub.stand()
        assert all(group == groups.teachers(CLASS) for _, group, _ in line.said)
        await hub.yield_to(Claim(CLASS, "other", {}))
        await asyncio.sleep(WIDEST)
        await hub.stand()
        await asyncio.sleep(2 * LATER)
        told = [message.epochs for _, group, message in line.said if group == groups.hubs(CLASS)]
        assert told == [{}, {"a": 1, "b": 1}]

    play(story)


def test_what_was_not_carried_is_tried_again_with_the_newest(play):
    async def story(hub, line):
        start = time.monotonic()
        line.carries = False
        hub.signal("a", signal(2, "alert", "no_face"), 0)
        await asyncio.sleep(RETRY / 2)
        hub.signal("b", signal(2, "alert", "no_face"), 0)
        line.carries = True
        await asyncio.sleep(RETRY)
        (told,) = line.frames(start)
        assert told[0] - start == pytest.approx(RETRY)
        assert sorted(told[1]) == ["a", "b"]

    play(story)
