"""Places in a text, and what is said of them to the one who wrote it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from msgspec import Struct


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
    def _starts(self) -> tuple[int, ...]:
        """Where each line starts."""
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return tuple(starts)

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
    the place of `span` mends the mistake.
    """

    message: str
    span: Span
    help: str | None = None
    label: str | None = None
    notes: tuple[Note, ...] = ()
    edit: str | None = None


class Unreadable(Struct, frozen=True):
    """An input that cannot be read at all: there is no text, but perhaps a place in it."""

    path: str
    message: str
    help: str
    at: Position | None = None
