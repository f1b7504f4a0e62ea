"""When a limit is soon enough for the same working day, as MEANING section 4 defines it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.holes import HoleKind
from checker.procedure.model import Start, Unit
from checker.proof.encoding.meanings import assumed, by_figures
from checker.proof.encoding.transitions import of_limits
from checker.proof.encoding.universe import good, in_force
from checker.proof.formula import FALSE, Formula, conj, disj, negate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.procedure.model import Duration, Limit, Move, Procedure, Stage, StageLimit


def _soon(procedure: Procedure, limit: Limit, name: str, vague: Formula) -> Formula:
    """That a limit falls within the day; `vague`: that words do of which no assumption in force
    says what they mean. `name` is its holes'.
    """
    if limit.missing:
        return good(HoleKind.MISSING_LIMIT, name)
    if limit.definite:
        return by_figures([_same_day(figure) for figure in limit.figures], name)
    lines = assumed(procedure, limit)
    settled = disj(in_force(a.line.number) for a in lines)
    soon = (in_force(a.line.number) for a in lines if a.limit and _same_day(a.limit.durations))
    return disj((*soon, conj((negate(settled), vague))))


def _same_day(figure: Iterable[Duration]) -> bool:
    return any(duration.unit is Unit.SAME_WORKING_DAY for duration in figure)


def soon_limit(procedure: Procedure, limit: Limit, name: str) -> Formula:
    """That the limit of a move, a lane or a consultation is soon; `name` is its holes'."""
    if any(start.kind is not Start.DEFAULT for start in limit.starts) or limit.backward:
        return FALSE
    return _soon(procedure, limit, name, good(HoleKind.VAGUE_LIMIT, name))


def soon_move(procedure: Procedure, move: Move, *, lane: bool) -> Formula:
    """That a move that is in force is taken soon once it is due, its consultation included."""
    return of_limits(move, lambda limit, name: soon_limit(procedure, limit, name), lane=lane)


def soon_stage_limit(procedure: Procedure, stage: Stage, limit: StageLimit) -> Formula:
    """That a limit ends `stage` soon, at whatever moment in it harm arises."""
    own = limit.limit
    elsewhere = any(
        start.kind is not Start.DEFAULT
        and not (start.kind is Start.STAGE and start.name in (None, stage.name))
        for start in own.starts
    )
    if elsewhere or own.backward or stage.extensions or stage.clocks:
        return FALSE
    return _soon(procedure, own, str(limit.line.number), FALSE)
