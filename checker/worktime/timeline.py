"""The days of a calendar laid out on one axis, so that limits are look-ups in sorted tuples.

The axis counts *ticks*: whole microseconds of elapsed time since the start of 1970 in UTC, so it is
right across a change of the clocks. Days are numbered from 0, the first day of the table's years.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise

from msgspec import Struct

from checker.worktime.bank_holidays import FIRST_TABLED, LAST_TABLED, bank_holidays
from checker.worktime.calendar import LONDON, Calendar, to_utc

MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_DAY = date(FIRST_TABLED, 1, 1)
FIRST_TICK = (datetime.min.replace(tzinfo=UTC) - EPOCH) // MICROSECOND
LAST_TICK = (datetime.max.replace(tzinfo=UTC) - EPOCH) // MICROSECOND
FIRST_ORDINAL = FIRST_DAY.toordinal()
FIRST_MIDNIGHT = (datetime.combine(FIRST_DAY, time(), UTC) - EPOCH) // MICROSECOND
WEEKEND = (5, 6)
_SEASON = 91


def to_tick(moment: datetime) -> int:
    """The tick of a moment."""
    return (to_utc(moment) - EPOCH) // MICROSECOND


def from_tick(tick: int) -> datetime:
    """The moment, in UTC, of a tick up to `LAST_TICK`."""
    return EPOCH + tick * MICROSECOND


class Timeline(Struct, frozen=True, cache_hash=True):
    """A calendar's days, for the years that the table of bank holidays covers.

    `midnights`: the tick at which each day starts, and after the last day the one at which it ends.
    `openings`, `closings`: of every day, working or not. `working`: the numbers of the working
    days, in order. `worked`: the working time, in ticks, before each of them, and then the sum.
    """

    midnights: tuple[int, ...]
    openings: tuple[int, ...]
    closings: tuple[int, ...]
    working: tuple[int, ...]
    worked: tuple[int, ...]

    def day_of(self, tick: int) -> int | None:
        """The number of the local day that holds the tick; None outside the table's years."""
        if not self.midnights[0] <= tick < self.midnights[-1]:
            return None
        return bisect_right(self.midnights, tick) - 1

    def is_working(self, day: int) -> bool:
        """Whether a day is a working day."""
        place = bisect_right(self.working, day) - 1
        return place >= 0 and self.working[place] == day

    def in_hours(self, tick: int) -> bool:
        """Whether somebody is at work then; closing time counts, a tick outside the years not."""
        day = self.day_of(tick)
        return (
            day is not None
            and self.openings[day] <= tick <= self.closings[day]
            and self.is_working(day)
        )

    def next_working(self, day: int, count: int) -> int | None:
        """The `count`-th working day after a day (count >= 1); None where the years end first."""
        place = bisect_right(self.working, day) + count - 1
        return self.working[place] if place < len(self.working) else None

    def previous_working(self, day: int, count: int) -> int | None:
        """The `count`-th working day before a day (count >= 1); None before the years begin."""
        place = bisect_right(self.working, day - 1) - count
        return self.working[place] if place >= 0 else None

    def worked_until(self, tick: int) -> int:
        """Working time, in ticks, from the beginning of the table's years until a tick in them."""
        place = bisect_right(self.working, bisect_right(self.midnights, tick) - 1) - 1
        if place < 0:
            return 0
        day = self.working[place]
        spent = min(tick, self.closings[day]) - self.openings[day]
        return self.worked[place] + max(0, spent)

    def when_worked(self, total: int) -> int | None:
        """The first tick by which so much working time (> 0) has passed; None: not in the years."""
        if not 0 < total <= self.worked[-1]:
            return None
        place = bisect_right(self.worked, total - 1) - 1
        return self.openings[self.working[place]] + total - self.worked[place]


def date_of(day: int) -> date:
    """The date of a numbered day."""
    return date.fromordinal(FIRST_ORDINAL + day)


def number_of(day: date) -> int:
    """The number of a date; it may lie outside the table's years."""
    return day.toordinal() - FIRST_ORDINAL


@lru_cache(maxsize=16)
def timeline(calendar: Calendar) -> Timeline:
    """Lay a calendar out; some milliseconds, once."""
    count = number_of(date(LAST_TABLED + 1, 1, 1))
    midnights = _midnights(count)
    uneven = [n for n, (start, end) in enumerate(pairwise(midnights)) if end - start != DAY]
    openings = _at(calendar.opens, midnights, uneven)
    closings = _at(calendar.closes, midnights, uneven)
    weekends = (range((day - FIRST_DAY.weekday()) % 7, count, 7) for day in WEEKEND)
    working = sorted({*range(count)}.difference(_closed(calendar, count), *weekends))
    worked = accumulate((closings[n] - openings[n] for n in working), initial=0)
    return Timeline(tuple(midnights), openings, closings, tuple(working), tuple(worked))


def _midnights(count: int) -> list[int]:
    """The tick at which each of so many days starts, and that at which the last one ends."""
    offsets: list[int] = []
    while len(offsets) <= count:
        offsets += _offsets(len(offsets), _SEASON)
    starts = range(FIRST_MIDNIGHT, FIRST_MIDNIGHT + (count + 1) * DAY, DAY)
    return [start - ahead for start, ahead in zip(starts, offsets, strict=False)]


def _offsets(first: int, count: int) -> list[int]:
    """How far local time is ahead of UTC as each of some days starts, in ticks.

    The clocks change at most once in a season: where its ends agree, so do the days between.
    """
    ahead = _offset(first)
    if ahead == _offset(first + count - 1):
        return [ahead] * count
    half = count // 2
    return _offsets(first, half) + _offsets(first + half, count - half)


def _offset(number: int) -> int:
    """How far local time is ahead of UTC as a numbered day starts, in ticks."""
    local = datetime.combine(date_of(number), time(), LONDON)
    return (local.utcoffset() or timedelta()) // MICROSECOND


def _at(clock: time, midnights: list[int], uneven: list[int]) -> tuple[int, ...]:
    """The tick of a clock time on each day; only on a day of other than 24 hours (`uneven`) it
    needs the zone.
    """
    since = (datetime.combine(EPOCH, clock, UTC) - EPOCH) // MICROSECOND
    found = [start + since for start in midnights[:-1]]
    for number in uneven:
        found[number] = to_tick(datetime.combine(date_of(number), clock, LONDON))
    return tuple(found)


def _closed(calendar: Calendar, count: int) -> set[int]:
    """The numbers of the days on which the nation has a bank holiday or the place is closed."""
    days = {number_of(day) for day in bank_holidays(calendar.nation)}
    for first, last in calendar.closures:
        days.update(range(max(0, number_of(first)), min(count, number_of(last) + 1)))
    return days
