"""The camera, MediaPipe and attention in a real Chromium, on a fake webcam's clips.

The clips are warped from single photographs: they prove that the whole path reacts as the rules
say, not that it is right about people.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.clips import build_scenario
from tests.e2e.conftest import CLIPS, Webcam
from tests.e2e.vision_page import opened

log = logging.getLogger(__name__)

BLURRED = 0.4  # detail, `UNREADABLE.detail` of attention

Watching = Callable[[Path], AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def watching(origin: str, chromium: Browser, webcam: Webcam) -> Watching:
    """Opens the page under test before a webcam that plays a clip: ``watching(clip)``."""

    @contextmanager
    def watching(clip: Path) -> Iterator[Page]:
        webcam.play(clip)
        with chromium.new_context() as context, opened(context, origin) as page:
            page.evaluate("() => vision.start()")
            yield page
            # A starved machine may pause for longer than the watchdog likes; it must heal.
            assert set(page.evaluate("() => vision.troubles")) <= {"stopped"}

    return watching


@pytest.fixture(scope="module")
def calibration(watching: Watching, clips: dict[str, Path]) -> dict[str, Any]:
    """What calibrating on the neutral clip gives."""
    with watching(clips["neutral"]) as page:
        progress = page.evaluate("() => vision.calibrate()")
    assert progress["status"] == "calibrated", progress
    return progress["calibration"]


@pytest.mark.parametrize(
    ("clip", "state", "reason"),
    [
        ("neutral", "focused", "facing_screen"),
        ("confused", "confused", "brow_and_tilt"),
        ("away", "alert", "gaze_away"),
        ("no_face", "alert", "no_face"),
        ("two_faces", "alert", "multiple_faces"),
        ("someone_behind", "alert", "multiple_faces"),
        ("dark", "unclear", "too_dark"),
        ("covered", "unclear", "covered"),
        ("frozen", "unclear", "frozen"),
        ("far", "unclear", "too_far"),
        ("blurred", "unclear", "blurred"),
        ("dim", "focused", "facing_screen"),
    ],
)
def test_a_clip_reaches_its_state(
    watching: Watching,
    clips: dict[str, Path],
    calibration: dict[str, Any],
    clip: str,
    state: str,
    reason: str,
) -> None:
    wanted = {"calibration": calibration, "state": state, "reason": reason}
    with watching(clips[clip]) as page:
        seen = page.evaluate("(wanted) => vision.reach(wanted)", wanted)
    log.info("%s: %s (%s) after %.2f s of frames", clip, state, reason, seen["delay"] / 1000)


@pytest.mark.parametrize(("clip", "cue"), [("tilt", "tilt"), ("furrow", "brow")])
def test_one_cue_alone_is_never_confusion(
    watching: Watching, clips: dict[str, Path], calibration: dict[str, Any], clip: str, cue: str
) -> None:
    with watching(clips[clip]) as page:
        seen = page.evaluate("(wanted) => vision.watch(wanted)", {"calibration": calibration})
    last = seen[-1]
    assert {one["state"] for one in seen} == {"unclear", "focused"}
    assert last["state"] == "focused"
    assert [meter["counts"] for meter in last["meters"] if meter["cue"] == cue] == [True]


@pytest.mark.parametrize(
    ("clip", "is_sharp"),
    [
        ("neutral", True),
        ("dim", True),
        ("bright", True),
        ("half_as_near", True),
        ("soft", True),
        ("blurred", False),
    ],
)
def test_detail_tells_a_blurred_face_from_a_sharp_one(
    watching: Watching, clips: dict[str, Path], clip: str, is_sharp: bool
) -> None:
    """In any light and at any distance, on one side of the threshold or the other."""
    with watching(clips[clip]) as page:
        seen = page.evaluate("() => vision.collect(3000)")
    details = [data["faces"][0]["detail"] for data in seen if data["faces"]]
    log.info("%s: detail %.3f to %.3f", clip, min(details), max(details))
    assert {detail > BLURRED for detail in details} == {is_sharp}


SPOIL = """() => new Promise((resolve) => {
    const taken = () => { clearInterval(timer); resolve(); return 640; };
    const spoilt = { close() {}, displayHeight: 480, get displayWidth() { return taken(); } };
    const data = { kind: "frame", frame: spoilt };
    const timer = setInterval(() => dispatchEvent(new MessageEvent("message", { data })), 10);
})"""


def test_a_frame_that_cannot_be_read_does_not_end_the_analysis(
    watching: Watching, clips: dict[str, Path], calibration: dict[str, Any]
) -> None:
    """An instance of MediaPipe that failed once is poisoned: it must be made anew."""
    wanted = {"calibration": calibration, "state": "alert", "reason": "no_face"}
    with watching(clips["no_face"]) as page:
        page.workers[0].evaluate(SPOIL)
        page.evaluate("(wanted) => vision.reach(wanted)", wanted)


def test_states_follow_one_another_as_the_picture_changes(
    watching: Watching, clips: dict[str, Path], calibration: dict[str, Any]
) -> None:
    segments = [("neutral", 3), ("no_face", 6), ("neutral", 3), ("confused", 6)]
    scenario = build_scenario(CLIPS, segments)
    with watching(scenario) as page:
        seen = page.evaluate(
            "(wanted) => vision.watch(wanted)", {"calibration": calibration, "ms": 36_000}
        )
    verdicts = [(one["state"], one["reason"]) for one in seen]
    changes = [after for before, after in pairwise([None, *verdicts]) if after != before]
    expected = [
        ("focused", "facing_screen"),
        ("unclear", "cannot_see"),
        ("alert", "no_face"),
        ("focused", "facing_screen"),
        ("confused", "brow_and_tilt"),
        ("focused", "facing_screen"),
        ("unclear", "cannot_see"),
        ("alert", "no_face"),
    ]
    start = changes.index(("focused", "facing_screen"))
    assert changes[start:][: len(expected)] == expected
