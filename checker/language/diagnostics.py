"""Places in a text, and what is said of them to the one who wrote it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_TOLD = 100
"""Mistakes of one text that are told; further ones are counted."""
_MOST_QUOTED = 200
"""Characters of a writer's words that a message quotes."""
_LONG_WORDS = re.compile(rf"`([^`\n]{{{_MOST_QUOTED},}})`")


class Span(NamedTuple):
    """A stretch of a text: offsets in code points, `end` not included."""

    start: int
    end: int

    def __str__(self) -> str:
        """The two offsets."""
        return f"{self.start}-{self.end}"


class Position(Struct, frozen=True):
    """A place as a reader counts it: both from 1, the column in code points."""

    line: int
    column: int


class SourceText(Struct, frozen=True, dict=True):
    """A text and where it came from. Lines end with LF; `read_source` has folded CRLF into it."""

    text: str
    path: str

    @cached_property
    def _starts(self) -> array[int]:
        """Where each line starts."""
        starts = array("L", [0])
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    @cached_property
    def fingerprint(self) -> str:
        """The first eight digits of the SHA-256 of the text, by which a drawing names it."""
        return sha256(self.text.encode()).hexdigest()[:8]

    @property
    def line_count(self) -> int:
        """How many lines there are; a text that ends with a line break has an empty last one."""
        return len(self._starts)

    def position(self, offset: int) -> Position:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """The stretch of a line (from 1) without its line break."""
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
        return Span(start, end)

    def line_text(self, line: int) -> str:
        """A line (from 1) without its line break."""
        start, end = self.line_span(line)
        return self.text[start:end]

    def slice(self, span: Span) -> str:
        """The text of a stretch."""
        return self.text[span.start : span.end]


class Note(Struct, frozen=True):
    """Another place that a diagnostic speaks of, and what is there."""

    message: str
    span: Span


class Diagnostic(Struct, frozen=True):
    """One mistake: what is wrong, where, and what to write instead.

    `message` is lower case without a final period, the writer's words in backticks; `label` stands
    under the underlined place and `help` says what to write. Where `edit` is given, putting it in
    the place of `span` mends the mistake. `more`: how many mistakes it stands for that are not
    told.
    """

    message: str
    span: Span
    help: str | None = None
    label: str | None = None
    notes: tuple[Note, ...] = ()
    edit: str | None = None
    more: int = 0


def _shortened(text: str) -> str:
    """A message in which no words of the writer's are longer than anybody would read."""
    return _LONG_WORDS.sub(lambda found: f"`{found[1][:_MOST_QUOTED]}…`", text)


def _in_short(told: Diagnostic) -> Diagnostic:
    """A mistake in which quoted words are cut where they are very long."""
    help_ = None if told.help is None else _shortened(told.help)
    notes = tuple(Note(_shortened(note.message), note.span) for note in told.notes)
    return replace(told, message=_shortened(told.message), help=help_, notes=notes)


def first_told(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Mistakes in the order of the text: the first `MOST_TOLD`, and how many more there are."""
    ordered = sorted(found, key=lambda each: each.span)
    left_out = ordered[MOST_TOLD:]
    told = tuple(map(_in_short, ordered[:MOST_TOLD]))
    if not left_out:
        return told
    return (*told, counted_alone(len(left_out), left_out[0].span))


def counted_alone(count: int, first: Span) -> Diagnostic:
    """That there are so many more mistakes, of which the first is at a place."""
    many = f"and {count:,} more mistakes, the first of them here"
    message = many if count > 1 else "and 1 more mistake, here"
    return Diagnostic(message, first, "mend the ones above first", more=count)


class Unreadable(Struct, frozen=True):
    """An input that cannot be read at all: there is no text, but perhaps a place in it."""

    path: str
    message: str
    help: str
    at: Position | None = None
