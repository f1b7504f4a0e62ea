"""What is said of an input that could not be read, in each of the formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.language.diagnostics import Unreadable
from checker.output.block import block
from checker.output.colour import Style, painted
from checker.output.formats import Manner
from checker.output.plain import said
from checker.output.report import Failed
from checker.words.characters import base_name, legible
from checker.words.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.output.report import Mistake, Unread


def broken_in_words(broken: Unread, manner: Manner, *, colour: bool = False) -> str:
    """Every mistake of one input, in the manner asked for, with a line break at the end."""
    if isinstance(broken, Failed):
        lines: Iterable[str] = [f"stagecheck: {_failed(broken)}"]
    elif isinstance(broken, Unreadable):
        lines = [_unreadable(broken, manner, colour=colour)]
    elif manner is Manner.FULL:
        lines = (_full(broken.path, each, colour=colour) for each in broken.mistakes)
    elif manner is Manner.PLAIN:
        lines = (line for each in broken.mistakes for line in _plain(broken.path, each))
    else:
        lines = (_concise(broken.path, each) for each in broken.mistakes)
    return "".join(f"{line}\n" for line in lines)


def in_one_line(broken: Unread) -> str:
    """For a page: the first mistake, with its place, and how many there are.

    The file is called by its last name alone: where it lies is the business of one machine.
    """
    name = base_name(broken.path)
    if isinstance(broken, Failed):
        return _failed(replace(broken, path=name))
    if isinstance(broken, Unreadable):
        return _unreadable(replace(broken, path=name), Manner.CONCISE, colour=False)
    first = _concise(name, broken.mistakes[0])
    others = broken.count - 1
    return f"{first} (and {counted(others, 'other mistake')})" if others else first


def _failed(failed: Failed) -> str:
    """What became of an input on which the program failed, in one line whatever the manner."""
    return legible(_flat(f"{failed.path}: {failed.message}; {failed.help}"))


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


def _full(path: str, mistake: Mistake, *, colour: bool) -> str:
    """A mistake with its source line, underlined, and the other places that it speaks of."""
    told, place = mistake.told, mistake.start
    notes = [
        ("note", f"{there.message} (line {there.line}: {there.text})")
        for there in mistake.elsewhere
    ]
    if told.help is not None:
        notes.append(("help", told.help))
    body = block(
        told.message,
        (path, place.line, place.column),
        mistake.rows,
        notes,
        label=told.label,
        colour=colour,
    )
    return f"{painted('mistake', Style.BAD, colour=colour)}: {body.lstrip()}\n"


def _concise(path: str, mistake: Mistake) -> str:
    place = mistake.start
    return legible(f"{path}:{place.line}:{place.column}: {_flat(mistake.told.message)}")


def _plain(path: str, mistake: Mistake) -> Iterator[str]:
    """A mistake as sentences: where, what, the words it is about, what to write."""
    told, place = mistake.told, mistake.start
    yield legible(
        f"The file {path}, line {place.line}, column {place.column}: {said(told.message)}"
    )
    words = " ".join(row.underlined.strip() for row in mistake.rows if row.underlined.strip())
    if words:
        yield f"The words there: {words}"
    if told.label is not None:
        yield legible(f"That is: {said(told.label)}")
    for there in mistake.elsewhere:
        yield legible(f"See also line {there.line}: {said(there.message)}")
    if told.help is not None:
        yield legible(f"What to write: {said(told.help)}")
    yield ""


def _flat(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
