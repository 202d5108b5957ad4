"""Records what the product's own worker says of pictures: face data, a file a series.

A file is JSON Lines, compressed: a header (see `evaluation/series.py`), then one face data a frame,
whose time is that of the clip. What was recorded of the same pictures by the same worker is kept.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from evaluation.browser import page_at
from evaluation.photographs import PHOTOGRAPHS
from evaluation.series import FPS, Series, catalogue
from evaluation.server import serving
from evaluation.shots import Shot, frame
from tools.console import ROOT, say

FOLDER: Final = ROOT / "build/evaluation"
PAGE: Final = Path(__file__).parent / "recorder"
SUFFIX: Final = ".jsonl.gz"
MANIFEST: Final = "manifest.json"
LANES: Final = 2
"""Workers at a time: each leaves its core free for a part of the time, as in the product."""


@dataclass(frozen=True)
class Recording:
    """A series to be: its header, its pictures, and what both are made of."""

    header: dict[str, Any]
    frames: int
    picture: Callable[[int], bytes]
    made_of: str
    """A hash: what has the same one need not be recorded again."""

    @property
    def name(self) -> str:
        return str(self.header["series"])


def record(*, quick: bool) -> Path:
    """Record the catalogue's series that are not there yet; return their folder.

    Args:
        quick: only the selection of one series a kind.

    Raises:
        ToolError: when there is no browser, or a photograph cannot be had.
    """
    made_by = sources()
    recordings = [recording_of(one, made_by) for one in catalogue(quick=quick)]
    return keep(recordings, FOLDER / ("series-quick" if quick else "series"))


def keep(recordings: Sequence[Recording], folder: Path) -> Path:
    """Bring a folder up to date with these recordings, and nothing else; one process at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / MANIFEST).open("a") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        _bring_up_to_date(recordings, folder)
    return folder


def _bring_up_to_date(recordings: Sequence[Recording], folder: Path) -> None:
    kept = _kept(folder)
    missing = [one for one in recordings if kept.get(one.name) != one.made_of]
    if missing:
        say(f"Recording {len(missing)} series, {sum(one.frames for one in missing)} frames ...")
        _record(missing, folder)
    names = {one.name for one in recordings}
    for path in folder.glob(f"*{SUFFIX}"):
        if path.name.removesuffix(SUFFIX) not in names:
            path.unlink()
    _tell(folder, {one.name: one.made_of for one in recordings})


def _kept(folder: Path) -> dict[str, str]:
    """What the files that are there were made of, by name."""
    told: dict[str, str] = json.loads((folder / MANIFEST).read_text() or "{}")
    return {name: key for name, key in told.items() if (folder / f"{name}{SUFFIX}").is_file()}


def _tell(folder: Path, kept: Mapping[str, str]) -> None:
    (folder / MANIFEST).write_text(json.dumps(kept, indent=1) + "\n")


def _record(recordings: Sequence[Recording], folder: Path) -> None:
    by_name = {one.name: one for one in recordings}
    kept, one_at_a_time = _kept(folder), threading.Lock()

    def picture(address: str) -> bytes:
        name, number = address.rsplit("/", 1)
        return _empty() if number == "empty" else by_name[name].picture(int(number))

    def told(name: str, lines: bytes) -> None:
        header = json.dumps(by_name[name].header).encode()
        write(folder / f"{name}{SUFFIX}", header + b"\n" + lines + b"\n")
        with one_at_a_time:
            kept[name] = by_name[name].made_of
            _tell(folder, kept)

    with serving(PAGE, picture, told) as origin, page_at(f"{origin}/page/index.html") as page:
        jobs = [
            {"name": one.name, "frames": one.frames, "fps": one.header["fps"]} for one in recordings
        ]
        wanted = {"jobs": jobs, "lanes": LANES}
        page.evaluate("({ jobs, lanes }) => recorder.record(jobs, lanes)", wanted)


def _empty() -> bytes:
    return frame(Shot(), 0, FPS)


def write(path: Path, content: bytes) -> None:
    """Compress it to a file, whole or not at all."""
    partial = path.with_suffix(".partial")
    # Without the time of day, the same content makes the same file.
    partial.write_bytes(gzip.compress(content, mtime=0))
    partial.replace(path)


def recording_of(series: Series, made_by: str) -> Recording:
    """A series of the catalogue to be recorded.

    Args:
        series: what to show.
        made_by: a hash of all else that decides what is said of it, see `sources`.
    """
    made_of = [series.header(), asdict(series.shot), series.frames, made_by]
    return Recording(
        header=series.header(),
        frames=series.frames,
        picture=lambda number: frame(series.shot, number, FPS),
        made_of=hashlib.sha256(json.dumps(made_of).encode()).hexdigest(),
    )


def sources() -> str:
    """A hash of all that decides what a series says, but for the catalogue."""
    here = Path(__file__).parent
    ours = ("shots.py", "warps.py", "recorder/recorder.js", "faces/*.json")
    watched = [path for pattern in ours for path in sorted(here.glob(pattern))]
    watched += sorted((ROOT / "static/js/vision").glob("*.js"))
    watched += [ROOT / "static/js/attention/face.js"]
    # The model's and MediaPipe's versions are in their addresses, which the worker names.
    packages = [version(name) for name in ("numpy", "pillow", "scipy")]
    parts = [path.read_bytes() for path in watched] + [part.encode() for part in packages]
    parts += [photograph.pixels.tobytes() for photograph in PHOTOGRAPHS.values()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
