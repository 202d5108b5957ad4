"""daphne as it comes, on asyncio's own event loop, with the limits of our own web server."""

import sys

from tools import web_server


def command(host: str, port: int, application: str) -> list[str]:
    """The command line that serves an application."""
    _, _, _, *options, _ours = web_server.command(host, port)
    return [sys.executable, "-m", "daphne", *options, application]
