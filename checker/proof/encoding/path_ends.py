"""`every-path-ends` as violations, and the promises of a writer's own that are of its kind."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.answers.story import EventKind
from checker.answers.verdict import PartKey, Row
from checker.procedure.holes import HoleKind
from checker.procedure.model import EndingKind, TargetKind, Trigger
from checker.proof.encoding.dates import Dates, InTheEnd
from checker.proof.encoding.parts import PartFormula, Violation, loop_violation, loops
from checker.proof.encoding.universe import good
from checker.proof.formula import FALSE, TRUE, Formula, conj, disj, negate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Ending, Outcome, Procedure, Stage
    from checker.proof.encoding.reach import Node, Reach
    from checker.proof.encoding.transitions import StageTransitions


Progress: TypeAlias = Dates | InTheEnd
"""What ends a wait: by some date, or in the end."""


class Goal(Struct, frozen=True):
    """Where cases are to come: `stages` and `endings`; `hand_over`: a hand-over may be one too."""

    stages: frozenset[str]
    endings: frozenset[str]
    hand_over: frozenset[str] = frozenset()


def accepted(procedure: Procedure) -> Goal:
    """The accepted ends: agreement, decision, referral, and the board's stages."""
    kinds = (EndingKind.AGREEMENT, EndingKind.DECISION, EndingKind.REFERRAL)
    return Goal(
        stages=frozenset(s.name for s in procedure.stages if s.board),
        endings=frozenset(e.name for e in procedure.endings if e.kind in kinds),
        hand_over=frozenset(e.name for e in procedure.endings if e.kind is EndingKind.HAND_OVER),
    )


def path_end_parts(reach: Reach, goal: Goal, progress: Progress | None = None) -> list[PartFormula]:
    """The parts of "every case comes to the goal", in the order of the text; the loops last.

    `reach`: what cases come to short of the goal's stages. `progress`: what ends a wait; without
    it, whatever does in the end.
    """
    procedure, progress = reach.universe.procedure, progress or InTheEnd()
    placed: list[tuple[int, Iterator[PartFormula]]] = []
    for stage in procedure.stages:
        nodes = [] if stage.name in goal.stages else list(reach.at(stage.name))
        if nodes:
            found = _stage_parts(reach, progress, stage, nodes)
            placed.append((stage.line.number, found))
    placed += [
        (ending.line.number, _ending_part(reach, ending, goal))
        for ending in procedure.endings
        if ending.name not in goal.endings
    ]
    parts = [part for _, found in sorted(placed, key=itemgetter(0)) for part in found]
    return [*parts, *(part for _, part in loop_parts(reach))]


def loop_parts(reach: Reach) -> Iterator[tuple[frozenset[str], PartFormula]]:
    """For each set of stages that lead to one another, the part that no case goes round in it."""
    for first, places in loops(reach):
        violation = loop_violation(reach, places, EventKind.AGAIN, lambda *_: TRUE, lambda _: TRUE)
        key = PartKey(first, Row.LOOP.value)
        yield places, PartFormula(key, (violation,) if violation else ())


def _stage_parts(
    reach: Reach, progress: Progress, stage: Stage, nodes: list[Node]
) -> Iterator[PartFormula]:
    if stage.missing:
        found = tuple(Violation(node, reach.here(node), progress.rests) for node in nodes)
        yield PartFormula(PartKey(stage.name, Row.NEVER_DESCRIBED.value), found)
        return
    for outcome in reach.stages[nodes[0]].outcomes:
        if can_come(reach, nodes, outcome):
            found = tuple(v for n in nodes for v in after_outcome(reach, progress, n, outcome))
            yield PartFormula(PartKey(stage.name, outcome.value), found)
    waits = tuple(
        Violation(
            node,
            conj((reach.formula(node), negate(progress.left(reach.stages[node])))),
            progress.rests,
        )
        for node in nodes
    )
    yield PartFormula(PartKey(stage.name, Row.LEFT_IN_THE_END.value), waits)
    lanes = [move for move in stage.moves if move.trigger is Trigger.LANE]
    if any(target.kind is TargetKind.MISSING for lane in lanes for target in lane.targets):
        lost = [v for node in nodes for v in _lost(reach, node, None, reach.stages[node])]
        yield PartFormula(PartKey(stage.name, Row.AT_ANY_MOMENT.value), tuple(lost))


def can_come(reach: Reach, nodes: Iterable[Node], outcome: Outcome) -> bool:
    """Whether an outcome can come about at one of these nodes."""
    at = (conj((reach.formula(node), reach.stages[node].possible(outcome))) for node in nodes)
    return any(reach.universe.can_be(each) for each in at)


def after_outcome(
    reach: Reach, progress: Progress, node: Node, outcome: Outcome
) -> Iterator[Violation]:
    """The violations after `outcome`: the case rests, or a move leads to what is missing."""
    out = reach.stages[node]
    followed = disj(
        conj((out.match(move, outcome), progress.taken(out, move)))
        for move in out.moves
        if out.match(move, outcome) != FALSE
    )
    rests = conj(
        (
            reach.formula(node),
            out.possible(outcome),
            negate(followed),
            negate(reach.universe.at(progress.by_lane(out), 1)),
        )
    )
    yield Violation(node, rests, progress.rests, outcome=outcome)
    yield from _lost(reach, node, outcome, out)


def _lost(
    reach: Reach, node: Node, outcome: Outcome | None, out: StageTransitions
) -> Iterator[Violation]:
    for transition in out.all():
        if transition.target.kind is TargetKind.MISSING and transition.outcome is outcome:
            bad = negate(good(HoleKind.MISSING_MOVE, str(transition.move.line.number)))
            formula = conj((reach.formula(node), transition.guard, bad))
            yield Violation(node, formula, EventKind.MOVED, outcome=outcome, transition=transition)


def _ending_part(reach: Reach, ending: Ending, goal: Goal) -> Iterator[PartFormula]:
    nodes = list(reach.at(ending.name))
    if not nodes:
        return
    bad: Formula = (
        negate(good(HoleKind.HAND_OVER, ending.name)) if ending.name in goal.hand_over else TRUE
    )
    violations = tuple(
        Violation(node, conj((reach.formula(node), bad)), EventKind.MOVED) for node in nodes
    )
    yield PartFormula(PartKey(ending.name, Row.ENDING.value), violations)
