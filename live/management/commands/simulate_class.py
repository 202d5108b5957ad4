"""A simulated class, which knocks at the same doors as everybody else.

Each simulated student logs in through the log-in page, finds the class on their own home page and
speaks the protocol over a WebSocket. The command has an address and the demonstration's log-ins,
and no access to the server's memory, database or Redis.
"""

import asyncio
import json
import random
import re
import signal
import time
from contextlib import suppress
from typing import Any

import httpx
import msgspec
from django.core.management.base import BaseCommand, CommandParser
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from classrooms import demo
from live import protocol
from live.protocol import HEARTBEAT, Close, Hello, Policy
from live.simulation import lesson, said

RETRY_SECONDS = 5.0
TROUBLE = (OSError, TimeoutError, httpx.HTTPError, WebSocketException)


class Command(BaseCommand):
    """`manage.py simulate_class --url http://127.0.0.1:8000`."""

    help = "Streams a simulated class through the product's own doors, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", required=True, help="the product's address")

    def handle(self, url: str, **options: Any) -> None:
        asyncio.run(_run(url.rstrip("/")))


async def _run(url: str) -> None:
    students = [
        asyncio.create_task(_attend(url, email, random.Random(number)))  # noqa: S311 # nosec B311 - a demonstration
        for number, email in enumerate(demo.simulated_emails())
    ]
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    await stopping.wait()
    for student in students:
        student.cancel()
    await asyncio.gather(*students, return_exceptions=True)


async def _attend(url: str, email: str, chance: random.Random) -> None:
    """Be there for one lesson after the other; come back after whatever happens."""
    while True:
        with suppress(*TROUBLE):
            await _sit(url, email, chance)
        await asyncio.sleep(chance.uniform(1, RETRY_SECONDS))


async def _sit(url: str, email: str, chance: random.Random) -> None:
    async with httpx.AsyncClient(base_url=url, follow_redirects=True) as browser:
        key = await _log_in(browser, email)
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    address = f"{url.replace('http', 'ws', 1)}/ws/classes/{key}/student/"
    async with connect(address, origin=url, additional_headers={"Cookie": cookies}) as socket:  # type: ignore[arg-type]
        await _take_part(socket, chance)


async def _log_in(browser: httpx.AsyncClient, email: str) -> str:
    """Log in as a person does; the key of the class on the home page.

    Raises:
        httpx.HTTPError: when the log-in is refused, or no class is there.
    """
    page = await browser.get("/account/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    form = {
        "login": email,
        "password": demo.PASSWORD,
        "csrfmiddlewaretoken": token[1] if token else "",
    }
    home = await browser.post("/account/login/", data=form, headers={"Referer": str(page.url)})
    found = re.search(r"/classes/([0-9a-f]{12})/lesson/", home.text)
    if found is None:
        raise httpx.HTTPError(f"{email} finds no class at {home.url}.")
    return found[1]


async def _take_part(socket: ClientConnection, chance: random.Random) -> None:
    """Wait for a lesson, live through it, and leave when the server closes."""
    await socket.send(protocol.encode(Hello(version=1, last_epoch=0)))
    streaming: asyncio.Task[None] | None = None
    policy = Policy("everything", (), asks_first=False)
    try:
        async for text in socket:
            message = json.loads(text)
            if "policy" in message:
                policy = msgspec.convert(message["policy"], Policy)
            if message.get("lesson") or message["type"] == "policy":
                if streaming is not None:
                    streaming.cancel()
                streaming = asyncio.create_task(_stream(socket, policy, chance))
    finally:
        if streaming is not None:
            streaming.cancel()
    if socket.close_code == Close.FORBIDDEN:
        await asyncio.sleep(RETRY_SECONDS * 10)


async def _stream(socket: ClientConnection, policy: Policy, chance: random.Random) -> None:
    """Say each stretch when it begins and every heartbeat, like a student's page."""
    seq = time.monotonic_ns() // 1_000_000
    for stretch in lesson(chance, policy):
        began = time.monotonic()
        if stretch.help:
            await socket.send(protocol.encode(protocol.Help(asked=True)))
        while (past := time.monotonic() - began) < stretch.seconds:
            seq += 1
            message = said(stretch, seq, policy, past, chance)
            await socket.send(protocol.encode(message))
            await asyncio.sleep(min(HEARTBEAT, stretch.seconds - past))
        if stretch.help:
            await socket.send(protocol.encode(protocol.Help(asked=False)))
