"""The wheel works away from the checkout: it carries the grammar, the tables and the templates."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import msgspec
import pytest

ROOT = Path(__file__).resolve().parent.parent
BUILT_FROM = ("checker", "grammar", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")
USER = """from pathlib import Path

import checker


def findings(source: str | Path) -> list[str]:
    checked: checker.Checked = checker.check(source)
    told = [f"{problem.line}: {problem.message}" for problem in checked.problems]
    for verdict in checked.verdicts:
        if verdict.verdict is not checker.Verdict.PROVED and verdict.failing:
            told += [f"{found.line}: {found.help or found.message}" for found in verdict.findings]
    return told


picture: bytes = checker.draw(Path("small.procedure"), "svg").content
print(len(findings(Path("small.procedure"))), len(findings("procedure")), picture[:4].decode())
"""
MARK = ".uuid"
"""What Fontconfig leaves in a folder of fonts."""
TEXT = """procedure small "A small procedure"
stage step-1 "First"
  led by the manager of the raising side
  this stage must end within 5 working days
  if agreed, go to resolved
role manager "Line manager", on each side
ending resolved "Agreed", by agreement
"""


def run(*arguments: str | Path, cwd: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    """Run the interpreter of the tests in a folder, with that folder of modules first."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what it is built from, with what is installed here."""
    copy = tmp_path_factory.mktemp("copy")
    made = shutil.ignore_patterns("__pycache__", "tables.bin", MARK)
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=made)
        else:
            shutil.copy(ROOT / name, copy / name)
    built = run("-m", "hatchling", "build", "-t", "wheel", "-d", "dist", cwd=copy)
    assert built.returncode == 0, built.stderr
    return next((copy / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of modules with the wheel in it."""
    target = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def test_the_wheel_carries_what_the_program_reads(wheel: Path) -> None:
    """Every file of the grammar, the tables, and every data file beside the modules."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    grammar = {
        f"checker/language/{path.relative_to(ROOT)}"
        for path in (ROOT / "grammar").rglob("*")
        if path.is_file()
    }
    beside = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "checker").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != MARK
    }
    assert grammar
    assert grammar | beside | {"checker/language/tables.bin"} <= names
    assert not any(name.startswith(("tests/", "procedures/")) for name in names)


def test_the_installed_program_says_what_the_checkout_says(installed: Path, tmp_path: Path) -> None:
    """The same findings for the same text, from modules that are not the checkout's."""
    (tmp_path / "small.procedure").write_text(TEXT, encoding="utf-8")
    found = run("-c", "import checker; print(checker.__file__)", cwd=tmp_path, path=str(installed))
    assert Path(found.stdout.strip()).is_relative_to(installed)
    command = ("-m", "checker.cli", "check", "small.procedure", "--as-of", "2026-11-23")
    away = run(*command, cwd=tmp_path, path=str(installed))
    here = run(*command, cwd=tmp_path, path=str(ROOT))
    assert (away.returncode, away.stdout, away.stderr) == (
        here.returncode,
        here.stdout,
        here.stderr,
    )
    assert away.returncode == 1
    assert "small.procedure" in away.stdout


def test_a_user_can_call_it_from_python(installed: Path, tmp_path: Path) -> None:
    """A user's own lines run against the wheel, and the strictest type check passes them."""
    (tmp_path / "small.procedure").write_text(TEXT, encoding="utf-8")
    (tmp_path / "user.py").write_text(USER, encoding="utf-8")
    ran = run("user.py", cwd=tmp_path, path=str(installed))
    assert (ran.stderr, ran.returncode) == ("", 0)
    findings, problems, picture = ran.stdout.split()
    assert int(findings) > 0
    assert (problems, picture) == ("1", "<svg")
    typed = _mypy(installed, tmp_path)
    assert (typed.returncode, typed.stdout) == (0, "Success: no issues found in 1 source file\n")


def test_a_users_mistake_is_found_by_types(installed: Path, tmp_path: Path) -> None:
    """The types are really read: what is no number, and a form that there is not, are refused."""
    wrong = 'import checker\n\nnumber: int = checker.check("").title\nchecker.draw("", "bmp")\n'
    (tmp_path / "user.py").write_text(wrong, encoding="utf-8")
    typed = _mypy(installed, tmp_path)
    assert typed.returncode == 1
    assert re.findall(r":(\d+): error", typed.stdout) == ["3", "4"]
    (installed / "checker" / "py.typed").rename(installed / "unmarked")
    unmarked = _mypy(installed, tmp_path)
    (installed / "unmarked").rename(installed / "checker" / "py.typed")
    assert "py.typed" in unmarked.stdout


def _mypy(installed: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """What the strictest type check says of `user.py` where the wheel is installed.

    It is an environment of its own: the checkout, which the tests run from, is not in it.
    """
    home = folder / "environment"
    if not home.exists():
        venv.create(home, symlinks=True)
        (site,) = home.glob("lib/*/site-packages")
        (site / "checker").symlink_to(installed / "checker")
        (site / "msgspec").symlink_to(Path(msgspec.__file__).parent)
    python = f"--python-executable={home / 'bin' / 'python'}"
    arguments = ("--strict", "--no-incremental", "--cache-dir=/dev/null", python, "user.py")
    return run("-m", "mypy", *arguments, cwd=folder)


def test_the_wheel_says_whose_it_is_and_under_which_licences(wheel: Path) -> None:
    """Licences with their texts, authors without an address, and that it is typed."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode().split("\n\n")[0].splitlines()
        folder = name.removesuffix("METADATA") + "licenses/"
        assert archive.read(f"{folder}LICENSE") == (ROOT / "LICENSE").read_bytes()
        assert b"Apache License" in archive.read(f"{folder}checker/flowchart/fonts/LICENSE")
    assert "License-Expression: MIT AND Apache-2.0" in metadata
    assert "Author: the Stagecheck authors" in metadata
    assert not any("@" in line for line in metadata)
    assert "Classifier: Typing :: Typed" in metadata
