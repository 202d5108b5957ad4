"""What may fail while faces are looked for: nothing ends in silence. Either face data come again by
themselves, or a trouble is told and trying again works."""

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.clips import build_scenario
from tests.e2e.conftest import CLIPS, Webcam
from tests.e2e.vision_page import (
    Handler,
    altered,
    await_faces,
    await_trouble,
    opened,
    served,
)

Opening = Callable[..., AbstractContextManager[Page]]

TRACKS = "MediaStreamTrackProcessor"
FRAMES = "requestVideoFrameCallback"


@pytest.fixture(scope="module")
def opening(origin: str, chromium: Browser, webcam: Webcam, clips: dict[str, Path]) -> Opening:
    """Opens the bare page: ``opening(prepare=…)``, where a function may alter its context."""

    @contextmanager
    def opening(
        prepare: Callable[[BrowserContext], None] = lambda _: None, *, clip: str = "neutral"
    ) -> Iterator[Page]:
        webcam.play(clips[clip])
        with chromium.new_context() as context:
            prepare(context)
            with opened(context, origin) as page:
                yield page

    return opening


def start(page: Page) -> None:
    page.evaluate("() => vision.start()")


def open_analysis(page: Page) -> None:
    page.evaluate("() => vision.open()")


def told(page: Page) -> set[str]:
    return set(page.evaluate("() => vision.troubles"))


# Files that do not come whole


class Cut:
    """Which file is cut short, and whether the answer says so."""

    name = ""
    honest = True


