"""The figures of the evaluation and their table, and the page that says what was measured."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import figures, publish
from evaluation.__main__ import measure, recorded
from tests.documents import doc, rows, section
from tools.console import ToolError

MEASURED = {
    "name": "neutral faces read as smiling",
    "value": 0.01,
    "goal": 0.02,
    "better": "lower",
    "interval": [0.0, 0.05],
    "n": "60",
    "seed": 1,
    "parts": {"first": 0.01, "second": 0.01},
    "data": "10 people",
    "note": "",
    "curve": None,
}

shares = st.floats(0, 1)


def holds(**changed):
    [row] = figures.figures([{**MEASURED, **changed}])
    return row.holds


@given(value=shares, goal=shares)
def test_a_goal_holds_on_its_side_alone(value, goal):
    assert holds(value=value, goal=goal, parts=None) is (value <= goal)
    assert holds(value=value, goal=goal, parts=None, better="higher") is (value >= goal)


def test_what_has_no_goal_or_was_not_measured_neither_holds_nor_fails():
    assert holds(goal=None) is None
    assert holds(value=None, interval=None) is None


def test_the_table_tells_a_figure_with_all_that_stands_behind_it():
    [cells] = rows(figures.table(figures.figures([MEASURED])))
    assert cells == [
        "neutral faces read as smiling",
        "0.01",
        "0 .. 0.05",
        "<= 0.02",
        "yes",
        "0.01 / 0.01",
        "1",
        "60",
        "10 people",
    ]


def test_the_table_says_why_something_was_not_measured():
    nothing = {"value": None, "interval": None, "parts": None, "seed": None, "data": ""}
    missing = {**MEASURED, **nothing, "note": "needs pictures"}
    [cells] = rows(figures.table(figures.figures([missing])))
    assert cells[1:5] == ["not measured", "", "<= 0.02", ""]
    assert cells[-1] == "needs pictures"


def test_the_table_marks_a_goal_that_was_missed():
    [cells] = rows(figures.table(figures.figures([{**MEASURED, "value": 0.3}])))
    assert cells[4] == "**no**"


def test_a_figure_survives_the_file():
    [row] = figures.figures([MEASURED])
    assert figures.as_read(json.loads(json.dumps(figures.as_told(row)))) == row


# The command


def test_without_data_everything_says_why_it_was_not_measured(tmp_path):
    measured = measure([tmp_path], quick=True)
    assert len(measured) > 50
    assert {row.value for row in measured} == {None}
    assert all(row.note for row in measured)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ToolError, match="nowhere"):
        recorded([tmp_path / "nowhere"], quick=True)


def test_rows_of_an_unknown_kind_stop_it(tmp_path):
    (tmp_path / "rows.jsonl.gz").write_bytes(gzip.compress(b'{"what": "else"}'))
    with pytest.raises(ToolError, match="Node could not measure"):
        measure([tmp_path], quick=True)


# docs/detection.md


@pytest.fixture(scope="module")
def told():
    return json.loads(publish.KEPT.read_text())


def test_the_page_shows_the_tables_of_the_raw_file(told):
    page = doc("docs/detection.md")
    shown = section(page, "## What was measured")
    for name, made in publish.tables(told).items():
        start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        assert rows(shown[shown.index(start) : shown.index(end)]) == rows(made), name


def test_the_file_has_the_promised_shape(told):
    assert set(told) == {"machine", "versions", "figures"}
    for row in told["figures"]:
        assert set(row) == {*MEASURED, "holds"}
        if row["value"] is not None:
            low, high = row["interval"]
            assert low <= row["value"] <= high, row["name"]


def test_the_file_judges_its_figures_as_we_do(told):
    for row in told["figures"]:
        assert row["holds"] == figures.holds(row), row["name"]
