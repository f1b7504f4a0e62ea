"""Comparing deadlines: which lines end a wait within a limit, from every start in hours.

Starts are tried until every order in which the deadlines can fall has been seen, so each answer is
exact. Starts from which the same lines are in time are one question.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.verdict import Reason
from checker.procedure.model import BARE_DAYS, Unit
from checker.proof.encoding.meanings import assumed, by_figures, meant
from checker.proof.encoding.transitions import move_limits
from checker.proof.encoding.undecided import UndecidedError, lacking
from checker.proof.formula import FALSE, Formula, conj
from checker.worktime.calendar import calendar_of
from checker.worktime.latest import Untabled
from checker.worktime.longest import side_by_side
from checker.worktime.moments import ordinary_opening
from checker.worktime.real_waits import SPAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from checker.procedure.model import Limit, Move, Procedure
    from checker.proof.encoding.transitions import StageTransitions
    from checker.worktime.calendar import Calendar
    from checker.worktime.latest import Tick


class TimedLine(Struct, frozen=True):
    """A line that can end a wait: all its `limits` (each with its holes' name) have to be in time.

    `force`: that it is in force; `on`: that it is on now, or matches.
    """

    number: int
    limits: tuple[tuple[Limit, str], ...]
    force: Formula
    on: Formula


def waiting(out: StageTransitions) -> Iterator[TimedLine]:
    """The lines that can end the wait for an outcome: limits on the stage's end, and lanes."""
    for each in out.stage.limits:
        force = FALSE if out.stage.clocks else out.binding_limit(each)
        limits = ((each.limit, str(each.line.number)),)
        yield TimedLine(each.line.number, limits, force, out.limit_on(each))
    yield from lanes(out)


def lanes(out: StageTransitions) -> Iterator[TimedLine]:
    """The lanes of a stage; one without a limit is never in time."""
    for lane in out.lanes:
        yield _moving(out, lane, out.on(lane), timed=lane.limit is not None)


def following(out: StageTransitions, guards: Iterable[tuple[Move, Formula]]) -> Iterator[TimedLine]:
    """Moves that match, each with its guard; one without a limit is taken at once."""
    for move, guard in guards:
        yield _moving(out, move, guard, timed=True)


def _moving(out: StageTransitions, move: Move, on: Formula, *, timed: bool) -> TimedLine:
    limits = move_limits(move)
    force = out.binding(move) if timed and limits is not None else FALSE
    return TimedLine(move.line.number, limits or (), force, on)


def in_time(
    procedure: Procedure, bound: Limit, lines: Iterable[TimedLine]
) -> Iterator[tuple[datetime, list[tuple[TimedLine, Formula]]]]:
    """For each set of lines that can end by `bound`, the first start from which they do, and that
    each of them does.

    Starts at which `bound` has no date are left out.
    """
    others = [each for each in lines if each.force != FALSE]
    limits = [bound, *(limit for each in others for limit, _ in each.limits)]
    limits += [each for limit in limits for _, each in assumed(procedure, limit)]
    for kind in BARE_DAYS if any(limit.bare for limit in limits) else BARE_DAYS[:1]:
        counted = (figure for limit in limits for figure in limit.counted(kind))
        figures = tuple(dict.fromkeys(counted))
        if any(each.unit is Unit.SCHOOL_DAYS for figure in figures for each in figure.durations):
            raise UndecidedError(Reason.TERMS)
        own = frozenset(bound.counted(kind))
        for start, timely in _patterns(figures, own, calendar_of(procedure)):
            compared = _Compared(procedure, kind, dict(zip(figures, timely, strict=True)))
            yield start, [(each, compared.needs(each)) for each in others]


@lru_cache(maxsize=256)
def _patterns(
    figures: tuple[Limit, ...], own: frozenset[Limit], calendar: Calendar
) -> tuple[tuple[datetime, tuple[bool, ...]], ...]:
    """Every pattern of figures in time, each with the first start that has it.

    `own`: the figures of the bound itself, the latest of which is the bound. UndecidedError where a
    table is lacking.
    """
    if own.issuperset(figures) and len(own) == 1:
        return ((ordinary_opening(calendar), (True,)),)
    first: dict[tuple[bool, ...], datetime] = {}
    for start, found in side_by_side(figures, SPAN, calendar):
        ends = [_counted(end) for end in found]
        bounds = [end for figure, end in zip(figures, ends, strict=True) if figure in own]
        told = [end for end in bounds if end is not None]
        if len(told) == len(bounds) and told:
            latest = max(told)
            pattern = tuple(end is not None and end <= latest for end in ends)
            first.setdefault(pattern, start)
    return tuple((start, pattern) for pattern, start in first.items())


def _counted(end: Tick) -> int | None:
    if isinstance(end, Untabled):
        raise lacking(end)
    return end


class _Compared(Struct, frozen=True):
    """Which figures are in time from one start, bare days read as `kind`."""

    procedure: Procedure
    kind: Unit
    timely: dict[Limit, bool]

    def needs(self, line: TimedLine) -> Formula:
        """That a line is in time: each of its limits."""
        return conj(self._one(limit, name) for limit, name in line.limits)

    def _one(self, limit: Limit, name: str) -> Formula:
        if limit.backward or limit.starts:
            return FALSE
        return meant(self.procedure, limit, name, self._timely)

    def _timely(self, limit: Limit, name: str) -> Formula:
        """That a limit with figures is in time."""
        return by_figures([self.timely[figure] for figure in limit.counted(self.kind)], name)
