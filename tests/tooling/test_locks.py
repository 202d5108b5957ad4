"""The lock files pin everything by hash and name no host, so that any mirror will do."""

import json
import re
import tomllib

import pytest

from tools.console import ROOT

LOCKS = ["requirements.txt", "requirements-dev.txt"]
EXACT = re.compile(r"\d+\.\d+\.\d+")


def requirements(lock):
    """Yield each requirement with its continuation lines, comments left out."""
    text = "\n".join(
        line for line in (ROOT / lock).read_text().splitlines() if not line.lstrip().startswith("#")
    )
    return [part for part in text.replace("\\\n", " ").splitlines() if part.strip()]


def pins(lock):
    """Name and version; the condition may be wider in the larger lock."""
    return {re.split("[ ;]", line)[0] for line in requirements(lock)}


def names(lock):
    return {pin.split("==")[0] for pin in pins(lock)}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_by_hash(lock):
    for line in requirements(lock):
        assert re.match(r"[a-z0-9-]+==\S+", line), line
        assert "--hash=sha256:" in line, line


@pytest.mark.parametrize("lock", LOCKS)
def test_no_host_index_or_path_is_named(lock):
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host| /", text)


def test_what_is_tested_is_what_is_served():
    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_the_locks_hold_every_direct_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime, dev = project["project"]["dependencies"], project["dependency-groups"]["dev"]

    def spelled(requirement):
        return re.split(r"[\[<>=; ]", requirement)[0].lower().replace("_", "-")

    assert {spelled(one) for one in runtime} <= names("requirements.txt")
    assert {spelled(one) for one in dev} <= names("requirements-dev.txt")


def test_the_npm_lock_has_hashes_and_no_download_addresses():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert name == "" or package["integrity"].startswith("sha512-"), name


def test_the_browser_packages_are_named_exactly():
    package = json.loads((ROOT / "package.json").read_text())
    for name, version in {**package["dependencies"], **package["devDependencies"]}.items():
        assert EXACT.fullmatch(version), name


def test_the_vendored_versions_are_the_installed_ones():
    from tools import vendor

    for source in vendor.sources().values():
        assert source.is_file(), source
    package = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert package["@mediapipe/tasks-vision"] == vendor.TASKS_VISION
    for font in vendor.FONTS:
        assert package[f"@fontsource-variable/{font}"] == vendor.FONT_VERSION
