"""The web server's one command line, for `make serve` and the container alike.

`python -m tools.web_server HOST PORT [SERVER [WORKERS]]` becomes the server: daphne, or uvicorn
with one worker or several on the same port.
"""

import argparse
import os
import sys

SERVERS = ("daphne", "uvicorn")
APPLICATION = "supervision.asgi:application"
# A browser's longest message is 2 KiB and comes in one frame; anything much longer is refused
# before it is read.
LONGEST = 4096  # bytes
# daphne has one bound more, for what it sends as well: the roster of a large class must fit.
MAX_MESSAGE = 1_048_576  # bytes
# A class that comes back all at once must find room in the queue of new connections.
BACKLOG = 2048
# What still runs when uvicorn ends: by then every open socket has been closed with a word.
GRACE = 5  # seconds


def command(host: str, port: int, server: str = "daphne", workers: int = 1) -> list[str]:
    """Return the command line that serves at an IPv4 address and a port.

    Raises:
        ValueError: for a server that is not offered, and for several workers of daphne.
    """
    if server not in SERVERS:
        raise ValueError(f"there is no server {server!r}.")
    if server == "uvicorn":
        return [sys.executable, "-m", "uvicorn", *_uvicorn(host, port, workers), APPLICATION]
    if workers != 1:
        raise ValueError("daphne has one worker: start it again on another port.")
    return [sys.executable, "-m", "tools.daphne_on_uvloop", *_daphne(host, port), APPLICATION]


def _daphne(host: str, port: int) -> list[str]:
    return [
        *("--endpoint", f"tcp:{port}:interface={host}:backlog={BACKLOG}"),
        *("--websocket-max-message-size", str(MAX_MESSAGE)),
        *("--websocket-max-frame-size", str(LONGEST)),
        # No access log: addresses hold join codes. Django's own log still tells of errors.
        *("--verbosity", "0"),
        "--no-server-name",
    ]


def _uvicorn(host: str, port: int, workers: int) -> list[str]:
    return [
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--loop", "uvloop", "--http", "httptools", "--ws", "websockets-sansio"),
        *("--ws-max-size", str(LONGEST), "--backlog", str(BACKLOG)),
        # Messages are short and each is another: packing them costs more than it saves.
        *("--ws-per-message-deflate", "false"),
        *("--timeout-graceful-shutdown", str(GRACE), "--lifespan", "off"),
        # No access log, as above; at its own "info" uvicorn tells of every socket.
        *("--no-access-log", "--log-level", "warning", "--no-server-header"),
        # How many proxies are believed is the settings' matter, whatever the server.
        "--no-proxy-headers",
    ]


def main() -> None:
    """Read the command line and become the server."""
    parser = argparse.ArgumentParser(prog="python -m tools.web_server")
    parser.add_argument("host", help="an IPv4 address")
    parser.add_argument("port", type=int)
    parser.add_argument("server", nargs="?", choices=SERVERS, default="daphne")
    parser.add_argument("workers", nargs="?", type=int, default=1, help="of uvicorn, on one port")
    chosen = parser.parse_args()
    try:
        os.execv(sys.executable, command(**vars(chosen)))
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
