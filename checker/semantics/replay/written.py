"""What a stage has at given facts of what the writer promises that every stage has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.holes import HoleKind
from checker.procedure.model import Outcome
from checker.semantics.provisions import giving, goes_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.story import Event
    from checker.semantics.places import Compiled
    from checker.semantics.terms import Terms


def not_lacking(
    compiled: Compiled, terms: Terms, row: str, last: Event, facts: int
) -> Iterator[str]:
    """Why a stage has what it is said to lack in the last event of a story."""
    place = compiled.place(last.place or "")
    stage = place.stage
    if stage.missing and terms.good(HoleKind.MISSING_STAGE, stage.name):
        yield f"{stage.name} is missing, and read as good"
    for number in giving(compiled, place, terms, row, facts):
        yield f"line {number} gives it"
    outcome = last.outcome
    if outcome is not None:
        can_be = outcome in place.outcomes(facts, terms.duties_of(stage))
        if outcome.value != row or not can_be:
            yield f"{outcome.value} cannot come about"
        elif goes_on(place, terms, outcome, facts):
            yield f"after {outcome.value}, a line moves the case on"
    elif row in {each.value for each in Outcome}:
        yield "no outcome comes about"
