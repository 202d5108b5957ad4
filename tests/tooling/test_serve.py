"""`make serve` refuses what cannot work, in words, and keeps its settings to this machine."""

import os
import socket
import stat
import subprocess
import sys

import pytest

from tools import product, serve
from tools.console import ROOT, ToolError


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_refused_before_anything_starts(taken_port):
    done = subprocess.run(
        [sys.executable, "-m", "tools.serve"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(taken_port)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert f"Port {taken_port} cannot be used" in done.stderr
    assert "make serve PORT=" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", "²"])
def test_what_is_no_port_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(ToolError, match="no port"):
        serve.chosen_port()


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(product, "SECRET_KEY", tmp_path / "build" / "secret_key")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first = product.environment("redis://nowhere")["SECRET_KEY"]
    assert len(first) >= 50
    assert product.environment("redis://nowhere")["SECRET_KEY"] == first
    assert stat.S_IMODE(product.SECRET_KEY.stat().st_mode) == 0o600


def test_a_management_command_that_fails_shows_its_own_words():
    with pytest.raises(ToolError, match="Unknown command: 'no_such_command'"):
        product.manage("no_such_command", env=product.environment("redis://127.0.0.1:1"))
