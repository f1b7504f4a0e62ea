"""The longest real wait along a path of limits: over every start in a span, not for one only.

Along a path the latest moment of one limit is the start of the next. To the minute, the answers
here are exact, though only few starts are tried. Why that suffices:

1. A limit is a monotone step function of its start, or runs beside it (elapsed time, slope one), or
   alternates between the two (working hours); the sooner of several, a total over several steps
   and the composition along a path keep this form. So the *wait*, the end less the start, never
   rises except where the end jumps, and the longest wait is found right after a jump, at the first
   moment of the span, or, when starts are in hours, at an opening.
2. A limit in days jumps at local midnight and, where the start must be in hours or is `received`,
   one minute after closing. Working hours jump one minute after what lies that much work before a
   closing.
3. A later limit's jump is seen at the start of the path only through limits that run beside their
   start: any other gives the same end all along until it jumps itself. So a jump is pulled back
   through the *leading* limits of elapsed or working time, and through totals of that kind; and,
   as it is, through a step that takes no time, where a limit that counts from before is over as the
   first step that it bounds begins.

A start that falls into a gap, here or later on its path, has no wait and is told apart.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003, msgspec reads the types of what is stored
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.model import Counted, Unit
from checker.worktime.by_day import days_in, hours_of, untils_of, working_days_in
from checker.worktime.latest import Table, Tick, Untabled, last_days
from checker.worktime.paths import BY_DAY, GAP, Path, Total, bounds_of, next_day
from checker.worktime.timeline import MINUTE, Timeline, from_tick, timeline, to_tick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import timedelta

    from checker.procedure.model import Duration, Limit
    from checker.worktime.calendar import Calendar
    from checker.worktime.paths import Bound

WITHIN_HOURS = frozenset({Counted.MINUTES, Counted.WORKING_MINUTES})
"""What limits count that can jump within opening hours."""


class Wait(Struct, frozen=True):
    """One start of a path, and the latest moment at which the path may end; both in UTC."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """The time that passes between the two."""
        return self.end - self.start


class Waits(Struct, frozen=True):
    """What the starts of a span come to.

    `longest`: the longest wait, at its earliest start; `least`: the least time that the limits
    leave, at its latest start. Both are None where no start has a wait. `gap`: a start whose path
    meets a moment of which a limit says nothing; `untabled`: a table does not reach as far.
    """

    longest: Wait | None
    least: Wait | None
    gap: datetime | None
    untabled: Untabled | None


def waits(  # noqa: PLR0913, what is counted, and how
    limits: Sequence[Limit],
    span: tuple[datetime, datetime],
    calendar: Calendar,
    totals: Sequence[Total] = (),
    *,
    starts_in_hours: bool,
    handed_on: bool = False,
) -> Waits:
    """The longest wait and the least over every start, to the minute, from `span[0]` to `span[1]`.

    `starts_in_hours`: only starts on a working day within opening hours. Later steps start
    whenever the one before ends; `handed_on`: out of hours the same working day is then the next
    one, where otherwise it says nothing.
    """
    line = timeline(calendar)
    bounds = bounds_of(limits, totals)
    if handed_on:
        bounds = next_day(bounds)
    first, last = to_tick(span[0]), to_tick(span[1])
    if starts_in_hours and bounds and all(bound.duration.unit in BY_DAY for bound in bounds):
        return _day_by_day(bounds, len(limits), (first, last), calendar)
    found: list[tuple[int, int]] = []
    gap: int | None = None
    untabled: Untabled | None = None
    path = Path(bounds, len(limits), calendar)
    tried = candidates(bounds, path, (first, last), line, in_hours=starts_in_hours)
    for start in sorted(tried):
        end = path.end(start)
        if isinstance(end, Untabled):
            untabled = untabled or end
        elif end is None:
            gap = start if gap is None else gap
        else:
            found.append((end - start, start))
    longest = max(found, key=lambda wait: (wait[0], -wait[1]), default=None)
    least = min(found, key=lambda wait: (wait[0], -wait[1]), default=None)
    return Waits(
        longest=_wait(longest),
        least=_wait(least),
        gap=None if gap is None else from_tick(gap),
        untabled=untabled,
    )


def _day_by_day(
    bounds: Sequence[Bound], steps: int, span: tuple[int, int], calendar: Calendar
) -> Waits:
    """`waits` for limits in days alone, from starts in hours.

    Each ends at one closing time, whatever the hour of its start: so each opening gives the longest
    wait of its day and each closing the least, as the tests hold against every minute.
    """
    closings = timeline(calendar).closings
    days, starts, stops = hours_of(*span, calendar)
    untils = untils_of(bounds, steps, days, calendar)
    told = [
        (closings[until], start, stop)
        for until, start, stop in zip(untils, starts, stops, strict=True)
        if until is not None and until != GAP
    ]
    untabled = Untabled(Table.BANK_HOLIDAYS) if None in untils else None
    gap = from_tick(starts[untils.index(GAP)]) if GAP in untils else None
    if not told:
        return Waits(None, None, gap, untabled)
    longest = [end - start for end, start, _ in told]
    least = [end - stop for end, _, stop in told]
    most, fewest = max(longest), min(least)
    earliest = told[longest.index(most)][1]
    latest = told[-1 - least[::-1].index(fewest)][2]
    return Waits(_wait((most, earliest)), _wait((fewest, latest)), gap, untabled)


class Overrun(Struct, frozen=True):
    """A start from which a path may end later than a bound allows; all in UTC."""

    start: datetime
    end: datetime
    allowed: datetime

    @property
    def past(self) -> timedelta:
        """How far past the bound it ends."""
        return self.end - self.allowed


def overrun(
    limits: Sequence[Limit], bound: Limit, span: tuple[datetime, datetime], calendar: Calendar
) -> Overrun | Untabled | None:
    """The start in hours from which a path may run furthest past `bound`; None where it never does.

    A start of which the bound says nothing is passed over; out of hours the same working day is the
    next one. `Untabled` where one of the two cannot be counted.
    """
    bounds = next_day(bounds_of(limits, ()))
    start = start_past(bounds, len(limits), bound, span, calendar)
    if start is None or isinstance(start, Untabled):
        return start
    other = Path(bounds_of((bound,), ()), 1, calendar)
    end, allowed = (p.end(to_tick(start)) for p in (Path(bounds, len(limits), calendar), other))
    if not isinstance(end, int) or not isinstance(allowed, int):
        return Untabled(Table.BANK_HOLIDAYS)
    return Overrun(start, from_tick(end), from_tick(allowed))


def start_past(
    bounds: Sequence[Bound],
    steps: int,
    bound: Limit,
    span: tuple[datetime, datetime],
    calendar: Calendar,
) -> datetime | Untabled | None:
    """The start in hours from which a path may run furthest past `bound`, or without any date at
    all; None where it never does. Otherwise as `overrun`.
    """
    worst: tuple[int, int] | None = None
    starts, ends = _beside(bounds, steps, bound, span, calendar)
    for place, start in enumerate(starts):
        end, allowed = ends(place)
        if isinstance(end, Untabled):
            return end
        if isinstance(allowed, Untabled):
            return allowed
        if isinstance(allowed, int):
            if end is None:
                return from_tick(start)
            if end > allowed:
                worst = max(worst or (0, 0), (end - allowed, -start))
    return None if worst is None else from_tick(-worst[1])


def goes_past(
    bounds: Sequence[Bound],
    steps: int,
    bound: Limit,
    span: tuple[datetime, datetime],
    calendar: Calendar,
) -> bool | Untabled:
    """Whether `start_past` finds a start; here the search ends with the first."""
    starts, ends = _beside(bounds, steps, bound, span, calendar)
    # Ends grow with their starts: where a table is too short for any, it is for the last; the first
    # tells what no start has, as no school terms are given.
    for end in (*ends(0), *ends(len(starts) - 1)) if starts else ():
        if isinstance(end, Untabled):
            return end
    for end, allowed in map(ends, range(len(starts))):
        if isinstance(allowed, int) and (end is None or (isinstance(end, int) and end > allowed)):
            return True
    return False


def _beside(
    bounds: Sequence[Bound],
    steps: int,
    bound: Limit,
    span: tuple[datetime, datetime],
    calendar: Calendar,
) -> tuple[Sequence[int], Callable[[int], tuple[Tick, Tick]]]:
    """Starts in hours, in their order; and, by its place there, the ends of a path and of a limit
    from one.
    """
    line = timeline(calendar)
    other = bounds_of((bound,), ())
    first, last = to_tick(span[0]), to_tick(span[1])
    if all(each.duration.unit in BY_DAY for each in (*bounds, *other)):
        days, opened, _ = hours_of(first, last, calendar)
        allowed = untils_of(other, 1, days, calendar)
        untils = untils_of(bounds, steps, days, calendar)
        return opened, lambda n: (
            closing_of(untils[n], line),
            closing_of(allowed[n], line),
        )
    path = ends_of(tuple(bounds), steps, span, calendar)
    limit = ends_of(tuple(other), 1, span, calendar)
    starts = sorted(path.candidates | limit.candidates)
    return starts, lambda n: (path[starts[n]], limit[starts[n]])


class Ends(dict[int, Tick]):
    """The end of one path from each start that was asked after; `candidates`: its own."""

    def __init__(
        self,
        bounds: Sequence[Bound],
        steps: int,
        span: tuple[datetime, datetime],
        calendar: Calendar,
    ) -> None:
        """None is worked out yet."""
        line, within = timeline(calendar), (to_tick(span[0]), to_tick(span[1]))
        self._path = Path(bounds, steps, calendar)
        self.candidates = frozenset(candidates(bounds, self._path, within, line, in_hours=True))

    def __missing__(self, start: int) -> Tick:
        """Work one out."""
        self[start] = end = self._path.end(start)
        return end


@lru_cache(maxsize=256)
def ends_of(
    bounds: tuple[Bound, ...], steps: int, span: tuple[datetime, datetime], calendar: Calendar
) -> Ends:
    """The ends of a path, remembered for the next that is held against it."""
    return Ends(bounds, steps, span, calendar)


def closing_of(day: int | None, line: Timeline) -> Tick:
    """A day that `untils_of` gives as the tick of its closing; None: a gap."""
    if day is None:
        return Untabled(Table.BANK_HOLIDAYS)
    return None if day == GAP else line.closings[day]


def side_by_side(
    limits: Sequence[Limit], span: tuple[datetime, datetime], calendar: Calendar
) -> Iterator[tuple[datetime, tuple[Tick, ...]]]:
    """Starts in hours with the end of each limit counted from there, in the order of time: as a
    number that grows with time; None: a limit says nothing of the start.

    Each way in which the ends can stand to one another within the span comes up.
    """
    line = timeline(calendar)
    each = [bounds_of((limit,), ()) for limit in limits]
    first, last = to_tick(span[0]), to_tick(span[1])
    if all(bound.duration.unit in BY_DAY for bounds in each for bound in bounds):
        yield from _openings(each, (first, last), line)
        return
    paths = [Path(bounds, 1, calendar) for bounds in each]
    tried: set[int] = set()
    for bounds, path in zip(each, paths, strict=True):
        tried |= candidates(bounds, path, (first, last), line, in_hours=True)
    for start in sorted(tried):
        ends = [path.end(start) for path in paths]
        yield from_tick(start), tuple(ends)


def _openings(
    each: Sequence[Sequence[Bound]], span: tuple[int, int], line: Timeline
) -> Iterator[tuple[datetime, tuple[Tick, ...]]]:
    """`side_by_side` for limits in days: the end is the same from every start in hours of a day."""
    first, last = span
    openings, closings = line.openings, line.closings
    days = working_days_in(first, last, line)
    each_until = [last_days(bound.duration, days, line) for bounds in each for bound in bounds]
    for day, *untils in zip(days, *each_until, strict=True):
        left = iter(untils)
        ends = []
        for bounds in each:
            found = [next(left) for _ in bounds]
            told = [closings[until] for until in found if until is not None]
            beyond = Untabled(Table.BANK_HOLIDAYS) if len(told) < len(found) else None
            ends.append(beyond or min(told, default=None))
        yield from_tick(max(first, openings[day])), tuple(ends)


def _wait(found: tuple[int, int] | None) -> Wait | None:
    """A length and a start as moments."""
    return found and Wait(from_tick(found[1]), from_tick(found[1] + found[0]))


def candidates(
    bounds: Sequence[Bound],
    path: Path,
    span: tuple[int, int],
    line: Timeline,
    *,
    in_hours: bool = False,
) -> set[int]:
    """Starts in the span among which the longest wait and the least are; see the module's text.

    `in_hours`: those alone; what jumps out of hours is then seen at the opening that follows, or at
    the closing before.
    """
    first, last = span
    end, steps = path.end(last), path.steps
    horizon = end if isinstance(end, int) else line.midnights[-1]
    at_step: list[set[int]] = [set() for _ in range(steps)]
    seen = _seen_at_the_start(bounds, steps)
    for bound in bounds:
        if in_hours and not bound.first and bound.duration.unit.counted not in WITHIN_HOURS:
            continue
        if bound.first in seen:
            at_step[bound.first].update(jumps_of(bound, days_in(first, horizon, line), line))
    for place in range(steps - 1, 0, -1):
        for bound in bounds if at_step[place] else ():
            if bound.first < place <= bound.last + 1:
                pulled = (pulled_back(bound.duration, jump, line) for jump in at_step[place])
                at_step[bound.first].update(tick for tick in pulled if tick is not None)
        if _may_be_over(bounds, place - 1):
            at_step[place - 1] |= at_step[place]
    jumps = at_step[0] if steps else set()
    before = {jump - MINUTE for jump in jumps}
    edges = _edges(first, last, line, in_hours=in_hours)
    tried = jumps | before | {first, last}
    if in_hours:
        tried = {tick for tick in tried if line.in_hours(tick)}
    return {tick for tick in tried | edges if first <= tick <= last}


@lru_cache(maxsize=32)
def _edges(first: int, last: int, line: Timeline, *, in_hours: bool) -> frozenset[int]:
    """The openings and closings of the days of a span; `in_hours`: of working days alone."""
    days = (d for d in days_in(first, last, line) if not in_hours or line.is_working(d))
    return frozenset(tick for day in days for tick in (line.openings[day], line.closings[day]))


def _seen_at_the_start(bounds: Sequence[Bound], steps: int) -> set[int]:
    """The steps whose jumps can be pulled back as far as the first."""
    seen = {0}
    for place in range(1, steps):
        if any(
            bound.first in seen
            and bound.first < place <= bound.last + 1
            and (bound.duration.amount == 0 or bound.duration.unit.counted in WITHIN_HOURS)
            for bound in bounds
        ) or (place - 1 in seen and _may_be_over(bounds, place - 1)):
            seen.add(place)
    return seen


def _may_be_over(bounds: Sequence[Bound], place: int) -> bool:
    """Whether a limit that counts from before may be over as a step begins, its first."""
    return any(bound.first < place == bound.begin for bound in bounds)


def jumps_of(bound: Bound, days: range, line: Timeline) -> Iterator[int]:
    """The first moment, to the minute, after each place where the end of a limit jumps."""
    unit = bound.duration.unit
    if unit.counted is Counted.MINUTES:
        return
    if unit.counted is Counted.WORKING_MINUTES:
        for place, day in enumerate(line.working):
            if day in days:
                work = line.worked[place + 1] - bound.duration.counted * MINUTE
                more = line.when_worked(work + 1)
                if more is not None:
                    yield more - 1 + MINUTE
        return
    for day in days:
        yield line.midnights[day]
        if bound.receiving or unit is Unit.SAME_WORKING_DAY:
            yield line.closings[day] + MINUTE


def pulled_back(duration: Duration, tick: int, line: Timeline) -> int | None:
    """The start from which a limit that runs beside it ends at a tick; None for all others."""
    if duration.amount == 0:
        return tick
    counted = duration.unit.counted
    if counted is Counted.MINUTES:
        return tick - duration.counted * MINUTE
    if counted is Counted.WORKING_MINUTES and line.day_of(tick) is not None:
        return line.when_worked(line.worked_until(tick) - duration.counted * MINUTE)
    return None
