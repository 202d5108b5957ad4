"""The documents say what the code says."""

import ast
import re
import tomllib

import pytest

from classrooms import demo
from tests.documents import ROOT, doc, documents, named, rows, section

# architecture.md


def tree(text: str) -> set[str]:
    """The paths of the indented tree in a text."""
    fence = re.search(r"```text\n(.*?)```", section(text, "## The tree"), re.DOTALL)
    assert fence
    above: list[str] = []
    paths = set()
    for line in fence[1].splitlines():
        name = line.split()[0]
        depth = (len(line) - len(line.lstrip())) // 2
        above[depth:] = [name]
        paths.add("".join(above))
    return paths


def python_rooms() -> set[str]:
    """Every module of the three packages, and every folder that is one's own."""
    found = set()
    for package in ("supervision", "classrooms", "live"):
        for path in (ROOT / package).iterdir():
            if path.suffix == ".py" and path.name != "__init__.py":
                found.add(f"{package}/{path.name}")
            elif path.is_dir() and path.name != "__pycache__":
                found.add(f"{package}/{path.name}/")
    return found


def script_rooms() -> set[str]:
    top = (ROOT / "static/js").iterdir()
    return {f"static/js/{path.name}{'/' if path.is_dir() else ''}" for path in top}


def test_everything_in_the_tree_exists():
    paths = tree(doc("docs/architecture.md"))
    missing = {
        path
        for path in paths
        if not (ROOT / path).exists() or path.endswith("/") is not (ROOT / path).is_dir()
    }
    assert missing == set()


def test_every_module_and_room_is_in_the_tree():
    assert python_rooms() | script_rooms() <= tree(doc("docs/architecture.md"))


def test_the_tree_reads_indentation():
    text = (
        "## The tree\n\n```text\nlive/   now\n  hub.py   one\nstatic/\n  js/\n    a.js   x\n```\n"
    )
    assert tree(text) == {"live/", "live/hub.py", "static/", "static/js/", "static/js/a.js"}


