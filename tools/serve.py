"""Serves Supervision on this machine with a demonstration class: what `make serve` runs.

PORT chooses the port (8000), REDIS_URL a Redis of your own in place of the embedded one.
"""

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from types import FrameType
from typing import NoReturn

from tools import product, web_server
from tools.children import Child
from tools.console import ROOT, ToolError, complain, say
from tools.embedded_redis import EmbeddedRedis

DEFAULT_PORT = "8000"
HIGHEST_PORT = 65_535
PATIENCE = 60.0  # seconds for the web server to become healthy
SIMULATION_LOG = product.BUILD / "simulated_class.log"
_LOOK = 0.25  # seconds between two looks at the children


class Stop(Exception):
    """Somebody pressed Ctrl-C, closed the terminal or asked the process to end."""


def main() -> int:
    """Serve until stopped; return the exit status."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Under nohup the terminal may close: what is ignored stays ignored.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        with ExitStack() as children:
            serve(children)
    except Stop:
        say("\nStopped. Everything that was started has ended.")
        return 0
    except ToolError as error:
        return complain(error)
    return 0


def serve(children: ExitStack) -> None:
    """Start everything in order, then watch it for as long as it runs.

    Raises:
        ToolError: when a part that is needed does not start, or ends.
        Stop: when asked to.
    """
    port = chosen_port()
    redis = _redis(children)
    env = product.environment(redis.url if redis else os.environ["REDIS_URL"])
    say("Preparing the database and the static files ...")
    product.manage("migrate", "--no-input", "--verbosity", "0", env=env)
    product.manage("collectstatic", "--no-input", "--verbosity", "0", env=env)
    log_ins = product.manage("seed_demo", env=env)

    say("Starting the web server ...")
    web = Child(web_server.command(product.HOST, port), env=env, cwd=ROOT)
    children.callback(web.stop)
    address = f"http://{product.HOST}:{port}"
    await_health(web, f"{address}/health/")

    simulation = _simulation(children, address, env)
    say(_welcome(port, log_ins))
    watch(web, redis, simulation)


def chosen_port() -> int:
    """Return $PORT, once it is known to be free.

    Raises:
        ToolError: when it is no port, or another program listens there.
    """
    text = os.environ.get("PORT") or DEFAULT_PORT
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST_PORT):
        raise ToolError(
            f"PORT is {text!r}, which is no port.", f"set a number up to {HIGHEST_PORT}."
        )
    port = int(text)
    with socket.socket() as probe:
        # As the web server will: a port that was left a moment ago may be used again.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((product.HOST, port))
        except OSError as error:
            raise ToolError(
                f"Port {port} cannot be used ({error.strerror}).",
                f"stop the program that uses it, or choose another: make serve PORT={port + 80}",
            ) from error
    return port


def await_health(web: Child, address: str) -> None:
    """Return when the web server says that it is well.

    Raises:
        ToolError: when it ends, or is not well in time.
    """
    deadline = time.monotonic() + PATIENCE
    problem = "no answer"
    while web.status is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
            problem = str(error)
        time.sleep(_LOOK)
    if web.status is not None:
        problem = f"it ended with status {web.status}"
    raise ToolError(f"The web server did not become healthy: {problem}.", "read its lines above.")


def watch(web: Child, redis: EmbeddedRedis | None, simulation: Child) -> None:
    """Look after the children until the web server ends.

    Raises:
        ToolError: when the web server ended by itself.
    """
    reported = False
    while web.status is None:
        if redis and not redis.alive:
            say("The embedded Redis ended; starting it again.")
            redis.start()
        if simulation.status is not None and not reported:
            say(f"The simulated class ended (see {SIMULATION_LOG}). Supervision itself goes on.")
            reported = True
        time.sleep(_LOOK)
    raise ToolError(
        f"The web server ended by itself with status {web.status}.",
        "read its lines above, then run `make serve` again.",
    )


def _redis(children: ExitStack) -> EmbeddedRedis | None:
    if os.environ.get("REDIS_URL"):
        say("Using the Redis of REDIS_URL.")
        return None
    say("Starting the embedded Redis ...")
    return children.enter_context(EmbeddedRedis())


def _simulation(children: ExitStack, address: str, env: dict[str, str]) -> Child:
    log = children.enter_context(SIMULATION_LOG.open("wb"))
    command = product.command("simulate_class", "--url", address)
    simulation = Child(command, env=env, cwd=ROOT, output=log)
    children.callback(simulation.stop)
    return simulation


def _welcome(port: int, log_ins: str) -> str:
    return f"""
Supervision is running at http://{product.HOST}:{port}

{log_ins.strip()}

To be teacher and student at once, use a private window for one of them, or open the student's
page at http://localhost:{port} beside the teacher's at http://{product.HOST}:{port}.
Press Ctrl-C to stop.
"""


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    # One request is enough: a second one must not interrupt the tidying up.
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise Stop


if __name__ == "__main__":
    sys.exit(main())
