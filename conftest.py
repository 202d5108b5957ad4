"""Fixtures that every app's tests may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from tests.product import Product


@pytest.fixture(scope="session")
def product(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    """A running web server on the tests' database. Its log must stay free of tracebacks."""
    log = tmp_path_factory.mktemp("product") / "server.log"
    database = Path(settings.DATABASES["default"]["NAME"])
    with Product(log, DATABASE_URL=f"sqlite:///{database}") as product:
        yield product
    assert "Traceback" not in product.log, product.log


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits count from nothing in every test."""
    yield
    cache.clear()
