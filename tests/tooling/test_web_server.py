"""The one command line of the web server: which servers there are, and what each is told."""

import subprocess
import sys

import pytest

from tools import web_server
from tools.console import ROOT


def test_daphne_bounds_messages_and_listens_where_it_is_told():
    command = web_server.command("127.0.0.1", 8000)
    assert "tcp:8000:interface=127.0.0.1:backlog=2048" in command
    assert command[command.index("--websocket-max-frame-size") + 1] == "4096"


def test_uvicorn_bounds_messages_alike():
    command = web_server.command("127.0.0.1", 8000, "uvicorn", 2)
    assert command[command.index("--ws-max-size") + 1] == "4096"
    assert command[command.index("--backlog") + 1] == "2048"
    assert command[command.index("--workers") + 1] == "2"


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (["gunicorn"], "invalid choice: 'gunicorn'"),
        (["daphne", "2"], "daphne has one worker"),
        (["uvicorn", "many"], "invalid int value: 'many'"),
    ],
)
def test_what_cannot_be_served_is_refused_in_words(chosen, words):
    done = subprocess.run(
        [sys.executable, "-m", "tools.web_server", "127.0.0.1", "8000", *chosen],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert words in done.stderr
