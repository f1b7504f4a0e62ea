"""The structure that the promises stand on: next steps, loops, rival lines, stages out of reach.

Here the board's stages are stages like others, and every ending is an end.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.answers.verdict import PartKey, Promise, Row, Verdict
from checker.procedure.model import Outcome, Strength
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.encoding.path_ends import Goal
from checker.proof.encoding.universe import exactly_one
from checker.proof.formula import Var, conj, negate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Move, Procedure
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.reach import Node, Reach
    from checker.proof.formula import Formula

_ROWS = {
    Promise.OUTCOMES: {outcome.value for outcome in Outcome} - {Outcome.NO_ANSWER.value},
    Promise.SILENCE: {Outcome.NO_ANSWER.value},
    Promise.NO_LOOP: {Row.LOOP.value},
}


def everywhere(procedure: Procedure) -> Goal:
    """The goal under which no stage ends a case, and every ending does."""
    return Goal(frozenset(), frozenset(e.name for e in procedure.endings))


def structure_parts(
    reach: Reach, parts: Iterable[PartFormula], promise: Promise
) -> list[PartFormula]:
    """Those of the `parts` of "every case ends somewhere" that a structural promise is about."""
    if promise is Promise.EXCLUSIVE:
        return list(_rivals(reach))
    return [part for part in parts if part.key.row in _ROWS[promise]]


def _rivals(reach: Reach) -> Iterator[PartFormula]:
    """The parts that no two lines bind at one moment and lead to different places."""
    for stage in reach.universe.procedure.stages:
        nodes = list(reach.at(stage.name))
        for outcome in (*reach.stages[nodes[0]].outcomes, None) if nodes else ():
            found = tuple(v for n in nodes for v in _torn(reach, n, outcome))
            if found:
                row = outcome or Row.AT_ANY_MOMENT
                yield PartFormula(PartKey(stage.name, row.value), found)


def _torn(reach: Reach, node: Node, outcome: Outcome | None) -> Iterator[Violation]:
    ways = [e for e in reach.stages[node].all() if e.outcome is outcome and _binds(e.move)]
    for one, other in combinations(ways, 2):
        if set(one.move.targets).isdisjoint(other.move.targets):
            formula = conj((reach.formula(node), one.guard, other.guard))
            if reach.universe.can_be(formula):
                yield Violation(
                    node, formula, EventKind.TORN, outcome=outcome, transition=one, rival=other
                )


def _binds(move: Move) -> bool:
    return move.strength is not Strength.MAY and not move.hole


def reached(reach: Reach, decider: Decider) -> Iterator[tuple[PartKey, Verdict]]:
    """For each stage, whether some case comes to it: proved, refuted, or open where it hangs on
    how the text is read. A stage of a track is reached where a stage that is reached starts it.

    The set of states that cases come to is closed under every transition, so a stage outside it is
    reached by none; one inside it is reached by the path that the closure followed.
    """
    procedure = reach.universe.procedure
    readings = {option for reading in procedure.readings for option in reading.options}
    started = {
        duty.track
        for stage in procedure.stages
        if any(True for _ in reach.at(stage.name))
        for duty in stage.duties
    }
    for stage in procedure.stages:
        somehow = reach.somehow(stage.name, map(Var, readings))
        if stage.track is not None and stage.track in started:
            verdict = Verdict.PROVED
        elif not decider.possible(somehow):
            verdict = Verdict.REFUTED
        else:
            groups = (tuple(map(Var, reading.options)) for reading in procedure.readings)
            read = conj(exactly_one(group) for group in groups)
            never = decider.possible(conj((read, negate(somehow))))
            verdict = Verdict.OPEN if never else Verdict.PROVED
        yield PartKey(stage.name, Row.REACHED.value), verdict


def never_taken(reach: Reach, decider: Decider) -> tuple[int, ...]:
    """Numbers of the lines of moves that no case can ever take, in stages that cases come to."""
    tried: dict[int, list[Formula]] = {}
    for node, out in reach.stages.items():
        if node not in reach.nodes:
            continue
        for move in out.stage.moves:
            if not move.hole:
                tried.setdefault(move.line.number, [])
        for transition in out.all():
            tried[transition.move.line.number].append(conj((reach.formula(node), transition.guard)))
    return tuple(
        number
        for number, formulas in sorted(tried.items())
        if not any(decider.possible(formula) for formula in formulas)
    )
