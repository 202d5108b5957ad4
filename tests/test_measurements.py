"""The pages on performance, scale and soaking say what was measured, and derive what they say."""

import json
import re

import pytest

from bench import publish
from bench.scale import BUSY, CPU, students_per_process
from tests.documents import ROOT, doc, rows


@pytest.fixture(scope="module")
def told():
    return json.loads(publish.KEPT.read_text())


def parts(page):
    """What stands between the marks of a page, by name."""
    return dict(re.findall(r"<!-- (\w+) -->(.*?)<!-- /\1 -->", page, re.DOTALL))


@pytest.mark.parametrize("page", [str(page.relative_to(ROOT)) for page in publish.PAGES])
def test_every_table_is_that_of_the_raw_file(page, told):
    made = publish.tables(told)
    shown = parts(doc(page))
    assert shown
    for name, table in shown.items():
        assert rows(table) == rows(made[name]), name


def test_together_the_pages_show_everything(told):
    shown = {name for page in publish.PAGES for name in parts(page.read_text())}
    assert shown == set(publish.tables(told))


def test_the_file_has_the_promised_shape(told):
    assert set(told) == {"machine", "versions", "figures", "raw"}
    for row in told["figures"]:
        assert set(row) == {"name", "value", "goal", "better", "holds", "interval"}
        low, high = row["interval"]
        assert low <= row["value"] <= high
        assert (row["goal"] is None) == (row["holds"] is None)
    assert all(raw.get("fit", True) for raw in told["raw"])


def test_figures_follow_from_the_raw_trials(told):
    """Formed anew of the file's own raw part."""
    from bench import figures

    rounds, current = [], {}
    for raw in told["raw"]:
        if raw["trial"] in current:
            rounds.append(current)
            current = {}
        current[raw["trial"]] = raw
    rounds.append(current)
    again = [figures.as_told(row) for row in figures.figures(rounds)]
    assert json.loads(json.dumps(again)) == told["figures"]


def test_a_core_holds_what_its_share_allows():
    assert students_per_process({CPU: 6.0}) == BUSY * 10_000


def test_a_page_is_filled_between_its_marks_alone():
    page = "a\n<!-- costs -->\nold\n<!-- /costs -->\nb <!-- steps --><!-- /steps -->"
    filled = publish.fill(page, {"costs": "new", "steps": "s"})
    assert filled == (
        "a\n<!-- costs -->\n\nnew\n\n<!-- /costs -->\nb <!-- steps -->\n\ns\n\n<!-- /steps -->"
    )
