"""Working time a second way: every minute of some weeks laid out, and limits counted on them.

`python -m tests.worktime.brute --count 10000 --seed 1` draws limits, moments, paths and calendars
at random, and compares `latest` and `waits` with what the minutes say. It ends with 0 where all
agree, and with 1 at the first case where they do not, which it prints.

Nothing here is taken from the room under test but the table of bank holidays (which has a test of
its own): the minutes are told by London's clocks, and a day is what they show.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from checker.procedure.model import Duration, Limit, Unit
from checker.worktime.bank_holidays import NATIONS, bank_holidays
from checker.worktime.calendar import Calendar
from checker.worktime.latest import latest
from checker.worktime.longest import waits
from checker.worktime.paths import Total
from tests.worktime.makers import COUNTED, limit

if TYPE_CHECKING:
    from collections.abc import Sequence

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
WEEKEND = 5
WINDOWS = tuple(
    datetime(*first, tzinfo=UTC)
    for first in ((2026, 3, 20), (2026, 10, 16), (2026, 12, 11), (2024, 2, 20), (2027, 4, 24))
)
"""Where the weeks start: Easter and the clocks forward, the clocks back, Christmas, a leap day,
the holidays of May.
"""
DAYS_TOLD = 150
"""How many days a window has; nothing that is drawn runs out of it."""
DAYS_BEGUN = 24
"""How many days of it starts are drawn from."""
CALENDARS = (
    *(Calendar(nation) for nation in NATIONS),
    Calendar("scotland", time(8, 30), time(17)),
    Calendar("northern-ireland", time(0), time(23, 59)),
    Calendar(
        opens=time(9),
        closes=time(12),
        closures=(
            (date(2026, 3, 30), date(2026, 4, 1)),
            (date(2026, 12, 24), date(2027, 1, 3)),
            (date(2027, 5, 5), date(2027, 5, 5)),
        ),
    ),
)


class Minutes(Struct, frozen=True):
    """Every minute of a window, as London's clocks tell it.

    `days`: the dates in order. `day_of`: the place in `days` of each minute. `open_at`: whether
    that minute is in hours, closing time included. `closing`: the minute of each day's closing time
    (the last one that is not past it). `worked`: how many minutes of work lie before each minute.
    """

    days: tuple[date, ...]
    day_of: tuple[int, ...]
    working: tuple[bool, ...]
    open_at: tuple[bool, ...]
    closing: tuple[int, ...]
    worked: tuple[int, ...]


@cache
def minutes_of(window: datetime, calendar: Calendar) -> Minutes:
    """The minutes of a window, asked of the clocks one by one."""
    free = bank_holidays(calendar.nation)
    days: list[date] = []
    day_of: list[int] = []
    working: list[bool] = []
    open_at: list[bool] = []
    closing: list[int] = []
    worked = [0]
    for minute in range(DAYS_TOLD * 24 * 60):
        local = (window + minute * MINUTE).astimezone(LONDON)
        day, clock = local.date(), local.time()
        if not days or day != days[-1]:
            days.append(day)
            shut = day in free or any(first <= day <= last for first, last in calendar.closures)
            working.append(day.weekday() < WEEKEND and not shut)
            closing.append(-1)
        if clock <= calendar.closes:
            closing[-1] = minute
        day_of.append(len(days) - 1)
        open_at.append(working[-1] and calendar.opens <= clock <= calendar.closes)
        worked.append(worked[-1] + (working[-1] and calendar.opens <= clock < calendar.closes))
    return Minutes(
        tuple(days), tuple(day_of), tuple(working), tuple(open_at), tuple(closing), tuple(worked)
    )


# --- limits -------------------------------------------------------------------------------------


def ends_at(told: Minutes, duration: Duration, start: int, *, receiving: bool) -> int | None:
    """The last minute that a duration permits from a minute; None for a gap."""
    amount, unit = duration.amount, duration.unit
    if unit in {Unit.MINUTES, Unit.HOURS}:
        return start + amount * (60 if unit is Unit.HOURS else 1)
    if unit is Unit.WORKING_HOURS:
        return _after_work(told, start, amount * 60)
    day = told.day_of[start]
    if not (told.working[day] and start <= told.closing[day]):
        if receiving:
            day = _working_on(told, day, 1)
        elif unit is Unit.SAME_WORKING_DAY:
            return None
    return max(start, told.closing[_last_day(told, duration, day)])


def _after_work(told: Minutes, start: int, amount: int) -> int:
    """The first minute by which so many minutes have been worked."""
    minute = start
    while told.worked[minute] - told.worked[start] < amount:
        minute += 1
    return minute


def _last_day(told: Minutes, duration: Duration, day: int) -> int:
    """The day at whose closing time a limit in days ends."""
    amount, unit = duration.amount, duration.unit
    if unit is Unit.SAME_WORKING_DAY:
        return day
    if unit in {Unit.WORKING_DAYS, Unit.DAYS, Unit.NEXT_WORKING_DAY}:
        return _working_on(told, day, amount)
    if unit is Unit.MONTHS:
        return _months_on(told, day, amount)
    return day + amount * (7 if unit is Unit.WEEKS else 1)


def _working_on(told: Minutes, day: int, count: int) -> int:
    """So many working days on, one day after the other."""
    while count:
        day += 1
        count -= told.working[day]
    return day


def _months_on(told: Minutes, day: int, count: int) -> int:
    """The last day of the month so many months on whose number is not above the start's."""
    start = told.days[day]
    months = start.year * 12 + start.month + count
    fitting = [
        place
        for place, other in enumerate(told.days)
        if other.year * 12 + other.month == months and other.day <= start.day
    ]
    return fitting[-1]


