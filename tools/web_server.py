"""The web server's one command line, for `make serve` and the container alike.

`python -m tools.web_server HOST PORT` becomes the server.
"""

import os
import sys

# A browser's longest message is 2 KiB and comes in one frame; anything much longer is refused
# before it is read.
MAX_FRAME = 4096  # bytes
# This bound holds for what the server sends as well: the roster of a large class must fit.
MAX_MESSAGE = 1_048_576  # bytes
# A class that comes back all at once must find room in the queue of new connections.
BACKLOG = 2048


def command(host: str, port: int) -> list[str]:
    """Return daphne's command line for an IPv4 address and a port."""
    return [
        *(sys.executable, "-m", "daphne"),
        *("--endpoint", f"tcp:{port}:interface={host}:backlog={BACKLOG}"),
        *("--websocket-max-message-size", str(MAX_MESSAGE)),
        *("--websocket-max-frame-size", str(MAX_FRAME)),
        # No access log: addresses hold join codes. Django's own log still tells of errors.
        *("--verbosity", "0"),
        "--no-server-name",
        "supervision.asgi:application",
    ]


if __name__ == "__main__":
    os.execv(sys.executable, command(sys.argv[1], int(sys.argv[2])))
