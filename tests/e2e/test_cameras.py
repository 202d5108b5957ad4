"""Cameras of other sizes and shapes, mirrored ones, and one that changes in mid-lesson: cues stay
right, and no alert comes of it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.clips import build_sized
from tests.e2e.conftest import CLIPS, Webcam
from tests.e2e.vision_page import opened

Watching = Callable[[Path], AbstractContextManager[Page]]
Size = tuple[int, int]

# Chromium's camera of a file cuts the wanted size out of its middle, as no real camera does: here
# it gives what it has.
AS_IT_IS = """
const open = MediaDevices.prototype.getUserMedia;
MediaDevices.prototype.getUserMedia = function ({ video, ...wishes }) {
  const size = { width: { ideal: 1920 }, height: { ideal: 1920 } };
  return open.call(this, { ...wishes, video: { ...video, ...size } });
};
window.tracks = [];
const { clone } = MediaStreamTrack.prototype;
MediaStreamTrack.prototype.clone = function () {
  const copy = clone.call(this);
  window.tracks.push(copy);
  return copy;
};
"""

LANDSCAPE, PORTRAIT, WIDE, FULL_HD = (640, 480), (480, 640), (1280, 720), (1920, 1080)
ALERTS = {"no_face", "multiple_faces", "gaze_away"}


@pytest.fixture(scope="module")
def watching(origin: str, chromium: Browser, webcam: Webcam) -> Watching:
    """Opens the bare page before a camera that gives a clip at its own size, and looks."""

    @contextmanager
    def watching(clip: Path) -> Iterator[Page]:
        webcam.play(clip)
        with chromium.new_context() as context:
            context.add_init_script(AS_IT_IS)
            with opened(context, origin) as page:
                page.evaluate("() => vision.start()")
                yield page

    return watching


def calibrated(page: Page) -> dict[str, Any]:
    progress = page.evaluate("() => vision.calibrate()")
    assert progress["status"] == "calibrated", progress
    return progress["calibration"]


@pytest.fixture(scope="module")
def calibration(watching: Watching, clips: dict[str, Path]) -> dict[str, Any]:
    """Of a person before an ordinary camera."""
    with watching(clips["neutral"]) as page:
        return calibrated(page)


@pytest.mark.parametrize("size", [PORTRAIT, WIDE, FULL_HD])
@pytest.mark.parametrize(
    ("clip", "state", "reason"),
    [("neutral", "focused", "facing_screen"), ("confused", "confused", "brow_and_tilt")],
)
def test_a_camera_of_another_size_sees_the_same(
    watching: Watching,
    calibration: dict[str, Any],
    size: Size,
    clip: str,
    state: str,
    reason: str,
) -> None:
    wanted = {"calibration": calibration, "state": state, "reason": reason}
    with watching(build_sized(CLIPS, clip, size)) as page:
        page.evaluate("(wanted) => vision.reach(wanted)", wanted)
        [data] = page.evaluate("() => vision.collect(0)")
    assert data["width"] / data["height"] == pytest.approx(size[0] / size[1])
    assert max(data["width"], data["height"]) == 640


def test_a_mirrored_camera_sees_the_same(watching: Watching) -> None:
    neutral, confused = (
        build_sized(CLIPS, name, LANDSCAPE, mirrored=True) for name in ("neutral", "confused")
    )
    with watching(neutral) as page:
        calibration = calibrated(page)
    wanted = {"calibration": calibration, "state": "confused", "reason": "brow_and_tilt"}
    with watching(confused) as page:
        page.evaluate("(wanted) => vision.reach(wanted)", wanted)


CHANGE = """async (wanted) => {
  const [track] = window.tracks.slice(-1);
  const seen = vision.watch({ ...wanted, ms: 12_000 });
  await vision.looks(15);
  await track.applyConstraints({ width: 320, height: 240 });
  await vision.looks(15);
  await track.applyConstraints({ width: 640, height: 480 });
  return seen;
}"""


def test_a_camera_that_changes_its_size_raises_nothing(
    watching: Watching, calibration: dict[str, Any], clips: dict[str, Path]
) -> None:
    with watching(clips["neutral"]) as page:
        seen = page.evaluate(CHANGE, {"calibration": calibration})
        sizes = {one["width"] for one in seen}
    assert sizes == {320, 640}
    assert {one["reason"] for one in seen} & ALERTS == set()
    assert seen[-1]["state"] == "focused"
