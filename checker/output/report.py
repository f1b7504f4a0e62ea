"""What a format is given: the reviews, and what could not be read or was not got through."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.language.diagnostics import (
    Diagnostic,
    Position,
    SourceText,
    Unreadable,
    counted_alone,
)
from checker.output.excerpt import DOTS, WIDEST, SourceLine, excerpt_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.review.findings import Review


class Elsewhere(Struct, frozen=True):
    """Another place that a mistake speaks of: what is there, its line, and the text of that."""

    message: str
    line: int
    text: str


class Mistake(Struct, frozen=True):
    """A mistake with all of the text that is shown of it; `end` is not included in its place."""

    told: Diagnostic
    start: Position
    end: Position
    rows: tuple[SourceLine, ...]
    elsewhere: tuple[Elsewhere, ...]


class Broken(Struct, frozen=True):
    """A text with the mistakes that keep it from being checked; the text itself is let go."""

    path: str
    mistakes: tuple[Mistake, ...]

    @classmethod
    def of(cls, source: SourceText, diagnostics: Iterable[Diagnostic]) -> Broken:
        """From a text and its mistakes."""
        return cls(source.path, tuple(_mistake(source, each) for each in diagnostics))

    @property
    def count(self) -> int:
        """How many mistakes there are, those that are counted alone among them."""
        return sum(each.told.more or 1 for each in self.mistakes)

    def cut(self, most: int) -> Broken:
        """The same with so many mistakes and, in the place of the others, how many these are."""
        kept, others = self.mistakes[:most], self.mistakes[most:]
        if not others:
            return self
        many = sum(each.told.more or 1 for each in others)
        first = others[0]
        told = counted_alone(many, first.told.span)
        rest = Mistake(told, first.start, first.end, first.rows, ())
        return Broken(self.path, (*kept, rest))


def _mistake(source: SourceText, told: Diagnostic) -> Mistake:
    """A mistake with what is shown of the text."""
    elsewhere = []
    for note in told.notes:
        line = source.position(note.span.start).line
        text = source.line_text(line).strip()
        shown = text if len(text) <= WIDEST else f"{text[:WIDEST]}{DOTS}"
        elsewhere.append(Elsewhere(note.message, line, shown))
    start, end = map(source.position, told.span)
    return Mistake(told, start, end, excerpt_of(source, told.span), tuple(elsewhere))


class Failed(Struct, frozen=True):
    """An input on which the program failed, by a mistake of its own or for want of room.

    `message` says what happened, in one line, and `help` what to do.
    """

    path: str
    message: str
    help: str


Unread: TypeAlias = Broken | Unreadable | Failed
"""An input of which nothing is reported, with the reason."""


class Report(Struct, frozen=True):
    """All that a format writes of: each procedure's review, and the inputs without one."""

    reviews: tuple[Review, ...]
    unread: tuple[Unread, ...] = ()
