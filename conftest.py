"""Fixtures that every app's tests may use."""

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from xdist.remote import Producer

from tests.dealing import Dealer
from tests.product import Product


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file of this run's own: the server's processes open it too, and runs do not meet."""
    file = tmp_path_factory.mktemp("database") / "test.sqlite3"
    connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session")
def database_url(django_db_setup: None, _static_files: None) -> str:
    """The tests' database, for processes of the product."""
    return f"sqlite:///{Path(settings.DATABASES['default']['NAME'])}"


@pytest.fixture(scope="session")
def product(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A running web server on the tests' database. Its log must stay free of tracebacks."""
    yield from _serving(database_url, tmp_path_factory)


@pytest.fixture(scope="session")
def second_product(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    """Another process of the same deployment, and the other server."""
    yield from _serving(database_url, tmp_path_factory, "uvicorn")


def _serving(
    database_url: str, factory: pytest.TempPathFactory, server: str = "daphne"
) -> Iterator[Product]:
    log = factory.mktemp("product") / "log"
    with Product(log, server=server, DATABASE_URL=database_url) as product:
        yield product
    assert "Traceback" not in product.log, product.log


@pytest.fixture(scope="session", autouse=True)
def _static_files() -> None:
    """Static files as a deployment serves them; side by side, one process collects them for all."""
    folder = settings.STATIC_ROOT
    folder.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits count from nothing in every test."""
    yield
    cache.clear()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured (``record_property``): told, never asserted, as machines differ."""
    for report in terminalreporter.getreports("passed"):
        for name, told in report.user_properties:
            terminalreporter.write_line(f"{name}: {told}")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Dealer:
    """Side by side, tests are dealt out as tests/dealing.py says."""
    return Dealer(config, log)
