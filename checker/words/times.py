"""Days, moments and elapsed time as people write them."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.language.vocabulary import MONTHS as MONTH_WORDS
from checker.words.text import counted, listed
from checker.worktime.calendar import to_local

if TYPE_CHECKING:
    from datetime import date, datetime

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple(month.capitalize() for month in MONTH_WORDS)

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def date_words(day: date) -> str:
    """`2 April 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_words(day: date) -> str:
    """`Thursday 2 April 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {date_words(day)}"


def dated(moment: datetime) -> str:
    """The moment as a story has it: `Monday 2 March 2026, 09:00`."""
    return f"{day_words(moment)}, {moment.hour:02}:{moment.minute:02}"


@lru_cache(maxsize=1024)  # the longest waits of most texts are at the same holidays
def moment_words(moment: datetime) -> str:
    """An aware moment in London's local time: `Thursday 2 April 2026 at 09:00`."""
    return dated(to_local(moment)).replace(", ", " at ")


@lru_cache(maxsize=1024)
def elapsed_words(time: timedelta) -> str:
    """Time that really passes, in whole minutes: `5 days and 5 minutes`; a day is 24 hours."""
    days, rest = divmod(time, _DAY)
    hours, rest = divmod(rest, _HOUR)
    parts = ((days, "day"), (hours, "hour"), (rest // _MINUTE, "minute"))
    return listed([counted(number, noun) for number, noun in parts if number]) or "no time"
