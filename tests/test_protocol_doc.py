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


HEADINGS = {
    "## Student -> server": {"student"},
    "## Server -> student": {"to_student"},
    "## Teacher -> server": {"teacher"},
    "## Server -> teacher": {"to_teacher"},
    "## Server -> both": {"to_student", "to_teacher"},
}
"""Who says what stands below a heading. Two may say different things by one name."""

Spoken = tuple[str, str]
"""A heading, and the type of a message below it."""


def classes() -> dict[Spoken, type]:
    """The class of each message, by where its own heading must stand."""
    said: dict[type, set[str]] = {}
    for direction, union in DIRECTIONS.items():
        for cls in get_args(union):
            said.setdefault(cls, set()).add(direction)
    headings = {frozenset(directions): heading for heading, directions in HEADINGS.items()}
    return {
        (headings[frozenset(directions)], cls.__struct_config__.tag): cls
        for cls, directions in said.items()
    }


def messages() -> dict[Spoken, str]:
    """Each message that has a heading in protocol.md, with what stands below it."""
    found = {}
    for heading in HEADINGS:
        text = section(doc("docs/protocol.md"), heading)
        names = re.findall(r"^### `(\w+)`$", text, re.MULTILINE)
        assert len(names) == len(set(names))
        found |= {(heading, name): section(text, f"### `{name}`") for name in names}
    return found


def test_every_message_has_a_heading_below_who_says_it_and_every_heading_a_message():
    assert set(messages()) == set(classes())
    assert set(DIRECTIONS) == set().union(*HEADINGS.values())


PARTS = {
    "signal": {protocol.Cues},
    "tiles": {protocol.Tile, protocol.Acts},
    "pulse": {protocol.Window},
}
"""The pieces whose fields have rows of their own, in the message that is told of them."""


@pytest.mark.parametrize("spoken", sorted(classes()), ids=" ".join)
def test_every_field_of_a_message_has_a_row_and_every_row_a_field(spoken):
    parts = {classes()[spoken], *PARTS.get(spoken[1], set())}
    fields = {field for part in parts for field in part.__struct_fields__}
    assert {named(row[0]) for row in rows(messages()[spoken])} == fields


@pytest.mark.parametrize("spoken", sorted(classes()), ids=" ".join)
def test_a_messages_example_is_a_golden_one(spoken):
    heading, name = spoken
    fences = re.findall(r"```json\n(.*?)```", messages()[spoken], re.DOTALL)
    assert fences
    for fence in fences:
        example = json.loads(fence)
        for direction in HEADINGS[heading]:
            path = GOLDEN / direction / f"{name}.json"
            assert example in json.loads(path.read_text())["accepted"]
            msgspec.json.decode(json.dumps(example), type=DIRECTIONS[direction])


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
