"""Whether a path can end later than each of some others that start at the same moment.

To the minute, the answer is exact over every start in hours of a span. Between the places where one
of the ends jumps (`longest` says where), each end is still or runs beside the start, and may change
from one to the other. Such a stretch is halved until each end does only one of the two: if this
one's is still, the stretch is best at its first minute, else at its last.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.worktime.by_day import untils_of, working_days_in
from checker.worktime.latest import Untabled
from checker.worktime.longest import closing_of, ends_of
from checker.worktime.paths import BY_DAY
from checker.worktime.timeline import MINUTE, from_tick, timeline, to_tick

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from checker.worktime.calendar import Calendar
    from checker.worktime.latest import Tick
    from checker.worktime.longest import Ends
    from checker.worktime.paths import Bound
    from checker.worktime.timeline import Timeline


class Way(Struct, frozen=True):
    """So many steps under some bounds, as a `Path` has them; without steps it ends as it starts."""

    bounds: tuple[Bound, ...]
    steps: int


class Behind(Struct, frozen=True):
    """A start, and the latest end of the other paths from there (`latest` of them); in UTC."""

    start: datetime
    end: datetime
    latest: int


@lru_cache(maxsize=4096)
def behind(
    way: Way | None,
    others: tuple[Way, ...],
    span: tuple[datetime, datetime],
    calendar: Calendar,
) -> Behind | Untabled | None:
    """The start in hours from which `way` (None: one that never ends) ends furthest behind the last
    of `others` (one, at least), or without any date; None where it never does.

    From a start at which one of `others` is without a date nothing is behind it.
    """
    worst: tuple[int, int, int, int] | None = None
    for start, due, own in _beside(way, others, span, calendar):
        for end in (due, own):
            if isinstance(end, Untabled):
                return end
        if not isinstance(due, tuple):
            continue
        end, latest = due
        if not isinstance(own, int):
            return Behind(from_tick(start), from_tick(end), latest)
        if own > end:
            worst = max(worst or (0, 0, 0, 0), (own - end, -start, end, latest))
    if worst is None:
        return None
    return Behind(from_tick(-worst[1]), from_tick(worst[2]), worst[3])


_Due: TypeAlias = "tuple[int, int] | Untabled | None"
"""The last of some ends, and which of them it is; None where one is without a date."""


def _due(ends: Sequence[Tick]) -> _Due:
    for end in ends:
        if not isinstance(end, int):
            return next((end for end in ends if isinstance(end, Untabled)), None)
    last = max(ends)  # type: ignore[type-var]
    return last, ends.index(last)  # type: ignore[return-value]


def _beside(
    way: Way | None, others: tuple[Way, ...], span: tuple[datetime, datetime], calendar: Calendar
) -> Iterator[tuple[int, _Due, Tick]]:
    """Starts with the last end of the others and that of the way from there: enough of them for
    every difference to show.
    """
    line = timeline(calendar)
    first, last = to_tick(span[0]), to_tick(span[1])
    every = others if way is None else (*others, way)
    if all(bound.duration.unit in BY_DAY for each in every for bound in each.bounds):
        # Each end is the same from every start of a day.
        dues = _dues(others, first, last, calendar)
        own = (None,) * len(dues) if way is None else _closings(way, first, last, calendar)
        for (start, due), end in zip(dues, own, strict=True):
            yield start, due, end
        return
    paths = [ends_of(each.bounds, each.steps, span, calendar) for each in every]
    tried = {start for path in paths for start in path.candidates}
    tried |= {tick for pair in pairwise(sorted(tried)) for tick in _turns(paths, *pair, line)}
    for start in sorted(tried):
        ends = [path[start] for path in paths]
        yield start, _due(ends[: len(others)]), None if way is None else ends[-1]


@lru_cache(maxsize=1024)
def _closings(way: Way, first: int, last: int, calendar: Calendar) -> Sequence[Tick]:
    """The end of a way from the opening of each working day of a span; without steps, its start."""
    line = timeline(calendar)
    days = working_days_in(first, last, line)
    if not way.steps:
        return [max(first, line.openings[day]) for day in days]
    return [closing_of(u, line) for u in untils_of(way.bounds, way.steps, days, calendar)]


@lru_cache(maxsize=256)
def _dues(
    others: tuple[Way, ...], first: int, last: int, calendar: Calendar
) -> Sequence[tuple[int, _Due]]:
    """The opening of each working day of a span, with the last end of these ways from there."""
    line = timeline(calendar)
    ends = (_closings(way, first, last, calendar) for way in others)
    starts = (max(first, line.openings[day]) for day in working_days_in(first, last, line))
    return [(start, _due(each)) for start, *each in zip(starts, *ends, strict=True)]


def _turns(paths: Sequence[Ends], first: int, last: int, line: Timeline) -> Iterator[int]:
    """Moments between two of one day, such that between neighbours each end is still or runs."""
    middle = first + (last - first) // MINUTE // 2 * MINUTE
    if middle == first or line.day_of(first) != line.day_of(last):
        return
    if not all(_even(path[first], path[last], last - first) for path in paths):
        yield middle
        yield from _turns(paths, first, middle, line)
        yield from _turns(paths, middle, last, line)


def _even(one: Tick, other: Tick, between: int) -> bool:
    """Whether an end is still, or runs beside the start, all the way from one start to another."""
    if isinstance(one, int) and isinstance(other, int):
        return other - one in {0, between}
    return not isinstance(one, int) and not isinstance(other, int)
