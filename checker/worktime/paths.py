"""The end of a path of limits: one limit after the other, and the totals over several of them."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.procedure.model import Unit
from checker.worktime.latest import BEYOND, Untabled, last_day, last_days, latest_tick
from checker.worktime.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checker.procedure.model import Duration, Limit
    from checker.worktime.calendar import Calendar
    from checker.worktime.latest import Tick
    from checker.worktime.timeline import Timeline

BY_DAY = frozenset(unit for unit in Unit if unit.by_day)
"""Units of limits that end at a closing time."""
GAP = -1
"""In the place of a day: no limit says anything of a start out of hours."""


class Total(Struct, frozen=True):
    """A limit over several steps of a path, counted from the start of the first of them.

    `first` and `last` are places in the path, from 0, both included.
    """

    limit: Limit
    first: int
    last: int


class Bound(Struct, frozen=True):
    """One duration, counted from the start of step `first`, that bounds the end of every step from
    `first` to `last`; of none before `begin`.
    """

    duration: Duration
    receiving: bool
    first: int
    last: int
    begin: int = 0


def bounds_of(limits: Sequence[Limit], totals: Sequence[Total]) -> list[Bound]:
    """A limit is a total over its own step: one form for both."""
    spans = [Total(limit, place, place) for place, limit in enumerate(limits)] + list(totals)
    return [
        Bound(duration, any(event.receiving for event in s.limit.starts), s.first, s.last)
        for s in spans
        for duration in s.limit.durations
    ]


def next_day(bounds: Iterable[Bound]) -> list[Bound]:
    """The same, with the same working day counted, out of hours, as the next one."""
    return [
        replace(each, receiving=each.receiving or each.duration.unit is Unit.SAME_WORKING_DAY)
        for each in bounds
    ]


class Path:
    """So many steps under some bounds, each step ending at the soonest of the bounds over it."""

    def __init__(self, bounds: Sequence[Bound], steps: int, calendar: Calendar) -> None:
        """Find the first step after which nothing depends on how it was come to."""
        self.steps = steps
        self._at = [
            [
                (within(bound.duration, bound.receiving, calendar), bound.begin, bound.last)
                for bound in bounds
                if bound.first == place
            ]
            for place in range(steps)
        ]
        crossed = {place for bound in bounds for place in range(bound.first + 1, bound.last + 1)}
        self._cut = min(set(range(1, steps)) - crossed, default=steps)
        self._known: dict[int, Tick] = {}

    def end(self, start: int) -> Tick:
        """The end of the last step, all steps as late as they may be; None: a gap."""
        tick = self._walk(start, 0, self._cut)
        if self._cut == len(self._at) or not isinstance(tick, int):
            return tick
        if tick not in self._known:
            self._known[tick] = self._walk(tick, self._cut, len(self._at))
        return self._known[tick]

    def ends(self, start: int) -> list[int]:
        """The end of each step, for a start that has them."""
        found: list[int] = []
        for stop in range(1, len(self._at) + 1):
            tick = self._walk(start, 0, stop)
            if isinstance(tick, int):
                found.append(tick)
        return found

    def _walk(self, tick: int, first: int, stop: int) -> Tick:
        due: list[int | None] = [None] * (stop - first)
        for place in range(first, stop):
            for until, begin, last in self._at[place]:
                end = until(tick)
                if isinstance(end, Untabled):
                    return end
                for covered in range(max(place, begin) - first, min(last + 1, stop) - first):
                    due[covered] = _sooner(due[covered], end)
            reached = due[place - first]
            if reached is None:
                return None
            tick = max(tick, reached)
        return tick


def _sooner(one: int | None, other: int | None) -> int | None:
    """The soonest of two; a gap takes nothing away."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


@lru_cache(maxsize=128)
def within(duration: Duration, receiving: bool, calendar: Calendar) -> Callable[[int], Tick]:  # noqa: FBT001
    """`latest_tick` of one duration; of one in days, each last day is worked out once."""
    line = timeline(calendar)
    if duration.unit not in BY_DAY:
        return lambda tick: latest_tick(duration, tick, line, receiving=receiving)
    lasts = lasts_of(duration, receiving, calendar)
    midnights, closes, working = line.midnights, line.closings, working_days(calendar)

    def by_day(tick: int) -> Tick:
        day = bisect_right(midnights, tick) - 1
        if not 0 <= day < len(closes):
            return BEYOND
        last = lasts[day if tick <= closes[day] and day in working else ~day]
        if last is None:
            return BEYOND
        return None if last == GAP else max(tick, closes[last])

    return by_day


class Lasts(dict[int, int | None]):
    """The day at whose closing a limit in days ends, of a start that counts as a day's; under the
    complement of a day's number, of a start on it that is out of hours. `GAP` where the limit says
    nothing; None beyond the table's years.
    """

    def __init__(self, duration: Duration, line: Timeline, *, receiving: bool) -> None:
        """Each is worked out when it is first asked for, or by `fill`."""
        super().__init__()
        self._duration, self._line, self._receiving = duration, line, receiving

    def fill(self, days: Sequence[int]) -> None:
        """Work out at once those of starts in hours on working days that follow one another."""
        if days and not (days[0] in self and days[-1] in self):
            self.update(zip(days, last_days(self._duration, days, self._line), strict=True))

    def __missing__(self, key: int) -> int | None:
        """Work one out."""
        self[key] = found = self._found(key)
        return found

    def _found(self, key: int) -> int | None:
        base: int | None = key
        if key < 0:
            base = ~key
            if self._receiving:
                base = self._line.next_working(base, 1)
            elif self._duration.unit is Unit.SAME_WORKING_DAY:
                return GAP
        return None if base is None else last_day(self._duration, base, self._line)


@lru_cache(maxsize=128)
def lasts_of(duration: Duration, receiving: bool, calendar: Calendar) -> Lasts:  # noqa: FBT001
    """The last days of one duration, shared by all that ask."""
    return Lasts(duration, timeline(calendar), receiving=receiving)


@lru_cache(maxsize=16)
def working_days(calendar: Calendar) -> frozenset[int]:
    """The numbers of the working days."""
    return frozenset(timeline(calendar).working)
