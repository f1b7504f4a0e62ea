"""Paths of limits in days, counted in days: which day each start's last step runs until."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from checker.worktime.latest import last_days
from checker.worktime.paths import GAP, lasts_of, working_days
from checker.worktime.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


NEVER = 10_000_000
"""In the place of a day: a step that need never end; later than every day of a table."""


@lru_cache(maxsize=1024)
def steps_of(bounds: tuple[Bound, ...], steps: int, calendar: Calendar) -> Steps:
    """Such steps, shared by all that ask."""
    return Steps(bounds, steps, calendar)


class Steps:
    """Some steps of a path, after a first one of any length: from a day on which the path starts
    and the day on which the first step ends, to the days on which the others end.

    A later day of either never makes one of them sooner.
    """

    def __init__(self, bounds: Iterable[Bound], steps: int, calendar: Calendar) -> None:
        """`steps`: with the first, to which no bound belongs. A step without a bound is endless."""
        known = [(b, lasts_of(b.duration, b.receiving, calendar)) for b in bounds]
        self._at = [
            [(bound.last, lasts) for bound, lasts in known if bound.first == place]
            for place in range(steps)
        ]
        self._dated = {bound.last for bound, _ in known}
        self._working = working_days(calendar)
        self._known: dict[int, int] = {}

    def last_days(self, starts: Sequence[int], arrivals: Sequence[int]) -> list[int]:
        """For each start and arrival the day on which the last step ends; `NEVER`, also beyond the
        table's years.
        """
        if self._at[0]:
            days = map(self.days, starts, arrivals)
            return [ends[-1] for ends in days]
        known = self._known
        for arrival in set(arrivals).difference(known):
            known[arrival] = self.days(arrival, arrival)[-1]
        return [known[arrival] for arrival in arrivals]

    def days(self, start: int, arrival: int) -> list[int]:
        """The day on which each step ends."""
        steps, day = len(self._at), arrival
        due, ends = [NEVER] * steps, [arrival]
        for place in range(steps):
            began = day if place else start
            if began != NEVER:
                key = began if began in self._working else ~began
                for covered, lasts in self._at[place]:
                    until = lasts[key]
                    if until is not None and until != GAP:
                        due[covered] = min(due[covered], until)
            if place:
                day = max(day, due[place])
                ends.append(day)
        return ends
