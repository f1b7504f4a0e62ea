"""Places in a text are counted as a reader counts them."""

from __future__ import annotations

import pytest

from checker.language.diagnostics import Position, SourceText, Span

TEXT = "first\n  sécond “x”\n\nlast"


@pytest.mark.parametrize(
    ("offset", "line", "column"),
    [(0, 1, 1), (5, 1, 6), (6, 2, 1), (9, 2, 4), (18, 2, 13), (19, 3, 1), (20, 4, 1), (24, 4, 5)],
)
def test_position(offset: int, line: int, column: int) -> None:
    """Lines and columns start at 1; a column is a code point."""
    assert SourceText(TEXT, "p").position(offset) == Position(line, column)


def test_lines() -> None:
    """Each line without its break; an empty text has one empty line."""
    source = SourceText(TEXT, "p")
    assert source.line_count == 4
    assert [source.line_text(n) for n in range(1, 5)] == TEXT.split("\n")
    assert source.slice(source.line_span(4)) == "last"
    assert SourceText("", "p").line_text(1) == ""
    assert str(Span(3, 7)) == "3-7"
