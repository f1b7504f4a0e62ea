"""Questions about a moment: is it in hours, when does its day close, when does work begin again.

Outside the years of the table of bank holidays (`covered`) nothing is a working day or in hours.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from checker.worktime.calendar import from_local, to_local, to_utc
from checker.worktime.timeline import from_tick, number_of, timeline, to_tick

if TYPE_CHECKING:
    from datetime import datetime

    from checker.worktime.calendar import Calendar


def covered(moment: datetime, calendar: Calendar) -> bool:
    """Whether the moment lies in the years of the table of bank holidays."""
    return timeline(calendar).day_of(to_tick(moment)) is not None


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Whether a local date is a working day of the calendar."""
    return timeline(calendar).is_working(number_of(day))


def in_hours(moment: datetime, calendar: Calendar) -> bool:
    """Whether the moment is on a working day within opening hours, closing time included."""
    return timeline(calendar).in_hours(to_tick(moment))


def opening_of(day: date, calendar: Calendar) -> datetime:
    """The moment, in UTC, at which that local date's working hours would begin."""
    return from_local(day, calendar.opens)


def closing_of(day: date, calendar: Calendar) -> datetime:
    """The moment, in UTC, at which that local date's working hours would end."""
    return from_local(day, calendar.closes)


def next_opening(moment: datetime, calendar: Calendar) -> datetime | None:
    """The first moment from this one on at which work is going on or begins, in UTC.

    None where the table's years hold no such moment any more, or not yet.
    """
    line, tick = timeline(calendar), to_tick(moment)
    if line.in_hours(tick):
        return to_utc(moment)
    day = line.day_of(tick)
    if day is None:
        return None
    later = line.next_working(day if tick > line.openings[day] else day - 1, 1)
    return None if later is None else from_tick(line.openings[later])


def elapsed(start: datetime, end: datetime) -> timedelta:
    """The time that really passes between two moments, right across a change of the clocks."""
    return to_utc(end) - to_utc(start)


ORDINARY_DAY = date(2026, 3, 2)
"""A Monday with no bank holiday near."""


def ordinary_opening(calendar: Calendar) -> datetime:
    """Opening time on an ordinary day: the first working day from `ORDINARY_DAY` on.

    In a calendar with no working day after it, that of `ORDINARY_DAY` itself.
    """
    found = next_opening(from_local(ORDINARY_DAY, time(0)), calendar)
    return opening_of(ORDINARY_DAY, calendar) if found is None else found


def night_after(moment: datetime, calendar: Calendar) -> datetime:
    """A moment out of hours after this one: in the evening of the same day, or where the hours run
    until midnight and on from there, at noon of a day that is no working day.
    """
    closing = closing_of(to_local(moment).date(), calendar)
    evening = (closing + timedelta(hours=hours) for hours in (3, 2, 1))
    noons = (closing.replace(hour=12, minute=0) + timedelta(days=days) for days in range(1, 8))
    calm = (each for each in (*evening, *noons) if each > moment)
    return next(each for each in calm if not in_hours(each, calendar))
