"""Markdown documents: a procedure, and its syntax tree (`good`) or what is said of it (`bad`)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.language.diagnostics import SourceText
from checker.language.parser import parse
from tests.language.shown import diagnostic, document

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").glob("*.md"))
BAD = sorted((HERE / "bad").glob("*.md"))
PAIRS = re.compile(r"(```procedure\n(.*?)```\n\n```(?:tree|said)\n)(.*?)(```)", re.DOTALL)


def tree_of(text: str) -> str:
    """The syntax tree of a text that has no mistake."""
    parsed, told = parse(SourceText(text, "example.procedure"))
    assert told == ()
    return document(parsed)


def said_of(text: str) -> str:
    """Everything that is said of a text, in order."""
    source = SourceText(text, "example.procedure")
    return "".join(diagnostic(source, told) for told in parse(source)[1])


def compare(path: Path, *, good: bool, update: bool) -> None:
    """Each procedure of a document gives what stands below it."""
    text = path.read_text(encoding="utf-8")
    found = list(PAIRS.finditer(text))
    assert found
    show = tree_of if good else said_of
    for match in found:
        shown = show(match[2])
        assert shown
        if update:
            text = text.replace(match[0], f"{match[1]}{shown}{match[4]}")
        else:
            assert shown == match[3]
    if update:
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: str(path.stem))
def test_good(path: Path, request: pytest.FixtureRequest) -> None:
    """What is written as the language wants it has the tree that stands below it."""
    compare(path, good=True, update=bool(request.config.getoption("--update")))


@pytest.mark.parametrize("path", BAD, ids=lambda path: str(path.stem))
def test_bad(path: Path, request: pytest.FixtureRequest) -> None:
    """Every mistake is told once, at its place, with what to write instead."""
    compare(path, good=False, update=bool(request.config.getoption("--update")))
