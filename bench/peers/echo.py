"""The floor under every relay on an ASGI server: what it costs to receive a frame and to send one.

Follows the ASGI specification ("WebSocket"); daphne is as it comes, uvicorn has the options of our
own web server. What comes back is not looked into.

    python -m bench.peers.echo HOST PORT daphne|uvicorn
"""

import os
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from bench.peers import plain_daphne
from tools import web_server

Event = MutableMapping[str, Any]


async def application(
    scope: Event, receive: Callable[[], Awaitable[Event]], send: Callable[[Event], Awaitable[None]]
) -> None:
    """Accept every socket, and send back every text."""
    await receive()
    await send({"type": "websocket.accept"})
    while (event := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": event["text"]})


def serve(host: str, port: int, server: str) -> None:
    """Become the server."""
    application = "bench.peers.echo:application"
    command = [*web_server.command(host, port, server)[:-1], application]
    if server == "daphne":
        command = plain_daphne.command(host, port, application)
    os.execv(sys.executable, command)  # noqa: S606


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), sys.argv[3])
