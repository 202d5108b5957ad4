"""The product's own processes as `make serve` runs them: their settings, and their commands."""

import os
import secrets
import subprocess
import sys
from collections.abc import Mapping

from tools.console import ROOT, ToolError

BUILD = ROOT / "build"
SECRET_KEY = BUILD / "secret_key"
HOST = "127.0.0.1"


def environment(redis_url: str) -> dict[str, str]:
    """Return the settings for this machine: plain http, mail on the console, SQLite in build/.

    What the caller's environment says wins, except that these are always development settings.
    Nothing is left to `.env`, which may hold those of a deployment.
    """
    return {
        "SECRET_KEY": _secret_key(),
        "DATABASE_URL": f"sqlite:///{BUILD / 'db.sqlite3'}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "EMAIL_URL": "consolemail://",
        "CSRF_TRUSTED_ORIGINS": "",
        "TRUSTED_PROXY_COUNT": "0",
        "SIGN_UP_OPEN": "true",
        "TIME_ZONE": "UTC",
        **os.environ,
        "DEBUG": "true",
        "REDIS_URL": redis_url,
        "PYTHONUNBUFFERED": "1",
    }


def manage(*arguments: str, env: Mapping[str, str]) -> str:
    """Run a management command to its end and return what it printed.

    Raises:
        ToolError: with the command's own last lines, when it fails.
    """
    done = subprocess.run(
        command(*arguments),
        env=env,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ToolError(
            f"`manage.py {arguments[0]}` failed:\n{_last_lines(done.stderr or done.stdout)}",
            "read the lines above; if they do not help, remove build/ and run `make serve` again"
            " (this also removes the demonstration's database).",
        )
    return done.stdout


def command(*arguments: str) -> list[str]:
    """Return the command line of a management command."""
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def _secret_key() -> str:
    if not SECRET_KEY.is_file():
        SECRET_KEY.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(SECRET_KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return SECRET_KEY.read_text()


def _last_lines(text: str, count: int = 15) -> str:
    return "\n".join(f"  {line}" for line in text.strip().splitlines()[-count:])