# --- paths --------------------------------------------------------------------------------------


def soonest(told: Minutes, bound: Limit, start: int) -> int | None:
    """The soonest of a limit's durations; gaps take nothing away."""
    receiving = any(event.receiving for event in bound.starts)
    ends = [ends_at(told, each, start, receiving=receiving) for each in bound.durations]
    return min((end for end in ends if end is not None), default=None)


def path_end(told: Minutes, path: Sequence[Limit], total: Limit | None, start: int) -> int | None:
    """The end of a path of limits, under a total over all of it; None for a gap."""
    whole = None if total is None else soonest(told, total, start)
    minute = start
    for step in path:
        known = [end for end in (soonest(told, step, minute), whole) if end is not None]
        if not known:
            return None
        minute = min(known)
    return minute


# --- random cases -------------------------------------------------------------------------------


class Case(Struct, frozen=True):
    """What is compared: the path from every minute of a span, its first limit from the first one.

    `first` and `last` are minutes of the window.
    """

    window: datetime
    calendar: Calendar
    path: tuple[Limit, ...]
    total: Limit | None
    first: int
    last: int
    starts_in_hours: bool


def drawn_limit(random: Random) -> Limit:
    """A limit of one duration, or the sooner of two, from a receipt or not."""

    def one() -> tuple[int, Unit]:
        unit = random.choice(COUNTED)
        most = {Unit.MINUTES: 3000, Unit.HOURS: 80, Unit.WORKING_HOURS: 30, Unit.MONTHS: 1}
        if unit in {Unit.SAME_WORKING_DAY, Unit.NEXT_WORKING_DAY}:
            return 1, unit
        return random.randint(0, most.get(unit, 2 if unit is Unit.WEEKS else 8)), unit

    count = random.choice((1, 1, 2))
    return limit(*(one() for _ in range(count)), received=random.random() < 1 / 3)


def drawn(random: Random) -> Case:
    """A case; starts are near an opening, a closing or a midnight as often as anywhere."""
    window, calendar = random.choice(WINDOWS), random.choice(CALENDARS)
    told = minutes_of(window, calendar)
    day = random.randrange(1, DAYS_BEGUN)
    first = told.day_of.index(day) + random.randrange(24 * 60)
    if random.random() < 1 / 2:
        edges = (told.day_of.index(day), told.closing[day], told.closing[day + 1])
        first = random.choice(edges) + random.randint(-90, 90)
    return Case(
        window=window,
        calendar=calendar,
        path=tuple(drawn_limit(random) for _ in range(random.choice((1, 1, 2, 3)))),
        total=drawn_limit(random) if random.random() < 1 / 4 else None,
        first=first,
        last=first + random.choice((0, 20, 180)),
        starts_in_hours=random.random() < 1 / 2,
    )


def disagreement(case: Case) -> str | None:
    """What the minutes and the room under test say differently of a case; None where they agree."""
    told = minutes_of(case.window, case.calendar)
    start = case.window + case.first * MINUTE
    end = soonest(told, case.path[0], case.first)
    expected = None if end is None else case.window + end * MINUTE
    found = latest(case.path[0], start, case.calendar)
    if found != expected:
        return f"latest: {found}, and by the minutes {expected}"
    minutes = range(case.first, case.last + 1)
    starts = [m for m in minutes if told.open_at[m] or not case.starts_in_hours]
    ends = [(m, path_end(told, case.path, case.total, m)) for m in starts]
    lengths = [(end - m) * MINUTE for m, end in ends if end is not None]
    gap = next((case.window + m * MINUTE for m, end in ends if end is None), None)
    by_minutes = (max(lengths, default=None), min(lengths, default=None), gap)
    span = (start, case.window + case.last * MINUTE)
    totals = [] if case.total is None else [Total(case.total, 0, len(case.path) - 1)]
    all_told = waits(case.path, span, case.calendar, totals, starts_in_hours=case.starts_in_hours)
    longest, least = (wait and wait.length for wait in (all_told.longest, all_told.least))
    if (longest, least, all_told.gap) != by_minutes:
        return f"waits: {(longest, least, all_told.gap)}, and by the minutes {by_minutes}"
    return None


def kinds(case: Case) -> tuple[str, ...]:
    """What a case is an example of, for the count at the end."""
    told = minutes_of(case.window, case.calendar)
    silent = soonest(told, case.path[0], case.first) is None
    units = {duration.unit.value for step in case.path for duration in step.durations}
    extra = {"a gap": silent, "a total": case.total is not None, "a path": len(case.path) > 1}
    return (*sorted(units), *(word for word, holds in extra.items() if holds))


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare so many random cases and print what they were."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=10_000, help="how many cases")
    parser.add_argument("--seed", type=int, default=1, help="of the random cases")
    chosen = parser.parse_args(arguments)
    random = Random(chosen.seed)  # noqa: S311, nothing here is a secret
    seen: Counter[str] = Counter()
    for number in range(chosen.count):
        case = drawn(random)
        different = disagreement(case)
        if different is not None:
            sys.stdout.write(f"case {number}: {case}\n{different}\n")
            return 1
        seen.update(kinds(case))
    counts = "\n".join(f"{count:>8}  {kind}" for kind, count in sorted(seen.items()))
    sys.stdout.write(f"{chosen.count} cases agree\n{counts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
