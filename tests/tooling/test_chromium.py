"""Which Chromium is taken, shown with small scripts in place of browsers."""

import os

import pytest

from tools import chromium
from tools.console import ToolError


def program(folder, name, script="exit 0"):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def path(tmp_path, monkeypatch):
    """An otherwise empty PATH, and a Playwright that has and gets nothing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium.sys, "executable", str(program(tmp_path, "python", "exit 1")))
    return tmp_path


def test_the_named_one_comes_first(path, tmp_path_factory, monkeypatch):
    named = program(tmp_path_factory.mktemp("elsewhere"), "browser")
    program(path, "chromium")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert chromium.find_chromium() == named


def test_a_named_one_that_does_not_start_is_not_replaced(path, monkeypatch):
    program(path, "chromium")
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(ToolError, match="/nowhere/chromium"):
        chromium.find_chromium()


def test_chromium_comes_before_chrome(path):
    program(path, "google-chrome")
    wanted = program(path, "chromium")
    assert chromium.find_chromium() == wanted


def test_one_that_does_not_start_is_passed_over(path):
    program(path, "chromium", "exit 127")
    wanted = program(path, "google-chrome")
    assert chromium.find_chromium() == wanted


def test_playwright_installs_one_when_there_is_none(path):
    browser = path / "playwrights-chromium"
    program(
        path,
        "python",
        # `python -m playwright install chromium` makes it, `python -c ...` tells where it is.
        f'if [ "$1" = -m ]; then printf "#!/bin/sh\\n" > {browser}; /bin/chmod +x {browser}; '
        f"else echo {browser}; fi",
    )
    assert chromium.find_chromium() == browser


def test_apt_is_tried_last_and_only_by_root(path, monkeypatch):
    browser = path / "chromium"
    program(
        path,
        "apt-get",
        f'[ "$1" = update ] || {{ printf "#!/bin/sh\\n" > {browser}; /bin/chmod +x {browser}; }}',
    )
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(ToolError):
        chromium.find_chromium()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert chromium.find_chromium() == browser


def test_no_way_left_is_a_loud_failure(path):
    with pytest.raises(ToolError, match="apt install chromium"):
        chromium.find_chromium()


def test_a_browser_that_hangs_is_given_up(path, monkeypatch):
    monkeypatch.setattr(chromium, "START_TIMEOUT", 0.2)
    program(path, "chromium", "exec /bin/sleep 60")
    wanted = program(path, "google-chrome")
    assert chromium.find_chromium() == wanted
