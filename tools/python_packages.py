"""The virtual environment and what is installed into it. Standard library only.

Three ways lead to a virtual environment, because Debian and Ubuntu ship a `python3` whose `venv`
cannot install pip: venv itself, virtualenv, and an empty venv into which the system's pip puts pip.
None of them needs root. `pip` is called as it is, so its own configuration and mirrors count.
"""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tools import stamps
from tools.console import ROOT, ToolError, run, say

VENV = ROOT / ".venv"


def prepare(*, dev: bool, venv: Path = VENV) -> None:
    """Make the virtual environment if needed, and install the locked packages into it.

    Raises:
        ToolError: when no environment can be made, or pip fails.
    """
    if not _is_usable(venv):
        say("Making the virtual environment in .venv ...")
        make_venv(venv)
    lock = ROOT / ("requirements-dev.txt" if dev else "requirements.txt")
    stamp = _stamp(venv, lock)
    if stamps.is_current(stamp, lock):
        return
    say(f"Installing the Python packages of {lock.name} (a few minutes the first time) ...")
    _install(venv, lock)
    # The development lock contains the other one, so a later `make serve` has nothing to do.
    for contained in {lock, ROOT / "requirements.txt"}:
        stamps.write(_stamp(venv, contained), contained)


def make_venv(venv: Path) -> None:
    """Make a virtual environment with pip, by the first way that works; leave nothing half-made.

    Raises:
        ToolError: when no way works.
    """
    ways: list[Callable[[Path], bool]] = [_by_venv, _by_virtualenv, _by_borrowed_pip]
    for way in ways:
        try:
            made = way(venv) and _has_pip(venv)
        except BaseException:
            shutil.rmtree(venv, ignore_errors=True)
            raise
        if made:
            return
        shutil.rmtree(venv, ignore_errors=True)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    raise ToolError(
        f"Python {version} at {sys.executable} cannot make a virtual environment with pip.",
        "on Debian or Ubuntu run `apt install python3-venv` (as root); elsewhere install virtualenv"
        " (`python3 -m pip install --user virtualenv`). Then run the same command again.",
    )


def _by_venv(venv: Path) -> bool:
    # Debian takes venv and ensurepip away separately; without either this way is closed.
    return _importable("venv", "ensurepip") and _quiet(sys.executable, "-m", "venv", venv)


def _by_virtualenv(venv: Path) -> bool:
    return _importable("virtualenv") and _quiet(sys.executable, "-m", "virtualenv", venv)


def _by_borrowed_pip(venv: Path) -> bool:
    if not _importable("venv", "pip"):
        return False
    return _quiet(sys.executable, "-m", "venv", "--without-pip", venv) and _quiet(
        sys.executable, "-m", "pip", "--python", venv / "bin/python", "install", "pip"
    )


def _install(venv: Path, lock: Path) -> None:
    python = str(venv / "bin/python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run(
        [*pip, "--require-hashes", "-r", str(lock)],
        failed=f"pip could not install {lock.name}.",
        remedy="read pip's last lines above. Without a network, or behind a proxy or mirror, set"
        " pip's own options (PIP_INDEX_URL, PIP_PROXY, pip.conf). Python 3.11 to 3.13 are tested.",
    )


def _is_usable(venv: Path) -> bool:
    """Say whether the environment runs, and was made for this very folder (a moved one breaks)."""
    pip = venv / "bin/pip"
    if not pip.is_file() or str(venv).encode() not in pip.read_bytes()[:1000]:
        return False
    return _has_pip(venv)


def _has_pip(venv: Path) -> bool:
    return _quiet(venv / "bin/python", "-c", "import pip")


def _stamp(venv: Path, lock: Path) -> Path:
    return venv / f".installed-{lock.name}"


def _importable(*modules: str) -> bool:
    return all(importlib.util.find_spec(module) for module in modules)


def _quiet(*command: str | Path) -> bool:
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
