"""Who may know whom. The rules hold in the tree, and each fails where it is broken on purpose."""

import ast
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("supervision", "classrooms", "live")
SCRIPTS = ROOT / "static/js"


# Python's arrows: the contracts in pyproject.toml


def lint_imports(root):
    """The contracts' verdict on the tree at ``root``: whether all hold, and the report."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    return tmp_path


def test_the_contracts_hold():
    holds, report = lint_imports(ROOT)
    assert holds, report


def test_they_hold_in_an_untouched_copy(copy):
    assert lint_imports(copy)[0]


@pytest.mark.parametrize(
    ("path", "line", "broken"),
    [
        ("classrooms/models.py", "import live.groups", "What lasts knows nothing of sockets"),
        ("classrooms/access.py", "import channels.layers", "What lasts knows nothing of sockets"),
        ("live/hub.py", "import supervision.settings", "Wiring knows what is live"),
        ("live/room.py", "import classrooms.models", "the live side knows the doors"),
        ("live/protocol.py", "import django.conf", "The rules of the live side are pure"),
        ("live/presence.py", "import channels.layers", "The rules of the live side are pure"),
        ("live/presence.py", "import time", "The rules of the live side are pure"),
        ("live/outbox.py", "import random", "The rules of the live side are pure"),
        ("live/relay.py", "import redis", "The rules of the live side are pure"),
        ("live/hub.py", "import live.consumers", "The walk of a signal goes one way"),
        ("live/feed.py", "import live.hub", "The walk of a signal goes one way"),
        ("live/line.py", "import live.rooms", "The walk of a signal goes one way"),
        ("live/groups.py", "import live.relay", "The walk of a signal goes one way"),
        ("live/protocol.py", "import live.relay", "The walk of a signal goes one way"),
        ("live/newcomer.py", "", "The walk of a signal goes one way"),
    ],
)
def test_a_planted_import_breaks_its_contract(copy, path, line, broken):
    file = copy / path
    with file.open("a") as opened:
        opened.write(f"\n{line}\n")
    holds, report = lint_imports(copy)
    assert not holds
    # Where a module is missing from the layers, the report names the contract in a sentence.
    assert [said for said in report.splitlines() if broken in said and "KEPT" not in said], report


# The environment has one reader


def environment_readers(sources: Mapping[str, str]) -> set[str]:
    """The files, of those given as {path: text}, that read the process's environment."""
    return {path for path, text in sources.items() if any(_reads_environment(ast.parse(text)))}


def _reads_environment(tree: ast.AST) -> Iterator[bool]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield any(name.name.split(".")[0] in {"environ", "dotenv"} for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = {name.name for name in node.names}
            yield node.module == "os" and bool(names & {"environ", "getenv"})
            yield node.module in {"environ", "dotenv"}
        elif isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}:
            yield not _is_set_default(tree, node)


def _is_set_default(tree: ast.AST, environ: ast.Attribute) -> bool:
    """``os.environ.setdefault(...)`` as a statement: it tells Django where the settings are."""
    return any(
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr == "setdefault"
        and node.value.func.value is environ
        for node in ast.walk(tree)
    )


def python_sources() -> dict[str, str]:
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    product = [path for path in files if "tests" not in path.relative_to(ROOT).parts]
    return {str(path.relative_to(ROOT)): path.read_text() for path in product}


def test_the_settings_are_the_only_reader_of_the_environment():
    assert environment_readers(python_sources()) == {"supervision/settings.py"}


@pytest.mark.parametrize(
    "planted",
    [
        "import os\nhost = os.environ['HOST']",
        "import os\nhost = os.getenv('HOST')",
        "from os import environ\nhost = environ.get('HOST')",
        "import environ\nenv = environ.Env()",
        "import os\nhost = os.environ.setdefault('HOST', 'here')",
    ],
)
def test_a_planted_reader_of_the_environment_is_found(planted):
    assert environment_readers({"live/hub.py": planted}) == {"live/hub.py"}


def test_no_module_is_a_drawer_for_whatever_is_left():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "lib"}
    places = [*PACKAGES, "static/js", "tools", "tests", "templates"]
    found = [path for place in places for path in (ROOT / place).rglob("*")]
    assert [path for path in found if path.stem in drawers] == []
    assert found


# JavaScript's arrows

ROOMS = {
    "attention": {"attention"},
    "wire": {"wire"},
    "vision": {"vision", "attention"},
    "dashboard": {"dashboard", "wire", "words.js", "ages.js"},
    "student": {"student", "attention", "vision", "wire", "words.js", "ages.js"},
}
"""What the modules of each room may import; ``ages.js`` holds the words for durations."""

