"""Remembers which lock file an installation was made from, so that the second set-up is quick."""

import hashlib
from pathlib import Path


def is_current(stamp: Path, lock: Path) -> bool:
    """Say whether `stamp` was written for the present content of `lock`."""
    return stamp.is_file() and stamp.read_text() == _fingerprint(lock)


def write(stamp: Path, lock: Path) -> None:
    """Note in `stamp` that the content of `lock` is installed."""
    stamp.write_text(_fingerprint(lock))


def _fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()
