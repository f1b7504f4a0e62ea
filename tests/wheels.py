"""The wheel, built from a copy of what it is built from, and installed in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT_FROM = ("checker", "grammar", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")
MARK = ".uuid"
"""What Fontconfig leaves in a folder of fonts."""


def run(
    *arguments: str | Path, cwd: Path, path: str | Path = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the interpreter of the tests in a folder, with a folder of modules first."""
    own = {"PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **own, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def built(copy: Path) -> Path:
    """The wheel, built in an empty folder with what is installed here."""
    made = shutil.ignore_patterns("__pycache__", "*.bin", MARK)
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=made)
        else:
            shutil.copy(ROOT / name, copy / name)
    done = run("-m", "hatchling", "build", "-t", "wheel", "-d", "dist", cwd=copy)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return next((copy / "dist").glob("*.whl"))


def unpacked(wheel: Path, target: Path) -> Path:
    """A folder of modules with the wheel in it."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target
