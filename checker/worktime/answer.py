"""What one limit comes to from one moment, in each way in which the limit can be read."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.worktime.calendar import to_local
from checker.worktime.latest import Untabled, latest_within, sooner
from checker.worktime.moments import covered, elapsed
from checker.worktime.timeline import number_of, timeline

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, timedelta

    from checker.procedure.model import Duration, Limit
    from checker.worktime.calendar import Calendar


class Due(Struct, frozen=True):
    """A latest permitted moment, in UTC, and how far it is from the start.

    `working_days`: those whose local date is after the start's and not after the end's; None where
    either of the two lies outside the table's years.
    """

    latest: datetime
    elapsed: timedelta
    working_days: int | None


class Reading(Struct, frozen=True):
    """One way to read a limit: the sooner of `durations`, none of them bare days.

    `due`: what it permits; None for a gap. `silent`: the durations that say nothing of the start.
    `next_day`: where there are any, what is permitted if the start counts as the next working
    day's for them.
    """

    durations: tuple[Duration, ...]
    due: Due | None
    silent: tuple[Duration, ...] = ()
    next_day: Due | None = None


class Answer(Struct, frozen=True):
    """A limit, what it was counted with, and what it comes to; `start` is in UTC.

    `limit`: None where the text is said to state none. `readings`: in the order of the text, bare
    days as calendar days first; none where the limit has no figure, and so names no moment.
    """

    limit: Limit | None
    start: datetime
    calendar: Calendar
    receiving: bool
    readings: tuple[Reading, ...]

    @property
    def due(self) -> Due | None:
        """The latest that any reading permits; None where no reading names a moment."""
        found = (reading.due for reading in self.readings if reading.due is not None)
        return max(found, key=lambda due: due.latest, default=None)


def answer(
    limit: Limit | None, start: datetime, calendar: Calendar, *, receiving: bool = False
) -> Answer | Untabled:
    """What `limit` comes to from `start`; `Untabled` where one of its readings cannot be counted.

    `receiving`: it counts from a receipt, also where the limit itself does not say so.
    """
    receiving = receiving or (limit is not None and any(e.receiving for e in limit.starts))
    found: list[Reading] = []
    for durations in () if limit is None else limit.meanings:
        reading = _read(durations, start, calendar, receiving=receiving)
        if isinstance(reading, Untabled):
            return reading
        found.append(reading)
    return Answer(limit, start, calendar, receiving, tuple(found))


def working_days_on(start: datetime, end: datetime, calendar: Calendar) -> int | None:
    """The working days after the local date of `start` up to that of `end`, both in the years."""
    if not (covered(start, calendar) and covered(end, calendar)):
        return None
    working = timeline(calendar).working
    first, last = (bisect_right(working, number_of(to_local(m).date())) for m in (start, end))
    return last - first


def _read(
    durations: tuple[Duration, ...], start: datetime, calendar: Calendar, *, receiving: bool
) -> Reading | Untabled:
    """One reading; a duration that says nothing of the start takes nothing away."""
    ends = [latest_within(each, start, calendar, receiving=receiving) for each in durations]
    silent = tuple(each for each, end in zip(durations, ends, strict=True) if end is None)
    due = _due(ends, start, calendar)
    next_day = None
    if silent:
        moved = [latest_within(each, start, calendar, receiving=True) for each in silent]
        next_day = _due([*ends, *moved], start, calendar)
    if isinstance(due, Untabled):
        return due
    if isinstance(next_day, Untabled):
        return next_day
    return Reading(durations, due, silent, next_day)


def _due(
    ends: Iterable[datetime | Untabled | None], start: datetime, calendar: Calendar
) -> Due | Untabled | None:
    """The soonest of several ends, with its distance from the start."""
    end = sooner(ends)
    if end is None or isinstance(end, Untabled):
        return end
    return Due(end, elapsed(start, end), working_days_on(start, end, calendar))
