"""Compresses the vendored scripts and WebAssembly once, so that the server only picks a twin.

`prepare` runs under the system's Python and asks the virtual environment's, which has Brotli, to do
the work: `python -m tools.compress FILE...`.
"""

import gzip
import sys
from pathlib import Path

from tools.console import run, say
from tools.python_packages import VENV
from tools.vendor import VENDOR

SUFFIXES = {".js", ".mjs", ".wasm"}

# MediaPipe's 11 MB of WebAssembly take 7 minutes at Brotli's best level, and under a second at this
# one, for 2.7 MB instead of gzip's 3.3.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6


def prepare(vendor: Path = VENDOR) -> None:
    """Give every compressible file below `vendor` its .br and .gz twins, where they lack or aged.

    Raises:
        ToolError: when compressing fails.
    """
    files = [path for path in sorted(vendor.rglob("*")) if path.suffix in SUFFIXES]
    stale = [path for path in files if not all(_is_fresh(twin, path) for twin in _twins(path))]
    if not stale:
        return
    say("Compressing the vision runtime ...")
    run(
        [VENV / "bin/python", "-m", "tools.compress", *stale],
        failed="The vendored files could not be compressed.",
        remedy="remove .venv and run the same command again.",
    )


def compress(path: Path) -> None:
    """Write `path`'s Brotli and gzip twins beside it."""
    import brotli  # Only the virtual environment has it.

    content = path.read_bytes()
    brotli_twin, gzip_twin = _twins(path)
    brotli_twin.write_bytes(brotli.compress(content, quality=BROTLI_QUALITY))
    # No time inside, so that the same file always compresses to the same bytes.
    gzip_twin.write_bytes(gzip.compress(content, GZIP_LEVEL, mtime=0))


def _twins(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}.br"), path.with_name(f"{path.name}.gz")


def _is_fresh(twin: Path, original: Path) -> bool:
    return twin.is_file() and twin.stat().st_mtime >= original.stat().st_mtime


if __name__ == "__main__":
    for name in sys.argv[1:]:
        compress(Path(name))
