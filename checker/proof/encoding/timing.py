"""Dates for a story: when each event happens, so that no limit in force is overrun on the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from checker.procedure.model import Start, Unit
from checker.worktime.calendar import from_local, to_local
from checker.worktime.latest import latest_within, readings
from checker.worktime.moments import closing_of, next_opening

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from checker.procedure.model import Limit, Stage
    from checker.worktime.calendar import Calendar

_SHORT = frozenset({Unit.MINUTES, Unit.HOURS, Unit.WORKING_HOURS})
_HOUR = timedelta(hours=1)


def has_short_limit(stage: Stage) -> bool:
    """Whether a limit in `stage` may run out on the day on which it starts."""
    limits = [limit.limit for limit in stage.limits]
    for move in stage.moves:
        limits += [move.limit] if move.limit is not None else []
        held = move.consultation.limit if move.consultation is not None else None
        limits += [held] if held is not None else []
    return any(d.unit in _SHORT for limit in limits for d in (*limit.durations, *limit.also))


class Clock:
    """The moment at which a story stands."""

    def __init__(self, calendar: Calendar, first: date, *, late: bool) -> None:
        """At opening time of `first`; `late`: at closing time, and no time passes."""
        self._calendar = calendar
        self._late = late
        opening, closing = calendar.opens, calendar.closes
        self.now: datetime = from_local(first, closing if late else opening)

    def hold(self, moment: datetime) -> None:
        """Stand at `moment`, and let no time pass."""
        self.now, self._late = moment, True

    def wait(self, stage: Stage, entered: datetime) -> None:
        """Let an hour of work pass, and never more than a limit of `stage` allows."""
        if self._late:
            return
        local = to_local(self.now)
        closing = closing_of(local.date(), self._calendar)
        later = min(self.now + _HOUR, closing)
        if later <= self.now:
            later = next_opening(self.now, self._calendar) or self.now
        due = [
            moment
            for limit in stage.limits
            for moment in _due(limit.limit, entered, self._calendar)
        ]
        self.now = max(self.now, min((later, *due)))

    def after_closing(self) -> None:
        """The minute after closing time of the day."""
        day = to_local(self.now).date()
        self.now = closing_of(day, self._calendar) + timedelta(minutes=1)


def _due(limit: Limit, entered: datetime, calendar: Calendar) -> Iterable[datetime]:
    """The moments by which a limit of a stage that counts from entering it has run out."""
    if any(start.kind not in (Start.DEFAULT, Start.STAGE) for start in limit.starts):
        return
    for duration in (*limit.durations, *limit.also):
        for reading in readings(duration):
            moment = latest_within(reading, entered, calendar)
            if isinstance(moment, datetime):
                yield moment
