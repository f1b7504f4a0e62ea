"""What a stage has, at given values, of what a writer promises that every stage has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Row
from checker.procedure.model import Verb
from checker.semantics.values import subsets

if TYPE_CHECKING:
    from checker.procedure.model import Outcome
    from checker.semantics.places import Compiled, Place
    from checker.semantics.terms import Terms


def giving(compiled: Compiled, place: Place, terms: Terms, row: str, mask: int) -> list[int]:
    """The numbers of the lines that give a stage its limit, its counterpart or its record."""
    match row:
        case Row.LIMIT.value:
            on = [b for b in place.bounds if not b.total and place.bound_on(b, mask)]
            return [bound.number for bound in on if terms.in_the_end(bound)]
        case Row.COUNTERPART.value:
            return compiled.leads[compiled.index[place.stage.name]].counterparts(mask)
        case Row.RECORD.value:
            due = [duty for duty in place.duties.due(Verb.RECORD, mask) if not duty.outcomes]
            return [d.line.number for d in due if terms.complied(d.line, d.strength)]
        case _:
            return []


def goes_on(place: Place, terms: Terms, outcome: Outcome, mask: int) -> bool:
    """Whether, after an outcome, a move that matches is taken in the end, with each turn left or
    all used up.
    """
    turns = {1 << e.turn for e in (*place.ifs, *place.others) if e.turn is not None}
    matched = (place.matching(outcome, mask, left) for left in subsets(turns))
    return all(any(terms.in_the_end(e) for e in each) for each in matched)
