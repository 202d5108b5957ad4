"""Copies what browsers need from other people's packages to build/vendor. Standard library only.

The server serves build/vendor at /vendor/. Every folder there carries its version, or the start of
its hash, in its name: browsers may keep these files for ever, and an update gets a new address.
"""

import filecmp
import os
import shutil
from pathlib import Path

from tools import face_model
from tools.browser_packages import NODE_MODULES
from tools.console import ROOT, ToolError

VENDOR = ROOT / "build/vendor"
# The server publishes whatever lies in build/public, at the same path.
PUBLIC = ROOT / "build/public"
MODEL = Path("face_landmarker", face_model.SHA256[:8], face_model.FILE_NAME)

FONTS = ("atkinson-hyperlegible-next", "atkinson-hyperlegible-mono")
FONT_VERSION = "5.3.0"
TASKS_VISION = "0.10.35"


def sources() -> dict[Path, Path]:
    """Map each vendored file (relative to build/vendor) to where it comes from."""
    package = NODE_MODULES / "@mediapipe/tasks-vision"
    folder = Path(f"tasks-vision-{TASKS_VISION}")
    # A module worker needs the "module" build alone; MediaPipe has none without SIMD.
    names = (
        "vision_bundle.mjs",
        "wasm/vision_wasm_module_internal.js",
        "wasm/vision_wasm_module_internal.wasm",
    )
    return {folder / name: package / name for name in names} | _font_sources()


def prepare(vendor: Path = VENDOR) -> None:
    """Bring build/vendor up to date: copy what is new or changed, remove what is no longer used.

    Raises:
        ToolError: when a package lacks a file, or the model cannot be had.
    """
    wanted = sources()
    for name, source in wanted.items():
        _copy(source, vendor / name)
    face_model.fetch(vendor / MODEL)
    _prune(vendor, {*wanted, MODEL})


def publish(vendor: Path = VENDOR, public: Path = PUBLIC) -> None:
    """Make the vendored files appear below /vendor/."""
    link = public / "vendor"
    if not link.is_symlink():
        public.mkdir(parents=True, exist_ok=True)
        # Relative, so that the folder may be moved or mounted elsewhere.
        link.symlink_to(os.path.relpath(vendor, public), target_is_directory=True)


def _font_sources() -> dict[Path, Path]:
    found = {}
    for font in FONTS:
        package = NODE_MODULES / "@fontsource-variable" / font
        folder = Path("fonts", f"{font}-{FONT_VERSION}")
        for subset in ("latin", "latin-ext"):
            name = f"{font}-{subset}-wght-normal.woff2"
            found[folder / name] = package / "files" / name
        # The Open Font License asks that its text goes wherever the fonts go.
        found[folder / "LICENSE"] = package / "LICENSE"
    return found


def _copy(source: Path, target: Path) -> None:
    if target.is_file() and filecmp.cmp(source, target, shallow=False):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.partial")
    try:
        shutil.copyfile(source, partial)
    except FileNotFoundError as error:
        raise ToolError(
            f"{source.relative_to(ROOT)} is missing.",
            "remove node_modules and run the same command again.",
        ) from error
    partial.replace(target)


def _prune(vendor: Path, wanted: set[Path]) -> None:
    for path in vendor.rglob("*"):
        # A compressed twin stays for as long as the file that it was made from.
        original = path.with_suffix("") if path.suffix in {".br", ".gz"} else path
        if path.is_file() and original.relative_to(vendor) not in wanted:
            path.unlink()
    for path in sorted(vendor.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
