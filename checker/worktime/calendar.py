"""Whose working days and hours are meant, and the way between moments and local dates.

A *moment* is an aware datetime. The functions of this room take a moment in any zone and give
moments in UTC: two datetimes that carry the same `ZoneInfo` compare by the clock on the wall,
which is wrong in the hour that the clocks go back.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from checker.worktime.bank_holidays import ENGLAND_AND_WALES, NATIONS

if TYPE_CHECKING:
    from checker.procedure.model import Procedure

LONDON = ZoneInfo("Europe/London")
"""The local time of all three nations."""

DEFAULT_OPENS = time(9)
DEFAULT_CLOSES = time(17)
"""The hours that are taken where a procedure names none; say so wherever a clock time is shown."""


class Calendar(Struct, frozen=True):
    """Working days are Monday to Friday without the nation's bank holidays and the closures.

    `closures`: first and last day of each, both included. Hours are local; closing time itself is
    still within hours. ValueError, a bug of the caller, on an unknown nation or hours that do not
    open before they close.
    """

    nation: str = ENGLAND_AND_WALES
    opens: time = DEFAULT_OPENS
    closes: time = DEFAULT_CLOSES
    closures: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no table and no working day can be made of."""
        if self.nation not in NATIONS:
            raise ValueError(f"no bank holidays for {self.nation!r}")
        if self.opens >= self.closes:
            raise ValueError("a working day opens before it closes")


def calendar_of(procedure: Procedure, *, assuming: bool = True) -> Calendar:
    """The calendar that a procedure states.

    England and Wales where it names no nation; where it states no hours, those of its first `assume
    the working day is …` (if `assuming`), else the default ones.
    """
    header = procedure.header
    assumed = [a.hours for a in procedure.assumptions if a.hours is not None and assuming]
    default = (DEFAULT_OPENS, DEFAULT_CLOSES)
    opens, closes = header.working_day or next(iter(assumed), default)
    return Calendar(
        nation=header.nation or ENGLAND_AND_WALES,
        opens=opens,
        closes=closes,
        closures=tuple((closure.first, closure.last) for closure in header.closures),
    )


def from_local(day: date, clock: time) -> datetime:
    """The moment, in UTC, at which a clock on the wall in London shows that date and time.

    Where the clocks go back and it shows it twice: the first (`fold` of the time says otherwise).
    """
    return datetime.combine(day, clock, LONDON).astimezone(UTC)


def to_local(moment: datetime) -> datetime:
    """The moment as London's clocks show it; for dates and for showing, never for comparing."""
    return to_utc(moment).astimezone(LONDON)


def to_utc(moment: datetime) -> datetime:
    """The same moment in UTC. ValueError, a bug of the caller, where it has no zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment has a time zone")
    return moment.astimezone(UTC)
