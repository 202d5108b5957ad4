"""Set-up says what is missing, leaves nothing half-made, and does nothing twice."""

import sys

import brotli
import pytest

from tools import compress, console, python_packages, setup, stamps, vendor
from tools.console import ToolError


def test_a_python_without_venv_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(python_packages, "_importable", lambda *modules: False)
    with pytest.raises(ToolError, match="apt install python3-venv"):
        python_packages.make_venv(tmp_path / ".venv")


def test_a_half_made_environment_is_removed(tmp_path, monkeypatch):
    def half(venv):
        (venv / "bin").mkdir(parents=True)
        return False

    for way in ("_by_venv", "_by_virtualenv", "_by_borrowed_pip"):
        monkeypatch.setattr(python_packages, way, half)
    with pytest.raises(ToolError):
        python_packages.make_venv(tmp_path / ".venv")
    assert not (tmp_path / ".venv").exists()


def test_an_environment_whose_making_was_interrupted_is_removed(tmp_path, monkeypatch):
    def interrupted(venv):
        (venv / "bin").mkdir(parents=True)
        raise KeyboardInterrupt

    monkeypatch.setattr(python_packages, "_by_venv", interrupted)
    with pytest.raises(KeyboardInterrupt):
        python_packages.make_venv(tmp_path / ".venv")
    assert not (tmp_path / ".venv").exists()


def test_a_moved_environment_is_not_usable(tmp_path):
    made, moved = tmp_path / "made", tmp_path / "moved"
    python_packages.make_venv(made)
    assert python_packages._is_usable(made)
    made.rename(moved)
    assert not python_packages._is_usable(moved)


def test_an_old_python_is_told_so(monkeypatch, capsys):
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(setup.sys, "argv", ["setup"])
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    assert setup.main() == 1
    assert "needs Python 3.11 or newer" in capsys.readouterr().err


def test_a_stand_in_for_a_newer_python_is_passed_over(tmp_path, monkeypatch):
    stand_in = tmp_path / "python3.13"
    stand_in.write_text("#!/bin/sh\nexit 127\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(setup.os, "execv", lambda *ignored: pytest.fail("took the stand-in"))
    assert setup.use_newer_python() == 1


def test_a_failing_command_says_what_and_what_to_do(capfd):
    with pytest.raises(ToolError) as failure:
        console.run([sys.executable, "-c", "exit(3)"], failed="It broke.", remedy="mend it")
    assert "It broke." in str(failure.value)
    assert "What to do: mend it" in str(failure.value)


def test_a_stamp_knows_its_lock(tmp_path):
    lock, stamp = tmp_path / "lock", tmp_path / "stamp"
    lock.write_text("one==1")
    assert not stamps.is_current(stamp, lock)
    stamps.write(stamp, lock)
    assert stamps.is_current(stamp, lock)
    lock.write_text("one==2")
    assert not stamps.is_current(stamp, lock)


def test_everything_vendored_is_there_and_nothing_else():
    present = {path.relative_to(vendor.VENDOR) for path in vendor.VENDOR.rglob("*.*")}
    files = {name for name in present if (vendor.VENDOR / name).is_file()}
    twins = {name for name in files if name.suffix in {".br", ".gz"}}
    # Licences carry no suffix.
    listed = {name for name in {*vendor.sources(), vendor.MODEL} if name.suffix}
    assert files - twins == listed


def test_what_is_no_longer_used_is_removed(tmp_path, monkeypatch):
    source = tmp_path / "package" / "kept.js"
    source.parent.mkdir()
    source.write_text("kept")
    monkeypatch.setattr(vendor, "sources", lambda: {vendor.Path("new/kept.js"): source})
    monkeypatch.setattr(vendor.face_model, "fetch", lambda target: None)
    target = tmp_path / "vendor"
    for name in ("old/gone.js", "old/gone.js.br", "new/kept.js.br"):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text("from before")
    vendor.prepare(target)
    assert sorted(str(p.relative_to(target)) for p in target.rglob("*") if p.is_file()) == [
        "new/kept.js",
        "new/kept.js.br",
    ]


def test_a_package_that_lacks_a_file_is_named(tmp_path, monkeypatch):
    missing = console.ROOT / "node_modules/no-such-package/file.js"
    monkeypatch.setattr(vendor, "sources", lambda: {vendor.Path("file.js"): missing})
    with pytest.raises(ToolError, match=r"node_modules/no-such-package/file\.js is missing"):
        vendor.prepare(tmp_path)


def test_compressed_twins_hold_the_same_bytes_and_follow_a_change(tmp_path):
    script = tmp_path / "script.js"
    script.write_text("export const one = 1;\n" * 100)
    compress.prepare(tmp_path)
    assert brotli.decompress((tmp_path / "script.js.br").read_bytes()) == script.read_bytes()
    assert (tmp_path / "script.js.gz").stat().st_size < script.stat().st_size
