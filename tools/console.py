"""How the tools speak: calm lines, and failures that say what to do. Standard library only."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class ToolError(Exception):
    """Something failed that the reader can do something about.

    The first argument says what failed, the second what to do.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  What to do: {self.remedy}"


def say(line: str) -> None:
    """Print one line at once, so that it is seen before a long step begins."""
    print(line, flush=True)


def complain(error: ToolError) -> int:
    """Print a failure where failures belong, and return the exit status for it."""
    print(f"\nStopped: {error}", file=sys.stderr, flush=True)
    return 1


def run(
    command: Sequence[str | Path],
    *,
    failed: str,
    remedy: str,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a command in the project's root with its output shown.

    Raises:
        ToolError: made of `failed` and `remedy`, when the command is missing or returns non-zero.
    """
    try:
        subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=True)
    except OSError as error:
        raise ToolError(f"{failed} ({error})", remedy) from error
    except subprocess.CalledProcessError as error:
        raise ToolError(f"{failed} (exit status {error.returncode})", remedy) from error
