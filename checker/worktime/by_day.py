"""Paths of limits in days, counted in days: which day each start's last step runs until."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from checker.procedure.model import Unit
from checker.worktime.latest import last_day, last_days
from checker.worktime.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.procedure.model import Duration
    from checker.worktime.calendar import Calendar
    from checker.worktime.paths import Bound
    from checker.worktime.timeline import Timeline

GAP = -1
"""In the place of a day: no limit says anything of a start out of hours."""


def untils_of(
    bounds: Sequence[Bound], steps: int, days: Sequence[int], calendar: Calendar
) -> Sequence[int | None]:
    """For each working day that a path starts on: the last day of its last step, or `GAP`; None
    beyond the table's years.
    """
    if len(bounds) == 1 and (bounds[0].first, bounds[0].last, steps) == (0, 0, 1):
        return last_days(bounds[0].duration, days, timeline(calendar))
    lasts = [(bound, _lasts(bound.duration, bound.receiving, calendar)) for bound in bounds]
    if [(bound.first, bound.last) for bound in bounds] == [(n, n) for n in range(steps)]:
        # Each step is under one bound, which begins with it.
        untils: list[int | None] = list(days)
        for _, known in lasts:
            untils = [u if u is None or u == GAP else known[u] for u in untils]
        return untils
    return [_last_of_path(lasts, steps, day) for day in days]


class _Lasts(dict[int, int | None]):
    """For each day at whose opening or closing a bound begins: the day at whose closing it ends, or
    `GAP`; None beyond the table's years. Worked out once for each day.
    """

    def __init__(self, duration: Duration, line: Timeline, *, receiving: bool) -> None:
        super().__init__()
        self._duration, self._line, self._receiving = duration, line, receiving

    def __missing__(self, day: int) -> int | None:
        base: int | None = day
        if not self._line.is_working(day):
            if self._receiving:
                base = self._line.next_working(day, 1)
            elif self._duration.unit is Unit.SAME_WORKING_DAY:
                base = GAP
        found = base if base in {None, GAP} else last_day(self._duration, base, self._line)
        self[day] = found
        return found


@lru_cache(maxsize=128)
def _lasts(duration: Duration, receiving: bool, calendar: Calendar) -> _Lasts:  # noqa: FBT001
    return _Lasts(duration, timeline(calendar), receiving=receiving)


def _last_of_path(lasts: Sequence[tuple[Bound, _Lasts]], steps: int, day: int) -> int | None:
    """`_end` in days: the last day of the path's last step; `GAP` where a step has none."""
    due: list[int | None] = [None] * steps
    for place in range(steps):
        for bound, known in lasts:
            if bound.first != place:
                continue
            until = known[day]
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
