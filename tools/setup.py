"""Prepares everything that serving, or with --dev also testing, needs: `python3 -m tools.setup`.

Runs under the system's Python with the standard library only, may be run as often as one likes,
and takes about a second when there is nothing to do.
"""

from __future__ import print_function

import argparse
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
KNOWN_PYTHONS = ("python3.13", "python3.12", "python3.11")


def main():
    """Set up, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python3 -m tools.setup", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what `make test` needs")
    options = parser.parse_args()
    if sys.version_info < OLDEST:
        return use_newer_python()
    if sys.platform == "win32":
        return give_up("Windows itself is not supported. Use the Windows Subsystem for Linux.")
    return prepare(options.dev)


def prepare(dev):
    """Take each step in order; the first that fails ends it with a remedy."""
    # Imported late: an older Python could not even read these modules.
    from tools import browser_packages, compress, python_packages, vendor
    from tools.console import ToolError, complain, say

    try:
        python_packages.prepare(dev=dev)
        browser_packages.prepare(dev=dev)
        vendor.prepare()
        vendor.publish()
        compress.prepare()
    except ToolError as error:
        return complain(error)
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again to go on from here.")
        return 130
    say("Set-up is complete.")
    return 0


def use_newer_python():
    """Start again under a newer Python if the machine has one."""
    for name in KNOWN_PYTHONS:
        newer = shutil.which(name)
        # A version manager's stand-in may be on the PATH and yet lead nowhere.
        if newer and subprocess.call([newer, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execv(newer, [newer, "-m", "tools.setup"] + sys.argv[1:])
    found = ".".join(str(part) for part in sys.version_info[:3])
    return give_up(
        "Supervision needs Python 3.11 or newer; {} is {}.\n"
        "  What to do: install a newer one, or name it: make PYTHON=/path/to/python3.12 ...".format(
            sys.executable, found
        )
    )


def give_up(message):
    """Print why set-up cannot even begin, and return the exit status for it."""
    sys.stderr.write("\nStopped: {}\n".format(message))
    return 1


if __name__ == "__main__":
    sys.exit(main())
