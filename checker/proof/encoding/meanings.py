"""What a limit can mean, under each reading of its holes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.holes import HoleKind
from checker.proof.encoding.universe import good, in_force
from checker.proof.formula import FALSE, TRUE, Formula, disj

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.procedure.model import Assumption, Limit, Procedure


def meant(
    procedure: Procedure, limit: Limit, name: str, fits: Callable[[Limit, str], Formula]
) -> Formula:
    """That a limit fits: one with figures as `fits` says; one that is missing or vague under its
    good reading, or where an `assume` line in force gives its words a limit that fits in any case.
    `name` is its holes'.
    """
    if limit.missing:
        return good(HoleKind.MISSING_LIMIT, name)
    if limit.definite:
        return fits(limit, name)
    settled = (
        in_force(a.line.number)
        for a in assumed(procedure, limit)
        if a.limit is not None and a.limit.definite and fits(a.limit, name) == TRUE
    )
    return disj((good(HoleKind.VAGUE_LIMIT, name), *settled))


def by_figures(fits: list[bool], name: str) -> Formula:
    """That a limit fits of whose figures these do: all, or some and the better one counts."""
    if all(fits):
        return TRUE
    return good(HoleKind.DOUBLE_LIMIT, name) if any(fits) else FALSE


def assumed(procedure: Procedure, limit: Limit) -> list[Assumption]:
    """The `assume` lines that say what the vague words of a limit mean."""
    return [
        a
        for a in procedure.assumptions
        if a.limit is not None and limit.vague is not None and a.words == limit.vague
    ]
