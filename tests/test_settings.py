"""Production settings: they refuse to start half configured, and leave nothing unlocked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REQUIRED = {
    "SECRET_KEY": "Kq3v-8Zr_WmT5xLb0YfN7hGc2JdPs9UaE4iQo6RtVy1BzXnMwCkHl",
    "ALLOWED_HOSTS": "school.example",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}


def manage(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a management command with these variables and no other of ours."""
    # A .env of this checkout must not fill the gaps: what is set to nothing counts as missing.
    blank = dict.fromkeys(REQUIRED, "")
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env={"PATH": os.environ["PATH"], "DEBUG": "false", **blank, **env},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", [["SECRET_KEY"], ["ALLOWED_HOSTS"], ["REDIS_URL"], [*REQUIRED]])
def test_every_missing_variable_is_named_at_once(missing):
    env = {name: value for name, value in REQUIRED.items() if name not in missing}
    done = manage("check", env=env)
    assert done.returncode != 0
    refusal = done.stderr.strip().splitlines()[-1]
    assert f"Set {', '.join(missing)} in the environment" in refusal


def test_a_short_secret_is_refused():
    done = manage("check", env={**REQUIRED, "SECRET_KEY": "too short"})
    assert done.returncode != 0
    assert "SECRET_KEY must have at least 50 characters." in done.stderr


@pytest.mark.parametrize(
    ("addresses", "words"),
    [
        ("redis://one:6379,", "address 2 of 2 must begin with redis://"),
        (",redis://:secret@one:6379", "address 1 of 2 must begin with redis://"),
        ("redis://one:6379, http://two:6379", "address 2 of 2 must begin with redis://"),
        ("localhost:6379", "address 1 of 1 must begin with redis://"),
        ("redis://:sec,ret@one:6379", "one in a password is written %2C"),
    ],
)
def test_an_address_that_is_none_is_refused_and_not_repeated(addresses, words):
    done = manage("check", env={**REQUIRED, "REDIS_URL": addresses})
    assert done.returncode != 0
    refusal = done.stderr.strip().splitlines()[-1]
    assert refusal.startswith("django.core.exceptions.ImproperlyConfigured")
    assert words in refusal
    assert "ret@" not in done.stderr


def test_djangos_own_checks_find_nothing_to_lock():
    done = manage("check", "--deploy", "--fail-level", "WARNING", env=REQUIRED)
    assert done.returncode == 0, done.stderr
    assert "WARNINGS" not in done.stderr


SHOW = """
import json
from django.conf import settings
names = ["DEBUG", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
         "CSRF_COOKIE_HTTPONLY", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def test_cookies_travel_by_https_alone():
    done = manage("shell", "--no-imports", "-c", SHOW, env=REQUIRED)
    assert json.loads(done.stdout) == {
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
    }


SHOW_REDIS = """
import json
from django.conf import settings
layers = [layer["CONFIG"]["hosts"][0]["address"] for layer in settings.CHANNEL_LAYERS.values()]
print(json.dumps([layers, settings.CACHES["default"]["LOCATION"]]))
"""


def test_several_redis_servers_share_the_classes_and_the_first_counts_attempts():
    env = {**REQUIRED, "REDIS_URL": "redis://one:6379/0, rediss://two:6380/0"}
    done = manage("shell", "--no-imports", "-c", SHOW_REDIS, env=env)
    both = ["redis://one:6379/0", "rediss://two:6380/0"]
    assert json.loads(done.stdout) == [both, both[0]]
