"""Whether a path can end later than each of some others that start at the same moment.

To the minute, the answer is exact over every start in hours of a span. Between the places where one
of the ends jumps (`longest` says where), each end is still or runs beside the start, and may change
from one to the other. Such a stretch is halved until each end does only one of the two: if this
one's is still, the stretch is best at its first minute, else at its last.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.worktime.by_day import untils_of
from checker.worktime.latest import Untabled
from checker.worktime.longest import candidates, closing_of, working_days_in
from checker.worktime.paths import BY_DAY, Path
from checker.worktime.timeline import MINUTE, from_tick, timeline, to_tick

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from checker.worktime.calendar import Calendar
    from checker.worktime.latest import Tick
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
    every = others if way is None else (*others, way)
    worst: tuple[int, int, int, int] | None = None
    for start, ends in _side_by_side(every, span, calendar):
        untabled = next((end for end in ends if isinstance(end, Untabled)), None)
        if untabled is not None:
            return untabled
        theirs = [end for end in ends[: len(others)] if isinstance(end, int)]
        if len(theirs) < len(others):
            continue
        due = max(theirs)
        own = None if way is None else ends[-1]
        if not isinstance(own, int):
            return Behind(from_tick(start), from_tick(due), theirs.index(due))
        if own > due:
            worst = max(worst or (0, 0, 0, 0), (own - due, -start, due, theirs.index(due)))
    if worst is None:
        return None
    return Behind(from_tick(-worst[1]), from_tick(worst[2]), worst[3])


def _side_by_side(
    ways: Sequence[Way], span: tuple[datetime, datetime], calendar: Calendar
) -> Iterator[tuple[int, Sequence[Tick]]]:
    """Starts with the end of each way from there: enough of them for every difference to show."""
    line = timeline(calendar)
    first, last = to_tick(span[0]), to_tick(span[1])
    if all(bound.duration.unit in BY_DAY for way in ways for bound in way.bounds):
        # Each end is the same from every start of a day; of a way without steps it is the start.
        days = working_days_in(first, last, line)
        untils = [
            untils_of(way.bounds, way.steps, days, calendar) if way.steps else None for way in ways
        ]
        for place, day in enumerate(days):
            start = max(first, line.openings[day])
            yield start, [start if u is None else closing_of(u[place], line) for u in untils]
        return
    paths = [Path(way.bounds, way.steps, calendar) for way in ways]
    tried: set[int] = set()
    for way, path in zip(ways, paths, strict=True):
        tried |= candidates(way.bounds, path, (first, last), line, in_hours=True)
    tried |= {tick for pair in pairwise(sorted(tried)) for tick in _turns(paths, *pair, line)}
    for start in sorted(tried):
        yield start, [path.end(start) for path in paths]


def _turns(paths: Sequence[Path], first: int, last: int, line: Timeline) -> Iterator[int]:
    """Moments between two of one day, such that between neighbours each end is still or runs."""
    middle = first + (last - first) // MINUTE // 2 * MINUTE
    if middle == first or line.day_of(first) != line.day_of(last):
        return
    if not all(_even(path.end(first), path.end(last), last - first) for path in paths):
        yield middle
        yield from _turns(paths, first, middle, line)
        yield from _turns(paths, middle, last, line)


def _even(one: Tick, other: Tick, between: int) -> bool:
    """Whether an end is still, or runs beside the start, all the way from one start to another."""
    if isinstance(one, int) and isinstance(other, int):
        return other - one in {0, between}
    return not isinstance(one, int) and not isinstance(other, int)
