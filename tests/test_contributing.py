"""What the contributor's page says of the house is so."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MODULES = sorted((ROOT / "checker").rglob("*.py"))
PATH = re.compile(r"`((?:checker|tests|grammar|docs|reports)/[\w./-]*)`")
LIMIT = re.compile(r"_?MOST_\w+|LARGEST\w*|LONG|MANY|LONGEST\w*|RESOURCE_LIMIT")
PICTURES = {"flowchart", "output"}
"""Rooms whose limits are sizes of what is shown."""


def section(heading: str) -> str:
    """The text under a heading, until the next."""
    return re.split(r"^#+ ", PAGE.split(f"\n{heading}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of the table in a text, its head left out."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def test_every_path_is_there() -> None:
    """Each file and folder that the page names."""
    named = set(PATH.findall(PAGE)) | set(re.findall(r"\]\(([^)]+)\)", PAGE))
    assert len(named) > 40
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
    for module in re.findall(r"python -m (tests[.\w]+)", PAGE):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists()


def test_the_map_has_every_room_in_its_order() -> None:
    """The rooms are those of the contract, from the top down."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (
        contract["layers"]
        for contract in project["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    rooms = [room for room in layers if not room.startswith("(")]
    assert [cells[0].strip("`") for cells in rows(section("## The map of the house"))] == rooms


def test_every_section_of_the_meaning_is_placed() -> None:
    """Each numbered section of MEANING, and no other."""
    meaning = (ROOT / "grammar" / "MEANING.md").read_text(encoding="utf-8")
    written = re.findall(r"^## (\d+)\. ", meaning, re.MULTILINE)
    table = rows(section("### MEANING by module"))
    assert [cells[0].split(".")[0] for cells in table] == written


def test_every_word_of_our_own_is_used() -> None:
    """The glossary is in order, and its words stand in the program."""
    words = [cells[0] for cells in rows(section("## Words of our own"))]
    assert words == sorted(words)
    program = " ".join(re.sub(r"\s+", " ", m.read_text(encoding="utf-8")) for m in MODULES)
    assert [word for word in words if not re.search(rf"\b{word}\b", program)] == []


def limits() -> dict[tuple[str, str], int]:
    """The limits on work, by name and module, with their values."""
    found = {}
    for module in MODULES:
        where = module.relative_to(ROOT)
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
                continue
            name = node.targets[0].id
            if LIMIT.fullmatch(name) and where.parts[1] not in PICTURES:
                value = eval(compile(ast.Expression(node.value), str(where), "eval"))  # noqa: S307
                found[name, where.as_posix()] = value
    return found


def test_every_limit_on_work_is_told() -> None:
    """The page's table has each limit with its module and its value, and no other."""
    told = {
        (cells[0].strip("`"), cells[1].strip("`")): int(cells[2].replace(",", ""))
        for cells in rows(section("## Limits on work"))
    }
    assert told == limits()


@pytest.mark.parametrize(
    ("word", "promised"),
    [
        ("Whether", {"bool"}),
        ("Why", {"str", "Iterator[str]"}),
    ],
)
def test_docstrings_keep_what_their_first_word_promises(word: str, promised: set[str]) -> None:
    """All but a few of them give just that; those few give it with something beside it."""
    given = [
        ast.unparse(node.returns)
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.returns is not None
        and (ast.get_docstring(node) or "").startswith(f"{word} ")
    ]
    kept = [each for each in given if each.removesuffix(" | None") in promised]
    assert len(given) > 20
    assert len(kept) >= 0.9 * len(given)
