"""Promises of a writer's own that ask for a response, as MEANING section 7 defines them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.answers.verdict import PartKey, Row
from checker.procedure.model import Outcome, RequireKind, Strength
from checker.proof.encoding.deadlines import TimedLine, following, in_time, lanes, waiting
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.encoding.path_ends import can_come
from checker.proof.encoding.transitions import due
from checker.proof.formula import TRUE, Formula, Var, conj, disj, negate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from checker.procedure.model import Duty, Procedure, Require, Stage
    from checker.proof.encoding.reach import Node, Reach
    from checker.proof.encoding.universe import Universe

RESPONSES = frozenset(
    {RequireKind.IF_OUTCOME, RequireKind.WHENEVER, RequireKind.AFTER, RequireKind.AT_EVERY_STAGE}
)
"""The patterns that are decided here."""


def response_parts(reach: Reach, require: Require) -> list[PartFormula]:
    """The parts of a response pattern, in the order of the text; `reach` has no absorbing stage."""
    procedure = reach.universe.procedure
    asked = _Response(procedure, reach.universe, reach, require)
    if require.kind is RequireKind.AFTER:
        place = require.places[0].name or ""
        return list(asked.duty(place, list(reach.at(place))))
    found = []
    for stage in procedure.stages:
        nodes = list(reach.at(stage.name))
        if nodes:
            found += list(asked.of_stage(stage, nodes))
    return found


class _Response(Struct, frozen=True):
    """What the violations of one promise share."""

    procedure: Procedure
    universe: Universe
    reach: Reach
    require: Require

    def of_stage(self, stage: Stage, nodes: list[Node]) -> Iterator[PartFormula]:
        """The parts of one stage."""
        if self.require.kind is RequireKind.AT_EVERY_STAGE:
            yield from self.duty(stage.name, nodes)
        elif self.require.duty is not None and self.require.kind is RequireKind.WHENEVER:
            here = self.universe.formula(self.require.trigger)
            if any(self.universe.can_be(conj((self.reach.formula(n), here))) for n in nodes):
                yield from self.duty(stage.name, nodes, here)
        elif self.require.duty is not None:
            yield from self._after_each(stage, nodes)
        elif self.require.kind is RequireKind.WHENEVER:
            found = [v for node in nodes for v in self._whenever(node)]
            yield PartFormula(PartKey(stage.name, Row.WHENEVER.value), tuple(found))
        else:
            for outcome in self.reach.stages[nodes[0]].outcomes:
                if outcome in self.require.outcomes and can_come(self.reach, nodes, outcome):
                    found = [v for node in nodes for v in self._after(node, outcome)]
                    yield PartFormula(PartKey(stage.name, outcome.value), tuple(found))

    # --- the case moves on ---

    def _whenever(self, node: Node) -> Iterator[Violation]:
        out = self.reach.stages[node]
        here = conj((self.reach.here(node), self.universe.formula(self.require.trigger)))
        for start, timely in self._starts(waiting(out)):
            moved = out.left_in_the_end() if start is None else self._taken(timely)
            rests = conj((here, negate(self.universe.at(moved, 1))))
            yield Violation(node, rests, self._rests(), start=start)
        for outcome in out.outcomes:
            yield from self._after(node, outcome)

    def _after(self, node: Node, outcome: Outcome) -> Iterator[Violation]:
        """The violations that it need not move on after `outcome`; of `whenever C`, once C is."""
        out = self.reach.stages[node]
        here = conj((self.reach.here(node), out.possible(outcome)))
        if self.require.kind is RequireKind.WHENEVER:
            here = conj((here, self.universe.at(self.universe.formula(self.require.trigger), 1)))
        guards = [(move, out.match(move, outcome)) for move in out.moves]
        moves = list(following(out, guards))
        ways = list(lanes(out))
        if self.require.limit is None:
            followed = disj(conj((guard, out.settles(move))) for move, guard in guards)
            later = self.universe.at(out.lane_settles(), 1)
            rests = conj((here, negate(followed), negate(later)))
            yield Violation(node, rests, self._rests(), outcome=outcome)
            return
        for start, timely in in_time(self.procedure, self.require.limit, [*moves, *ways]):
            by_move = disj(
                conj((each.force, ends, each.on)) for each, ends in timely if each in moves
            )
            by_lane = self._taken((each, ends) for each, ends in timely if each in ways)
            rests = conj((here, negate(by_move), negate(self.universe.at(by_lane, 1))))
            yield Violation(node, rests, self._rests(), outcome=outcome, start=start)

    def _starts(
        self, lines: Iterable[TimedLine]
    ) -> Iterable[tuple[datetime | None, list[tuple[TimedLine, Formula]]]]:
        """Each start that asks for other lines, and that each line is in time from there; None, and
        that it is, where the promise has no limit.
        """
        if self.require.limit is None:
            return [(None, [(each, TRUE) for each in lines])]
        return in_time(self.procedure, self.require.limit, lines)

    def _taken(self, timely: Iterable[tuple[TimedLine, Formula]]) -> Formula:
        return disj(
            conj((each.force, ends, self.universe.unbroken(each.on))) for each, ends in timely
        )

    def _rests(self) -> EventKind:
        return EventKind.STAYS if self.require.limit is None else EventKind.OVERDUE

    # --- a duty ---

    def duty(
        self,
        place: str,
        nodes: list[Node],
        here: Formula | None = None,
        outcome: Outcome | None = None,
    ) -> Iterator[PartFormula]:
        """The part that a duty of this place asks what the promise asks.

        `here`: the moments when it has to; None: whatever changes after entering. `outcome`: the
        one after which it has to.
        """
        duties = _duties(self.procedure, place)
        asking = [duty for duty in duties if answers(duty, self.require, outcome)]
        limits = [
            TimedLine(
                duty.line.number,
                ((duty.limit, str(duty.line.number)),) if duty.limit is not None else (),
                self.universe.force(duty.line),
                on if here is not None else self.universe.unbroken(on),
            )
            for duty in asking
            for on in (due(self.universe, duty, duties),)
            if duty.limit is not None or self.require.limit is None
        ]
        found = []
        line = self._asked_otherwise(asking, duties)
        for start, timely in self._starts(limits):
            done = disj(conj((each.force, ends, each.on)) for each, ends in timely)
            for node in nodes:
                when = conj((self.reach.here(node), TRUE if here is None else here))
                if outcome is not None:
                    when = conj((when, self.reach.stages[node].possible(outcome)))
                told = Violation(node, conj((when, negate(done))), EventKind.NO_DUTY, outcome)
                found.append(replace(told, line=line, start=start))
        if nodes:
            row = Row.DUTY.value if outcome is None else outcome.value
            yield PartFormula(PartKey(place, row), tuple(found))

    def _asked_otherwise(self, asking: list[Duty], duties: tuple[Duty, ...]) -> int | None:
        """The line that asks what the promise asks whatever holds, and not by then; None if none
        does.
        """
        for duty in asking:
            whole = isinstance(self.universe.force(duty.line), Var)
            if whole and due(self.universe, duty, duties) == TRUE:
                return duty.line.number
        return None

    def _after_each(self, stage: Stage, nodes: list[Node]) -> Iterator[PartFormula]:
        """The parts of a duty after each of some outcomes."""
        for outcome in self.reach.stages[nodes[0]].outcomes:
            if outcome in self.require.outcomes and can_come(self.reach, nodes, outcome):
                yield from self.duty(stage.name, nodes, TRUE, outcome)


def _duties(procedure: Procedure, place: str) -> tuple[Duty, ...]:
    found = {ending.name: ending.duties for ending in procedure.endings}
    found |= {stage.name: stage.duties for stage in procedure.stages}
    return found.get(place, ())


def answers(duty: Duty, require: Require, outcome: Outcome | None) -> bool:
    """Whether a duty is one that a promise asks for, its limit and its condition aside.

    `outcome`: the one after which it is asked for; a duty on others is none.
    """
    wanted = require.duty
    if wanted is None or duty.strength is Strength.MAY:
        return False
    if duty.outcomes and outcome not in duty.outcomes:
        return False
    said = wanted.words is None or wanted.words == duty.words
    told = [any(each.covers(actor) for each in duty.recipients) for actor in wanted.recipients]
    return duty.actor.covers(wanted.actor) and duty.verb is wanted.verb and said and all(told)
