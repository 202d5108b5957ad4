"""Loaded by pytest before Django's settings are read (see ``addopts`` in pyproject.toml).

Tests run against a real Redis: the one that ``REDIS_URL`` names, or an embedded one. Of processes
that test side by side each embeds its own, and the one that only deals the tests out embeds none.
"""

import os
from collections.abc import Iterator

import pytest

from tools.embedded_redis import EmbeddedRedis

os.environ.setdefault("DEBUG", "true")

_embedded = EmbeddedRedis()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """A wrapper, since pytest-django reads the settings before every other plugin's turn."""
    if not _deals_out(early_config):
        _ensure_redis()
    elif "REDIS_URL" in os.environ:
        raise pytest.UsageError("One Redis serves one test process: drop -n, or REDIS_URL.")
    return (yield)


def _deals_out(config: pytest.Config) -> bool:
    """Whether this process leaves the testing to others (``-n``)."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    return not is_worker and bool(config.known_args_namespace.numprocesses)


def _ensure_redis() -> None:
    if "REDIS_URL" not in os.environ:
        _embedded.__enter__()
        os.environ["REDIS_URL"] = _embedded.url


def pytest_report_header() -> str:
    named = "REDIS_URL" in os.environ and not _embedded.alive
    return "redis: the one that REDIS_URL names" if named else "redis: embedded"


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    _embedded.stop()
