"""Which machine the figures come from."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

import psutil

from bench import servers


def machine() -> dict[str, Any]:
    """Its system, processor, cores that we may use, and memory in GiB."""
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": len(servers.CORES) or os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
    }


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.is_file() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor()
