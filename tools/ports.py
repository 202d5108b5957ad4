"""Ports for servers that come and go on this machine."""

import itertools
import os
import socket

# Below the range from which Linux (32768 and up) and macOS (49152 and up) give every client a port.
# In it, a server that starts again may find its port with a client, even with one of its own: who
# keeps knocking where nobody listens is one day given that very port, and answers itself.
_FIRST, _LAST = 20_000, 32_000
_SHARE = 100
_SHARES = (_LAST - _FIRST) // _SHARE

# Processes that start together have neighbouring ids: each tries ports that no other of them tries.
_start = _FIRST + os.getpid() % _SHARES * _SHARE
_mine = itertools.cycle(range(_start, _start + _SHARE))


def free_port() -> int:
    """Return a loopback port on which nobody listens, another one each time.

    Raises:
        OSError: when this process finds none.
    """
    for port in itertools.islice(_mine, _SHARE):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"every port from {_start} to {_start + _SHARE - 1} is taken.")
