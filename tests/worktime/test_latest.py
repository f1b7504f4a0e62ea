"""The latest moment that a limit permits: worked cases, edges and properties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from checker.procedure.model import Duration, Limit, Start, StartEvent, Unit
from checker.worktime.calendar import Calendar
from checker.worktime.latest import (
    Table,
    Untabled,
    latest,
    latest_before,
    latest_within,
    readings,
    sooner,
)
from checker.worktime.longest import Total, end_of_path
from checker.worktime.moments import closing_of, in_hours
from tests.worktime.makers import (
    COUNTED,
    OFFICE,
    PLAIN,
    at,
    calendars,
    durations,
    hours,
    limit,
    moments,
    working_days,
)
from hypothesis import strategies as st

SAME_DAY = limit((1, Unit.SAME_WORKING_DAY))
BEYOND = Untabled(Table.BANK_HOLIDAYS)


@pytest.mark.parametrize(
    ("case", "start", "end", "wait"),
    [
        (working_days(1), "2026-04-02 16:55", "2026-04-07 17:00", timedelta(days=5, minutes=5)),
        (SAME_DAY, "2026-05-01 16:59", "2026-05-01 17:00", timedelta(minutes=1)),
        (SAME_DAY, "2026-05-01 17:00", "2026-05-01 17:00", timedelta()),
        (
            limit((1, Unit.SAME_WORKING_DAY), received=True),
            "2026-05-01 17:01",
            "2026-05-05 17:00",
            timedelta(days=3, hours=23, minutes=59),
        ),
        (SAME_DAY, "2026-05-01 07:30", "2026-05-01 17:00", timedelta(hours=9, minutes=30)),
        (hours(48), "2026-03-27 16:00", "2026-03-29 17:00", timedelta(hours=48)),
        (hours(48), "2026-10-23 16:00", "2026-10-25 15:00", timedelta(hours=48)),
        (working_days(2), "2026-03-27 16:00", "2026-03-31 17:00", timedelta(days=4)),
        (
            limit((48, Unit.HOURS), (2, Unit.WORKING_DAYS)),
            "2026-03-27 16:00",
            "2026-03-29 17:00",
            timedelta(hours=48),
        ),
        (working_days(1), "2026-04-04 11:00", "2026-04-07 17:00", timedelta(days=3, hours=6)),
        (
            working_days(1, received=True),
            "2026-04-04 11:00",
            "2026-04-08 17:00",
            timedelta(days=4, hours=6),
        ),
        (
            working_days(1),
            "2026-04-02 17:30",
            "2026-04-07 17:00",
            timedelta(days=4, hours=23, minutes=30),
        ),
        (
            working_days(1, received=True),
            "2026-04-02 17:30",
            "2026-04-08 17:00",
            timedelta(days=5, hours=23, minutes=30),
        ),
    ],
)
def test_worked_cases(case: Limit, start: str, end: str, wait: timedelta) -> None:
    """Cases computed by hand; the elapsed wait of cases across a clock change is the real one.

    Two elapsed days from Friday are clock times an hour apart in spring and in autumn.
    """
    found = latest(case, at(start), OFFICE)
    assert found == at(end)
    clock_change = {"2026-03-27 16:00": timedelta(hours=1) if wait == timedelta(days=4) else None}
    real = wait - (clock_change.get(start) or timedelta())
    assert isinstance(found, datetime)
    assert found - at(start) == real


@pytest.mark.parametrize("start", ["2026-05-01 17:01", "2026-05-02 11:00"])
def test_the_same_working_day_says_nothing_out_of_hours(start: str) -> None:
    """After closing, and on a day that is no working day, it is a gap."""
    assert latest(SAME_DAY, at(start), OFFICE) is None
