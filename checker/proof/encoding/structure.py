"""The structure that the promises stand on: next steps, loops, rival lines, stages out of reach.

Here the board's stages are stages like others, and every ending is an end.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from checker.procedure.model import Outcome, Strength
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.encoding.path_ends import Goal, path_end_parts
from checker.proof.formula import FALSE, conj
from checker.proof.story import EventKind
from checker.proof.verdict import PartKey, Promise, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Move, Procedure
    from checker.proof.encoding.exits import StageExits
    from checker.proof.encoding.reach import Node, Reach
    from checker.proof.encoding.universe import Universe

_ENDS = {o.value for o in Outcome}


def structure_parts(
    procedure: Procedure, universe: Universe, promise: Promise
) -> tuple[Reach, list[PartFormula]]:
    """The parts of one of the structural promises."""
    everywhere = Goal(frozenset(), frozenset(e.name for e in procedure.endings))
    reach, parts = path_end_parts(procedure, universe, everywhere)
    if promise is Promise.EXCLUSIVE:
        return reach, list(_rivals(procedure, reach))
    return reach, [part for part in parts if _of(promise, part.key)]


def _of(promise: Promise, key: PartKey) -> bool:
    silence = key.row == Outcome.NO_ANSWER.value
    if promise is Promise.SILENCE:
        return silence
    if promise is Promise.NO_LOOP:
        return key.row == Row.LOOP.value
    return key.row in _ENDS and not silence


def _rivals(procedure: Procedure, reach: Reach) -> Iterator[PartFormula]:
    """Two lines that both bind at one moment and lead to different places."""
    for stage in procedure.stages:
        nodes = list(reach.at(stage.name))
        if not nodes:
            continue
        exits = reach.stages[nodes[0]]
        for outcome in exits.outcomes:
            found = [v for n in nodes for v in _torn(reach, n, reach.stages[n], outcome)]
            if found:
                yield PartFormula(PartKey(stage.name, outcome.value), tuple(found))
        found = [v for n in nodes for v in _torn(reach, n, reach.stages[n], None)]
        if found:
            yield PartFormula(PartKey(stage.name, Row.AT_ANY_MOMENT.value), tuple(found))


def _torn(
    reach: Reach, node: Node, exits: StageExits, outcome: Outcome | None
) -> Iterator[Violation]:
    ways = [e for e in exits.exits() if e.outcome is outcome and _binds(e.move)]
    for one, other in combinations(ways, 2):
        if one.target != other.target and one.move.line.number != other.move.line.number:
            formula = conj((reach.formula(node), one.guard, other.guard))
            if formula != FALSE:
                yield Violation(
                    node, formula, EventKind.TORN, outcome=outcome, exit=one, rival=other
                )


def _binds(move: Move) -> bool:
    return move.strength is not Strength.MAY and not move.hole
