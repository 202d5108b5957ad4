"""What may not stand in the log."""

import logging

import pytest

from supervision.logs import CalmRedis, Discreet


def _record(message, *args, name="django.request", exc_info=None):
    return logging.LogRecord(name, logging.WARNING, "", 0, message, args, exc_info)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/invitation/abc-DEF_1/", "/invitation/***/"),
        ("/join/KM7X4PQ9/", "/join/***/"),
        ("/account/password/reset/key/1-abc/", "/account/password/reset/key/***/"),
        ("/classes/0a1b2c3d4e5f/", "/classes/0a1b2c3d4e5f/"),
    ],
)
def test_addresses_that_open_a_door_are_masked(address, shown):
    record = _record("Forbidden (%s): %s", "no cookie", address)
    assert Discreet().filter(record)
    assert record.getMessage() == f"Forbidden (no cookie): {shown}"


def test_a_lost_redis_is_one_calm_line():
    error = ConnectionError("refused")
    record = _record(
        "Unexpected exception", name="channels_redis.pubsub", exc_info=(type(error), error, None)
    )
    assert CalmRedis().filter(record)
    assert record.getMessage() == "Redis cannot be reached; trying again."
    assert record.exc_info is None