KNOW_IDS = {"student.js", "teacher.js"}
ENTRY_POINTS = KNOW_IDS | {"page.js", "fresh.js"}
READS_IDS_OFF_THE_PAGE = "fresh.js"
"""Refreshes whatever parts a page marks: it looks ids up and knows none."""

MEDIAPIPE = "vision/face_model.js"
SAY_THEY_ARE_PURE = {
    "dashboard/acting.js",
    "dashboard/announcer.js",
    "dashboard/cue_words.js",
    "dashboard/filter.js",
    "dashboard/headline.js",
    "dashboard/health.js",
    "dashboard/news.js",
    "dashboard/order.js",
    "dashboard/counts.js",
    "dashboard/past.js",
    "dashboard/roster.js",
    "dashboard/strip.js",
    "dashboard/tile_words.js",
    "student/check.js",
    "student/reporter.js",
    "student/stage.js",
    "student/tellable.js",
    "vision/delegate.js",
    "vision/detail.js",
    "vision/face_data.js",
    "vision/model_bundle.js",
    "vision/pace.js",
    "vision/picture.js",
    "vision/sweep.js",
    "wire/backoff.js",
    "wire/link.js",
    "wire/messages.js",
    "wire/protocol.js",
    "wire/shape.js",
    "wire/vocabulary.js",
}
PURE_WITHOUT_SAYING = {"ages.js", "words.js"}

COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
IMPORT = re.compile(r'(?:\bfrom\s*|\bimport\s*\(?\s*)"([^"]+)"')
WORLD = re.compile(
    r"""
    \b(?:document|window|navigator|location|performance|crypto|globalThis|self)\s*[.\[]
    | \b(?:localStorage|sessionStorage|indexedDB|caches)\b
    | (?<!\.)\b(?:fetch|setTimeout|setInterval|requestAnimationFrame|postMessage|matchMedia
        |queueMicrotask|importScripts)\s*\(
    | \bnew\s+(?:WebSocket|Worker|XMLHttpRequest|EventSource|BroadcastChannel|Date|Image)\b
    | \bDate\s*\.\s*now\b | \bMath\s*\.\s*random\b | \bconsole\s*\.
    """,
    re.VERBOSE,
)
SENDS = re.compile(
    r"\bnew\s+(?:WebSocket|XMLHttpRequest|EventSource|BroadcastChannel|WebTransport)\b"
    r"|\bfetch\s*\(|\bsendBeacon\b|\bRTC\w+|\bMediaRecorder\b|\bserviceWorker\b"
)
TAKES = re.compile(r"\bto(?:DataURL|Blob)\b|\bconvertToBlob\b|\bFileReader\b|\baudio:(?!\s*false)")
CONNECT = {"wire/socket.js": {"new WebSocket"}, MEDIAPIPE: {"fetch("}, "fresh.js": {"fetch("}}
"""The only ways out: the socket, MediaPipe's own files, and the page itself once more."""


def faults(sources: Mapping[str, str]) -> list[str]:
    """What breaks the rules in the modules given as {path below static/js: text}."""
    return sorted(
        f"{path} {fault}" for path, text in sources.items() for fault in _faults(path, text)
    )


def _faults(path: str, text: str) -> Iterator[str]:
    code = COMMENT.sub(" ", text)
    bare = STRING.sub('""', code)
    for target in IMPORT.findall(code):
        yield from _import_faults(path, target, is_pure(path, text))
    if path not in KNOW_IDS:
        yield from _id_faults(path, code)
    if is_pure(path, text) and (found := WORLD.search(bare)):
        yield f"is pure and uses {found[0].strip()}"
    if path in SAY_THEY_ARE_PURE and not _says_pure(text):
        yield "does not say that it is pure"
    for found in SENDS.findall(bare):
        if found not in CONNECT.get(path, set()):
            yield f"reaches out by {found}"
    if found := TAKES.search(bare):
        yield f"takes a picture or sound by {found[0]}"


def is_pure(path: str, text: str) -> bool:
    return path.startswith("attention/") or path in PURE_WITHOUT_SAYING or _says_pure(text)


def _says_pure(text: str) -> bool:
    header = re.search(r"/\*\*.*?\*/", text, re.DOTALL)
    return header is not None and re.search(r"\bPure\b", header[0]) is not None


def _import_faults(path: str, target: str, pure: bool) -> Iterator[str]:
    if "/vendor/" in target or not target.startswith("."):
        if path != MEDIAPIPE:
            yield f"imports {target}"
        return
    found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    room = path.partition("/")[0]
    allowed = ROOMS.get(room)
    if found in ENTRY_POINTS:
        yield f"imports the entry point {found}"
    elif allowed is not None and not allowed & {found, found.partition("/")[0]}:
        yield f"of {room} imports {found}"
    if pure and not _is_pure_by_name(found):
        yield f"is pure and imports {found}"


