"""Plays a story to the whole of the product's eyes, at the machine's own pace.

The story goes through Chromium's fake webcam, so the camera's code, the frames that are left out
and the sweep's pace are the product's. It begins with darkness, while the model loads. A mark in
the picture's corner says which scene it is: a busy machine's webcam falls behind its own clock.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from PIL import Image

from evaluation.browser import page_at
from evaluation.photographs import PHOTOGRAPHS
from evaluation.record import FOLDER, PAGE, SUFFIX, sources, write
from evaluation.series import AWAY, FURROW, TILT, labels
from evaluation.server import serving
from evaluation.shots import QUALITY, SWAY, WIDTH, Person, Shot, frame, scale_for
from evaluation.warps import Expression
from tools.console import say

CAMERA_FPS: Final = 30
DARKNESS: Final = 8
"""Seconds, in which a usual machine loads the model; a slower one waits until the clip loops."""
MARKS: Final = ((230, 20, 20), (20, 230, 20), (20, 20, 230))
"""The colours that scenes have in the corner in turn; darkness has none."""


@dataclass(frozen=True)
class Scene:
    """For how long something is shown."""

    seconds: int
    shot: Shot


def record_real_time() -> Path:
    """Play the stories whose recording is not there yet; return the folder of their series.

    Raises:
        ToolError: when there is no browser.
    """
    folder = FOLDER / "real-time"
    folder.mkdir(parents=True, exist_ok=True)
    for name, scenes in STORIES.items():
        kept = folder / f"{name}{SUFFIX}"
        told = json.dumps([str(scenes), sources()]).encode()
        stamp = folder / f"{name}.made-of"
        made_of = hashlib.sha256(told).hexdigest()
        if not (kept.is_file() and stamp.is_file() and stamp.read_text() == made_of):
            _record(name, scenes, kept)
            stamp.write_text(made_of)
    return folder


def _record(name: str, scenes: Sequence[Scene], kept: Path) -> None:
    lasts = sum(scene.seconds for scene in scenes)
    say(f"Playing {name} at its own pace, {DARKNESS + lasts} s ...")
    clip = _clip(name, scenes)

    def told(_: str, body: bytes) -> None:
        starts, lines = body.split(b"\n", maxsplit=1)
        header = json.dumps(_header(name, scenes, json.loads(starts))).encode()
        write(kept, header + b"\n" + lines + b"\n")

    camera = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={clip}",
    )
    with (
        serving(PAGE, told=told) as origin,
        page_at(f"{origin}/page/real_time.html", *camera) as page,
    ):
        page.evaluate("(story) => recorder.watch(story)", {"name": name, "scenes": len(scenes)})


def _header(name: str, scenes: Sequence[Scene], starts: Sequence[float]) -> dict[str, Any]:
    shown = [person.subject for scene in scenes for person in scene.shot.people]
    return {
        "series": name,
        "subject": shown[0],
        "kind": "real_time",
        "amount": 0,
        "labels": {"scenes": _told(scenes, starts)},
        "fps": CAMERA_FPS,
        "source": "; ".join(PHOTOGRAPHS[subject].about for subject in dict.fromkeys(shown)),
    }


def _told(scenes: Sequence[Scene], starts: Sequence[float]) -> list[dict[str, Any]]:
    """What was shown from when to when, ms; the last start is the end."""
    return [
        {"from": start, "to": end, **labels(scene.shot)}
        for scene, (start, end) in zip(scenes, pairwise(starts), strict=True)
    ]


def _clip(name: str, scenes: Sequence[Scene]) -> Path:
    """The story as raw MJPEG."""
    path = FOLDER / "webcam" / f"{name}.mjpeg"
    path.parent.mkdir(parents=True, exist_ok=True)
    dark = Shot(light=0)
    marked = [_frames(scene, MARKS[i % len(MARKS)]) for i, scene in enumerate(scenes)]
    before, after = _frames(Scene(DARKNESS, dark)), _frames(Scene(1, dark))
    path.write_bytes(b"".join((before, *marked, after)))
    return path


def _frames(scene: Scene, mark: tuple[int, int, int] = (0, 0, 0)) -> bytes:
    """A scene's JPEGs; they repeat with the sway."""
    count, period = scene.seconds * CAMERA_FPS, SWAY * CAMERA_FPS
    different = [_marked(scene.shot, number, mark) for number in range(min(count, period))]
    return b"".join(different[i % period] for i in range(count))


def _marked(shot: Shot, number: int, mark: tuple[int, int, int]) -> bytes:
    """A frame with a mark in its upper left corner."""
    picture = Image.open(io.BytesIO(frame(shot, number, CAMERA_FPS)))
    picture.paste(mark, (0, 0, 16, 16))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


_calm = Shot((Person("hopper"),))
_confused = Shot((Person("hopper", Expression(furrow=FURROW), roll=TILT),))
_away = Shot((Person("hopper", Expression(yaw=AWAY)),))


def _with(subject: str, share: float, x: float, y: float) -> Shot:
    """Hopper, and somebody beside her whose face takes a share of the picture's width."""
    other = Person(subject, x=x, y=y, scale=scale_for(subject, share))
    return Shot((Person("hopper", x=WIDTH / 2 + 0.35 * (WIDTH / 2 - x), scale=0.9), other))


STORIES: Final = {
    "real_time-states": (
        Scene(6, _calm),
        Scene(9, _confused),
        Scene(6, _calm),
        Scene(8, _away),
        Scene(3, _calm),
        Scene(6, Shot()),
        Scene(3, _calm),
    ),
    "real_time-second_face": tuple(
        scene
        for subject, share, x, y in (
            ("collins", 0.08, 545, 235),
            ("henner", 0.1, 95, 110),
            ("giunchedi", 0.12, 540, 370),
        )
        for scene in (Scene(3, _calm), Scene(4, _with(subject, share, x, y)))
    ),
}
"""A class's three alarms one after another, and three people who come in one after another."""
