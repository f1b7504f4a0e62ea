"""Mistakes that one character gives away: arrows, underscores, parentheses, marks of all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from checker.language.mistakes.trouble import Recogniser, Trouble

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SINGLE = "'`\u2018\u201a\u00b4"
_MEANT = {
    ";": "write a line for each",
    "/": "write `and` or `or`",
    "&": "write `and`",
    "+": "write `and`",
    "*": "a list needs no bullets: each line is a statement",
    "-": "a list needs no bullets: each line is a statement",
    "•": "a list needs no bullets: each line is a statement",
    "%": "write the number of whom or of what",
}
_DATED = {"last", "review", "closed"}


def date(case: Trouble) -> Diagnostic | None:
    """A date that is not written as day, month, year."""
    if case.piece(0).text not in _DATED or case.piece(case.at - 1).kind == "string":
        return None
    first = 1 if case.piece(0).text == "closed" else 2
    if not first <= case.at or len(case.pieces) <= first or case.odd.kind in {"string", "citation"}:
        return None
    last = max(i for i, p in enumerate(case.pieces) if p.kind in {"word", "mark"})
    if last < first:
        return None
    return Diagnostic(
        f"`{case.written(first, last)}` is not how a date is written",
        case.span(first, last),
        "write the day, the month's name and the year: `24 February 2026`",
    )


def clock(case: Trouble) -> Diagnostic | None:
    """Opening hours that are not on the 24-hour clock."""
    if "working day" not in case.raw.mask or "TIME" not in case.expected or not case.odd.text:
        return None
    return Diagnostic(
        f"`{case.written(case.at)}` is not how a time is written",
        case.span(case.at),
        "write hours and minutes on the 24-hour clock: `09:00 to 17:00`",
    )


def arrow(case: Trouble) -> Diagnostic | None:
    """An arrow."""
    for index, piece in enumerate(case.pieces):
        if piece.kind == "mark" and piece.text[-1] in ">→⇒":
            return Diagnostic(
                "there are no arrows in the language",
                case.span(index),
                "say it in words: `if agreed, go to resolved`",
            )
    return None


def underscore(case: Trouble) -> Diagnostic | None:
    """An underscore in a name."""
    for index, piece in enumerate(case.pieces):
        if piece.kind == "word" and "_" in piece.text:
            better = "-".join(part for part in piece.text.split("_") if part)
            return Diagnostic(
                f"`{case.written(index)}` has an underscore, and names are joined with hyphens",
                case.span(index),
                f"write `{better}`",
                edit=better,
            )
    return None


def parentheses(case: Trouble) -> Diagnostic | None:
    """Something in brackets that are not a citation's."""
    opened = [i for i, p in enumerate(case.pieces) if p.kind == "mark" and p.text in "({"]
    closed = [i for i, p in enumerate(case.pieces) if p.kind == "mark" and p.text in ")}"]
    if not opened and not closed:
        return None
    last = closed[-1] if closed else len(case.pieces) - 1
    first = opened[0] if opened and opened[0] <= last else last
    return Diagnostic(
        "there are no parentheses in the language",
        case.span(first, last),
        "put what is inside on a line of its own, or in a comment after `#`",
    )


def single_quotes(case: Trouble) -> Diagnostic | None:
    """Own words between single quotes."""
    for index, piece in enumerate(case.pieces):
        if piece.kind == "mark" and piece.text in _SINGLE:
            return Diagnostic(
                "own words do not stand between single quotes",
                case.span(index),
                'put them between double quotes: `timing "as soon as practicable"`',
            )
    return None


def dash(case: Trouble) -> Diagnostic | None:
    """A dash where a hyphen was meant."""
    for index, piece in enumerate(case.pieces):
        if piece.kind == "mark" and piece.text in _DASHES:
            return Diagnostic(
                f"`{piece.text}` is a dash, and names are joined with a hyphen",
                case.span(index),
                "write `-`",
                edit="-",
            )
    return None


def full_stop(case: Trouble) -> Diagnostic | None:
    """A full stop at the end of a line."""
    if case.odd.text != "." or case.at != len(case.pieces) - 1:
        return None
    return Diagnostic("a line ends without a full stop", case.span(case.at), "delete it", edit="")


def fraction(case: Trouble) -> Diagnostic | None:
    """A number that is not whole."""
    before, after = case.piece(case.at - 1), case.piece(case.at + 1)
    if case.odd.text != "." or not before.text.isdigit() or not after.text.isdigit():
        return None
    return Diagnostic(
        f"`{case.written(case.at - 1, case.at + 1)}` is not a whole number",
        case.span(case.at - 1, case.at + 1),
        "write it in a smaller unit: `36 hours` for a day and a half",
    )


def mark(case: Trouble) -> Diagnostic | None:
    """Any other mark: the first in the line that no line can hold."""
    for index, piece in enumerate(case.pieces):
        if piece.kind == "mark":
            shown = piece.text if piece.text.isprintable() else f"U+{ord(piece.text[0]):04X}"
            return Diagnostic(
                f"`{shown}` has no meaning outside quotes",
                case.span(index),
                _MEANT.get(piece.text, "delete it; put own words between double quotes"),
            )
    return None


MARKS: tuple[Recogniser, ...] = (
    arrow,
    underscore,
    date,
    clock,
    parentheses,
    single_quotes,
    dash,
    full_stop,
    fraction,
    mark,
)
"""In the order in which they are tried."""
