"""What the head of a text says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.language import declarations as head
from checker.procedure.model import Closure, Header

if TYPE_CHECKING:
    from checker.language.syntax import Block
    from checker.procedure.from_syntax.leaves import Leaves


def read_header(block: Block, leaves: Leaves) -> Header:
    """The lines under `procedure`, those about the start and the whole limit apart."""
    words: dict[type, str] = {}
    days: dict[type, head.LastUpdated | head.ReviewDue] = {}
    nation = None
    hours = None
    closures: list[Closure] = []
    scope: tuple[str, ...] = ()
    for line in block.lines:
        match line:
            case head.PublishedBy() | head.Version() | head.SourceFile():
                words[type(line)] = line.words.text
            case head.LastUpdated() | head.ReviewDue():
                days[type(line)] = line
            case head.CalendarOf():
                nation = line.nation.text
            case head.WorkingDay():
                hours = (line.opening.opens, line.opening.closes)
            case head.Closed():
                said = line.words.text if line.words is not None else None
                own = leaves.line(line.line)
                closures.append(Closure(line.first.value, line.last.value, said, own))
            case head.Scope():
                named = (("within", line.within), ("between", line.between))
                scope = tuple(word for word, there in named if there)
            case _:
                pass
    updated, review = days.get(head.LastUpdated), days.get(head.ReviewDue)
    return Header(
        words.get(head.PublishedBy),
        words.get(head.Version),
        updated.day.value if updated is not None else None,
        review.day.value if review is not None else None,
        words.get(head.SourceFile),
        nation,
        hours,
        tuple(closures),
        scope,
    )
