"""Asks the web server of this container whether it is well: `python -m tools.health PORT`.

It asks by a name that the server answers to, the first of ALLOWED_HOSTS.
"""

import os
import sys
import urllib.request

PATIENCE = 4.0  # seconds


def check(port: int, allowed_hosts: str) -> None:
    """Return when the server answers with 200.

    Raises:
        OSError: when it does not answer, or answers with an error.
    """
    host = allowed_hosts.split(",", 1)[0].strip().lstrip(".") or "localhost"
    address = f"http://127.0.0.1:{port}/health/"
    request = urllib.request.Request(address, headers={"Host": host})
    urllib.request.urlopen(request, timeout=PATIENCE).close()


if __name__ == "__main__":
    check(int(sys.argv[1]), os.environ.get("ALLOWED_HOSTS", ""))
