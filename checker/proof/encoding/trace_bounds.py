"""What may end the wait with which a story ends, so that its lapse is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.procedure.model import Strength
from checker.proof.encoding.timing import outlasts_day
from checker.proof.formula import evaluate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Limit, Line, Outcome
    from checker.proof.encoding.trace_facts import Values
    from checker.proof.encoding.transitions import StageTransitions
    from checker.proof.formula import Formula


def bounds(
    out: StageTransitions, kind: EventKind, outcome: Outcome | None
) -> Iterator[tuple[Formula, Line]]:
    """The lines that may end a wait in a stage, in the sense of a story that ends as `kind` does;
    each with the formula that says when it is on. `outcome`: the one that is pending.
    """
    for lane in out.lanes:
        held = () if lane.consultation is None else (lane.consultation.limit,)
        if _ends(kind, (lane.limit, *held)):
            yield out.on(lane), lane.line
    if outcome is not None:
        return
    for each in out.stage.limits:
        if _ends(kind, (each.limit,)):
            yield out.limit_on(each), each.line
    for total in out.universe.procedure.totals:
        covers = total.whole_procedure or out.stage.name in total.stages
        if covers and _ends(kind, (total.limit,)):
            yield out.universe.formula(total.condition), total.line


def running(out: StageTransitions, here: Values, outcome: Outcome | None) -> list[Limit]:
    """The limits that run in a stage at these values: those of what is on, and of the moves on the
    `outcome` that is pending, if one is.
    """
    waits = [] if outcome is not None else out.stage.limits
    moves = [move for move in out.lanes if evaluate(out.on(move), here)]
    moves += [move for move in out.stage.moves if outcome in move.outcomes]
    return [
        *(each.limit for each in waits if evaluate(out.limit_on(each), here)),
        *(m.limit for m in moves if m.limit is not None and m.strength is not Strength.MAY),
    ]


def _ends(kind: EventKind, limits: tuple[Limit | None, ...]) -> bool:
    """Whether what is on, with these limits of its own and of its consultation, may end a wait."""
    if kind is EventKind.STAYS:
        return None not in limits[1:]
    return all(
        limit is not None and (kind is EventKind.UNDATED or not outlasts_day(limit))
        for limit in limits
    )
