"""Paths of limits in days, counted in days: which day each start's last step runs until."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.worktime.latest import last_days
from checker.worktime.paths import GAP, lasts_of, working_days
from checker.worktime.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.worktime.calendar import Calendar
    from checker.worktime.paths import Bound, Lasts


def untils_of(
    bounds: Sequence[Bound], steps: int, days: Sequence[int], calendar: Calendar
) -> Sequence[int | None]:
    """For each working day that a path starts on: the last day of its last step, or `GAP`; None
    beyond the table's years.
    """
    if len(bounds) == 1 and (bounds[0].first, bounds[0].last, steps) == (0, 0, 1):
        return last_days(bounds[0].duration, days, timeline(calendar))
    lasts = [(bound, lasts_of(bound.duration, bound.receiving, calendar)) for bound in bounds]
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
