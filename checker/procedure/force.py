"""Which lines of a text can be complied with, and as what: the classes that the ladder climbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import Force, Strength, TargetKind
from checker.procedure.remember import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.procedure.model import Duty, Line, Move, Procedure, Stage, StageLimit

_BY_STRENGTH = {
    Strength.MUST: Force.MUST,
    Strength.SHOULD: Force.GUIDANCE,
    Strength.MAY: Force.PERMISSION,
    Strength.PLAIN: Force.MUST,
}


def move_force(move: Move) -> Force:
    """A plain move binds like must towards endings alone; towards a stage it is an assumption."""
    if move.strength is Strength.PLAIN and any(
        target.kind is TargetKind.STAGE for target in move.targets
    ):
        return Force.ASSUMPTION
    return _BY_STRENGTH[move.strength]


@remembered
def binding_lines(procedure: Procedure) -> Mapping[int, tuple[Line, Force]]:
    """The lines that can be in force, by number, in the order of the text; permissions left out.

    These are moves, limits on a stage, totals, duties (those of endings, too), and `assume` lines.
    Standing lines are no lines of the text: every stage that is neither the board's nor missing has
    one. A line that stands in several stages is an assumption where it is one in any of them.
    """
    found: dict[int, tuple[Line, Force]] = {}
    for line, force in _all(procedure):
        if force is Force.ASSUMPTION or line.number not in found:
            found[line.number] = (line, force)
    return {number: found[number] for number in sorted(found)}


@remembered
def standing_stages(procedure: Procedure) -> tuple[str, ...]:
    """The stages that have a standing line, in the order of the text."""
    return tuple(s.name for s in procedure.stages if not s.board and not s.missing)


def _all(procedure: Procedure) -> Iterator[tuple[Line, Force]]:
    for assumption in procedure.assumptions:
        yield assumption.line, Force.ASSUMPTION
    for total in procedure.totals:
        if total.strength is not Strength.MAY:
            yield total.line, _BY_STRENGTH[total.strength]
    for stage in procedure.stages:
        yield from _of_stage(stage)
    for ending in procedure.endings:
        yield from _bound(ending.duties)


def _bound(lines: Iterable[StageLimit | Duty]) -> Iterator[tuple[Line, Force]]:
    for each in lines:
        if each.strength is not Strength.MAY:
            yield each.line, _BY_STRENGTH[each.strength]


def _of_stage(stage: Stage) -> Iterator[tuple[Line, Force]]:
    yield from _bound(stage.limits)
    yield from _bound(stage.duties)
    for move in stage.moves:
        force = move_force(move)
        if force is not Force.PERMISSION and not move.hole:
            yield move.line, force
