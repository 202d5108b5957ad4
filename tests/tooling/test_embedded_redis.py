"""The embedded Redis is a real server, can be made to fail, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from tools.console import ROOT
from tools.embedded_redis import EmbeddedRedis

PATIENCE = 30  # seconds; generous, because other tests share the machine


@pytest.fixture
def server():
    with EmbeddedRedis() as running:
        yield running


def client(server, **options):
    return redis.Redis.from_url(server.url, **options)


def runs(pid):
    """Whether the process exists and is more than a zombie."""
    shown = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return shown.stdout.strip() not in {"", "Z", "Zs"}


def wait_until_gone(pid):
    deadline = time.monotonic() + PATIENCE
    while runs(pid):
        assert time.monotonic() < deadline, f"process {pid} still runs"
        time.sleep(0.05)


def test_it_answers(server):
    with client(server) as connection:
        assert connection.ping()


def test_it_wants_the_password_and_hides_it(server):
    port = client(server).connection_pool.connection_kwargs["port"]
    once = Retry(NoBackoff(), 0)
    with redis.Redis(port=port, retry=once) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()
    command = subprocess.check_output(["ps", "-o", "args=", "-p", str(server.pid)], text=True)
    assert client(server).connection_pool.connection_kwargs["password"] not in command


def test_it_comes_back_at_the_same_address_and_empty(server):
    url = server.url
    with client(server) as connection:
        connection.set("key", "value")
        server.stop()
        with pytest.raises(redis.ConnectionError):
            connection.ping()
        server.start()
        assert server.url == url
        assert connection.get("key") is None


def test_a_paused_server_is_silent_until_it_is_resumed(server):
    server.pause()
    with client(server, socket_timeout=0.2) as hasty, pytest.raises(redis.TimeoutError):
        hasty.ping()
    server.resume()
    with client(server) as patient:
        assert patient.ping()


def test_it_starts_again_after_it_died(server):
    os.kill(server.pid, signal.SIGKILL)
    wait_until_gone(server.pid)
    assert not server.alive
    server.start()
    with client(server) as connection:
        assert connection.ping()


def test_it_dies_with_a_parent_that_was_killed():
    script = (
        "from tools.embedded_redis import EmbeddedRedis\n"
        "with EmbeddedRedis() as server:\n"
        "    print(server.pid, flush=True)\n"
        "    input()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with parent:
        server_pid = int(parent.stdout.readline())
        assert runs(server_pid)
        parent.kill()
    wait_until_gone(server_pid)
