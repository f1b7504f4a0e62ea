"""Promises that a case reaches a place from some moment on, as MEANING section 7 has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.verdict import PartKey, Row
from checker.procedure.model import RequireKind, TargetKind
from checker.proof.encoding.dates import Dates, InTheEnd
from checker.proof.encoding.diagrams import exists
from checker.proof.encoding.end_to_end import in_time_part
from checker.proof.encoding.lateness import Deadline
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.encoding.path_ends import (
    Goal,
    Progress,
    after_outcome,
    can_come,
    path_end_parts,
)
from checker.proof.encoding.paths import Paths
from checker.proof.encoding.reach import Onward, reach_of
from checker.proof.encoding.spots import Outset
from checker.proof.encoding.visits import Visits
from checker.proof.formula import FALSE, TRUE, Formula, conj, disj, negate, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Outcome, Procedure, Require
    from checker.proof.encoding.decider import Decider
    from checker.proof.encoding.reach import Node, Reach
    from checker.proof.encoding.transitions import Transition


def onward_parts(
    decider: Decider, before: Reach, require: Require
) -> tuple[Reach, list[PartFormula]]:
    """What cases come to from such a moment on, and the parts; `before` has no absorbing stage."""
    goal = Goal(
        frozenset(p.name or "" for p in require.places if p.kind is TargetKind.STAGE),
        frozenset(p.name or "" for p in require.places if p.kind is TargetKind.ENDING),
    )
    universe = before.universe
    asked = _Asked(before, require, goal)
    onward = Onward(before, asked.entries(), asked.trigger)
    reach = reach_of(universe, goal.stages, onward=onward)
    progress: Progress = InTheEnd()
    if require.limit is not None:
        progress = Dates(universe, frozenset())
    found = {part.key: part for part in asked.pending(progress)}
    for part in path_end_parts(reach, goal, progress):
        known = found.get(part.key)
        own = known.violations if known is not None else ()
        found[part.key] = PartFormula(part.key, (*own, *part.violations))
    if require.limit is not None:
        ends = goal.stages | goal.endings
        judge = Deadline(decider, require.limit)
        ways = Visits(Paths(decider, before, ends, judge))
        found |= {part.key: part for part in asked.late(ways, judge)}
    return reach, sorted(found.values(), key=lambda part: _place(universe.procedure, part.key))


def _place(procedure: Procedure, key: PartKey) -> tuple[bool, int]:
    """Where a part stands among the others: in the order of the text, the loops last."""
    lines = {stage.name: stage.line.number for stage in procedure.stages}
    lines |= {ending.name: ending.line.number for ending in procedure.endings}
    return key.row == Row.LOOP.value, lines[key.place]


class _Asked:
    """From which moments on a promise asks for something."""

    def __init__(self, before: Reach, require: Require, goal: Goal) -> None:
        self.before = before
        self.universe = universe = before.universe
        self.require = require
        self.whenever = require.kind is RequireKind.WHENEVER
        self.trigger: Formula = universe.formula(require.trigger) if self.whenever else TRUE
        ends = goal.stages | goal.endings
        self.nodes = [
            node for node in before.nodes if node in before.stages and node.place not in ends
        ]

    def entries(self) -> dict[Node, tuple[tuple[Node, Transition | None], ...]]:
        """The nodes from which cases are looked at."""
        if self.whenever:
            return {
                node: ((node, None),)
                for node in self.nodes
                if self.universe.can_be(conj((self.before.formula(node), self.trigger)))
            }
        found: dict[Node, list[tuple[Node, Transition | None]]] = {}
        for node in self.nodes:
            for transition, target in self._left(node):
                if self.universe.can_be(conj((self.before.formula(node), transition.guard))):
                    found.setdefault(target, []).append((node, transition))
        return {target: tuple(sources) for target, sources in found.items()}

    def _left(self, node: Node) -> Iterator[tuple[Transition, Node]]:
        """What a case takes after an outcome asked for: moves, and lanes while it is pending.

        The guard of such a lane says besides that the outcome comes about just then, or can have
        come about before, no move being taken at once.
        """
        out = self.before.stages[node]
        asked = [each for each in out.outcomes if each in self.require.outcomes]
        for transition, target in self.before.transitions.get(node, ()):
            if transition.outcome in asked:
                yield transition, target
            for outcome in asked if transition.outcome is None else ():
                now = out.possible(outcome)
                held = conj((self.before.formula(node), now, negate(out.immediate(outcome))))
                before = self._since(exists(held, self.universe.changing))
                guard = conj((transition.guard, disj((now, before))))
                yield replace(transition, outcome=outcome, guard=guard), target

    def _since(self, formula: Formula) -> Formula:
        """That `formula` has held at some moment up to now, by what is fixed or has arisen."""
        for (var,) in self.universe.arising:
            formula = disj((formula, conj((var, where(formula, var, FALSE)))))
        return formula

    def outcomes(self) -> Iterator[tuple[Node, Outcome]]:
        """The outcomes after which a promise asks, or while which are pending its C can hold."""
        for node in self.nodes:
            out = self.before.stages[node]
            for outcome in out.outcomes if not out.stage.missing else ():
                asked = self.whenever or outcome in self.require.outcomes
                if asked and can_come(self.before, [node], outcome):
                    yield node, outcome

    def pending(self, progress: Progress) -> Iterator[PartFormula]:
        """The parts about a case with a pending outcome."""
        found: dict[PartKey, list[Violation]] = {}
        later = self.universe.at(self.trigger, 1)
        for node, outcome in self.outcomes():
            violations = found.setdefault(PartKey(node.place, outcome.value), [])
            for each in after_outcome(self.before, progress, node, outcome):
                if (
                    not self.whenever
                    or each.transition is None
                    or each.transition.move.limit is not None
                ):
                    formula = conj((each.formula, later))
                    violations.append(replace(each, formula=formula, before=True))
        for key, violations in found.items():
            yield PartFormula(key, tuple(violations))

    def late(self, ways: Visits, judge: Deadline) -> Iterator[PartFormula]:
        """The parts, one a stage: from such a moment in it the case reaches the goal in time."""
        found: dict[str, list[Outset]] = {}
        case = self.universe.formula(self.require.condition)
        asked = {n: conj((self.before.formula(n), self.trigger)) for n in self.nodes}
        asked = {node: here for node, here in asked.items() if self.universe.can_be(here)}
        for node, here in asked.items() if self.whenever else ():
            found.setdefault(node.place, []).append(Outset(node, conj((here, case))))
        for node, outcome in (each for each in self.outcomes() if each[0] in asked):
            when = conj((self.before.formula(node), case))
            since = Outset(node, when, outcome, self.trigger)
            found.setdefault(node.place, []).append(since)
        for place, starts in found.items():
            yield in_time_part(place, starts, ways, judge, before=True)
