"""`same-day-escalation` as violations, for cases whose every moment is in hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.answers.verdict import PartKey, Row
from checker.procedure.holes import HoleKind
from checker.procedure.model import EndingKind, TargetKind
from checker.procedure.remember import remembering
from checker.proof.encoding.leads import Leads
from checker.proof.encoding.meanings import soon_move, soon_stage_limit
from checker.proof.encoding.parts import PartFormula, Violation, loop_violation, loops
from checker.proof.encoding.path_ends import accepted
from checker.proof.encoding.reach import reach_of
from checker.proof.encoding.transitions import Transition
from checker.proof.encoding.universe import good
from checker.proof.formula import FALSE, TRUE, Formula, Var, conj, disj, negate, where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.procedure.model import Move, Outcome, Stage
    from checker.proof.encoding.reach import Node
    from checker.proof.encoding.transitions import StageTransitions
    from checker.proof.encoding.universe import Universe


class SameDay:
    """The violations of "significant harm is escalated within the same working day"."""

    def __init__(self, universe: Universe) -> None:
        """What cases come to over `universe`."""
        self.procedure = procedure = universe.procedure
        self.universe = universe
        self.leads = Leads(universe)
        self.goal = accepted(procedure)
        self.reach = reach_of(universe, self.goal.stages)
        self.endings = {e.name: e for e in procedure.endings}
        self.stages = procedure.stages_by_name

    def parts(self) -> list[PartFormula]:
        """The headline's parts, in the order of the text."""
        parts: list[PartFormula] = []
        for stage in self.procedure.stages:
            nodes = [] if stage.name in self.goal.stages else list(self.reach.at(stage.name))
            if nodes:
                found = [
                    v
                    for harm in self.universe.harm
                    for node in nodes
                    for v in self._violations(node, stage, harm)
                ]
                parts.append(PartFormula(PartKey(stage.name, Row.IN_HOURS.value), tuple(found)))
        for first, places in loops(self.reach):
            rounds = (self._handed_round(places, harm) for harm in self.universe.harm)
            key = PartKey(first, Row.HANDED_ROUND.value)
            parts.append(PartFormula(key, tuple(v for v in rounds if v is not None)))
        return parts

    def _violations(self, node: Node, stage: Stage, harm: Var) -> Iterator[Violation]:
        yield self.waits(node, harm, TRUE)
        for outcome in self.reach.stages[node].outcomes:
            yield self.rests_after(node, harm, outcome)
        yield from self._wrong_ways(node, stage, harm)

    @remembering
    def _soon_lanes(self, out: StageTransitions, harm: Var) -> Formula:
        """That some lane takes the case out within the day, whatever facts but harm change."""
        return out.by_lane(self._soon_lane, harm)

    def _soon_lane(self, lane: Move) -> Formula:
        return soon_move(self.procedure, lane, lane=True)

    def waits(self, node: Node, harm: Var, where: Formula) -> Violation:
        """The violation that harm waits past the day before any outcome, while `where` holds."""
        out = self.reach.stages[node]
        lanes = self._soon_lanes(out, harm)
        limits = out.by_limit(lambda each: soon_stage_limit(self.procedure, out.stage, each), harm)
        waits = conj((self.reach.here(node), harm, where, negate(disj((lanes, limits)))))
        return Violation(node, waits, EventKind.STILL_THERE, harm=harm)

    def rests_after(self, node: Node, harm: Var, outcome: Outcome) -> Violation:
        """The violation that harm waits past the day once `outcome` has come about."""
        out = self.reach.stages[node]
        followed = disj(
            conj(
                (
                    out.match(m, outcome),
                    out.binding(m),
                    TRUE if m.hole else soon_move(self.procedure, m, lane=False),
                )
            )
            for m in out.moves
            if out.match(m, outcome) != FALSE
        )
        lanes = self._soon_lanes(out, harm)
        later = conj((self._at(harm, 1), negate(self._at(lanes, 1))))
        waits = conj((self.reach.here(node), out.possible(outcome), negate(followed), later))
        return Violation(node, waits, EventKind.STILL_THERE, outcome=outcome, harm=harm)

    def _wrong_ways(self, node: Node, stage: Stage, harm: Var) -> Iterator[Violation]:
        here = self.reach.here(node)
        out = self.reach.stages[node]
        for each in out.all():
            wrong, outcome = self.wrong(each, stage), each.outcome
            if wrong == FALSE:
                continue
            found = [conj((here, harm, each.guard, wrong))]
            if outcome is not None:
                later = (self._at(harm, 1), self._at(wrong, 1))
                found.append(conj((here, each.guard, negate(out.immediate(outcome)), *later)))
            for formula in found:
                yield Violation(
                    node, formula, EventKind.MOVED, outcome=outcome, transition=each, harm=harm
                )

    def wrong(self, transition: Transition, stage: Stage) -> Formula:
        """That it leads to a lower tier, to an ending without outcome, or nowhere known."""
        accepted = self._accepted(transition)
        if accepted is not None:
            return negate(accepted)
        to = self.stages[transition.target.name or ""]
        return self._led(to, self.leads.lower(to, stage), negate)

    def _up(self, transition: Transition, stage: Stage) -> Formula:
        """That it leads to an accepted end, a hand-over, or a stage of a higher tier."""
        accepted = self._accepted(transition)
        if accepted is not None:
            return accepted
        to = self.stages[transition.target.name or ""]
        return self._led(to, self.leads.lower(stage, to), lambda good_reading: good_reading)

    def _accepted(self, transition: Transition) -> Formula | None:
        """That it leads where harm is answered; None where the tier of a stage decides."""
        target = transition.target
        if target.kind is TargetKind.MISSING:
            return good(HoleKind.MISSING_MOVE, str(transition.move.line.number))
        if target.kind is TargetKind.ENDING:
            ending = self.endings[target.name or ""]
            return FALSE if ending.kind is EndingKind.WITHOUT_OUTCOME else TRUE
        return TRUE if target.name in self.goal.stages else None

    def _led(self, to: Stage, tier: Formula, read: Callable[[Formula], Formula]) -> Formula:
        """`tier`; of a missing stage that nobody leads, its good reading as `read` instead."""
        if not to.missing:
            return tier
        unknown = self.leads.nobody(to)
        described = read(good(HoleKind.MISSING_STAGE, to.name))
        return disj((conj((unknown, described)), conj((negate(unknown), tier))))

    def _takes_up(self, out: StageTransitions, lane: Move, stage: Stage) -> Formula:
        """That `lane` is on and leads up, whichever of its targets is chosen."""
        on = out.on(lane)
        ways = (Transition(lane, target, None, on) for target in lane.targets)
        return conj((on, *(self._up(way, stage) for way in ways)))

    def _handed_round(self, places: frozenset[str], harm: Var) -> Violation | None:
        def step(node: Node, _: Transition, target: Node) -> Formula:
            here, there = self.stages[node.place], self.stages[target.place]
            apart = [self.leads.lower(here, there), self.leads.lower(there, here)]
            if there.missing:
                apart.append(self.leads.nobody(there))
            return where(negate(disj(apart)), harm, TRUE)

        def stage(node: Node) -> Formula:
            out, here = self.reach.stages[node], self.stages[node.place]
            up = out.by_lane(self._soon_lane, harm, lambda lane: self._takes_up(out, lane, here))
            return conj((harm, negate(up)))

        return loop_violation(self.reach, places, EventKind.AGAIN, step, stage, harm)

    def _at(self, formula: Formula, moment: int) -> Formula:
        return self.universe.at(formula, moment)