class CuttingHandler(Handler):
    """Serves all files, one of them cut in half as long as a test wants that."""

    def copyfile(self, source, outputfile) -> None:
        # A length that was promised and does not come ends the connection: browsers notice.
        with suppress(BrokenPipeError, ConnectionResetError):
            shutil.copyfileobj(self._shortened(source) if self._cuts() else source, outputfile)

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Content-Length" and self._cuts() and Cut.honest:
            value = str(int(value) // 2)
        super().send_header(keyword, value)

    def _cuts(self) -> bool:
        return bool(Cut.name) and self.path.endswith(Cut.name)

    def _shortened(self, source) -> io.BytesIO:
        data = source.read()
        return io.BytesIO(data[: len(data) // 2])


@pytest.mark.parametrize("honest", [True, False])
@pytest.mark.parametrize(
    "name", ["face_landmarker.task", "vision_wasm_module_internal.wasm", "vision_bundle.mjs"]
)
def test_a_file_that_is_cut_short_is_told_and_fetched_anew(
    chromium: Browser, webcam: Webcam, clips: dict[str, Path], name: str, honest: bool
) -> None:
    """Even where the browser has put the cut file into its cache, for a year."""
    webcam.play(clips["neutral"])
    with served(CuttingHandler) as origin, chromium.new_context() as context:
        Cut.name, Cut.honest = name, honest
        with opened(context, origin) as page:
            open_analysis(page)
            await_trouble(page, "model_not_loaded")
            page.evaluate("() => vision.stop()")
            Cut.name = ""
            start(page)
            assert told(page) - {"stopped"} == {"model_not_loaded"}


# Workers that die

CLOSE = "() => { self.close(); }"
HANG = "() => { setTimeout(() => { for (;;); }); }"


@pytest.mark.parametrize("end", [CLOSE, HANG])
def test_a_worker_that_dies_is_noticed_and_replaced(opening: Opening, end: str) -> None:
    with opening() as page:
        start(page)
        page.workers[0].evaluate(end)
        await_trouble(page, "stopped")
        await_faces(page, 1000)


THROW = "() => { setTimeout(() => { throw new RangeError('Out of memory'); }); }"


def test_an_error_in_a_worker_does_not_end_it(opening: Opening) -> None:
    with opening() as page:
        start(page)
        [worker] = page.workers
        worker.evaluate(THROW)
        await_faces(page, 1000)
        assert page.workers == [worker]


LOSE_CONTEXTS = """
const found = [];
const { getContext } = OffscreenCanvas.prototype;
OffscreenCanvas.prototype.getContext = function (kind, ...rest) {
  const context = getContext.call(this, kind, ...rest);
  if (context && kind !== "2d") found.push(context.getExtension("WEBGL_lose_context"));
  return context;
};
self.loseContexts = () => found.forEach((extension) => extension?.loseContext());
"""


def test_a_lost_graphics_context_is_made_anew(opening: Opening, webcam: Webcam) -> None:
    """What MediaPipe reads through it is no picture: it would tell the same for good."""
    comings_and_goings = build_scenario(CLIPS, [("neutral", 3), ("no_face", 3)])
    with opening(partial(altered, name="landmarks_worker.js", new=LOSE_CONTEXTS)) as page:
        webcam.play(comings_and_goings)
        start(page)
        page.workers[0].evaluate("() => { self.loseContexts(); }")
        assert {data["count"] for data in await_faces(page, 10_000)} == {0, 1}


EMPTY_FRAMES = """() => {
  self.closed = 0;
  const close = () => { self.closed += 1; };
  const frame = { displayWidth: 0, displayHeight: 0, close };
  const data = { kind: "frame", frame };
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (self.closed > 50) { clearInterval(timer); resolve(); }
      dispatchEvent(new MessageEvent("message", { data }));
    }, 5);
  });
}"""


def test_frames_without_size_are_left_out(opening: Opening) -> None:
    """They would break the model for good; it must not even be rebuilt for them."""
    said: list[str] = []
    with opening() as page:
        page.on("console", lambda message: said.append(message.text))
        start(page)
        page.workers[0].evaluate(EMPTY_FRAMES)
        await_faces(page, 500)
    assert [text for text in said if "could not be analysed" in text] == []


# Browsers that lack something


def without(name: str, context: BrowserContext) -> None:
    context.add_init_script(
        f"delete window.{name}; delete HTMLVideoElement.prototype.{name};",
    )


@pytest.mark.parametrize("lacking", [[TRACKS], [TRACKS, FRAMES]])
def test_a_browser_that_cannot_read_tracks_hands_on_pictures(
    opening: Opening, lacking: list[str]
) -> None:
    def prepare(context: BrowserContext) -> None:
        for name in lacking:
            without(name, context)

    with opening(prepare) as page:
        start(page)
        assert page.evaluate("(names) => names.filter((name) => name in window)", lacking) == []
        assert {data["count"] for data in await_faces(page, 2000)} == {1}
        assert not page.evaluate("() => vision.runsHidden()")


def test_a_worker_without_canvases_is_a_device_that_cannot(opening: Opening) -> None:
    prefix = "delete self.OffscreenCanvas;"
    with opening(partial(altered, name="landmarks_worker.js", new=prefix)) as page:
        open_analysis(page)
        await_trouble(page, "no_webgl")
        assert told(page) == {"no_webgl"}


CLASSIC_WORKERS = """
const Real = Worker;
window.Worker = class extends Real { constructor(url) { super(url); } };
"""


def test_a_browser_without_module_workers_says_so(opening: Opening) -> None:
    with opening(lambda context: context.add_init_script(CLASSIC_WORKERS)) as page:
        open_analysis(page)
        await_trouble(page, "model_not_loaded")
        assert told(page) == {"model_not_loaded"}


MUTABLE = """
window.looks = 0;
Object.defineProperty(MediaStreamTrack.prototype, "muted", { get: () => window.isMuted ?? false });
const Real = Worker;
window.Worker = class extends Real {
  constructor(...wishes) {
    super(...wishes);
    this.addEventListener("message", ({ data }) => { window.looks += data.kind === "face"; });
  }
};
"""

MUTE = """() => {
  Object.assign(window, { isMuted: true, looks: 0 });
  window.handedOn = vision.collect(0).then(() => window.looks);
}"""


def test_a_muted_camera_is_told_and_its_black_frames_show_nobody(opening: Opening) -> None:
    with opening(lambda context: context.add_init_script(MUTABLE), clip="dark") as page:
        start(page)
        [worker] = page.workers
        page.evaluate(MUTE)
        await_trouble(page, "camera_muted")
        page.wait_for_function("() => window.looks > 5")
        page.evaluate("() => { window.isMuted = false; }")
        assert page.evaluate("() => window.handedOn") > 5
        assert page.workers == [worker]


# What is freed, and what is left to the page

COUNT_FRAMES = """
self.taken = new Set();
const { read } = ReadableStreamDefaultReader.prototype;
ReadableStreamDefaultReader.prototype.read = async function () {
  const result = await read.call(this);
  if (result.value instanceof VideoFrame) self.taken.add(result.value);
  return result;
};
addEventListener("message", ({ data }) => data.frame && self.taken.add(data.frame));
self.unclosed = () => [...self.taken].filter((frame) => (frame.displayWidth ?? frame.width) > 0);
"""


@pytest.mark.parametrize("lacking", ["", TRACKS])
def test_every_frame_is_freed_at_once(opening: Opening, lacking: str) -> None:
    def prepare(context: BrowserContext) -> None:
        altered(context, "landmarks_worker.js", new=COUNT_FRAMES)
        if lacking:
            without(lacking, context)

    with opening(prepare) as page:
        start(page)
        await_faces(page, 4000)
        taken, unclosed = page.workers[0].evaluate("() => [self.taken.size, unclosed().length]")
        assert taken > 15
        assert unclosed <= 1  # the one that is being looked at


def test_the_page_itself_never_runs_mediapipe(opening: Opening) -> None:
    """Nor anything else of the worker's: looking must not stop the page from answering."""
    with opening() as page:
        run: list[str] = []
        debugger = page.context.new_cdp_session(page)
        debugger.on("Debugger.scriptParsed", lambda script: run.append(script["url"]))
        debugger.send("Debugger.enable")
        start(page)
        await_faces(page, 500)
        assert any(url.endswith("/vision/analysis.js") for url in run)
        names = ("/vendor/", "landmarks_worker", "face_model")
        assert [url for url in run if any(name in url for name in names)] == []


def test_without_the_sweep_nobody_is_looked_for_in_the_background(opening: Opening) -> None:
    with opening(clip="someone_behind") as page:
        page.evaluate("() => vision.start({ sweeps: false })")
        assert {data["count"] for data in await_faces(page, 3000)} == {1}
