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
def steps_of(bounds: tuple[Bound, ...], before: int, steps: int, calendar: Calendar) -> Steps:
    """Such steps, shared by all that ask."""
    return Steps(bounds, before, steps, calendar)


class Steps:
    """Some steps of a path, after `before` first ones of any length: from the days on which these
    begin and the day on which the last of them ends, to the days on which the others end.

    A later day of any never makes one of them sooner.
    """

    def __init__(
        self, bounds: Iterable[Bound], before: int, steps: int, calendar: Calendar
    ) -> None:
        """`steps`: all of them; no bound ends one of the first. A step without one is endless."""
        known = [(b, lasts_of(b.duration, b.receiving, calendar)) for b in bounds]
        self._at = [
            [(bound.last, lasts) for bound, lasts in known if bound.first == place]
            for place in range(steps)
        ]
        self._before = before
        self._working = working_days(calendar)
        self._counted = tuple(n for n in range(before) if self._at[n])
        self._known: dict[tuple[int, ...], int] = {}
        self._plain: dict[int, int] = {}

    def last_days(self, begins: Sequence[Sequence[int]], arrivals: Sequence[int]) -> list[int]:
        """For each arrival, and when the first steps began, the day on which the last step ends;
        `NEVER`, also beyond the table's years.
        """
        if not self._counted:
            plain = self._plain
            for arrival in set(arrivals).difference(plain):
                plain[arrival] = self.days([NEVER] * self._before, arrival)[-1]
            return [plain[arrival] for arrival in arrivals]
        known = self._known
        keys = list(zip(arrivals, *(begins[n] for n in self._counted), strict=True))
        for key in set(keys).difference(known):
            began = dict(zip(self._counted, key[1:], strict=True))
            days = self.days([began.get(n, NEVER) for n in range(self._before)], key[0])
            known[key] = days[-1]
        return [known[key] for key in keys]

    def days(self, begins: Sequence[int], arrival: int) -> list[int]:
        """The day of the arrival, and those on which the steps end that follow."""
        steps, day = len(self._at), arrival
        due, ends = [NEVER] * steps, [arrival]
        for place in range(steps):
            began = begins[place] if place < self._before else day
            if began != NEVER:
                key = began if began in self._working else ~began
                for covered, lasts in self._at[place]:
                    until = lasts[key]
                    if until is not None and until != GAP:
                        due[covered] = min(due[covered], until)
            if place >= self._before:
                day = max(day, due[place])
                ends.append(day)
        return ends
