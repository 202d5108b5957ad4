"""docs/protocol.md tells of every message, word, code and limit as the code has it."""

import importlib
import json
import re
from typing import get_args

import msgspec
import pytest

from live import protocol
from tests.documents import ROOT, doc, named, rows, section

GOLDEN = ROOT / "tests/golden"
DIRECTIONS = {
    "student": protocol.FromStudent,
    "teacher": protocol.FromTeacher,
    "to_student": protocol.ToStudent,
    "to_teacher": protocol.ToTeacher,
}


def classes() -> dict[str, set[type]]:
    """The message classes of each type."""
    found: dict[str, set[type]] = {}
    for union in DIRECTIONS.values():
        for cls in get_args(union) or (union,):
            found.setdefault(cls.__struct_config__.tag, set()).add(cls)
    return found


def messages() -> dict[str, str]:
    """Each message type that has a heading in protocol.md, with what stands below it."""
    text = doc("docs/protocol.md")
    headings = re.findall(r"^### `(\w+)`$", text, re.MULTILINE)
    assert len(headings) == len(set(headings))
    return {name: section(text, f"### `{name}`") for name in headings}


def test_every_message_has_a_heading_and_every_heading_a_message():
    assert set(messages()) == set(classes())


@pytest.mark.parametrize("name", sorted(classes()))
def test_every_field_of_a_message_has_a_row_and_every_row_a_field(name):
    [cls] = classes()[name]
    told = messages()[name]
    fields = {named(row[0]) for row in rows(told)}
    parts = {
        "signal": set(protocol.Cues.__struct_fields__),
        "tiles": set(protocol.Tile.__struct_fields__),
    }
    assert fields == set(cls.__struct_fields__) | parts.get(name, set())


@pytest.mark.parametrize("name", sorted(classes()))
def test_a_messages_example_is_a_golden_one(name):
    fences = re.findall(r"```json\n(.*?)```", messages()[name], re.DOTALL)
    assert fences
    for fence in fences:
        example = json.loads(fence)
        golden = [
            (direction, message)
            for direction in DIRECTIONS
            for path in (GOLDEN / direction).glob(f"{name}.json")
            for message in json.loads(path.read_text())["accepted"]
        ]
        directions = {direction for direction, message in golden if message == example}
        assert directions
        for direction in directions:
            msgspec.json.decode(json.dumps(example), type=DIRECTIONS[direction])


def test_the_messages_stand_below_who_says_them():
    headings = {
        "## Student -> server": {"student"},
        "## Server -> student": {"to_student"},
        "## Teacher -> server": {"teacher"},
        "## Server -> teacher": {"to_teacher"},
        "## Server -> both": {"to_student", "to_teacher"},
    }
    for heading, directions in headings.items():
        told = re.findall(r"^### `(\w+)`$", section(doc("docs/protocol.md"), heading), re.MULTILINE)
        assert told
        for name in told:
            have = {key for key in DIRECTIONS if (GOLDEN / key / f"{name}.json").exists()}
            assert have == directions, name


def test_every_state_and_its_reasons_have_a_row():
    told = {
        named(state): set(re.findall(r"`(\w+)`", reasons))
        for state, reasons, _ in rows(section(doc("docs/protocol.md"), "## States and reasons"))
    }
    assert told == {state: set(reasons) for state, reasons in protocol.TILE_REASONS.items()}


def test_who_says_a_state():
    for state, _, who in rows(section(doc("docs/protocol.md"), "## States and reasons")):
        assert (who == "the student's page") == (named(state) in protocol.REASONS)


def test_every_close_code_has_a_row_with_its_words():
    told = [tuple(row) for row in rows(section(doc("docs/protocol.md"), "## Close codes"))]
    codes = protocol.Close
    assert told == [(str(int(code)), f"`{code.error}`", code.reason) for code in codes]


def test_every_error_that_closes_nothing_has_a_row():
    told = {named(row[0]) for row in rows(section(doc("docs/protocol.md"), "## Errors"))}
    assert told == set(get_args(protocol.ErrorCode)) - {code.error for code in protocol.Close}


def limits() -> dict[str, float]:
    """Every number that a module of ``live`` names, by its module and name."""
    found = {}
    for path in (ROOT / "live").glob("*.py"):
        module = importlib.import_module(f"live.{path.stem}")
        for name in re.findall(r"^([A-Z][A-Z_]+)\b.* = ", path.read_text(), re.MULTILINE):
            if isinstance(value := getattr(module, name), int | float):
                found[f"{path.stem}.{name}"] = value
    return found


def test_every_limit_is_told_as_it_is():
    told = rows(section(doc("docs/protocol.md"), "## Limits"))
    assert {named(row[0]): float(row[1]) for row in told} == limits()