def test_the_floors_of_live_are_those_of_the_contract():
    text = section(doc("docs/architecture.md"), "## The arrows")
    told = re.search(r"```text\n(routing .*?)\n```", text, re.DOTALL)
    assert told
    floors = [sorted(re.findall(r"\w+", floor)) for floor in told[1].split(">")]
    contracts = tomllib.loads(doc("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if "containers" in contract]
    assert floors == [sorted(re.findall(r"\w+", layer)) for layer in layers]


# deploy.md and .env.example

NO_VARIABLE = {"HTTP_X_FORWARDED_PROTO"}
"""In a tuple of the settings that names a header."""


def variables_read(source: str) -> set[str]:
    """The names that a settings module asks ``env`` for, one by one or in a loop over a tuple."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    asked = [call.args[0] for call in calls if call.args and _is_env(call.func)]
    names = {name.value for name in asked if isinstance(name, ast.Constant)}
    return names | (_in_tuples(source) if any(isinstance(n, ast.Name) for n in asked) else set())


def _is_env(function: ast.expr) -> bool:
    inner = function.value if isinstance(function, ast.Attribute) else function
    kind = function.attr if isinstance(function, ast.Attribute) else ""
    return isinstance(inner, ast.Name) and inner.id == "env" and kind != "read_env"


def _in_tuples(source: str) -> set[str]:
    tuples = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Tuple)]
    words = {item.value for each in tuples for item in each.elts if isinstance(item, ast.Constant)}
    return {word for word in words if re.fullmatch(r"[A-Z]+(_[A-Z]+)+", str(word))} - NO_VARIABLE


def test_every_setting_is_documented_and_no_other():
    read = variables_read(doc("supervision/settings.py"))
    assert {"SECRET_KEY", "REDIS_URL", "DEBUG"} <= read
    told = [named(row[0]) for row in rows(section(doc("docs/deploy.md"), "## Settings"))]
    assert len(told) == len(set(told))
    assert set(told) == read
    example = re.findall(r"^#? ?([A-Z][A-Z_]+)=", doc(".env.example"), re.MULTILINE)
    assert set(example) == read


def test_variables_are_found_however_they_are_asked_for():
    source = 'a = env.bool("A", default=False)\nb = env("B")\nc = other.str("C")\nenv.read_env("D")'
    assert variables_read(source) == {"A", "B"}
    loop = '\nnames = ("TO_BE_SET", "AS_WELL")\nmissing = [n for n in names if not env.str(n)]'
    assert variables_read(source + loop) == {"A", "B", "TO_BE_SET", "AS_WELL"}


# detection.md


def thresholds(source: str) -> dict[str, float]:
    """Every number of thresholds.js by its dotted name."""
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", source, flags=re.DOTALL)
    tokens = re.findall(r"export const|[A-Za-z]\w*|-?\d[\d._]*|[{}]", code)
    found, path, name = {}, [], ""
    for token in tokens:
        if token == "{":
            path.append(name)
        elif token == "}":
            path.pop()
        elif re.fullmatch(r"-?\d[\d._]*", token):
            found[".".join([*path, name])] = float(token)
        elif token not in {"export const", "Object", "freeze"}:
            name = token
    return found


def test_thresholds_are_read_by_their_names():
    inner = "b: Object.freeze({ c: 0.5, d: 1_000 }),\n  e: 2, // 3"
    source = f"/** 7 */\nexport const A = Object.freeze({{\n  {inner}\n}});"
    assert thresholds(source) == {"A.b.c": 0.5, "A.b.d": 1000, "A.e": 2}


def quoted_thresholds() -> dict[str, float]:
    text = doc("docs/detection.md")
    quoted = {
        f"{named(cue)}.{side}": float(value)
        for cue, _, enter, leave in rows(section(text, "## Cues"))
        for side, value in (("enter", enter), ("exit", leave))
    }
    return quoted | {
        name: float(value)
        for name, value in re.findall(r"`([A-Z]+(?:\.\w+)+)`\s+=\s+([\d.]*\d)", text)
    }


def test_every_threshold_that_is_quoted_is_the_one_that_decides():
    real = thresholds(doc("static/js/attention/thresholds.js"))
    quoted = quoted_thresholds()
    assert len(quoted) > 25
    assert {name: value for name, value in quoted.items() if real.get(name) != value} == {}


def test_every_cue_and_state_rule_is_quoted():
    real = thresholds(doc("static/js/attention/thresholds.js"))
    assert {name for name in real if name.startswith("CUES.")} <= set(quoted_thresholds())
    assert set(re.findall(r"`([A-Z]+(?:\.\w+)+)`", doc("docs/detection.md"))) <= {
        name[:end] for name in real for end in (len(name), name.rfind("."))
    }


# Every document


@pytest.mark.parametrize("name", documents())
def test_relative_links_lead_somewhere(name):
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", doc(name)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = ((ROOT / name).parent / path).resolve() if path else ROOT / name
        if not file.exists() or (anchor and anchor not in anchors(file.read_text())):
            broken.append(target)
    assert broken == []


def anchors(text: str) -> set[str]:
    """The names under which a document's headings can be linked."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", documents())
def test_paths_and_tests_that_are_named_exist(name):
    missing = []
    for path, test in re.findall(r"`([\w.-]+(?:/[\w.-]+)+\.\w+)(?:::(\w+))?`", doc(name)):
        file = ROOT / path
        made = path.startswith(("build/", "valkey/"))
        known = file.is_file() and (
            not test or re.search(rf"^(async )?def {test}\(", file.read_text(), re.MULTILINE)
        )
        if not made and not known:
            missing.append(path + test)
    assert missing == []


@pytest.mark.parametrize("name", documents())
def test_make_commands_that_are_named_exist(name):
    targets = set(re.findall(r"^([a-z][a-z-]*):", doc("Makefile"), re.MULTILINE))
    told = re.findall(r"(?:`|^)make ([a-z-]+)\b", doc(name), re.MULTILINE)
    assert set(told) <= targets


def test_every_chore_is_told_of():
    chores = set(re.findall(r"^([a-z][a-z-]*):.*## ", doc("Makefile"), re.MULTILINE)) - {"help"}
    told = {named(row[0]) for row in rows(doc("docs/development.md"))}
    assert {f"make {chore}" for chore in chores} <= told


def test_the_readme_has_the_demonstrations_log_ins():
    told = {named(row[1]): named(row[2]) for row in rows(section(doc("README.md"), "## See it"))}
    people = (demo.TEACHER, demo.CO_TEACHER, demo.STUDENT, demo.ADMIN)
    assert told == {email: demo.PASSWORD for email, _ in people}


def test_the_changelog_leads_with_the_version_to_come_or_the_present_one():
    version = tomllib.loads(doc("pyproject.toml"))["project"]["version"]
    first = re.search(r"^## (.+)$", doc("CHANGELOG.md"), re.MULTILINE)
    assert first
    assert first[1] == "Unreleased" or first[1].startswith(version)


def test_every_decision_is_listed_and_dated():
    notes = {path.name for path in (ROOT / "docs/decisions").glob("*.md")} - {"README.md"}
    listed = set(re.findall(r"\]\(([^)]+)\)", doc("docs/decisions/README.md")))
    assert notes == listed
    assert all(re.match(r"20\d\d-\d\d-", note) for note in notes)
