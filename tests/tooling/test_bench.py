"""The load harness: its pure parts, and every relay that it knows, loaded for a moment."""

import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import dialect, figures, schedule, servers, trials
from bench.figures import Wanted
from bench.measure import DIALECTS, ground, measure
from bench.schedule import HEARTBEAT
from bench.tally import Tally, percentile
from bench.trials import OURS, Trial
from tools.console import ROOT
from tools.embedded_redis import EmbeddedRedis

SCHOOL = [
    {"class": "c1", "teachers": [{}], "students": [{"student": f"{n:012x}"} for n in range(3)]}
]
PEERS = {
    relay.dialect: relay
    for relay in (
        trials.SEED,
        trials.NAIVE,
        trials.NODE_WS,
        trials.SOCKET_IO,
        trials.ECHO_ON_UVICORN,
    )
}


@given(st.integers(1, 40), st.sampled_from([0.5, 1.0, 2.0]), st.integers(0, 99))
def test_at_a_constant_rate_everyone_sends_evenly(students, rate, seed):
    dues = schedule.constant(students, rate, 10.0, random.Random(seed))
    assert dues == sorted(dues)
    for student in range(students):
        at = [due.at for due in dues if due.student == student]
        assert len(at) == 10 * rate
        assert all(after - before == pytest.approx(1 / rate) for before, after in zip(at, at[1:]))  # noqa: B905, RUF007


@given(st.integers(1, 20), st.integers(0, 99))
def test_on_change_nobody_is_silent_for_longer_than_a_heartbeat(students, seed):
    dues = schedule.on_change(students, 60.0, random.Random(seed))
    for student in range(students):
        own = [due for due in dues if due.student == student]
        for before, after in zip(own, own[1:]):  # noqa: B905, RUF007
            wait = after.at - before.at
            assert 0 < wait <= HEARTBEAT + 1e-9
            assert after.changes or wait == pytest.approx(HEARTBEAT)


@given(st.floats(0, 10))
def test_a_schedule_is_parted_without_loss(at):
    dues = schedule.constant(3, 2.0, 10.0, random.Random(1))
    first, then = schedule.parted(dues, at)
    assert len(first) + len(then) == len(dues)
    assert all(due.at < at for due in first)
    assert all(due.at >= 0 for due in then)


@given(st.lists(st.integers(1, 20), min_size=1, max_size=20))
def test_every_signal_is_shown_superseded_or_unheard(heard):
    tally = Tally()
    for seq in range(1, 11):
        tally.send(b"a", seq, 0.0, changes=seq % 2 == 0)
    for seq in heard:
        tally.hear(b"a", seq, 1.0)
    assert tally.shown == len(
        {seq for at, seq in enumerate(heard) if seq <= 10 and seq > max([0, *heard[:at]])}
    )
    assert tally.unheard == 10 - min(10, max(heard))
    assert len(tally.delays) == 10 - tally.unheard


def test_percentiles_are_nearest_ranks():
    assert [percentile([3, 1, 2, 4], p) for p in (0, 25, 50, 99, 100)] == [1, 1, 2, 4, 4]
    assert percentile([], 50) == 0.0


def test_a_figure_is_the_median_of_the_rounds_and_its_goal_holds_or_does_not(monkeypatch):
    wanted = (Wanted("a / b", figures.ratio("a", "b"), 0.5), Wanted("none", figures.raw("c", "x")))
    monkeypatch.setattr(figures, "WANTED", wanted)
    rounds = [{"a": {figures.CPU: n}, "b": {figures.CPU: 10}} for n in (2, 9, 4)]
    (row,) = figures.figures(rounds)
    assert (row.value, row.interval, row.holds) == (0.4, (0.2, 0.9), True)
    rounds = [{"a": {figures.CPU: 6}, "b": {figures.CPU: 10}}]
    assert figures.figures(rounds)[0].holds is False


@pytest.mark.parametrize("file", sorted(DIALECTS.glob("*.json")), ids=lambda file: file.stem)
def test_dialects_say_what_a_relay_needs(file):
    spoken = dialect.load(file)
    before, after = dialect.around_seq(spoken.signals[0], {"class": "c", "student": "0a" * 6})
    assert json.loads((before + b"7" + after)[(before + after).index(b"{") :].rstrip(b"]"))


@pytest.mark.parametrize(
    "broken",
    ["{}", "[]", '{"student": 3}', '{"news": "("}'],
)
def test_what_is_no_dialect_is_refused_in_words(tmp_path, broken):
    file = tmp_path / "dialect.json"
    file.write_text(broken)
    with pytest.raises(ValueError, match="is no dialect"):
        dialect.load(file)


def load(name, env, folder):
    """What the generator told of a relay that it loaded for a moment."""
    school = folder / "school.json"
    school.write_text(json.dumps(SCHOOL))
    with PEERS[name].start(env, folder / f"{name}.log") as server:
        command = [
            *(sys.executable, "-m", "bench.generator", "--dialect", str(DIALECTS / f"{name}.json")),
            *("--school", str(school), "--url", server.urls[0], "--rate", "4"),
            *("--warm-up", "0.2", "--seconds", "1", "--storm"),
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_peer_carries_the_load(tmp_path):
    with EmbeddedRedis() as redis, ThreadPoolExecutor() as together:
        env = {**os.environ, "REDIS_URL": redis.url}
        told = dict(
            zip(PEERS, together.map(lambda name: load(name, env, tmp_path), PEERS), strict=True)
        )
    for name, events in told.items():
        kinds = [event["event"] for event in events]
        assert kinds == ["open", "window", "end", "calm", "storm", "result"], name
        result = events[-1]
        assert result["sent"] == 12, name
        assert (result["unheard"], result["last_lost"], result["storm_errors"]) == (0, 0, 0), name


def test_ours_is_measured_behind_its_real_doors(tmp_path):
    with ground(tmp_path, classes=1) as here:
        raw = measure(Trial("ours", OURS, 1, storm=True), here, seconds=1.0)
    assert (raw["students"], raw["teachers"]) == (30, 1)
    assert (raw["unheard"], raw["last_lost"], raw["storm_errors"]) == (0, 0, 0)
    assert raw["cpu_ms_per_1000"] > 0
    assert servers.server_core() == servers.CORES[:1]
