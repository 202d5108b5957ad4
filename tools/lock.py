"""Resolves the direct dependencies anew: `make lock`.

requirements.txt is what a user needs; requirements-dev.txt contains the same, to the version, and
what testing needs. Each holds for every supported Python and system, with a hash for every file and
no address, so that it installs from whatever mirror pip is set to.
"""

import sys

from tools.console import ROOT, ToolError, complain, run, say

OLDEST_PYTHON = "3.11"


def main() -> int:
    """Write the three lock files anew."""
    try:
        _compile("requirements.txt")
        # Held to the first lock, so that what is tested is what is served.
        _compile("requirements-dev.txt", "--group", "dev", "--constraints", "requirements.txt")
        _npm_lock()
    except ToolError as error:
        return complain(error)
    return 0


def _compile(output: str, *options: str) -> None:
    say(f"Resolving {output} ...")
    # Start from nothing: uv would keep the versions of the file that it writes to.
    (ROOT / output).unlink(missing_ok=True)
    run(
        [
            *("uv", "pip", "compile", "pyproject.toml", "--quiet", "--universal"),
            *("--python-version", OLDEST_PYTHON, "--generate-hashes"),
            *(
                "--no-emit-index-url",
                "--no-emit-find-links",
                "--custom-compile-command",
                "make lock",
            ),
            *("--output-file", output, *options),
        ],
        failed=f"uv could not resolve {output}.",
        remedy="read uv's lines above and correct pyproject.toml; git has the lock as it was.",
    )


def _npm_lock() -> None:
    say("Resolving package-lock.json ...")
    run(
        ["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-fund", "--no-audit"],
        failed="npm could not resolve package.json.",
        remedy="read npm's lines above and correct package.json.",
    )


if __name__ == "__main__":
    sys.exit(main())
