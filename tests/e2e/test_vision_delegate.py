"""Where the landmarker runs. There is only software graphics here: real hardware is played by
changing what a worker says of it, and everything else is real."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.conftest import Webcam
from tests.e2e.vision_page import altered, await_faces, opened

Opening = Callable[..., AbstractContextManager[Page]]

HARDWARE = """
const ask = WebGL2RenderingContext.prototype.getParameter;
WebGL2RenderingContext.prototype.getParameter = function (name) {
  const answer = ask.call(this, name);
  return String(answer).includes("SwiftShader") ? "ANGLE (Intel, UHD Graphics 620)" : answer;
};
"""
ALWAYS_COSTLY = {"old": "const COSTLY = 16;", "new": "const COSTLY = 0;"}


COUNT_WORKERS = """
window.workersMade = 0;
const Real = Worker;
window.Worker = class extends Real {
  constructor(...wishes) {
    super(...wishes);
    window.workersMade += 1;
  }
};
"""


def play_hardware(context: BrowserContext) -> None:
    context.add_init_script(COUNT_WORKERS)
    altered(context, "landmarks_worker.js", new=HARDWARE)


@pytest.fixture(scope="module")
def opening(origin: str, chromium: Browser, webcam: Webcam, clips: dict[str, Path]) -> Opening:
    """Opens the bare page and looks."""

    @contextmanager
    def opening(prepare: Callable[[BrowserContext], None]) -> Iterator[Page]:
        webcam.play(clips["neutral"])
        with chromium.new_context() as context:
            prepare(context)
            with opened(context, origin) as page:
                page.evaluate("() => vision.start()")
                yield page
                assert set(page.evaluate("() => vision.troubles")) <= {"stopped"}

    return opening


def test_software_graphics_are_not_even_tried(opening: Opening) -> None:
    def prepare(context: BrowserContext) -> None:
        context.add_init_script(COUNT_WORKERS)
        altered(context, "delegate.js", **ALWAYS_COSTLY)

    with opening(prepare) as page:
        page.evaluate("() => vision.looks(60)")
        assert page.evaluate("() => window.workersMade") == 1


def test_hardware_that_cannot_be_had_changes_nothing(opening: Opening) -> None:
    def prepare(context: BrowserContext) -> None:
        play_hardware(context)
        altered(context, "delegate.js", **ALWAYS_COSTLY)
        broken = 'if (delegate === "GPU") throw new Error("no GPU");\n  const fileset ='
        altered(context, "face_model.js", old="const fileset =", new=broken)

    with opening(prepare) as page:
        [first] = page.workers
        page.wait_for_function("() => window.workersMade === 2")
        page.evaluate("() => vision.looks(20)")
        assert page.workers == [first]


def test_hardware_that_is_slower_is_left_again(opening: Opening) -> None:
    """Software graphics in disguise: the first result does not wait for them, nor does any."""

    def prepare(context: BrowserContext) -> None:
        play_hardware(context)
        altered(context, "delegate.js", **ALWAYS_COSTLY)

    with opening(prepare) as page:
        [first] = page.workers
        with page.expect_event("worker") as trial:
            await_faces(page)
        with trial.value.expect_event("close"):
            await_faces(page, 2000)
        assert page.workers == [first]


def test_hardware_that_is_faster_takes_over(opening: Opening) -> None:
    """The second session computes on the CPU as well here, and every pace counts as faster."""

    def prepare(context: BrowserContext) -> None:
        play_hardware(context)
        altered(context, "delegate.js", **ALWAYS_COSTLY)
        altered(context, "trial.js", old="chosen(this.#costs", new="chosen([1e6]")
        altered(context, "face_model.js", old="bundle, delegate }", new='bundle, delegate: "CPU" }')

    with opening(prepare) as page:
        [first] = page.workers
        with first.expect_event("close"):
            await_faces(page)
        [second] = page.workers
        assert second != first
        await_faces(page, 1000)
