"""What a stage has at given facts of what the writer promises that every stage has."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from checker.answers.verdict import Row
from checker.procedure.holes import HoleKind
from checker.procedure.model import Outcome, StageLimit, Trigger, Verb
from checker.semantics.replay.leads import counterpart_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.answers.story import Event
    from checker.procedure.model import Atom, Stage
    from checker.semantics.replay.rules import Rules


def not_lacking(rules: Rules, stage: Stage, row: str, last: Event) -> Iterator[str]:
    """Why a stage has what it is said to lack in the last event of a story."""
    if stage.missing and rules.good(HoleKind.MISSING_STAGE, stage.name):
        yield f"{stage.name} is missing, and read as good"
    for number in _having(rules, stage, row, last.facts):
        yield f"line {number} gives it"
    outcome = last.outcome
    if outcome is not None:
        if outcome.value != row or outcome not in rules.outcomes(stage, last.facts):
            yield f"{outcome.value} cannot come about"
        elif all(any(ways) for ways in _ways_on(rules, stage, outcome, last.facts)):
            yield f"after {outcome.value}, a line moves the case on"
    elif row in {each.value for each in Outcome}:
        yield "no outcome comes about"


def _having(rules: Rules, stage: Stage, row: str, facts: frozenset[Atom]) -> list[int]:
    match row:
        case Row.LIMIT.value:
            on = (lim for lim in rules.limits(stage, facts) if isinstance(lim, StageLimit))
            return [limit.line.number for limit in on if rules.finite(limit)]
        case Row.COUNTERPART.value:
            return counterpart_lines(stage, facts)
        case Row.RECORD.value:
            due = (duty for duty in rules.due(stage, Verb.RECORD, facts) if not duty.outcomes)
            return [d.line.number for d in due if rules.complied_with(d.line, d.strength)]
        case _:
            return []


def _ways_on(
    rules: Rules, stage: Stage, outcome: Outcome, facts: frozenset[Atom]
) -> Iterable[Iterator[bool]]:
    """Whether each move that matches is taken in the end, with all turns left or used up."""
    bounded = [
        (move.line.number, move.at_most)
        for move in stage.moves
        if move.at_most is not None
        and (outcome in move.outcomes or move.trigger is Trigger.OTHERWISE)
    ]
    for used in product(*((0, most) for _, most in bounded)):
        turns = {number: times for (number, _), times in zip(bounded, used, strict=True)}
        yield (rules.in_the_end(move) for move in rules.matching(stage, outcome, facts, turns))
