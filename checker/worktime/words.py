"""Days as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.language.vocabulary import MONTHS as MONTH_WORDS

if TYPE_CHECKING:
    from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple(month.capitalize() for month in MONTH_WORDS)


def day_in_words(day: date) -> str:
    """`Thursday 2 April 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"
