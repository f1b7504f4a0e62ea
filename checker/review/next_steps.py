"""What to write where an outcome has no next step that anybody has to take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import Outcome, Strength, TargetKind
from checker.review.own_words import one_of_several

if TYPE_CHECKING:
    from checker.procedure.model import Move, Procedure


def what_to_write(procedure: Procedure, place: str, outcome: Outcome) -> str:
    """Advice that names the line which falls short, where the stage has one for `outcome`."""
    stage = procedure.stage(place)
    silence = next((s for s in stage.silences if outcome in s.outcomes), None)
    if silence is not None:
        return f"line {silence.line.number} leaves it open: write `{_example(outcome)}`"
    ways = sorted(
        (move for move in stage.moves if outcome in move.outcomes), key=lambda m: m.line.number
    )
    unrelated = one_of_several(procedure, ways) if ways else None
    if unrelated is not None:
        return f"{unrelated}; if not, write what follows in all other cases"
    if ways:
        return f"line {ways[-1].line.number} {_shortcoming(ways[-1])}"
    if outcome is Outcome.NO_ANSWER:
        return f"write `{_example(outcome)}`, or `if not resolved, …` for silence and difference"
    return f"write `{_example(outcome)}`"


def _example(outcome: Outcome) -> str:
    return f"if {outcome.value}, the case must go to …"


def _shortcoming(move: Move) -> str:
    if any(target.kind is TargetKind.MISSING for target in move.targets):
        return "points to a next step that the text does not give: write where the case goes"
    if move.strength is Strength.MAY:
        return "only permits it: write `must` or `should` instead of `may`"
    if move.condition.literals:
        return "holds only under its condition: write what follows in all other cases"
    if move.at_most is not None:
        return "may be used only so often: write what follows then, with `otherwise, …`"
    return "leans on something that may never come: say by when, and what follows without it"
