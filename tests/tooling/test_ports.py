"""A port for a server is free, and is given once, also by processes that run side by side."""

import socket
import subprocess
import sys

import pytest

from tools import ports
from tools.console import ROOT

SHOW = "from tools.ports import free_port; print(*(free_port() for _ in range(50)))"


def test_a_port_is_given_once_until_all_were():
    given = [ports.free_port() for _ in range(50)]
    assert len(set(given)) == 50


def test_a_taken_port_is_passed_over(monkeypatch):
    taken, free = ports.free_port(), ports.free_port()
    monkeypatch.setattr(ports, "_mine", iter([taken, free]))
    with socket.create_server(("127.0.0.1", taken)):
        assert ports.free_port() == free


def test_processes_that_start_together_do_not_meet():
    command = [sys.executable, "-c", SHOW]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(3)]
    given = [port for one in started for port in one.communicate()[0].split()]
    assert len(set(given)) == 3 * 50


def test_running_out_is_an_error(monkeypatch):
    monkeypatch.setattr(ports, "_mine", iter(()))
    with pytest.raises(OSError, match="is taken"):
        ports.free_port()
