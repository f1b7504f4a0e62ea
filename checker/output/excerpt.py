"""A place in a text, shown: its source lines, each with the place underlined.

A line too long to show is cut around the place; a place of many lines is shown by its first and
its last. The underline is measured in cells of a terminal, so that it also stands right beneath
wide and combining characters.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.words.characters import legible

if TYPE_CHECKING:
    from checker.language.diagnostics import SourceText, Span

WIDEST = 100
"""The most characters of one line that are shown."""
BEFORE = 30
"""Characters kept before the place where a line is cut."""
MOST_LINES = 4
"""A place of more lines than this is shown by its first two and its last."""
DOTS = "..."


class SourceLine(Struct, frozen=True):
    """One line of the text (`number` from 1) as it is shown, with the underline beneath it.

    `underlined` is the part of `shown` that is marked, from the character `start` on. A line with
    `number` None stands for lines that are left out.
    """

    number: int | None
    shown: str
    underline: str = ""
    underlined: str = ""
    start: int = 0


def excerpt_of(source: SourceText, span: Span, widest: int = WIDEST) -> tuple[SourceLine, ...]:
    """The source lines of a span, cut to `widest` characters; none where the text is empty."""
    if not source.text:
        return ()
    first = source.position(span.start)
    last = source.position(max(span.start, span.end - 1))
    lines = tuple(source.line_text(number) for number in range(first.line, last.line + 1))
    end = span.end - source.line_span(last.line).start
    return excerpt(lines, first.line, first.column - 1, end, widest)


def excerpt_of_line(source: SourceText, number: int) -> tuple[int, SourceLine]:
    """A whole line of the text, its indentation aside, and the column at which it starts."""
    text = source.line_text(number)
    indent = len(text) - len(text.lstrip())
    return indent + 1, _row(number, text, indent, len(text.rstrip()), WIDEST)


def excerpt(
    lines: tuple[str, ...], first: int, start: int, end: int, widest: int = WIDEST
) -> tuple[SourceLine, ...]:
    """The source lines with a place, which starts at `start` in the first of them and ends before
    `end` in the last (both in characters, from 0). `first` is the number of the first line.
    """
    rows = []
    for index, line in enumerate(lines):
        is_first, is_last = index == 0, index == len(lines) - 1
        indent = len(line) - len(line.lstrip())
        left = start if is_first else indent
        right = end if is_last else len(line.rstrip())
        rows.append(_row(first + index, line, left, right, widest))
    if len(rows) <= MOST_LINES:
        return tuple(rows)
    return (*rows[:2], SourceLine(None, DOTS), rows[-1])


def _row(number: int, line: str, left: int, right: int, widest: int) -> SourceLine:
    """One line with the characters from `left` to before `right` marked; at least one is."""
    left = min(max(left, 0), len(line))
    right = min(max(right, left), len(line))
    left, right, line = _cut(line, left, right, widest)
    shown = legible(line)
    before, marked = shown[:left], shown[left:right]
    underline = " " * cells(before) + "^" * max(cells(marked), 1)
    return SourceLine(number, shown, underline, marked, left)


def _cut(line: str, left: int, right: int, widest: int) -> tuple[int, int, str]:
    """The line, cut around its place where it is too long, with the place in what is left."""
    if len(line) <= widest:
        return left, right, line
    begin = max(0, min(left - BEFORE, len(line) - widest))
    stop = min(len(line), begin + widest)
    head = DOTS if begin else ""
    tail = DOTS if stop < len(line) else ""
    shift = len(head) - begin
    return left + shift, min(right, stop) + shift, f"{head}{line[begin:stop]}{tail}"


def cells(text: str) -> int:
    """How many cells of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
