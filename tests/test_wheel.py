"""The wheel works away from the checkout: it carries the grammar, the tables and the templates."""

from __future__ import annotations

import re
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.output.test_files import below
from tests.wheels import MARK, ROOT, built, run, unpacked

if TYPE_CHECKING:
    import subprocess

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
TEXT = """procedure small "A small procedure"
stage step-1 "First"
  led by the manager of the raising side
  this stage must end within 5 working days
  if agreed, go to resolved
role manager "Line manager", on each side
ending resolved "Agreed", by agreement
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel."""
    return built(tmp_path_factory.mktemp("copy"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of modules with the wheel in it."""
    return unpacked(wheel, tmp_path_factory.mktemp("site"))


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
    templates = {f"checker/output/templates/{name}.bin" for name in ("procedure.html", "style.css")}
    assert grammar | beside | templates | {"checker/language/tables.bin"} <= names
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


TOLD = """import sys
from checker.cli import main
code = main(sys.argv[1:])
print(*sorted({"lark", "networkx", "z3"} & set(sys.modules)), file=sys.stderr)
sys.exit(code)
"""
"""Runs the command, and tells which of the large libraries it has loaded."""


@pytest.mark.parametrize(("command", "entries"), [("check", 2), ("report", 4)])
def test_the_installed_program_looks_up_what_it_knows(
    command: str, entries: int, installed: Path, tmp_path: Path
) -> None:
    """The same again, without what parsing and proving take; and nothing in folders of others."""
    (tmp_path / "small.procedure").write_text(TEXT, encoding="utf-8")
    (tmp_path / "tiny.procedure").write_text(TEXT.replace("small", "tiny"), encoding="utf-8")
    arguments = [command, ".", "--as-of", "2026-11-23"]
    into = ["--into", "out"] if command == "report" else []
    before = set(installed.rglob("*"))

    def told(*options: str) -> tuple[int, str, str, dict[str, bytes]]:
        done = run(
            *("-c", TOLD, *arguments, *into, *options),
            cwd=tmp_path,
            path=installed,
            STAGECHECK_NO_STORE="",
            XDG_CACHE_HOME=str(tmp_path / "cache"),
        )
        return done.returncode, done.stdout, done.stderr, below(tmp_path / "out")

    bare = told("--no-store")
    assert not (tmp_path / "cache").exists()
    first, second = told(), told()
    assert first == bare
    assert "z3" in first[2]
    assert second == (*first[:2], "\n", first[3])
    assert len(list((tmp_path / "cache" / "stagecheck").iterdir())) == entries
    assert {each for each in installed.rglob("*") if each.name != MARK} == before


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
