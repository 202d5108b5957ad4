"""Loaded by pytest before Django's settings are read (see ``addopts`` in pyproject.toml).

Tests run against a real Redis: the one that ``REDIS_URL`` names, or an embedded one.
"""

import os

import pytest

from tools.embedded_redis import EmbeddedRedis

os.environ.setdefault("DEBUG", "true")

_embedded: EmbeddedRedis | None = None
if "REDIS_URL" not in os.environ:
    _embedded = EmbeddedRedis()
    _embedded.__enter__()
    os.environ["REDIS_URL"] = _embedded.url


def pytest_report_header() -> str:
    return "redis: embedded" if _embedded else "redis: the one that REDIS_URL names"


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    if _embedded is not None:
        _embedded.stop()
