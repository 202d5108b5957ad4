"""A school for the load: people in a database of its own, and their log-ins by the real doors."""

from __future__ import annotations

import asyncio
import json
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from bench import servers
from tools import product
from tools.console import ROOT

CLASS_SIZE: Final = 30
PASSWORD: Final = "a-password-of-the-load"  # noqa: S105
AT_ONCE: Final = 8
"""People who log in at the same time."""


def settings(folder: Path, redis_url: str) -> dict[str, str]:
    """The environment of a deployment behind one proxy, which the generator plays."""
    return {
        **os.environ,
        "DEBUG": "false",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": servers.HOST,
        "REDIS_URL": redis_url,
        "DATABASE_URL": f"sqlite:///{folder / 'school.sqlite3'}",
        "TRUSTED_PROXY_COUNT": "1",
        "CSRF_TRUSTED_ORIGINS": "",
        "EMAIL_URL": "consolemail://",
        "SIGN_UP_OPEN": "true",
        "TIME_ZONE": "UTC",
    }


@dataclass(frozen=True, slots=True)
class School:
    """Where the file for the generator is, and how fast people logged in."""

    file: Path
    people: int
    log_in_seconds: float
    log_in_cpu: float
    """CPU seconds of the server, with quick passwords."""


def found(folder: Path, env: dict[str, str], classes: int) -> School:
    """Make the school, run a lesson in every class, and log everyone in."""
    quick = {**env, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    product.manage("migrate", "--no-input", "--verbosity", "0", env=quick)
    school = _enrol(classes, quick)
    people = list(_people(school))
    with servers.ours("daphne", quick, folder / "log_in.log") as server:
        began, used = time.perf_counter(), server.usage().cpu
        asyncio.run(_log_in(server.urls[0], people))
        seconds, cpu = time.perf_counter() - began, server.usage().cpu - used
    file = folder / "school.json"
    file.write_text(json.dumps(school))
    return School(file, len(people), seconds, cpu)


def _enrol(classes: int, env: dict[str, str]) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "bench.people", str(classes), str(CLASS_SIZE), PASSWORD]
    done = subprocess.run(command, env=env, cwd=ROOT, check=True, capture_output=True, text=True)
    school: list[dict[str, Any]] = json.loads(done.stdout)
    return school


def part(school: School, classes: int) -> Path:
    """The file of the school's first so many classes."""
    every = json.loads(school.file.read_text())
    file = school.file.with_name(f"school_{classes}.json")
    file.write_text(json.dumps(every[:classes]))
    return file


def _people(school: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    for place in school:
        yield from place["teachers"]
        yield from place["students"]


async def _log_in(url: str, people: list[dict[str, str]]) -> None:
    queue = asyncio.Semaphore(AT_ONCE)
    transport = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=AT_ONCE))

    async def one(number: int, person: dict[str, str]) -> None:
        async with queue:
            person["cookie"] = await log_in(url, person["email"], number, transport)

    async with transport:
        await asyncio.gather(*(one(number, person) for number, person in enumerate(people)))


async def log_in(
    url: str, email: str, number: int, transport: httpx.AsyncBaseTransport | None = None
) -> str:
    """Log in through the page, as a browser behind the proxy does; the session's cookie.

    Raises:
        httpx.HTTPError: where the log-in is refused.
    """
    proxied = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "Referer": url.replace("http:", "https:", 1),
    }
    browser = httpx.AsyncClient(base_url=url, transport=transport, headers=proxied)
    page = await browser.get("/account/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    csrf = page.cookies.get("__Host-csrf")
    form = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
    # The cookies are for https alone, which the proxy speaks.
    home = await browser.post(
        "/account/login/", data=form, headers={"Cookie": f"__Host-csrf={csrf}"}
    )
    session = home.cookies.get("__Host-session")
    if session is None:
        raise httpx.HTTPError(f"{email} could not log in: {home.status_code} {home.text[:500]}")
    return f"__Host-session={session}"
