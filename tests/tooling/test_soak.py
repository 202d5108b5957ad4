"""The soak's verdict is true to its samples, a small soak runs whole, and the page tells of one."""

import json
import random
from dataclasses import replace

import pytest

from bench import soak_life, soak_run
from bench.figures import Figure
from bench.soak_run import Plan
from bench.soak_verdict import (
    ARENA,
    GROWTH,
    LEFT,
    MB,
    Record,
    Sample,
    Words,
    figures,
    table,
    trend,
)
from tests.documents import doc, rows


def samples(growth, noise=0.0, seconds=600, every=5):
    """A process of 100 MB that grows by so many bytes a second."""
    chance = random.Random(7)
    return [
        Sample(at, round(100 * MB + growth * at + chance.gauss(0, noise)), 250, 300)
        for at in range(0, seconds, every)
    ]


def empty(memory, sockets=0):
    return Sample(0.0, round(memory), sockets, 30)


def record(**differs):
    """A soak of which every figure holds."""
    whole = Record(
        samples=samples(growth=0, noise=1e5),
        bare=empty(80 * MB),
        empty=[empty(85 * MB), empty(90 * MB), empty(91 * MB)],
        words=[Words("stop", 240, 0, 0.4)],
        lags=[0.001] * 1000,
        log="Redis cannot be reached; trying again.\n",
    )
    return replace(whole, **differs)


def grown(share):
    """Bytes a second of two processes, as a share of what may be in a soak of 595 s."""
    return share * 2 * MB * (GROWTH / (8 * 3600) + ARENA / 595)


def broken(noted):
    return [figure.name for figure in figures(noted) if not figure.holds]


@pytest.mark.parametrize("growth", [-2000.0, 0.0, 700.0, 50_000.0])
def test_the_trend_is_the_growth_whatever_the_noise(growth):
    slope, low, high = trend(samples(growth, noise=1e5))
    assert low <= growth <= high
    assert abs(slope - growth) < 300


def test_a_burst_that_passes_is_no_trend():
    noted = samples(growth=0)
    noted[30:36] = [replace(one, memory=one.memory * 2) for one in noted[30:36]]
    assert trend(noted)[0] == 0


def test_too_few_samples_have_no_trend():
    with pytest.raises(ValueError, match="Too few samples"):
        trend(samples(growth=0, seconds=30))


def test_a_soak_in_which_nothing_happened_holds():
    assert broken(record()) == []


def test_an_arena_more_is_no_leak():
    assert broken(record(samples=samples(growth=grown(0.9)))) == []


@pytest.mark.parametrize(
    ("name", "differs"),
    [
        ("memory growth", {"samples": samples(growth=grown(1.1))}),
        ("memory left", {"empty": [empty(90 * MB), empty((91 + 2 * LEFT) * MB)]}),
        ("sockets left", {"empty": [empty(90 * MB), empty(90 * MB, sockets=1)]}),
        (
            "last words lost",
            {"words": [Words("stop", 240, 1, 0.4), Words("pause", 240, 0, 0.4)]},
        ),
        ("slowest last word", {"words": [Words("stop", 240, 0, 0.4), Words("pause", 240, 0, 31)]}),
        ("sockets refused", {"counts": {"refused": 1}}),
        ("tracebacks", {"log": "Traceback (most recent call last):\n"}),
        ("generator's lag", {"lags": [0.001] * 900 + [0.2] * 100}),
    ],
)
def test_each_fault_breaks_its_own_figure(name, differs):
    [only] = broken(record(**differs))
    assert only.startswith(name)


def test_a_soak_that_was_broken_off_has_no_figures():
    with pytest.raises(ValueError, match="did not come to its end"):
        figures(record(empty=[empty(90 * MB)]))


def test_a_third_is_for_warming_up():
    assert Plan.of(10) == Plan(classes=8, warm_up=3, stretches=7, seconds=50)
    assert Plan.of(0.2) == Plan(classes=8, warm_up=1, stretches=1, seconds=50)


def test_a_small_soak_loses_nothing_and_leaves_no_socket(monkeypatch, tmp_path):
    monkeypatch.setattr(soak_life, "LESSON_EVERY", 3.0)
    monkeypatch.setattr(soak_run, "AFTERWARDS", 0.0)
    noted = soak_run.soak(Plan(classes=2, warm_up=0, stretches=1, seconds=9.0), "daphne", tmp_path)
    assert noted.words == [Words("stop", 60, 0, noted.words[0].seconds)]
    assert [left.sockets for left in noted.empty] == [0]
    assert "Traceback" not in noted.log
    assert "Redis cannot be reached" in noted.log
    assert max(sample.sockets for sample in noted.samples) > 30
    assert min(noted.counts[what] for what in ("returns", "cut", "closed", "lessons")) > 0


# docs/soak.md


@pytest.fixture
def kept():
    """The soak that the page tells of."""
    return json.loads(doc("docs/soak.json"))


@pytest.fixture
def page():
    """The page's words, each after one space."""
    return " ".join(doc("docs/soak.md").split())


def test_the_page_has_the_figures_of_the_soak_that_is_kept(kept):
    told = [Figure(**{**row, "interval": tuple(row["interval"])}) for row in kept["figures"]]
    assert all(figure.holds for figure in told)
    assert rows(table(told)) == rows(doc("docs/soak.md"))


def test_the_figures_that_are_kept_are_those_of_their_samples(kept):
    raw = kept["raw"]
    slope, low, high = trend([Sample(*sample) for sample in raw["samples"]])
    day = 8 * 3600 / MB / raw["processes"]
    growth = kept["figures"][0]
    assert [growth["value"], *growth["interval"]] == pytest.approx(
        [slope * day, low * day, high * day]
    )
    assert sum(words["lost"] for words in raw["words"]) == kept["figures"][3]["value"]


def test_the_page_says_what_stays_when_everyone_has_gone(kept, page):
    each = [empty["memory"] / MB / kept["raw"]["processes"] for empty in kept["raw"]["empty"]]
    assert f"had {', '.join(f'{memory:.1f}' for memory in each)} MB" in page


def test_the_page_names_the_machine_and_the_versions(kept, page):
    assert f"{kept['machine']['cores']} cores" in page
    assert kept["machine"]["processor"] in page
    versions = ", ".join(f"{name} {version}" for name, version in kept["versions"].items())
    assert f"Versions: {versions}." in page
