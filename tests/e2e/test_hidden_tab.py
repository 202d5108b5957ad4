"""A tab that is really hidden, behind another one of the same window.

Playwright keeps every page visible, so these tests speak to the browser themselves.
"""

import itertools
import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import pytest
from websockets.sync.client import connect

from tests.e2e.conftest import FLAGS, Webcam
from tools.chromium import find_chromium

PATIENCE = 60.0  # seconds; a deadline
NO_TRACKS = "delete window.MediaStreamTrackProcessor;"


class Tabs:
    """A browser with a window of tabs, spoken to in its own protocol."""

    def __init__(self, profile: Path, *flags: str) -> None:
        command = [find_chromium(), "--headless=new", "--remote-debugging-port=0"]
        command += [f"--user-data-dir={profile}", *FLAGS, *flags, "about:blank"]
        self._browser = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self._browser.stderr
        said = next(line for line in self._browser.stderr if "listening on ws://" in line)
        self._open = ExitStack()
        self._open.enter_context(self._browser)
        self._line = self._open.enter_context(connect(said.split()[-1], max_size=None))
        self._numbers = itertools.count(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        with self._open:
            self.ask("Browser.close")

    def ask(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        whose = {"sessionId": session} if session else {}
        self._line.send(json.dumps({"id": number, "method": method, "params": params} | whose))
        while True:
            answer = json.loads(self._line.recv(PATIENCE))
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self) -> "Tab":
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Tab(self, target, session)


class Tab:
    """One tab. It is shown when it is opened, before all others."""

    def __init__(self, tabs: Tabs, target: str, session: str) -> None:
        self._tabs = tabs
        self._target = target
        self._session = session

    def show(self) -> None:
        self._tabs.ask("Target.activateTarget", targetId=self._target)

    def visit(self, url: str, first: str = "") -> None:
        self._ask("Page.enable")
        self._ask("Page.addScriptToEvaluateOnNewDocument", source=first)
        self._ask("Page.navigate", url=url)
        self.run(
            "new Promise((ready) => { const look = () => window.vision ? ready() "
            ": setTimeout(look, 20); look(); })"
        )

    def run(self, script: str) -> Any:
        """The value of a script, or of what it promises."""
        wishes = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = self._ask("Runtime.evaluate", **wishes)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        return self._tabs.ask(method, self._session, **params)


@pytest.fixture
def tabs(tmp_path: Path, clips: dict[str, Path]) -> Iterator[Tabs]:
    webcam = Webcam(tmp_path)
    webcam.play(clips["neutral"])
    with Tabs(tmp_path / "profile", *webcam.flags) as tabs:
        yield tabs


WHEN = """new Promise((resolve) => {
  const look = () => CONDITION ? resolve() : setTimeout(look, 50);
  look();
})"""


def when(condition: str) -> str:
    return WHEN.replace("CONDITION", condition)


def test_faces_are_seen_from_a_hidden_tab(tabs: Tabs, origin: str) -> None:
    tab = tabs.open()
    tab.visit(f"{origin}/page/index.html")
    tab.run("vision.start().then(() => {})")
    tabs.open()
    tab.run(when("document.hidden"))
    seen = tab.run("vision.collect(3000)")
    assert {data["count"] for data in seen} == {1}
    assert tab.run("[vision.runsHidden(), document.hidden]") == [True, True]
    assert "hidden" not in tab.run("vision.troubles")
    tab.run("vision.stop()")


def test_a_browser_that_cannot_look_while_hidden_says_so_and_resumes(
    tabs: Tabs, origin: str
) -> None:
    tab = tabs.open()
    tab.visit(f"{origin}/page/index.html", NO_TRACKS)
    tab.run("vision.start().then(() => {})")
    tabs.open()
    tab.run(when("vision.troubles.includes('hidden')"))
    assert not tab.run("vision.runsHidden()")
    tab.show()
    seen = tab.run("vision.collect(1000)")
    assert {data["count"] for data in seen} == {1}
    tab.run("vision.stop()")
