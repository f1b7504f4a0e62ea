"""One message for a statement that does not parse: the first mistake that is recognised in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.language.diagnostics import Diagnostic, Span
from checker.language.mistakes.limits import LIMITS
from checker.language.mistakes.marks import MARKS
from checker.language.mistakes.trouble import trouble
from checker.language.mistakes.wording import FIRST, WORDING
from checker.language.vocabulary import TITLED

if TYPE_CHECKING:
    from lark import Lark

    from checker.language.diagnostics import SourceText
    from checker.language.lines import RawStatement
    from checker.language.mistakes.trouble import Trouble

RECOGNISERS = (*MARKS, *FIRST, *LIMITS, *WORDING)
_TITLE_AT = 2
_STARTS = "`the ROLE must …`, `if agreed, …`, `led by …` or a declaration such as `stage …`"


def explain(source: SourceText, raw: RawStatement, lark: Lark) -> Diagnostic:
    """What is wrong with a statement that does not parse, and what to write instead."""
    case = trouble(source, raw, lark)
    for recognise in RECOGNISERS:
        told = recognise(case)
        if told is not None:
            return told
    return _unrecognised(case)


def _after_the_end(case: Trouble, could: str) -> str:
    """What to write after a line that stops short."""
    if case.at == _TITLE_AT and case.piece(0).text in TITLED:
        return 'write its title after it, in quotes: `"…"`'
    return f"write {could} after it" if could else "see the language reference for the whole line"


def _unrecognised(case: Trouble) -> Diagnostic:
    """A mistake of no known kind: what does not fit, and what could stand there."""
    could = case.could_stand()
    if not case.pieces:
        place = Span(case.raw.start, case.raw.start + len(case.raw.mask))
        return Diagnostic("this line has no words", place, f"leave it out, or write {_STARTS}")
    if case.at >= len(case.pieces):
        last = len(case.pieces) - 1
        return Diagnostic(
            f"the line stops short after `{case.written(last)}`",
            case.span(last),
            _after_the_end(case, could),
        )
    word = case.written(case.at)
    if case.at == 0:
        return Diagnostic(f"no line starts with `{word}`", case.span(0), f"start it with {_STARTS}")
    return Diagnostic(
        f"`{word}` does not belong here",
        case.span(case.at),
        f"after `{case.written(case.at - 1)}` write {could}"
        if could
        else f"see the language reference for lines that start with `{case.written(0)}`",
    )
