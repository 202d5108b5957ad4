"""Records labelled clips of others: a folder of raw MJPEG with a ``manifest.json``.

The manifest says ``{"clips": [{"file", "label", "fps", "size"}, ...]}``; what else is in it is of
no concern here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from evaluation.record import FOLDER, Recording, keep, sources
from evaluation.series import FPS
from tools.console import ToolError

START_OF_JPEG: Final = b"\xff\xd8\xff"


def record_clips(folder: Path) -> Path:
    """Record the folder's clips that are not there yet; return the folder of their series.

    Raises:
        ToolError: when the manifest names a clip that is not there, or there is no browser.
    """
    made_by = sources()
    manifest = json.loads((folder / "manifest.json").read_text())
    recordings = [_recording(folder, clip, made_by) for clip in manifest["clips"]]
    return keep(recordings, FOLDER / "clips" / folder.resolve().name)


def _recording(folder: Path, clip: Mapping[str, Any], made_by: str) -> Recording:
    path = folder / clip["file"]
    if not path.is_file():
        raise ToolError(f"{folder / 'manifest.json'} names {path.name}, which is not there.", "")
    content = path.read_bytes()
    pictures = sampled(content, clip["fps"])
    header = {
        "series": path.stem,
        "subject": path.stem,
        "kind": "clip",
        "amount": 0,
        "labels": {"label": clip["label"]},
        "fps": FPS,
        "source": path.name,
    }
    told = json.dumps([header, made_by]).encode()
    return Recording(
        header=header,
        frames=len(pictures),
        picture=pictures.__getitem__,
        made_of=hashlib.sha256(told + content).hexdigest(),
    )


def sampled(content: bytes, fps: float) -> list[bytes]:
    """The JPEGs of a raw MJPEG clip, `FPS` of each second."""
    every = [START_OF_JPEG + rest for rest in content.split(START_OF_JPEG)[1:]]
    count = int(len(every) * FPS / fps)
    return [every[round(i * fps / FPS)] for i in range(count)]
