"""Comparing deadlines: which lines end a wait within a limit, from every start in hours.

The starts that are tried show every way in which the ends can stand to one another, so each answer
is exact; the same lines in time from two starts are one question.
"""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.holes import HoleKind
from checker.procedure.model import Limit, Unit
from checker.proof.encoding.universe import good, in_force
from checker.proof.formula import FALSE, TRUE, Formula, conj, disj
from checker.worktime.calendar import calendar_of, from_local
from checker.worktime.longest import side_by_side
from checker.worktime.moments import ordinary_opening
from checker.worktime.real_waits import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from checker.procedure.model import Move, Procedure
    from checker.proof.encoding.transitions import StageTransitions
    from checker.worktime.calendar import Calendar

KINDS = (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS)
"""What bare days can mean."""
SPAN = (
    from_local(date(FIRST_YEAR, 1, 1), time(0)),
    from_local(date(LAST_YEAR, 12, 31), time(23, 59)),
)
"""The starts that are tried: all those in hours between the two."""


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
        limits = _limits(lane)
        timed = limits is not None and lane.limit is not None
        force = out.binding(lane) if timed else FALSE
        yield TimedLine(lane.line.number, limits or (), force, out.on(lane))


def following(out: StageTransitions, guards: Iterable[tuple[Move, Formula]]) -> Iterator[TimedLine]:
    """Moves that match, each with its guard; one without a limit is taken at once."""
    for move, guard in guards:
        limits = _limits(move)
        force = out.binding(move) if limits is not None else FALSE
        yield TimedLine(move.line.number, limits or (), force, guard)


def _limits(move: Move) -> tuple[tuple[Limit, str], ...] | None:
    """A move's limit and its consultation's; None where the consultation has none."""
    number = str(move.line.number)
    found = [(move.limit, number)] if move.limit is not None else []
    if move.consultation is not None:
        if move.consultation.limit is None:
            return None
        found.append((move.consultation.limit, f"{number}/consulting"))
    return tuple(found)


def in_time(
    procedure: Procedure, bound: Limit, lines: Iterable[TimedLine]
) -> Iterator[tuple[datetime, list[tuple[TimedLine, Formula]]]]:
    """For each set of lines that end by `bound`: the first start, and what that takes of each.

    A start of which `bound` says nothing is passed over.
    """
    others = [each for each in lines if each.force != FALSE]
    limits = [bound, *(limit for each in others for limit, _ in each.limits)]
    limits += _assumed(procedure, others)
    for kind in KINDS if any(_bare(limit) for limit in limits) else KINDS[:1]:
        figures = tuple(dict.fromkeys(figure for limit in limits for figure in _of(limit, kind)))
        own = frozenset(_of(bound, kind))
        for start, timely in _patterns(figures, own, calendar_of(procedure)):
            compared = _Compared(procedure, kind, dict(zip(figures, timely, strict=True)))
            yield start, [(each, compared.needs(each)) for each in others]


@lru_cache(maxsize=256)
def _patterns(
    figures: tuple[Limit, ...], own: frozenset[Limit], calendar: Calendar
) -> tuple[tuple[datetime, tuple[bool, ...]], ...]:
    """Which figures are in time, once for each way in which that comes about, with its first start.

    `own`: the figures of the bound itself, of which the latest counts.
    """
    if own.issuperset(figures) and len(own) == 1:
        return ((ordinary_opening(calendar), (True,)),)
    first: dict[tuple[bool, ...], datetime] = {}
    for start, ends in side_by_side(figures, SPAN, calendar):
        bounds = [end for figure, end in zip(figures, ends, strict=True) if figure in own]
        told = [end for end in bounds if end is not None]
        if len(told) == len(bounds) and told:
            latest = max(told)
            pattern = tuple(end is not None and end <= latest for end in ends)
            first.setdefault(pattern, start)
    return tuple((start, pattern) for pattern, start in first.items())


def _assumed(procedure: Procedure, others: Iterable[TimedLine]) -> list[Limit]:
    """What `assume` lines give the vague words of some line."""
    vague = {limit.vague for each in others for limit, _ in each.limits}
    return [a.limit for a in procedure.assumptions if a.limit is not None and a.words in vague]


def _bare(limit: Limit) -> bool:
    return any(d.unit is Unit.DAYS for d in (*limit.durations, *limit.also))


def _of(limit: Limit, kind: Unit) -> list[Limit]:
    """The figures of a limit, bare days read as `kind`: its own, then those also written."""
    if not limit.definite:
        return []
    return [
        Limit(tuple(d.read(kind) for d in durations))
        for durations in (limit.durations, *((also,) for also in limit.also))
    ]


class _Compared(Struct, frozen=True):
    """One start: which figures are in time, bare days read as `kind`."""

    procedure: Procedure
    kind: Unit
    timely: dict[Limit, bool]

    def needs(self, line: TimedLine) -> Formula:
        """What it takes for a line to be in time."""
        return conj(self._one(limit, name) for limit, name in line.limits)

    def _one(self, limit: Limit, name: str) -> Formula:
        if limit.backward or limit.starts:
            return FALSE
        if limit.missing:
            return good(HoleKind.MISSING_LIMIT, name)
        if not limit.definite:
            return disj((good(HoleKind.VAGUE_LIMIT, name), *self._settled(limit)))
        timely = self._timely(limit)
        if all(timely):
            return TRUE
        return good(HoleKind.DOUBLE_LIMIT, name) if any(timely) else FALSE

    def _timely(self, limit: Limit) -> list[bool]:
        return [self.timely[figure] for figure in _of(limit, self.kind)]

    def _settled(self, limit: Limit) -> Iterator[Formula]:
        """The `assume` lines that give vague words a time that is in time."""
        for each in self.procedure.assumptions:
            if each.words == limit.vague and each.limit is not None:
                timely = self._timely(each.limit)
                if timely and all(timely):
                    yield in_force(each.line.number)
