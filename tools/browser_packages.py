"""The npm packages of the lock file, installed by the Node of the virtual environment.

Standard library only. `npm` is called as it is, so its own configuration and mirrors count.
"""

import os

from tools import stamps
from tools.console import ROOT, run, say
from tools.python_packages import VENV

LOCK = ROOT / "package-lock.json"
NODE_MODULES = ROOT / "node_modules"


def prepare(*, dev: bool) -> None:
    """Install the browser's packages, and with `dev` also the linters' and the type checker's.

    Raises:
        ToolError: when npm fails.
    """
    # The stamps lie inside node_modules because npm empties that folder before it installs.
    runtime, everything = NODE_MODULES / ".installed-runtime", NODE_MODULES / ".installed-dev"
    if stamps.is_current(everything if dev else runtime, LOCK):
        return
    # A `make serve` after a change of lock must not take the development packages away.
    whole = dev or everything.is_file()
    say("Installing the browser packages of package-lock.json ...")
    _npm_ci([] if whole else ["--omit=dev"])
    for stamp in (runtime, everything) if whole else (runtime,):
        stamps.write(stamp, LOCK)


def _npm_ci(options: list[str]) -> None:
    run(
        # No package's own install script is run: none of ours needs one.
        [VENV / "bin/npm", "ci", "--ignore-scripts", "--no-fund", "--no-audit", *options],
        failed="npm could not install package-lock.json.",
        remedy="read npm's last lines above. Behind a proxy or mirror set npm's own options"
        " (`npm config set registry ...`, HTTPS_PROXY). Then run the same command again.",
        env={**os.environ, "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"},
    )
