"""Promises about time as violations, as MEANING section 6 defines them: `limit-for-every-stage`,
`bounded-end`, `limit-has-a-start`, `extension-is-bounded` and `out-of-hours-covered`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.story import EventKind
from checker.answers.verdict import PartKey, Promise, Row, line_row
from checker.procedure.model import OUT_OF_HOURS, Start, Strength, Trigger
from checker.proof.encoding.dates import Dates, over
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.encoding.path_ends import accepted, path_end_parts
from checker.proof.formula import FALSE, Formula, Var, conj, disj, negate
from checker.worktime.real_waits import leaves_a_gap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.procedure.model import Condition, Limit, Move, Stage
    from checker.proof.encoding.reach import Node, Reach
    from checker.proof.encoding.transitions import StageTransitions
    from checker.proof.encoding.universe import Universe

_FROM_HERE = frozenset({Start.DEFAULT, Start.PROCEDURE})


def timed_parts(reach: Reach, promise: Promise) -> list[PartFormula]:
    """The parts of a promise about time, in the order of the text.

    `reach`: what cases come to short of an accepted end.
    """
    universe = reach.universe
    goal = accepted(universe.procedure)
    dates = Dates(universe, goal.stages)
    if promise is Promise.BOUNDED_END:
        return path_end_parts(reach, goal, dates)
    timed = _Timed(universe, dates, reach)
    parts: list[PartFormula] = []
    for stage in universe.procedure.stages:
        nodes = list(reach.at(stage.name))
        if nodes and (not stage.board or promise is Promise.LIMIT_START):
            parts += _PARTS[promise](timed, stage, nodes)
    return parts


class _Timed(Struct, frozen=True):
    """What the violations of one procedure share."""

    universe: Universe
    dates: Dates
    reach: Reach

    def stage_limit(self, stage: Stage, nodes: list[Node]) -> Iterator[PartFormula]:
        """The part that the wait for an outcome has a date."""
        found = tuple(
            Violation(node, conj((self.reach.here(node), negate(left))), EventKind.UNDATED)
            for node in nodes
            for left in (self.dates.left(self.reach.stages[node]),)
        )
        yield PartFormula(PartKey(stage.name, Row.LIMIT.value), found)

    # --- what limits count from ---

    def limit_start(self, stage: Stage, nodes: list[Node]) -> Iterator[PartFormula]:
        """The parts that what each limit of the stage counts from comes about."""
        asked: dict[int, list[tuple[Condition, Formula]]] = {}
        for number, condition, comes in (*self._counted(stage), *self._totals(stage)):
            asked.setdefault(number, []).append((condition, comes))
        for number in sorted(asked):
            never = disj(
                conj((self.universe.formula(condition), negate(comes)))
                for condition, comes in asked[number]
            )
            found = tuple(
                Violation(
                    node, conj((self.reach.here(node), never)), EventKind.UNSTARTED, line=number
                )
                for node in nodes
            )
            yield PartFormula(PartKey(stage.name, line_row(number)), found)

    def _counted(self, stage: Stage) -> Iterator[tuple[int, Condition, Formula]]:
        for each in stage.limits:
            if each.strength is not Strength.MAY and _elsewhere(each.limit, (stage.name,)):
                comes = self.dates.begins(each.limit, stage)
                yield each.line.number, each.condition, comes
        for move in stage.moves:
            if move.strength is Strength.MAY:
                continue
            held = move.consultation.limit if move.consultation is not None else None
            for limit in (move.limit, held):
                if limit is not None and _elsewhere(limit, (stage.name,)):
                    comes = self.dates.begins(limit, stage, move)
                    yield move.line.number, move.condition, comes

    def _totals(self, stage: Stage) -> Iterator[tuple[int, Condition, Formula]]:
        for total in self.universe.procedure.totals:
            if over(total, stage) and _elsewhere(total.limit, (stage.name, *total.stages)):
                comes = self.dates.begins(total.limit, stage, total)
                yield total.line.number, total.condition, comes

    # --- extensions ---

    def extension(self, stage: Stage, nodes: list[Node]) -> Iterator[PartFormula]:
        """The part that what puts off the stage's end has a bound."""
        if not stage.extensions and not stage.clocks:
            return
        found = []
        for node in nodes:
            here = self.reach.here(node)
            found += [
                Violation(node, here, EventKind.UNBOUNDED, line=clock.line.number)
                for clock in stage.clocks
            ]
            out = self.reach.stages[node]
            limits = disj((self.dates.stage_limits(out), self.dates.totals(stage)))
            for each in stage.extensions:
                extended = conj((here, self.universe.formula(each.condition), negate(limits)))
                found.append(Violation(node, extended, EventKind.UNBOUNDED, line=each.line.number))
        yield PartFormula(PartKey(stage.name, Row.EXTENSION.value), tuple(found))

    # --- out of hours ---

    def covered(self, stage: Stage, nodes: list[Node]) -> Iterator[PartFormula]:
        """The part that out of hours a line with a time is on wherever another says nothing."""
        lines = [(each.line.number, each.strength, each.limit) for each in stage.limits]
        lines += [
            (m.line.number, m.strength, m.limit) for m in _lanes(stage) if m.limit is not None
        ]
        gaps = [
            number
            for number, strength, limit in lines
            if strength is not Strength.MAY and leaves_a_gap(limit)
        ]
        if not gaps:
            return
        dark = Var(OUT_OF_HOURS)
        found = []
        for node in nodes:
            out = self.reach.stages[node]
            here = conj((self.reach.here(node), dark))
            by_lane = self._covering_lane(out)
            either = disj((by_lane, self._covering_limit(out)))
            on = [(each.line.number, out.limit_on(each), either) for each in stage.limits]
            on += [(lane.line.number, out.on(lane), by_lane) for lane in out.lanes]
            found += [
                Violation(
                    node, conj((here, guard, negate(covers))), EventKind.UNCOVERED, line=number
                )
                for number, guard, covers in on
                if number in gaps
            ]
        yield PartFormula(PartKey(stage.name, Row.OUT_OF_HOURS.value), tuple(found))

    def _covering_lane(self, out: StageTransitions) -> Formula:
        """That a lane with a time for every moment is on now."""
        return disj(
            conj(
                (
                    out.binding(lane),
                    out.on(lane),
                    self.dates.move_dated(out, lane, lane=True),
                    self.dates.gapless(lane.limit, str(lane.line.number)),
                )
            )
            for lane in out.lanes
            if lane.limit is not None
        )

    def _covering_limit(self, out: StageTransitions) -> Formula:
        """That a limit on the stage's end with a time for every moment is on now."""
        if out.stage.clocks:
            return FALSE
        return disj(
            conj(
                (
                    out.binding_limit(each),
                    out.limit_on(each),
                    self.dates.dated(each.limit, str(each.line.number), out.stage),
                    self.dates.gapless(each.limit, str(each.line.number)),
                )
            )
            for each in out.stage.limits
        )


_PARTS: dict[Promise, Callable[[_Timed, Stage, list[Node]], Iterator[PartFormula]]] = {
    Promise.STAGE_LIMIT: _Timed.stage_limit,
    Promise.LIMIT_START: _Timed.limit_start,
    Promise.EXTENSION: _Timed.extension,
    Promise.OUT_OF_HOURS_COVERED: _Timed.covered,
}


def _elsewhere(limit: Limit, places: tuple[str, ...]) -> bool:
    """Whether a limit counts only from events that need not come about where it stands."""
    return (
        bool(limit.starts)
        and not limit.backward
        and not any(
            start.kind in _FROM_HERE
            or (start.kind is Start.STAGE and start.name in {None, *places})
            for start in limit.starts
        )
    )


def _lanes(stage: Stage) -> list[Move]:

    return [move for move in stage.moves if move.trigger is Trigger.LANE]
