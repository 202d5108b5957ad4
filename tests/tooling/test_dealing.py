"""Tests side by side: none is lost, browsers do not meet, and what fails in a process fails all."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.dealing import BROWSER
from tools.console import ROOT

CONFTEST = """
from tests.dealing import Dealer

def pytest_xdist_make_scheduler(config, log):
    return Dealer(config, log)
"""
NAMES_ITS_PROCESS = """
import os, pathlib, pytest

@pytest.mark.parametrize("number", range(8))
def test_one(number):
    with pathlib.Path("ran").open("a") as ran:
        ran.write(os.environ["PYTEST_XDIST_WORKER"] + "\\n")
"""


@pytest.fixture
def run(tmp_path):
    """Run files side by side: ``run({path: code})`` gives pytest's exit status and its words."""
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")

    def running(files):
        for path, code in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(code)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "xdist", "-n", "2"],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return running


def test_one_process_has_every_browser_and_all_tests_run_once(run, tmp_path):
    browsers = {"tests/e2e/test_a.py", "tests/e2e/test_b.py", "classrooms/tests/test_browser.py"}
    assert all(any(f"{path}::".startswith(one) for one in BROWSER) for path in browsers)
    status, words = run(dict.fromkeys(browsers, NAMES_ITS_PROCESS))
    assert status == 0, words
    ran = (tmp_path / "ran").read_text().split()
    assert len(ran) == 3 * 8
    assert len(set(ran)) == 1


def test_other_tests_use_both_processes(run, tmp_path):
    status, words = run({"live/test_a.py": NAMES_ITS_PROCESS})
    assert status == 0, words
    assert set((tmp_path / "ran").read_text().split()) == {"gw0", "gw1"}


@pytest.mark.parametrize("ending", ["assert False", "import os; os._exit(0)"])
def test_a_failure_or_a_crash_in_a_process_fails_the_run(run, ending):
    status, words = run({"test_a.py": f"def test_it():\n    {ending}\n"})
    assert status == 1, words


def test_what_is_named_here_exists():
    for path in BROWSER:
        assert Path(ROOT, path.removesuffix("::")).exists()
