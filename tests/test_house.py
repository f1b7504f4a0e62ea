"""The house keeps its own rules: sizes, addresses, and what the list of versions may hold."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "checker").rglob("*.py"))
LONGEST_MODULE = 450
LONGEST_FUNCTION = 50
BINARY = {".png", ".pdf", ".svg", ".docx", ".woff2", ".ttf", ".bin"}
LEFT_OUT = {".venv", ".git", ".hypothesis", "dist"}


def text_files() -> list[Path]:
    """The tracked files that hold text; without git, every file that is not made by a tool."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listed = subprocess.run(
            [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        files = [
            path
            for path in ROOT.rglob("*")
            if not any(
                part in LEFT_OUT or part.endswith(("_cache", "__"))
                for part in path.relative_to(ROOT).parts
            )
        ]
    return [path for path in files if path.is_file() and path.suffix not in BINARY]


def functions(module: Path) -> Iterator[tuple[str, int]]:
    """Each function of a module, with its length in lines."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def mentions(pattern: re.Pattern[str]) -> list[str]:
    """The lines of the project that match."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in text_files()
        for number, line in enumerate(path.read_text("utf-8", "replace").split("\n"), 1)
        if pattern.search(line)
    ]


def test_there_is_something_to_look_at() -> None:
    """The walk over the project finds this very file and the modules of the program."""
    assert Path(__file__).resolve() in text_files()
    assert ROOT / "checker" / "__init__.py" in MODULES


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small(module: Path) -> None:
    """A module fits in one reading and a function on one screen."""
    lines = len(module.read_text(encoding="utf-8").splitlines())
    long_functions = [name for name, size in functions(module) if size > LONGEST_FUNCTION]
    assert lines <= LONGEST_MODULE
    assert long_functions == []


def test_no_file_names_a_place_of_the_machine() -> None:
    """Nothing tracked depends on where the checkout lies."""
    places = [re.escape(str(ROOT)), "/" + "home/", "/" + "Users/", "/" + "tmp/"]
    assert mentions(re.compile("|".join(places))) == []


def test_no_file_names_a_registry() -> None:
    """Where packages come from is the installer's business."""
    hosts = [
        "pypi" + r"\.",
        "pythonhosted" + r"\.",
        "files" + r"\.python",
        "--(extra-)?index" + "-url",
    ]
    assert mentions(re.compile("|".join(hosts))) == []


def test_the_constraints_hold_names_and_versions_alone() -> None:
    """Every line is `name==version`, each name once."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [re.fullmatch(r"([A-Za-z0-9][\w.-]*)==(\d[\w.]*)", line) for line in lines]
    assert all(pairs)
    names = [pair[1].lower() for pair in pairs if pair]
    assert len(names) == len(set(names))


def test_every_dependency_is_constrained() -> None:
    """What the project asks for by name stands in the list of versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["dev"]
    asked += project["build-system"]["requires"]
    listed = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    versions = {line.split("==")[0] for line in listed.splitlines()}
    assert {re.split(r"[=<>]", name)[0].lower() for name in asked} <= versions


def test_the_build_and_the_program_use_one_lark() -> None:
    """Saved parse tables are read back by the version of Lark that wrote them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = [
        name
        for name in project["project"]["dependencies"] + project["build-system"]["requires"]
        if name.startswith("lark")
    ]
    assert len(pins) == 2
    assert len(set(pins)) == 1
    assert pins[0] in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "module", sorted((ROOT / "tests" / "explorer").glob("*.py")), ids=lambda path: path.stem
)
def test_what_the_explorer_is_taught_knows_no_encoding(module: Path) -> None:
    """The contracts of the rooms end at the tests: what is taught there holds to the same one."""
    imported = [
        name
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
    ]
    assert imported
    known = ("checker.audit", "checker.semantics", "tests.explorer")
    engines = [name for name in imported if name.split(".")[0] in {"z3", "cvc5", "tests"}]
    engines += [name for name in imported if name.startswith(("checker.proof", "checker.review"))]
    assert [name for name in engines if not name.startswith(known)] == []
