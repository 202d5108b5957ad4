"""The floor under every relay on an ASGI server: what it costs to receive a frame and to send one.

Follows the ASGI specification ("WebSocket"), and for the servers' options our own web server's
(`tools/web_server.py`) or uvicorn's "Settings". What comes back is not looked into.

    python -m bench.peers.echo HOST PORT daphne|uvicorn
"""

import os
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn

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


def serve_on_daphne(host: str, port: int) -> None:
    """Become daphne, with our own web server's options."""
    *options, _ours = web_server.command(host, port)
    os.execv(sys.executable, [*options, "bench.peers.echo:application"])  # noqa: S606


def serve_on_uvicorn(host: str, port: int) -> None:
    """Run uvicorn at its fastest."""
    uvicorn.run(
        application,
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        lifespan="off",
        access_log=False,
        log_level="warning",
        backlog=web_server.BACKLOG,
    )


if __name__ == "__main__":
    serve = {"daphne": serve_on_daphne, "uvicorn": serve_on_uvicorn}[sys.argv[3]]
    serve(sys.argv[1], int(sys.argv[2]))
