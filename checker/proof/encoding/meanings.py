"""What a limit can mean, under each reading of its holes; and when that is soon enough for the same
working day, as MEANING section 4 defines it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.procedure.holes import HoleKind
from checker.procedure.model import Start, Unit
from checker.proof.encoding.transitions import of_limits
from checker.proof.encoding.universe import good, in_force
from checker.proof.formula import FALSE, TRUE, Formula, conj, disj, negate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.procedure.model import (
        Duration,
        Limit,
        Move,
        Procedure,
        Stage,
        StageLimit,
    )


def meant(
    procedure: Procedure,
    limit: Limit,
    name: str,
    fits: Callable[[Limit, str], Formula],
    vague: Formula | None = None,
) -> Formula:
    """That a limit fits: one with figures as `fits` says; one that is missing under its good
    reading; words as what an `assume` line in force says that they mean, and as `vague` (else
    under their good reading) where no such line is. `name` is its holes'.
    """
    if limit.missing:
        return good(HoleKind.MISSING_LIMIT, name)
    settled = [(force, fits(each, name) == TRUE) for force, each in assumed(procedure, limit)]
    if limit.definite:
        own = fits(limit, name)
    else:
        words = good(HoleKind.VAGUE_LIMIT, name) if vague is None else vague
        own = conj((words, *(negate(force) for force, fit in settled if not fit)))
    return disj((own, *(force for force, fit in settled if fit)))


def by_figures(fits: list[bool], name: str) -> Formula:
    """That a limit fits of whose figures these do: all, or some and the better one counts."""
    if all(fits):
        return TRUE
    return good(HoleKind.DOUBLE_LIMIT, name) if any(fits) else FALSE


def assumed(procedure: Procedure, limit: Limit) -> list[tuple[Formula, Limit]]:
    """What the `assume` lines say that the vague words of a limit mean, the event that it is
    counted from aside; each with that its line is in force.
    """
    return [
        (in_force(a.line.number), replace(a.limit, starts=()))
        for a in procedure.assumptions
        if a.limit is not None and a.limit.definite and a.words == limit.vague
    ]


def _soon(procedure: Procedure, limit: Limit, name: str, vague: Formula | None = None) -> Formula:
    """That a limit falls within the day; `vague`: that words do, if that is not as they are read.
    `name` is its holes'.
    """

    def fits(each: Limit, hole: str) -> Formula:
        return by_figures([_same_day(figure) for figure in each.figures], hole)

    return meant(procedure, limit, name, fits, vague)


def _same_day(figure: Iterable[Duration]) -> bool:
    return any(duration.unit is Unit.SAME_WORKING_DAY for duration in figure)


def soon_limit(procedure: Procedure, limit: Limit, name: str) -> Formula:
    """That the limit of a move, a lane or a consultation is soon; `name` is its holes'."""
    if any(start.kind is not Start.DEFAULT for start in limit.starts) or limit.backward:
        return FALSE
    return _soon(procedure, limit, name)


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