def _is_pure_by_name(path: str) -> bool:
    return path.startswith("attention/") or path in SAY_THEY_ARE_PURE | PURE_WITHOUT_SAYING


def _id_faults(path: str, code: str) -> Iterator[str]:
    if re.search(r"\bquerySelector(?:All)?\s*\(\s*[\"'`][^\"'`]*#", code):
        yield "knows an element's id"
    if path == READS_IDS_OFF_THE_PAGE:
        if re.search(r"\bgetElementById\s*\(\s*[\"'`]", code):
            yield "knows an element's id"
    elif "getElementById" in code:
        yield "looks for an element by its id"


def scripts() -> dict[str, str]:
    return {str(path.relative_to(SCRIPTS)): path.read_text() for path in SCRIPTS.rglob("*.js")}


def test_every_script_keeps_its_room():
    assert faults(scripts()) == []


def test_every_room_and_every_pure_module_is_there():
    """Else a rule above would hold of nothing."""
    present = scripts()
    assert {path.partition("/")[0] for path in present if "/" in path} == set(ROOMS)
    named = SAY_THEY_ARE_PURE | PURE_WITHOUT_SAYING | ENTRY_POINTS | set(CONNECT)
    assert named <= set(present)
    assert {path for path, text in present.items() if _says_pure(text)} >= SAY_THEY_ARE_PURE


def test_mediapipe_has_one_importer():
    importers = {path for path, text in scripts().items() if "/vendor/" in COMMENT.sub(" ", text)}
    assert importers == {MEDIAPIPE}


@pytest.mark.parametrize(
    ("path", "planted"),
    [
        ("attention/state.js", 'import { openCamera } from "../vision/camera.js";'),
        ("attention/state.js", 'import { ageText } from "../ages.js";'),
        ("attention/state.js", "const now = performance.now();"),
        ("attention/state.js", "const now = Date.now();"),
        ("attention/state.js", "const luck = Math.random();"),
        ("attention/state.js", 'document.title = "focused";'),
        ("dashboard/roster.js", 'import { openCamera } from "../vision/camera.js";'),
        ("dashboard/roster.js", 'import { createTiles } from "./tiles.js";'),
        ("dashboard/roster.js", "setTimeout(() => {}, 1);"),
        ("dashboard/tiles.js", 'document.getElementById("roster");'),
        ("dashboard/tiles.js", 'document.querySelector("main > #roster");'),
        ("fresh.js", 'document.getElementById("roster");'),
        ("wire/protocol.js", 'import { startTicker } from "./ticker.js";'),
        ("wire/protocol.js", 'import { wordFor } from "../words.js";'),
        ("wire/socket.js", 'import { openCamera } from "../vision/camera.js";'),
        ("wire/link.js", "new WebSocket(url);"),
        ("vision/camera.js", 'import { createSocket } from "../wire/socket.js";'),
        ("vision/camera.js", "navigator.sendBeacon(url, picture);"),
        ("vision/analysis.js", 'await fetch("/pictures/", { body });'),
        ("vision/analysis.js", "const picture = canvas.toDataURL();"),
        ("vision/camera.js", "const wishes = { audio: true };"),
        ("vision/analysis.js", 'import "/vendor/tasks-vision-0.10.35/vision_bundle.mjs";'),
        ("student/session.js", "const peer = new RTCPeerConnection();"),
        ("student/session.js", 'const teacher = await import("../teacher.js");'),
        ("student/stage.js", 'import { Session } from "./session.js";'),
        ("student/paint.js", 'import { tilesAt } from "../dashboard/roster.js";'),
        ("teacher.js", 'import { FaceLandmarker } from "/vendor/tasks-vision/vision_bundle.mjs";'),
        ("page.js", 'import { something } from "https://elsewhere.example/something.js";'),
    ],
)
def test_a_planted_fault_in_a_script_is_found(path, planted):
    before = scripts()[path]
    assert faults({path: before}) == []
    assert faults({path: f"{before}\n{planted}\n"}) != []


def test_a_pure_module_may_not_drop_the_word():
    text = scripts()["dashboard/roster.js"].replace("Pure", "Plain")
    assert faults({"dashboard/roster.js": text}) == [
        "dashboard/roster.js does not say that it is pure"
    ]


def test_what_a_comment_or_a_string_says_is_no_fault():
    text = '/** Pure. */\n// never Date.now()\nexport const WORD = "document.title";\n'
    assert faults({"dashboard/order.js": text}) == []
