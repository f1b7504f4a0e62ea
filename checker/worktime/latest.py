"""The latest moment that a limit permits, counted from a moment.

Every function here is total: it gives a moment, None for a gap (the rule says nothing of that
start), or `Untabled` where a table would be needed that there is not. Where it gives moments it is
monotone (a later start is never due earlier) and never earlier than its start.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from checker.procedure.model import Counted, Unit
from checker.worktime.bank_holidays import FIRST_TABLED, LAST_TABLED
from checker.worktime.timeline import (
    FIRST_TICK,
    LAST_TICK,
    MINUTE,
    Timeline,
    date_of,
    from_tick,
    number_of,
    timeline,
    to_tick,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from checker.procedure.model import Duration, Limit
    from checker.worktime.calendar import Calendar


class Table(Enum):
    """A table that a limit is counted with."""

    BANK_HOLIDAYS = "bank holidays"
    SCHOOL_TERMS = "school terms"
    YEARS = "years"


class Untabled(Struct, frozen=True):
    """No moment can be told: `table` does not reach as far as the limit (school terms are in no
    table at all, and no calendar goes beyond the year 9999).
    """

    table: Table


Tick: TypeAlias = int | Untabled | None
Latest: TypeAlias = "datetime | Untabled | None"
"""A moment in UTC; None: a gap; or what would be needed to tell."""

BEYOND = Untabled(Table.BANK_HOLIDAYS)
"""Where a limit runs past the years of that table."""
_MONTHS_IN_A_YEAR = 12
_WORKING_DAYS = frozenset({Counted.WORKING_DAYS, Counted.BARE_DAYS})
"""Bare days are read as working days here."""


def latest(limit: Limit, start: datetime, calendar: Calendar) -> Latest:
    """The latest moment a limit permits: the soonest of its durations, in UTC.

    None for a limit without a figure, too: its vague words name no moment. Bare days are read as
    working days, the later of their two readings (`readings` gives both). The figures that the
    text gives `also` are left to the caller, and a `backward` limit to `latest_before`.
    """
    received = any(event.receiving for event in limit.starts)
    return sooner(
        latest_within(duration, start, calendar, receiving=received) for duration in limit.durations
    )


def latest_within(
    duration: Duration, start: datetime, calendar: Calendar, *, receiving: bool = False
) -> Latest:
    """The latest moment within a duration, in UTC.

    `receiving`: a start after closing time or on a closed day counts as the next working day's,
    whatever kind of days is counted; hours and minutes run at once all the same.
    """
    tick = latest_tick(duration, to_tick(start), timeline(calendar), receiving=receiving)
    return from_tick(tick) if isinstance(tick, int) else tick


def latest_before(duration: Duration, event: datetime, calendar: Calendar) -> Latest:
    """The latest moment that lies at least a duration before an event ("five working days before
    the meeting"): closing time of that day, or elapsed time; monotone and never after the event.

    None for the two units that name a day: the text says nothing there.
    """
    line, tick = timeline(calendar), to_tick(event)
    if duration.unit.counted is Counted.MINUTES:
        earlier = tick - duration.counted * MINUTE
        return from_tick(earlier) if earlier >= FIRST_TICK else Untabled(Table.YEARS)
    return _latest_before(duration, tick, line)


def sooner(moments: Iterable[Latest]) -> Latest:
    """The soonest of several, gaps apart: a rule that says nothing takes nothing away.

    None where all are gaps or there is none; `Untabled` where one of them is.
    """
    found = []
    for moment in moments:
        if isinstance(moment, Untabled):
            return moment
        if moment is not None:
            found.append(moment)
    return min(found, default=None)


def latest_tick(duration: Duration, tick: int, line: Timeline, *, receiving: bool) -> Tick:
    """`latest_within` on the axis of a timeline."""
    counted = duration.unit.counted
    if counted is Counted.MINUTES:
        end = tick + duration.counted * MINUTE
        return end if end <= LAST_TICK else Untabled(Table.YEARS)
    if counted is Counted.SCHOOL_DAYS:
        return Untabled(Table.SCHOOL_TERMS)
    day = line.day_of(tick)
    if day is None:
        return BEYOND
    if counted is Counted.WORKING_MINUTES:
        return _after_work(duration.counted * MINUTE, tick, line)
    return _closing_after(duration, tick, day, line, receiving=receiving)


def _closing_after(
    duration: Duration, tick: int, day: int, line: Timeline, *, receiving: bool
) -> Tick:
    """`latest_tick` for what is counted in days, from a tick in `day`: closing time of the last."""
    base: int | None = day
    if not (line.is_working(day) and tick <= line.closings[day]):
        if receiving:
            base = line.next_working(day, 1)
        elif duration.unit is Unit.SAME_WORKING_DAY:
            return None
    last = None if base is None else last_day(duration, base, line)
    return BEYOND if last is None else max(tick, line.closings[last])


def last_day(duration: Duration, day: int, line: Timeline) -> int | None:
    """The day at whose closing time a limit in days runs out; None beyond the table's years."""
    counted, amount = duration.unit.counted, duration.counted
    if counted in _WORKING_DAYS:
        return line.next_working(day, amount) if amount else day
    last = _months_after(day, amount) if counted is Counted.MONTHS else day + amount
    return last if last is not None and last < len(line.closings) else None


def last_days(duration: Duration, days: Sequence[int], line: Timeline) -> Sequence[int | None]:
    """`last_day` from each of some working days, none of those between them left out."""
    counted, ahead = duration.unit.counted, duration.counted
    if counted in _WORKING_DAYS and ahead and days:
        first = bisect_left(line.working, days[0]) + ahead
        found = line.working[first : first + len(days)]
        return (*found, *((None,) * (len(days) - len(found))))
    if counted is Counted.DAYS:
        end = len(line.closings)
        return [day + ahead if day + ahead < end else None for day in days]
    return [last_day(duration, day, line) for day in days]


def _months_after(day: int, months: int) -> int | None:
    """The same day of a later month, or that month's last day where it has no such day."""
    start = date_of(day)
    years, month = divmod(start.month - 1 + months, _MONTHS_IN_A_YEAR)
    year = start.year + years
    if not FIRST_TABLED <= year <= LAST_TABLED:
        return None
    length = monthrange(year, month + 1)[1]
    return number_of(start.replace(year=year, month=month + 1, day=min(start.day, length)))


def _after_work(amount: int, tick: int, line: Timeline) -> Tick:
    """The tick by which that much working time has passed since another."""
    if amount == 0:
        return tick
    end = line.when_worked(line.worked_until(tick) + amount)
    return BEYOND if end is None else end


def _latest_before(duration: Duration, tick: int, line: Timeline) -> Latest:
    """`latest_before` for what is counted in days or in working time."""
    unit, amount = duration.unit, duration.counted
    if unit.counted is Counted.SCHOOL_DAYS:
        return Untabled(Table.SCHOOL_TERMS)
    if unit.names_a_day:
        return None
    day = line.day_of(tick)
    if day is None:
        return BEYOND
    if amount == 0:
        return from_tick(tick)
    if unit.counted is Counted.WORKING_MINUTES:
        left = line.worked_until(tick) - amount * MINUTE
        earlier = line.when_worked(left)
        return BEYOND if earlier is None else from_tick(earlier)
    if unit.counted in _WORKING_DAYS:
        first = line.previous_working(day, amount)
    else:
        months = unit.counted is Counted.MONTHS
        first = _months_after(day, -amount) if months else day - amount
    return BEYOND if first is None or first < 0 else from_tick(line.closings[first])
