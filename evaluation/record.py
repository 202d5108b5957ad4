"""Records what the product's own worker says of pictures: face data, a file a series.

A file is JSON Lines, compressed: a header (see `evaluation/series.py`), then one face data a frame,
whose time is that of the clip. What was recorded of the same pictures by the same worker is kept.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from evaluation.series import FPS, Series, catalogue
from evaluation.server import serving
from evaluation.shots import Shot, frame
from tools.chromium import find_chromium
from tools.console import ROOT, say

FOLDER: Final = ROOT / "build/evaluation"
PAGE: Final = Path(__file__).parent / "recorder"
SUFFIX: Final = ".jsonl.gz"
MANIFEST: Final = "manifest.json"
LANES: Final = 2
"""Workers at a time: each leaves its core free for a part of the time, as in the product."""
PATIENCE: Final = 1_200_000  # ms, for the whole of it on a slow machine

# As root in a container, without a screen and without talking to anybody.
FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


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
    sources = _sources()
    recordings = [_of_series(one, sources) for one in catalogue(quick=quick)]
    return keep(recordings, FOLDER / ("series-quick" if quick else "series"))


def keep(recordings: Sequence[Recording], folder: Path) -> Path:
    """Bring a folder up to date with these recordings, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = _manifest(folder)
    missing = [one for one in recordings if manifest.get(one.name) != one.made_of]
    if missing:
        say(f"Recording {len(missing)} series, {sum(one.frames for one in missing)} frames ...")
        _record(missing, folder)
    names = {one.name for one in recordings}
    for path in folder.glob(f"*{SUFFIX}"):
        if path.name.removesuffix(SUFFIX) not in names:
            path.unlink()
    made = {one.name: one.made_of for one in recordings}
    (folder / MANIFEST).write_text(json.dumps(made, indent=1) + "\n")
    return folder


def _manifest(folder: Path) -> dict[str, str]:
    """What the files that are there were made of."""
    path = folder / MANIFEST
    told: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
    return {name: key for name, key in told.items() if (folder / f"{name}{SUFFIX}").is_file()}


def _record(recordings: Sequence[Recording], folder: Path) -> None:
    by_name = {one.name: one for one in recordings}
    jobs = [
        {"name": one.name, "frames": one.frames, "fps": one.header["fps"]} for one in recordings
    ]

    def picture(address: str) -> bytes:
        name, number = address.rsplit("/", 1)
        return _empty() if number == "empty" else by_name[name].picture(int(number))

    def told(name: str, lines: bytes) -> None:
        header = json.dumps(by_name[name].header).encode()
        _write(folder / f"{name}{SUFFIX}", header + b"\n" + lines + b"\n")

    with serving(PAGE, picture, told) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        _drive(browser, origin, jobs)
        browser.close()


def _drive(browser: Browser, origin: str, jobs: Sequence[dict[str, Any]]) -> None:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{origin}/page/index.html")
    page.wait_for_function("() => window.recorder")
    page.evaluate(
        "({ jobs, lanes }) => recorder.record(jobs, lanes)", {"jobs": jobs, "lanes": LANES}
    )


def _empty() -> bytes:
    return frame(Shot(), 0, FPS)


def _write(path: Path, content: bytes) -> None:
    partial = path.with_suffix(".partial")
    # Without the time of day, the same content makes the same file.
    partial.write_bytes(gzip.compress(content, mtime=0))
    partial.replace(path)


def _of_series(series: Series, sources: str) -> Recording:
    made_of = [series.header(), asdict(series.shot), series.frames, sources]
    return Recording(
        header=series.header(),
        frames=series.frames,
        picture=lambda number: frame(series.shot, number, FPS),
        made_of=hashlib.sha256(json.dumps(made_of).encode()).hexdigest(),
    )


def _sources() -> str:
    """A hash of all that decides what a series says, but for the catalogue."""
    here = Path(__file__).parent
    ours = ("photographs.py", "shots.py", "warps.py", "recorder/recorder.js", "faces/*.json")
    watched = [path for pattern in ours for path in sorted(here.glob(pattern))]
    watched += sorted((ROOT / "static/js/vision").glob("*.js"))
    watched += [ROOT / "static/js/attention/face.js"]
    # The model's and MediaPipe's versions are in their addresses, which the worker names.
    packages = [version(name) for name in ("numpy", "pillow", "scipy")]
    parts = [path.read_bytes() for path in watched] + [part.encode() for part in packages]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
