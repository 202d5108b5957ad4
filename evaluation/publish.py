"""`python -m evaluation.publish`: puts `build/evaluation.json` into docs/detection.md.

The raw file is kept beside it, as docs/evaluation.json, so that the page can be checked against it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any, Final

from bench.publish import fill
from evaluation import figures
from tools.console import ROOT

MEASURED: Final = ROOT / "build/evaluation.json"
KEPT: Final = ROOT / "docs/evaluation.json"
PAGE: Final = ROOT / "docs/detection.md"


def tables(told: dict[str, Any]) -> dict[str, str]:
    """Every generated part of the page, by its name there."""
    rows = [figures.as_read(row) for row in told["figures"]]
    versions = [f"| {name} | {version} |" for name, version in told["versions"].items()]
    return {
        "evaluation_goals": figures.table(row for row in rows if row.goal is not None),
        "evaluation_figures": figures.table(row for row in rows if row.goal is None),
        "evaluation_versions": "\n".join(["| part | version |", "| --- | --- |", *versions]),
    }


def main() -> None:
    """Keep the raw file, and renew the page."""
    shutil.copy(MEASURED, KEPT)
    PAGE.write_text(fill(PAGE.read_text(), tables(json.loads(KEPT.read_text()))))
    prettier = ROOT / "node_modules/.bin/prettier"
    subprocess.run([prettier, "--write", PAGE, KEPT], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
