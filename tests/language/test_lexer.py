"""The lexer gives what Lark's own contextual lexer gives: the same trees, and the same errors."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken
from lark.lexer import PatternStr

from checker.language import tables
from checker.language.diagnostics import SourceText
from checker.language.lexer import LazyLexer
from checker.language.lines import statements

if TYPE_CHECKING:
    from lark import Lark

HERE = Path(__file__).resolve().parent
PROCEDURES = HERE.parents[1] / "procedures"


@cache
def larks() -> Lark:
    """A parser as Lark makes it."""
    return tables.build_parser(tables.grammar_text())


@cache
def lines() -> tuple[str, ...]:
    """Statements of the language, with what is in quotes masked."""
    texts = [*PROCEDURES.glob("*.procedure"), HERE / "features.procedure"]
    found = {
        raw.mask
        for path in sorted(texts)
        for raw in statements(SourceText(path.read_text(encoding="utf-8"), path.name))
    }
    return tuple(sorted(found))


@cache
def pieces() -> tuple[str, ...]:
    """The words of the language, and characters that stand in a text."""
    words = (t.pattern for t in larks().terminals)
    return (*(w.value for w in words if isinstance(w, PatternStr)), *'abc019-:",. []\n', " ", "")


def damaged(line: str, random: Random) -> str:
    """The line with a word of the language, or a character, in the place of something."""
    at, length = random.randrange(len(line) + 1), random.randrange(4)
    put = random.choice(pieces())
    space = random.choice(["", " "])
    return line[:at] + space + put + space + line[at + length :]


def outcome(parser: Lark, line: str) -> tuple[object, ...]:
    """The tree of a line and its tokens with their places, or the error with all that it says."""
    try:
        tree = parser.parse(line)
    except UnexpectedInput as error:
        expected = getattr(error, "allowed", None) or getattr(error, "accepts", None)
        found = getattr(error, "token", None)
        return (type(error), error.pos_in_stream, error.line, error.column, expected, found)
    tokens = [
        (t.type, str(t), t.start_pos, t.end_pos, t.line, t.column, t.end_line, t.end_column)
        for t in tree.scan_values(lambda _: True)
    ]
    return (tree, tokens)


def test_it_is_the_one_that_parses() -> None:
    """The parser of the language has it."""
    assert type(tables.load_parser().parser.lexer) is LazyLexer
    assert type(larks().parser.lexer) is not LazyLexer


def test_every_line_has_the_tree_of_larks_own() -> None:
    """What the language can say is read as Lark reads it."""
    assert len(lines()) > 300
    for line in lines():
        found = outcome(tables.load_parser(), line)
        assert found == outcome(larks(), line)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_lines_have_the_errors_of_larks_own(seed: int) -> None:
    """What is wrong with a line, and where, is told as Lark tells it."""
    random, kinds = Random(seed), set[object]()  # noqa: S311
    for _ in range(1_000):
        line = damaged(random.choice(lines()), random)
        found = outcome(tables.load_parser(), line)
        assert found == outcome(larks(), line), line
        kinds.add(found[0])
    assert {UnexpectedCharacters, UnexpectedToken} <= kinds
