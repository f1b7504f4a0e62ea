"""Which limits give a date, as MEANING section 6 defines it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.story import EventKind
from checker.procedure.model import Outcome, Start, Strength, TotalLimit
from checker.procedure.remember import remembering
from checker.proof.encoding.meanings import meant
from checker.proof.encoding.reach import reach_of
from checker.proof.encoding.transitions import due, of_limits
from checker.proof.formula import FALSE, TRUE, Formula, conj, disj
from checker.worktime.real_waits import leaves_a_gap

if TYPE_CHECKING:
    from checker.procedure.model import (
        Duty,
        Limit,
        Move,
        Stage,
        StartEvent,
    )
    from checker.proof.encoding.transitions import StageTransitions
    from checker.proof.encoding.universe import Universe

BEHIND = {
    Start.DECISION: frozenset({Outcome.DECIDED}),
    Start.ANSWER: frozenset({Outcome.AGREED, Outcome.NOT_AGREED}),
}
"""The outcomes with which an event has come about."""


class Dates:
    """Which limits of a text give a date; each answer is a formula over one moment.

    It is also the progress of a promise with a time: only what has a date moves a case.
    """

    rests = EventKind.UNDATED

    def __init__(self, universe: Universe, absorbing: frozenset[str]) -> None:
        """`absorbing`: the stages in which a case has ended."""
        self.procedure = universe.procedure
        self.universe = universe
        self._absorbing = absorbing

    # --- one limit ---

    def figure(self, limit: Limit, name: str) -> Formula:
        """That there is a time, whatever it counts from; `name` is its holes'."""
        return meant(self.procedure, limit, name, lambda *_: TRUE)

    def gapless(self, limit: Limit, name: str) -> Formula:
        """That there is a time for every moment, out of hours too."""
        if any(start.receiving for start in limit.starts) and not limit.missing:
            return TRUE
        return meant(
            self.procedure, limit, name, lambda each, _: FALSE if leaves_a_gap(each) else TRUE
        )

    # --- what it counts from ---

    def begins(self, limit: Limit, stage: Stage, of: Move | TotalLimit | None = None) -> Formula:
        """That an event which a limit of `stage` counts from comes about; `of`: the move or the
        total whose it is.
        """
        if not limit.starts:
            return TRUE
        return disj(self._comes(start, stage, of) for start in limit.starts)

    def _comes(self, start: StartEvent, stage: Stage, of: Move | TotalLimit | None) -> Formula:
        if start.kind in {Start.DEFAULT, Start.PROCEDURE}:
            return TRUE
        if start.kind is Start.STAGE:
            own = {None, stage.name, *(of.stages if isinstance(of, TotalLimit) else ())}
            return TRUE if start.name in own else self._passed(start.name, stage)
        if isinstance(of, TotalLimit):
            return FALSE
        behind = BEHIND.get(start.kind, frozenset())
        if of is not None and of.outcomes and behind.issuperset(of.outcomes):
            return TRUE
        bringing = (duty for duty in stage.duties if duty.verb.brings is start.kind)
        return disj(self._done(duty, stage) for duty in bringing)

    def _done(self, duty: Duty, stage: Stage) -> Formula:
        """That a duty is done by some date, whatever facts change."""
        limit = duty.limit
        if duty.strength is Strength.MAY or duty.outcomes or limit is None:
            return FALSE
        if not limit.definite or limit.starts or limit.backward:
            return FALSE
        on = due(self.universe, duty, stage.duties)
        return conj((self.universe.force(duty.line), self.universe.unbroken(on)))

    def _passed(self, name: str | None, stage: Stage) -> Formula:
        """That no case comes to `stage` without having been in the stage `name`."""
        return FALSE if stage.name in self._without(name or "") else TRUE

    @remembering
    def _without(self, name: str) -> frozenset[str]:
        """Where cases come that have not been in the stage `name`; and that stage itself."""
        found = reach_of(self.universe, self._absorbing | {name})
        return frozenset(node.place for node in found.nodes)

    # --- what is in force and dated ---

    def stage_limits(self, out: StageTransitions) -> Formula:
        """That a limit on the stage's end gives a date, whatever facts change."""
        stage = out.stage
        if stage.clocks:
            return FALSE
        return out.by_limit(lambda each: self.dated(each.limit, str(each.line.number), stage))

    def dated(self, limit: Limit, name: str, stage: Stage, move: Move | None = None) -> Formula:
        """That a limit of `stage` gives a date."""
        if limit.backward:
            return FALSE
        return conj((self.figure(limit, name), self.begins(limit, stage, move)))

    def totals(self, stage: Stage) -> Formula:
        """That a total over `stage` gives a date, whatever facts change."""
        return disj(
            conj(
                (
                    self.universe.force(total.line),
                    self.figure(total.limit, str(total.line.number)),
                    self.begins(total.limit, stage, total),
                    self.universe.unbroken(self.universe.formula(total.condition)),
                )
            )
            for total in self.procedure.totals
            if over(total, stage) and not total.limit.backward
        )

    def move_dated(self, out: StageTransitions, move: Move, *, lane: bool) -> Formula:
        """That a move gives a date by which it is taken, its consultation included."""
        return of_limits(
            move, lambda limit, name: self.dated(limit, name, out.stage, move), lane=lane
        )

    # --- progress ---

    def taken(self, out: StageTransitions, move: Move) -> Formula:
        """That a move that matched is taken by some date."""
        return conj((out.binding(move), self.move_dated(out, move, lane=False)))

    @remembering
    def by_lane(self, out: StageTransitions) -> Formula:
        """That some lane takes the case out by some date, whatever facts change."""
        return out.by_lane(lambda lane: self.move_dated(out, lane, lane=True))

    def left(self, out: StageTransitions) -> Formula:
        """That the wait for an outcome has a date."""
        return disj((self.stage_limits(out), self.totals(out.stage), self.by_lane(out)))


class InTheEnd:
    """The progress that a promise without a time counts: what is taken in the end."""

    rests = EventKind.STAYS

    def taken(self, out: StageTransitions, move: Move) -> Formula:
        """That a move that matched is taken in the end."""
        return out.settles(move)

    def by_lane(self, out: StageTransitions) -> Formula:
        """That some lane takes the case out in the end, whatever facts change."""
        return out.lane_settles()

    def left(self, out: StageTransitions) -> Formula:
        """That the wait for an outcome ends."""
        return out.left_in_the_end()


def over(total: TotalLimit, stage: Stage) -> bool:
    """Whether a total can bind and covers `stage`."""
    covers = total.whole_procedure or stage.name in total.stages
    return covers and total.strength is not Strength.MAY
