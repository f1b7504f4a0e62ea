"""Every form of the language is read, at its place, and fast enough to be read while typing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from msgspec import Struct

from checker.language.declarations import ProcedureHead
from checker.language.diagnostics import SourceText, Span
from checker.language.lines import statements
from checker.language.parser import parse
from checker.language.parts import Name, Word, Words
from checker.language.source import read_source
from checker.language.syntax import BlockLine, Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.language.syntax import Document

EVERY = Path(__file__).parent / "features.procedure"
STEP = """procedure p "P"
role worker "Worker"
stage one "One"
  led by the worker
"""


def every_feature() -> tuple[SourceText, Document]:
    """The text that holds every form, and its tree."""
    source = read_source(EVERY)
    assert isinstance(source, SourceText)
    parsed, told = parse(source)
    assert told == ()
    return source, parsed


def nodes(value: object) -> Iterator[object]:
    """Every node of a tree."""
    if isinstance(value, tuple) and not isinstance(value, Span):
        for part in value:
            yield from nodes(part)
    elif isinstance(value, Struct):
        yield value
        for name in value.__struct_fields__:
            yield from nodes(getattr(value, name))


def test_every_feature_parses() -> None:
    """No line of a text that uses all of the language is refused or left out."""
    source, parsed = every_feature()
    kept = sum(1 + len(block.lines) for block in parsed.blocks)
    assert kept == len(list(statements(source)))
    assert not parsed.broken


def test_every_form_is_used() -> None:
    """The text holds a statement of every class of the syntax tree."""
    _, parsed = every_feature()
    kinds: set[type] = {type(block.head) for block in parsed.blocks}
    kinds |= {type(line) for block in parsed.blocks for line in block.lines}
    wanted = {kind for union in (Head, BlockLine) for kind in get_args(union)}
    assert kinds == wanted


def test_places_are_true() -> None:
    """Every name, word and quotation of the tree stands at its place in the text."""
    source, parsed = every_feature()
    checked = 0
    for node in nodes(parsed.blocks):
        if isinstance(node, Name | Word):
            written = " ".join(source.slice(node.span).lower().replace(",", " ").split())
            assert node.text in written or written in {"on each side", "on the raising side"}
            checked += 1
        if isinstance(node, Words) and source.text[node.span.start] == '"':
            assert source.slice(node.span) == f'"{node.text}"'
            checked += 1
    assert checked > 300


def test_lines_know_where_they_are() -> None:
    """Number, words and stretch of a statement with continuation lines and a citation."""
    text = STEP + '  The worker must "talk"   # why\n    within 2 days   [S: "x"]  # end\n'
    source = SourceText(text, "p")
    parsed, told = parse(source)
    assert told == ()
    line = parsed.blocks[-1].lines[-1].line
    assert line.number == 5
    assert line.text == 'The worker must "talk" within 2 days'
    assert source.slice(line.span).endswith('[S: "x"]')
    assert line.citation is not None
    assert source.slice(line.citation.span) == '[S: "x"]'


def test_what_cannot_be_read_is_remembered() -> None:
    """A name in a statement that was reported is no second mistake where it is used."""
    text = STEP.replace('role worker "Worker"', "role line manager front")
    parsed, told = parse(SourceText(text, "p"))
    assert len(told) == 1
    assert "line-manager-front" in parsed.broken
    assert {"line-manager", "manager"} <= parsed.broken
    assert isinstance(parsed.blocks[0].head, ProcedureHead)


@pytest.mark.parametrize("text", ["", "\n\n", "   \t\n", "# only\n# this\n"])
def test_nothing_is_said_to_be_nothing(text: str) -> None:
    """A text without a statement gives one diagnostic."""
    parsed, told = parse(SourceText(text, "p"))
    assert parsed.blocks == ()
    assert len(told) == 1
    assert told[0].help == 'start it with `procedure NAME "title"`'


def test_a_line_that_never_ends_is_reported() -> None:
    """A very long line is not read, and the rest is."""
    text = STEP + "  the worker must " + "x" * 20_000 + "\n  this stage is the board's\n"
    source = SourceText(text, "p")
    parsed, told = parse(source)
    assert [diagnostic.message for diagnostic in told] == [
        "this line has 20,018 characters, more than the 10,000 that are read"
    ]
    assert len(parsed.blocks[-1].lines) == 2
    assert parsed.broken == frozenset()


def test_crlf_carries_no_meaning() -> None:
    """A text with line ends of another system, straight from memory, reads the same."""
    parsed, told = parse(SourceText(STEP.replace("\n", "\r\n"), "p"))
    assert told == ()
    assert len(parsed.blocks) == 3
