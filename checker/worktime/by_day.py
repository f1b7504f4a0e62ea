"""Paths of limits in days, counted in days: which day each start's last step runs until."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.worktime.latest import last_days
from checker.worktime.paths import GAP, lasts_of, working_days
from checker.worktime.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.worktime.calendar import Calendar
    from checker.worktime.paths import Bound, Lasts
    from checker.worktime.timeline import Timeline


def untils_of(
    bounds: Sequence[Bound], steps: int, days: Sequence[int], calendar: Calendar
) -> Sequence[int | None]:
    """For each working day that a path starts on: the last day of its last step, or `GAP`; None
    beyond the table's years.
    """
    if [(bound.first, bound.begin, bound.last) for bound in bounds] == [(0, 0, steps - 1)]:
        # One bound over all steps: each of them may take until its last day.
        return last_days(bounds[0].duration, days, timeline(calendar))
    lasts = [(bound, lasts_of(bound.duration, bound.receiving, calendar)) for bound in bounds]
    for _, known in lasts:
        known.fill(days)
    working = working_days(calendar)
    if [(bound.first, bound.last) for bound in bounds] == [(n, n) for n in range(steps)]:
        # Each step is under one bound, which begins with it.
        untils: list[int | None] = list(days)
        for _, known in lasts:
            untils = [
                u if u is None or u == GAP else known[u if u in working else ~u] for u in untils
            ]
        return untils
    return [_last_of_path(lasts, steps, day, working) for day in days]


def _last_of_path(
    lasts: Sequence[tuple[Bound, Lasts]], steps: int, day: int, working: frozenset[int]
) -> int | None:
    """`Path.end` in days: the last day of the path's last step; `GAP` where a step has none."""
    due: list[int | None] = [None] * steps
    for place in range(steps):
        for bound, known in lasts:
            if bound.first != place:
                continue
            until = known[day if day in working else ~day]
            if until is None:
                return None
            covers = range(max(place, bound.begin), bound.last + 1)
            for covered in covers if until != GAP else ():
                known_due = due[covered]
                due[covered] = until if known_due is None else min(known_due, until)
        reached = due[place]
        if reached is None:
            return GAP
        day = max(day, reached)
    return day


@lru_cache(maxsize=32)
def hours_of(
    first: int, last: int, calendar: Calendar
) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
    """The numbers of the working days of a stretch of the axis, and the first and the last tick in
    hours that it holds of each.
    """
    line = timeline(calendar)
    days = working_days_in(first, last, line)
    starts = [max(first, line.openings[day]) for day in days]
    return days, starts, [min(last, line.closings[day]) for day in days]


def working_days_in(first: int, last: int, line: Timeline) -> tuple[int, ...]:
    """The numbers of the working days of whose hours a stretch of the axis holds some."""
    days = days_in(first, last, line)
    near = line.working[
        bisect_left(line.working, days.start) : bisect_left(line.working, days.stop)
    ]
    return tuple(d for d in near if line.openings[d] <= last and line.closings[d] >= first)


def days_in(first: int, last: int, line: Timeline) -> range:
    """The numbers of the days that a stretch of the axis touches, and the one before."""
    lowest = line.day_of(first) or 0
    highest = line.day_of(last)
    return range(max(0, lowest - 1), len(line.closings) if highest is None else highest + 1)
