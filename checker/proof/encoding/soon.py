"""When a limit is soon enough for the same working day, as MEANING section 4 defines it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.holes import HoleKind
from checker.procedure.model import Start, Unit
from checker.proof.encoding.transitions import of_limits
from checker.proof.encoding.universe import good, in_force
from checker.proof.formula import FALSE, TRUE, Formula, conj, disj, negate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.procedure.model import Duration, Limit, Move, Procedure, Stage, StageLimit


def _figure(durations: Iterable[Duration]) -> bool:
    return any(duration.unit is Unit.SAME_WORKING_DAY for duration in durations)


def _assumed(procedure: Procedure, words: str, otherwise: Formula) -> Formula:
    """`otherwise`, unless an assumption in force says what `words` mean."""
    lines = [a for a in procedure.assumptions if a.words == words and a.limit is not None]
    soon = disj(in_force(a.line.number) for a in lines if a.limit and _figure(a.limit.durations))
    settled = disj(in_force(a.line.number) for a in lines)
    return disj((soon, conj((negate(settled), otherwise))))


def _definite(limit: Limit, name: str) -> Formula:
    first = _figure(limit.durations)
    if not limit.also:
        return TRUE if first else FALSE
    figures = (first, *(_figure((also,)) for also in limit.also))
    if all(figures):
        return TRUE
    return good(HoleKind.DOUBLE_LIMIT, name) if any(figures) else FALSE


def soon_limit(procedure: Procedure, limit: Limit, name: str) -> Formula:
    """That the limit of a move, a lane or a consultation is soon; `name` is its holes'."""
    if any(start.kind is not Start.DEFAULT for start in limit.starts) or limit.backward:
        return FALSE
    if limit.missing:
        return good(HoleKind.MISSING_LIMIT, name)
    if limit.definite:
        return _definite(limit, name)
    return _assumed(procedure, limit.vague or "", good(HoleKind.VAGUE_LIMIT, name))


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
    if own.missing:
        return good(HoleKind.MISSING_LIMIT, str(limit.line.number))
    if own.definite:
        return _definite(own, str(limit.line.number))
    return _assumed(procedure, own.vague or "", FALSE)
