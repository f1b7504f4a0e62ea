"""Dates for a story: when each event happens, so that no limit in force is overrun on the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from checker.procedure.model import Start, Unit
from checker.worktime.calendar import to_local
from checker.worktime.latest import latest_within
from checker.worktime.moments import (
    closing_of,
    in_hours,
    next_opening,
    night_after,
    ordinary_opening,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import Limit, Procedure, Stage
    from checker.worktime.calendar import Calendar

_SHORT = frozenset({Unit.MINUTES, Unit.HOURS, Unit.WORKING_HOURS})
_HOUR = timedelta(hours=1)
_BEFORE_CLOSING = tuple(timedelta(minutes=each) for each in (240, 120, 60, 30, 10, 5, 1, 0))
"""How long before closing time harm arises in a story that a limit in hours would cut short."""


def short(limit: Limit) -> bool:
    """Whether a limit may run out on the day on which it starts, though not on every day."""
    return any(d.unit in _SHORT for d in (*limit.durations, *limit.also))


def outlasts_day(limit: Limit) -> bool:
    """Whether a limit is never over on the day on which it starts."""
    units = {duration.unit for duration in (*limit.durations, *limit.also)}
    return limit.definite and Unit.SAME_WORKING_DAY not in units and not short(limit)


def _limits(stage: Stage) -> Iterator[Limit]:
    """The limits by which a wait in `stage` may have to end."""
    yield from (each.limit for each in stage.limits)
    yield from (move.limit for move in stage.moves if move.limit is not None)


def days_told(procedure: Procedure, calendar: Calendar) -> Iterator[Clock]:
    """Clocks for a story that ends at closing time, the plainest first: from opening on, or all of
    it so shortly before closing that limits in hours are not over then.
    """
    yield Clock(procedure, calendar)
    if any(short(limit) for stage in procedure.stages for limit in _limits(stage)):
        opening = ordinary_opening(calendar)
        closing = closing_of(to_local(opening).date(), calendar)
        for before in _BEFORE_CLOSING:
            if closing - before > opening:
                clock = Clock(procedure, calendar)
                clock.hold(closing - before)
                yield clock


class Clock:
    """The moment at which a story stands."""

    def __init__(self, procedure: Procedure, calendar: Calendar) -> None:
        """At opening time of an ordinary day."""
        self._procedure = procedure
        self._calendar = calendar
        self._held = False
        self.now = self.began = ordinary_opening(calendar)

    def hold(self, moment: datetime) -> None:
        """Stand at `moment`, and let no time pass."""
        self.now, self._held = moment, True

    @property
    def night(self) -> bool:
        """Whether it is out of hours."""
        return not in_hours(self.now, self._calendar)

    def wait(self, stage: Stage, entered: datetime) -> None:
        """Let an hour of work pass, and never more than any line allows a case in `stage`."""
        if self._held:
            return
        closing = closing_of(to_local(self.now).date(), self._calendar)
        later = min(self.now + _HOUR, closing)
        if later <= self.now:
            later = next_opening(self.now + timedelta(minutes=1), self._calendar) or self.now
        moment = max(self.now, min((later, *self._ends(stage, entered))))
        if in_hours(moment, self._calendar):
            self.now = moment

    def turn(
        self, stage: Stage, entered: datetime, *, night: bool, limits: list[Limit] | None = None
    ) -> None:
        """Let it become night, or day, where every line allows a case in `stage` so long; `limits`:
        the only ones that run there now.
        """
        if self._held or night == self.night:
            return
        calendar = self._calendar
        later = night_after(self.now, calendar) if night else next_opening(self.now, calendar)
        if later is not None and later <= min((later, *self._ends(stage, entered, limits))):
            self.now = later

    def _ends(
        self, stage: Stage, entered: datetime, limits: list[Limit] | None = None
    ) -> Iterator[datetime]:
        """The moments by which some line may have a case leave `stage`."""
        for limit in _limits(stage) if limits is None else limits:
            yield from self.due(limit, entered)
        for total in self._procedure.totals:
            if total.whole_procedure or stage.name in total.stages:
                yield from self.due(total.limit, self.began)

    def after_closing(self) -> None:
        """The minute after closing time of the day."""
        day = to_local(self.now).date()
        self.now = closing_of(day, self._calendar) + timedelta(minutes=1)

    def due(self, limit: Limit, since: datetime) -> Iterable[datetime]:
        """The moments by which a limit that counts from its own place has run out."""
        if any(start.kind not in (Start.DEFAULT, Start.STAGE) for start in limit.starts):
            return
        for duration in dict.fromkeys(each for meant in limit.meanings for each in meant):
            moment = latest_within(duration, since, self._calendar)
            if isinstance(moment, datetime):
                yield moment
