"""Whether a path can end behind others, against worked cases and against every minute of a span."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.procedure.model import Unit
from checker.worktime.behind import Behind, Way, behind
from checker.worktime.latest import Untabled
from checker.worktime.paths import Path, bounds_of
from checker.worktime.timeline import to_tick
from tests.worktime import makers
from tests.worktime.makers import OFFICE, at, hours, limit, working_days
from tests.worktime.test_longest import every_minute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.procedure.model import Limit
    from checker.worktime.calendar import Calendar

EASTER = (at("2026-03-23 00:00"), at("2026-04-13 00:00"))
AT_ONCE = Way((), 0)


def way(*limits: Limit) -> Way:
    """One limit after the other."""
    return Way(tuple(bounds_of(limits, ())), len(limits))


@pytest.mark.parametrize(
    ("one", "others", "start"),
    [
        (way(working_days(5)), (way(working_days(5)),), None),
        (way(working_days(5)), (way(limit((1, Unit.WEEKS))),), "2026-03-27 09:00"),
        (way(limit((1, Unit.WEEKS))), (way(working_days(5)),), None),
        (way(working_days(3)), (way(working_days(1)), way(working_days(1), working_days(2))), None),
        (way(working_days(3)), (way(working_days(1)), way(hours(24))), "2026-03-31 09:00"),
        (way(hours(24)), (way(working_days(1)),), None),
        (way(hours(2)), (AT_ONCE,), "2026-03-23 09:00"),
        (AT_ONCE, (way(hours(2)),), None),
        (AT_ONCE, (AT_ONCE,), None),
        (way(working_days(1)), (AT_ONCE,), "2026-04-02 09:00"),
        (None, (way(working_days(1)),), "2026-03-23 09:00"),
    ],
)
def test_worked_cases(one: Way | None, others: tuple[Way, ...], start: str | None) -> None:
    """The start from which it is furthest behind the latest of the others, the first of them."""
    found = behind(one, others, EASTER, OFFICE)
    assert not isinstance(found, Untabled)
    assert (found and found.start) == (None if start is None else at(start))


def test_the_latest_of_the_others_is_told() -> None:
    """On the day before Good Friday, an hour is over sooner than a working day."""
    thursday = (at("2026-04-02 09:00"), at("2026-04-02 17:00"))
    others = (way(hours(1)), way(working_days(1)))
    found = behind(way(working_days(2)), others, thursday, OFFICE)
    assert found == Behind(thursday[0], at("2026-04-07 17:00"), 1)


def test_a_gap_is_behind_and_nothing_is_behind_a_gap() -> None:
    """Nine hours from nine o'clock the day is over: nothing says what the same day is then."""
    gap = way(hours(9), limit((1, Unit.SAME_WORKING_DAY)))
    day = (at("2026-03-24 09:00"), at("2026-03-24 09:30"))
    assert behind(gap, (way(hours(90)),), day, OFFICE) is not None
    assert behind(way(hours(90)), (gap, AT_ONCE), day, OFFICE) is None
    assert behind(None, (gap,), day, OFFICE) is None


def test_behind_in_the_middle_of_the_day_alone() -> None:
    """At nine it is over sooner, at five as well: neither end jumps in between."""
    one = way(limit((27, Unit.HOURS), (1, Unit.WORKING_DAYS)))
    other = way(hours(20), limit((6, Unit.WORKING_HOURS)))
    day = (at("2026-03-24 09:00"), at("2026-03-24 17:00"))
    found = behind(one, (other,), day, OFFICE)
    assert not isinstance(found, Untabled)
    assert found == Behind(at("2026-03-24 13:00"), at("2026-03-25 15:00"), 0)
    for start in day:
        assert behind(one, (other,), (start, start), OFFICE) is None


def test_beyond_the_table() -> None:
    """It is said, and not passed over."""
    late = (at("2030-12-30 09:00"), at("2030-12-31 09:00"))
    assert isinstance(behind(way(working_days(5000)), (AT_ONCE,), late, OFFICE), Untabled)


def every_difference(
    one: Sequence[Limit],
    others: Sequence[Sequence[Limit]],
    span: tuple[datetime, datetime],
    calendar: Calendar,
) -> list[tuple[timedelta | None, datetime]]:
    """How far the one is behind the others from each minute in hours; None: without end."""
    ends = [
        [end for _, end in every_minute(each, span, calendar, (), starts_in_hours=True)]
        for each in (one, *others)
    ]
    starts = [start for start, _ in every_minute(one, span, calendar, (), starts_in_hours=True)]
    found: list[tuple[timedelta | None, datetime]] = []
    for start, own, *theirs in zip(starts, *ends, strict=True):
        dated = [end for end in theirs if isinstance(end, datetime)]
        if len(dated) < len(theirs):
            continue
        if not isinstance(own, datetime):
            found.append((None, start))
        elif own > max(dated):
            found.append((own - max(dated), start))
    return found


@settings(max_examples=40, deadline=None)
@given(
    one=makers.steps | makers.by_day,
    others=st.lists(makers.steps | makers.by_day, min_size=1, max_size=3),
    first=makers.near_easter,
    days=st.integers(0, 1),
    calendar=makers.calendars,
)
@example(
    one=[limit((27, Unit.HOURS), (1, Unit.WORKING_DAYS))],
    others=[[hours(20), limit((6, Unit.WORKING_HOURS))]],
    first=at("2026-04-08 00:00"),
    days=1,
    calendar=OFFICE,
)
def test_few_starts_give_what_every_minute_gives(
    one: list[Limit],
    others: list[list[Limit]],
    first: datetime,
    days: int,
    calendar: Calendar,
) -> None:
    """It is found wherever there is one; and how far behind, at the first such minute."""
    span = (first, first + timedelta(days=days, hours=5))
    found = behind(way(*one), tuple(way(*each) for each in others), span, calendar)
    assert not isinstance(found, Untabled)
    told = every_difference(one, others, span, calendar)
    assert (found is None) is (not told)
    if found is not None and all(by is not None for by, _ in told):
        path = Path(way(*one).bounds, len(one), calendar)
        end = path.end(to_tick(found.start))
        assert isinstance(end, int)
        assert end - to_tick(found.end) == max(by for by, _ in told if by is not None) // timedelta(
            microseconds=1
        )
