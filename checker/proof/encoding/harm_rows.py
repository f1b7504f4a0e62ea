"""The rows of `same-day-escalation` beside its headline, as MEANING section 6 defines them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.story import EventKind
from checker.answers.verdict import PartKey, Promise, Row
from checker.procedure.model import OUT_OF_HOURS, Outcome, Strength, Trigger
from checker.proof.encoding.dates import Dates
from checker.proof.encoding.leads import undescribed
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.encoding.reach import Node
from checker.proof.encoding.transitions import Transition
from checker.proof.formula import TRUE, Formula, Var, conj, disj, negate, where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.procedure.model import Move, Stage
    from checker.proof.encoding.same_day import SameDay
    from checker.proof.encoding.transitions import StageTransitions

_OUT = Var(OUT_OF_HOURS)


def harm_row_parts(day: SameDay, promise: Promise) -> list[PartFormula]:
    """The parts of one row, in the order of the text; `day` has every moment in hours, but for the
    row about harm out of hours.
    """
    rows = _Rows(day)
    row, of_stage = _ROWS[promise]
    parts = []
    for stage in day.procedure.stages:
        nodes = list(day.reach.at(stage.name))
        if nodes and stage.board is (promise is Promise.HARM_BOARD):
            found = of_stage(rows, stage, nodes)
            if found is not None:
                parts.append(PartFormula(PartKey(stage.name, row.value), tuple(found)))
    return parts


class _Rows(Struct, frozen=True):
    """The violations of the rows, stage by stage; None where a row has nothing to say of one."""

    day: SameDay

    def silent(self, _: Stage, nodes: list[Node]) -> Iterator[Violation] | None:
        """Harm waits when nobody answers."""
        if Outcome.NO_ANSWER not in self.day.reach.stages[nodes[0]].outcomes:
            return None
        return (
            self.day.rests_after(node, harm, Outcome.NO_ANSWER)
            for harm in self.day.universe.harm
            for node in nodes
        )

    def consulted(self, stage: Stage, nodes: list[Node]) -> Iterator[Violation] | None:
        """Harm waits where a lane asks for a consultation first."""
        if not any(_consults(move) for move in stage.moves):
            return None
        return (
            self.day.waits(node, harm, disj(out.on(m) for m in out.lanes if _consults(m)))
            for harm in self.day.universe.harm
            for node in nodes
            for out in (self.day.reach.stages[node],)
        )

    def board(self, _: Stage, nodes: list[Node]) -> Iterator[Violation]:
        """Harm waits while the board has the case."""
        harms = self.day.universe.harm
        return (self.day.waits(node, harm, TRUE) for harm in harms for node in nodes)

    def out_of_hours(self, stage: Stage, nodes: list[Node]) -> Iterator[Violation]:
        """No lane takes harm on when it is out of hours."""
        dates = Dates(self.day.universe, self.day.goal.stages)
        for harm in self.day.universe.harm:
            for node in nodes:
                out = self.day.reach.stages[node]
                routes = disj(self._route(out, lane, stage, harm, dates) for lane in out.lanes)
                stuck = conj((self.day.reach.here(node), harm, _OUT, negate(routes)))
                yield Violation(node, stuck, EventKind.NO_ROUTE, harm=harm)

    def _route(
        self, out: StageTransitions, lane: Move, stage: Stage, harm: Var, dates: Dates
    ) -> Formula:
        """That a lane takes harm on out of hours, whatever else changes."""
        on = out.on(lane)
        ways = (Transition(lane, target, None, on) for target in lane.targets)
        right = conj((on, *(negate(self.day.wrong(way, stage)) for way in ways)))
        held = where(right, _OUT, TRUE)
        time = TRUE if lane.limit is None else dates.gapless(lane.limit, str(lane.line.number))
        if lane.limit is not None and lane.limit.vague is not None and not lane.limit.definite:
            time = TRUE
        return conj((out.settles(lane), time, self.day.universe.unbroken(held, harm)))

    def away(self, stage: Stage, _: list[Node]) -> Iterator[Violation]:
        """One role alone leads, and nobody stands in for it; or nobody leads."""
        roles = {role.name: role for role in self.day.procedure.roles}
        alone = disj(
            guard
            for name, guard in self.day.leads.alone(stage)
            if not roles[name].deputies
            and not any(len(holder.titles) > 1 for holder in roles[name].holders)
        )
        missing = disj((*self.day.leads.missing(stage), *undescribed(stage)))
        nobody = negate(self.day.leads.led(stage))
        for broken, kind in ((alone, EventKind.NO_DEPUTY), (nobody, EventKind.NOBODY_LEADS)):
            yield Violation(Node(stage.name), conj((negate(missing), broken)), kind)


def _consults(move: Move) -> bool:
    return (
        move.trigger is Trigger.LANE
        and move.strength is not Strength.MAY
        and move.consultation is not None
    )


_ROWS: dict[Promise, tuple[Row, Callable[[_Rows, Stage, list[Node]], Iterator[Violation] | None]]]
_ROWS = {
    Promise.HARM_OUT_OF_HOURS: (Row.OUT_OF_HOURS, _Rows.out_of_hours),
    Promise.HARM_SILENT: (Row.SILENT, _Rows.silent),
    Promise.HARM_CONSULTED: (Row.CONSULTED, _Rows.consulted),
    Promise.HARM_BOARD: (Row.BOARD, _Rows.board),
    Promise.HARM_AWAY: (Row.AWAY, _Rows.away),
}
