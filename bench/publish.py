"""`python -m bench.publish`: puts `build/bench.json` into docs/performance.md and docs/scale.md.

The raw file is kept beside them, as docs/bench.json, so that the pages can be checked against it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

from bench import figures, scale
from bench.figures import Figure
from tools.console import ROOT

MEASURED: Final = ROOT / "build/bench.json"
KEPT: Final = ROOT / "docs/bench.json"
PAGES: Final = (ROOT / "docs/performance.md", ROOT / "docs/scale.md")


def tables(told: dict[str, Any]) -> dict[str, str]:
    """Every generated part of the pages, by its name there."""
    rows = [Figure(**{**row, "interval": tuple(row["interval"])}) for row in told["figures"]]
    values = {row.name: row.value for row in rows}
    versions = [f"| {name} | {told['versions'][name]} |" for name in told["versions"]]
    return {
        "goals": figures.table(row for row in rows if row.goal is not None),
        "figures": figures.table(row for row in rows if row.goal is None),
        "machine": "\n".join(["| part | version |", "| --- | --- |", *versions]),
        "costs": scale.costs(values),
        "steps": scale.table(values),
    }


def fill(page: str, parts: dict[str, str]) -> str:
    """The page with every part between its two marks renewed."""

    def renewed(match: re.Match[str]) -> str:
        return f"{match[1]}\n\n{parts[match[2]]}\n\n{match[3]}"

    return re.sub(r"(<!-- (\w+) -->).*?(<!-- /\2 -->)", renewed, page, flags=re.DOTALL)


def main() -> None:
    """Keep the raw file, and renew the pages."""
    shutil.copy(MEASURED, KEPT)
    parts = tables(json.loads(KEPT.read_text()))
    for page in PAGES:
        page.write_text(fill(page.read_text(), parts))
    prettier = Path(ROOT / "node_modules/.bin/prettier")
    subprocess.run([prettier, "--write", *PAGES, KEPT], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
