"""What is said of an input that could not be read, in each of the formats."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.language.diagnostics import Unreadable
from checker.output.block import block
from checker.output.colour import Style, painted
from checker.output.excerpt import excerpt_of
from checker.output.plain import said
from checker.output.wording import legible
from checker.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.language.diagnostics import Diagnostic, SourceText


class Manner(Enum):
    """How a message is laid out; JSON readers find the concise form on the error stream."""

    FULL = "full"
    CONCISE = "concise"
    PLAIN = "plain"
    JSON = "json"


class Broken(Struct, frozen=True):
    """A text with the mistakes that keep it from being checked."""

    source: SourceText
    diagnostics: tuple[Diagnostic, ...]


def broken_in_words(broken: Broken | Unreadable, manner: Manner, *, colour: bool = False) -> str:
    """Every mistake of one input, in the manner asked for, with a line break at the end."""
    if isinstance(broken, Unreadable):
        lines: Iterable[str] = [_unreadable(broken, manner, colour=colour)]
    elif manner is Manner.FULL:
        lines = (_full(broken.source, each, colour=colour) for each in broken.diagnostics)
    elif manner is Manner.PLAIN:
        lines = (line for each in broken.diagnostics for line in _plain(broken.source, each))
    else:
        lines = (_concise(broken.source, each) for each in broken.diagnostics)
    return "".join(f"{line}\n" for line in lines)


def in_one_line(broken: Broken | Unreadable) -> str:
    """The first mistake, with its place, and how many there are."""
    if isinstance(broken, Unreadable):
        return _unreadable(broken, Manner.CONCISE, colour=False)
    first = _concise(broken.source, broken.diagnostics[0])
    others = len(broken.diagnostics) - 1
    return f"{first} (and {counted(others, 'other mistake')})" if others else first


def _unreadable(broken: Unreadable, manner: Manner, *, colour: bool) -> str:
    """An input of which there is no text to show."""
    at = broken.at
    place = broken.path if at is None else f"{broken.path}:{at.line}:{at.column}"
    if manner is Manner.FULL:
        headline = painted("cannot be read", Style.BAD, colour=colour)
        lines = [f"{headline}: {broken.message}", f" --> {place}", f"  = help: {broken.help}", ""]
        return legible("\n".join(lines))
    if manner is Manner.PLAIN:
        line = "" if at is None else f", line {at.line}, column {at.column}"
        text = (
            f"The file {broken.path}{line}: {said(broken.message)}\nWhat to do: {said(broken.help)}"
        )
        return legible(f"{text}\n")
    return legible(f"{place}: {_flat(broken.message)}")


def _full(source: SourceText, diagnostic: Diagnostic, *, colour: bool) -> str:
    """A mistake with its source line, underlined, and the other places that it speaks of."""
    place = source.position(diagnostic.span.start)
    notes = []
    for note in diagnostic.notes:
        at = source.position(note.span.start)
        there = source.line_text(at.line).strip()
        notes.append(("note", f"{note.message} (line {at.line}: {there})"))
    if diagnostic.help is not None:
        notes.append(("help", diagnostic.help))
    body = block(
        diagnostic.message,
        (source.path, place.line, place.column),
        excerpt_of(source, diagnostic.span),
        notes,
        label=diagnostic.label,
        colour=colour,
    )
    return f"{painted('mistake', Style.BAD, colour=colour)}: {body.lstrip()}\n"


def _concise(source: SourceText, diagnostic: Diagnostic) -> str:
    place = source.position(diagnostic.span.start)
    message = _flat(diagnostic.message)
    return legible(f"{source.path}:{place.line}:{place.column}: {message}")


def _plain(source: SourceText, diagnostic: Diagnostic) -> Iterator[str]:
    """A mistake as sentences: where, what, the words it is about, what to write."""
    place = source.position(diagnostic.span.start)
    yield legible(
        f"The file {source.path}, line {place.line}, column {place.column}: "
        f"{said(diagnostic.message)}"
    )
    rows = excerpt_of(source, diagnostic.span)
    words = " ".join(row.underlined.strip() for row in rows if row.underlined.strip())
    if words:
        yield f"The words there: {words}"
    if diagnostic.label is not None:
        yield legible(f"That is: {said(diagnostic.label)}")
    for note in diagnostic.notes:
        line = source.position(note.span.start).line
        yield legible(f"See also line {line}: {said(note.message)}")
    if diagnostic.help is not None:
        yield legible(f"What to write: {said(diagnostic.help)}")
    yield ""


def _flat(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
