"""Nothing in the repository belongs to one machine or one network."""

import re
from collections.abc import Mapping

import pytest

from tests.documents import doc, tracked

MACHINE = re.compile(r"(?<![\w.~>}/-])/(?:work|root|home|Users|tmp)\b(?![\w-]*[\"']?\s*:)")
HOSTS = re.compile(r"\b(?:https?|wss?|git\+ssh|redis)://([\w.-]+)")
OURS = {
    "github.com",
    "opencollective.com",
    "eslint.org",
    "tidelift.com",
    "semver.org",
    "storage.googleapis.com",
    "www.w3.org",
    "127.0.0.1",
}
"""Hosts that our files may name: those of the funding notes in package-lock.json, the model's, a
standard's, and this very machine."""

CONTAINERS = {"docker-compose.yml", "Dockerfile"}
"""The paths in these are a container's own."""


def strangers(files: Mapping[str, str]) -> list[str]:
    """What in the files given as {path: text} belongs to one machine or one network."""
    found = []
    for path, text in files.items():
        if path not in CONTAINERS:
            found += [f"{path}: {hit}" for hit in MACHINE.findall(text)]
        hosts = set(HOSTS.findall(text)) - OURS
        found += [f"{path}: {host}" for host in sorted(hosts) if not _is_reserved(host)]
    return found


def _is_reserved(host: str) -> bool:
    """Names that are nobody's, for examples and tests; those without a dot are a neighbour's."""
    return "." not in host or host.rstrip(".").endswith(
        (".example", ".example.school", ".test", ".invalid")
    )


def texts() -> dict[str, str]:
    found = {}
    for path in tracked():
        try:
            found[path] = doc(path)
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_names_one_machine_or_a_registrys_host():
    assert strangers(texts()) == []


@pytest.mark.parametrize("folder", ["work", "root", "home", "tmp"])
def test_a_planted_machines_path_is_found(folder):
    assert strangers({"README.md": f"Look into /{folder}/main."}) != []


def test_a_planted_registry_is_found():
    address = "https:" + "//registry.npmjs.org/vite"
    assert strangers({"package-lock.json": address}) == ["package-lock.json: registry.npmjs.org"]
