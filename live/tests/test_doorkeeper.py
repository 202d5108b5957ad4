"""Those who wait at the doors together: one look answers them, and each gets their own answer."""

import asyncio
import itertools
import logging

import pytest
from django.db import OperationalError

from classrooms import access
from classrooms.access import Found, Knock
from live import doorkeeper
from live.doorkeeper import MOST, Doorkeeper


def knock(number):
    return Knock(f"{number}", "key", "class_student")


def answer(one):
    return Found(int(one.login), 7, 1, "", 1e6)


@pytest.fixture
def looks(monkeypatch):
    """The groups that were looked up; a look takes a few turns of the loop."""
    looks = []

    async def ask(question, knocks):
        looks.append(knocks)
        for _ in range(3):
            await asyncio.sleep(0)
        return [answer(one) for one in knocks]

    monkeypatch.setattr(doorkeeper, "ask", ask)
    return looks


async def test_who_comes_during_a_look_waits_for_the_next_and_each_gets_their_own(looks):
    keeper = Doorkeeper()
    first = asyncio.create_task(keeper.knock(knock(0)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [keeper.knock(knock(number)) for number in range(1, MOST + 3)]
    answers = await asyncio.gather(first, *others)
    assert answers == [answer(knock(number)) for number in range(MOST + 3)]
    assert [len(group) for group in looks] == [1, MOST, 2]
    assert await keeper.knock(knock(9)) == answer(knock(9))


async def test_a_socket_that_goes_away_while_it_waits_takes_nobody_along(looks):
    keeper = Doorkeeper()
    waiting = [asyncio.create_task(keeper.knock(knock(number))) for number in range(4)]
    await asyncio.sleep(0)
    for gone in waiting[::2]:
        gone.cancel()
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert answers[1::2] == [answer(knock(1)), answer(knock(3))]
    assert all(isinstance(one, asyncio.CancelledError) for one in answers[::2])
    assert await keeper.knock(knock(5)) == answer(knock(5))


async def test_a_failure_is_told_to_all_who_wait_once_to_the_log_and_the_next_look_is_taken(
    monkeypatch, caplog
):
    failing = itertools.chain([True], itertools.repeat(False))

    def answer_knocks(knocks):
        if next(failing):
            raise OperationalError
        return [answer(one) for one in knocks]

    monkeypatch.setattr(access, "answer_knocks", answer_knocks)
    keeper = Doorkeeper()
    knocks = [keeper.knock(knock(number)) for number in range(20)]
    with caplog.at_level(logging.INFO):
        told = await asyncio.gather(*knocks, return_exceptions=True)
    assert all(isinstance(one, OperationalError) for one in told)
    assert len(caplog.records) == 1
    assert await keeper.knock(knock(1)) == answer(knock(1))
