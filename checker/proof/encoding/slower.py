"""`harm-never-slower` as violations, as MEANING section 6 defines it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.answers.verdict import PartKey, Row
from checker.procedure.model import Strength
from checker.proof.encoding.dates import over
from checker.proof.encoding.deadlines import TimedLine, in_time, waiting
from checker.proof.encoding.parts import PartFormula, Violation
from checker.proof.formula import FALSE, TRUE, Formula, conj, disj, negate, variables, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Limit, Move, Stage, StageLimit
    from checker.proof.encoding.reach import Node
    from checker.proof.encoding.same_day import SameDay
    from checker.proof.encoding.transitions import StageTransitions
    from checker.proof.formula import Var


def slower_parts(day: SameDay) -> list[PartFormula]:
    """The parts, in the order of the text; `day` has every moment in hours."""
    marked = {fact.own for fact in day.procedure.facts if fact.harm}
    harms = [var for var in day.universe.harm if var.name in marked]
    parts = []
    for stage in day.procedure.stages:
        nodes = [] if stage.board or stage.missing else list(day.reach.at(stage.name))
        found = [v for node in nodes for harm in harms for v in _violations(day, node, stage, harm)]
        if found:
            parts.append(PartFormula(PartKey(stage.name, Row.UNDER_HARM.value), tuple(found)))
    return parts


def _violations(day: SameDay, node: Node, stage: Stage, harm: Var) -> Iterator[Violation]:
    out = day.reach.stages[node]
    totals = list(_totals(out, stage))
    lines = [*waiting(out), *totals]
    for number, limit, on in _ordinary(out, totals):
        if harm not in variables(on):
            continue
        calm = day.universe.unbroken(where(on, harm, FALSE))
        harmed = where(on, harm, TRUE)
        off = conj((calm, negate(day.universe.unbroken(harmed))))
        if not day.universe.can_be(off):
            continue
        others = [line for line in lines if line.number != number]
        for start, timely in in_time(day.procedure, limit, others):
            sooner = disj(
                conj((each.force, ends, day.universe.unbroken(each.on, harm)))
                for each, ends in timely
            )
            slower = conj((day.reach.here(node), harm, off, negate(sooner)))
            yield Violation(node, slower, EventKind.SLOWER, harm=harm, line=number, start=start)


def _totals(out: StageTransitions, stage: Stage) -> Iterator[TimedLine]:
    """The totals over a stage, counted from now: none ends later than that."""
    for total in out.universe.procedure.totals:
        if over(total, stage):
            limits = ((replace(total.limit, starts=()), str(total.line.number)),)
            on = out.universe.formula(total.condition)
            yield TimedLine(total.line.number, limits, out.universe.force(total.line), on)


def _ordinary(
    out: StageTransitions, totals: Iterable[TimedLine]
) -> Iterator[tuple[int, Limit, Formula]]:
    """The ordinary lines: number, limit, and that it is on."""
    lines: list[tuple[StageLimit | Move, Limit, Formula]]
    lines = [(each, each.limit, out.limit_on(each)) for each in out.stage.limits]
    lines += [(lane, lane.limit, out.on(lane)) for lane in out.lanes if lane.limit is not None]
    may = Strength.MAY
    found = [(each.line.number, limit, on) for each, limit, on in lines if each.strength is not may]
    found += [(each.number, limit, each.on) for each in totals for limit, _ in each.limits]
    for number, limit, on in found:
        if limit.definite and not limit.starts and not limit.backward:
            yield number, limit, on
