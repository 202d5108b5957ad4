"""Finds Chromium for the browser tests, or installs it: `python -m tools.chromium` prints its path.

In this order: $CHROMIUM, one on the PATH, Playwright's own, and as root on Debian or Ubuntu apt's.
A browser counts only when it starts: a file that lacks a library is no browser.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from tools.console import ToolError, complain

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

START_TIMEOUT = 60  # seconds for `--version`; the first start reads a few hundred MB
DOWNLOAD_TIMEOUT = 600  # seconds: without a network Playwright may hang
_PLAYWRIGHT_PATH = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""

Way = Callable[[], str | None]


def find_chromium() -> Path:
    """Return a Chromium that starts, installing one if there is none.

    Raises:
        ToolError: when $CHROMIUM does not start, or no way leads to a browser.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        return _named(named)
    for way in _ways():
        path = way()
        if path and _starts(path):
            return Path(path)
    raise ToolError(
        "No Chromium was found, and none could be installed.",
        "install it (Debian and Ubuntu: `apt install chromium`), or run"
        " `.venv/bin/python -m playwright install --with-deps chromium`,"
        " or set CHROMIUM=/path/to/chromium.",
    )


def _named(path: str) -> Path:
    found = shutil.which(path)
    # What someone asked for by name is never replaced behind their back.
    if not found or not _starts(found):
        raise ToolError(
            f"CHROMIUM is set to {path}, which does not start.",
            "correct CHROMIUM, or unset it to let one be found.",
        )
    return Path(found)


def _ways() -> Iterator[Way]:
    for name in NAMES:
        yield partial(shutil.which, name)
    yield _playwrights
    yield _install_by_playwright
    yield _install_by_apt


def _playwrights() -> str | None:
    asked = _run([sys.executable, "-c", _PLAYWRIGHT_PATH], START_TIMEOUT)
    path = asked.strip() if asked else ""
    return path if Path(path).is_file() else None


def _install_by_playwright() -> str | None:
    _report("Installing Chromium with Playwright ...")
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return None if _run(command, DOWNLOAD_TIMEOUT) is None else _playwrights()


def _install_by_apt() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    _report("Installing Chromium with apt ...")
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]):
        if _run(command, DOWNLOAD_TIMEOUT) is None:
            return None
    return shutil.which("chromium")


def _starts(path: str) -> bool:
    return _run([path, "--version"], START_TIMEOUT) is not None


def _run(command: Sequence[str], timeout: float) -> str | None:
    """Return what the command printed, or None when it failed or took too long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def _report(line: str) -> None:
    # Standard output belongs to the path alone.
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Print the path of a working Chromium."""
    try:
        print(find_chromium())
    except ToolError as error:
        return complain(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
