"""The longest wait along a path, against worked cases and against every minute of a span."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.procedure.model import Duration, Limit, Unit
from checker.worktime.latest import Table, Untabled
from checker.worktime.longest import Wait, Waits, goes_past, start_past, waits
from checker.worktime.moments import in_hours
from checker.worktime.paths import Total, bounds_of
from checker.worktime.real_waits import SPAN
from tests.worktime import makers
from tests.worktime.makers import OFFICE, at, end_of_path, hours, limit, working_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.worktime.calendar import Calendar

YEAR = (at("2026-01-01 00:00"), at("2026-12-31 23:59"))
EASTER = (at("2026-03-23 00:00"), at("2026-04-13 00:00"))
MINUTE = timedelta(minutes=1)
SAME_DAY = limit((1, Unit.SAME_WORKING_DAY))


@pytest.mark.parametrize(
    ("path", "totals", "span", "start", "end", "length"),
    [
        (
            [working_days(1), working_days(5), working_days(2), hours(48), working_days(3)],
            [],
            YEAR,
            "2026-12-18 09:00",
            "2027-01-11 17:00",
            timedelta(days=24, hours=8),
        ),
        (
            [
                hours(48),
                hours(24),
                working_days(1),
                limit((2, Unit.WORKING_DAYS), (48, Unit.HOURS)),
                working_days(5),
            ],
            [],
            YEAR,
            "2026-12-15 09:00",
            "2027-01-04 17:00",
            timedelta(days=20, hours=8),
        ),
        (
            [working_days(5)] * 3,
            [Total(working_days(10), 0, 2)],
            YEAR,
            "2026-12-16 09:00",
            "2027-01-04 17:00",
            timedelta(days=19, hours=8),
        ),
        (
            [hours(30), working_days(1, received=True)],
            [],
            EASTER,
            "2026-03-31 11:01",
            "2026-04-07 17:00",
            timedelta(days=7, hours=5, minutes=59),
        ),
    ],
)
def test_worked_cases(  # noqa: PLR0913, PLR0917 - one argument a column
    path: list[Limit],
    totals: list[Total],
    span: tuple[datetime, datetime],
    start: str,
    end: str,
    length: timedelta,
) -> None:
    """Cases computed twice, by independent programs; starts are in hours."""
    found = waits(path, span, OFFICE, totals, starts_in_hours=True).longest
    assert found == Wait(at(start), at(end))
    assert found is not None
    assert found.length == length


def test_closing_time_counts_as_in_hours_all_along_a_path() -> None:
    """Five times one working day of receipt; half-open hours would add a day at every step."""
    path = [working_days(1, received=True)] * 5
    assert end_of_path(path, at("2026-03-30 10:00"), OFFICE) == at("2026-04-08 17:00")


def test_the_least_time_that_a_rule_leaves() -> None:
    """Within the same working day: all day at opening, nothing at closing time."""
    span = (at("2026-05-01 00:00"), at("2026-05-01 23:59"))
    found = waits([SAME_DAY], span, OFFICE, starts_in_hours=True)
    assert found.longest == Wait(at("2026-05-01 09:00"), at("2026-05-01 17:00"))
    assert found.least == Wait(at("2026-05-01 17:00"), at("2026-05-01 17:00"))
    assert found.gap is None


def test_a_gap_is_told_apart() -> None:
    """A start out of hours has no wait, nor has a path that gets there later on."""
    span = (at("2026-05-01 00:00"), at("2026-05-02 12:00"))
    assert waits([SAME_DAY], span, OFFICE, starts_in_hours=False).gap == at("2026-05-01 17:01")
    later = waits([hours(48), SAME_DAY], span, OFFICE, starts_in_hours=True)
    assert later == Waits(None, None, at("2026-05-01 09:00"), None)
    assert end_of_path([hours(48), SAME_DAY], at("2026-05-01 09:00"), OFFICE) is None


def test_a_step_without_a_figure_has_no_wait_unless_a_total_bounds_it() -> None:
    """Vague words name no moment; a total over them does."""
    vague = Limit(vague="promptly")
    later = (at("2026-05-01 00:00"), at("2026-05-01 23:59"))
    for path in ([working_days(1), vague], [vague, working_days(1)]):
        assert waits(path, later, OFFICE, starts_in_hours=True).longest is None
    span = (at("2026-05-01 00:00"), at("2026-05-01 23:59"))
    assert waits([vague], span, OFFICE, starts_in_hours=True).longest is None
    bounded = waits([vague], span, OFFICE, [Total(hours(2), 0, 0)], starts_in_hours=True).longest
    assert bounded is not None
    assert bounded.length == timedelta(hours=2)


def test_starts_outside_the_table_are_told_apart() -> None:
    """A span that leaves the table's years says so, and still finds what it can."""
    span = (at("2035-12-20 00:00"), at("2036-01-10 00:00"))
    found = waits([working_days(1)], span, OFFICE, starts_in_hours=False)
    assert found.untabled == Untabled(Table.BANK_HOLIDAYS)
    assert found.longest == Wait(at("2035-12-21 00:00"), at("2035-12-24 17:00"))
    before = (at("2018-12-20 00:00"), at("2018-12-21 00:00"))
    assert waits([working_days(1)], before, OFFICE, starts_in_hours=False).longest is None


def test_working_hours_at_the_beginning_of_the_table() -> None:
    """Its first working day has no work before it that a start could be pulled back by."""
    span = (at("2019-01-01 00:00"), at("2019-01-02 23:00"))
    found = waits([limit((16, Unit.WORKING_HOURS))], span, OFFICE, starts_in_hours=True).longest
    assert found == Wait(at("2019-01-02 09:01"), at("2019-01-04 09:01"))


@pytest.mark.parametrize(
    ("last", "start"), [("2026-01-01 23:59", None), ("2026-01-02 23:59", "2026-01-02 09:00")]
)
def test_no_start_is_out_of_hours_where_a_span_begins(last: str, start: str | None) -> None:
    """The day before a span is a working day, and its own first day is none."""
    span = (at("2026-01-01 00:00"), at(last))
    path, bound = bounds_of((working_days(1),), ()), limit((1, Unit.CALENDAR_DAYS))
    assert start_past(path, 1, bound, span, OFFICE) == (start and at(start))


@given(
    st.lists(makers.durations, min_size=1, max_size=3),
    makers.durations,
    st.integers(0, 3),
    makers.calendars,
)
def test_whether_a_path_goes_past_a_limit_is_seen_at_the_first_start(
    path: list[Duration], bound: Duration, days: int, calendar: Calendar
) -> None:
    """As the search for the worst start sees it; over Easter, and where no day is a working day."""
    span = (at("2026-04-02 00:00"), at("2026-04-02 23:59") + timedelta(days=days))
    bounds = bounds_of([Limit((each,)) for each in path], ())
    worst = start_past(bounds, len(path), Limit((bound,)), span, calendar)
    found = goes_past(bounds, len(path), Limit((bound,)), span, calendar)
    assert found == (worst if isinstance(worst, Untabled) else worst is not None)


def test_it_is_told_that_no_school_terms_are_given_before_a_table_is_too_short() -> None:
    """The first start lacks the terms alone, and a later one the bank holidays, too."""
    bounds = bounds_of([Limit((Duration(2000, Unit.CALENDAR_DAYS),))], ())
    terms = Limit((Duration(9, Unit.SCHOOL_DAYS),))
    assert start_past(bounds, 1, terms, SPAN, OFFICE) == Untabled(Table.SCHOOL_TERMS)
    assert goes_past(bounds, 1, terms, SPAN, OFFICE) == Untabled(Table.SCHOOL_TERMS)


def test_an_empty_path_takes_no_time() -> None:
    """Without a limit there is nothing to wait for."""
    span = (at("2026-05-01 00:00"), at("2026-05-01 23:59"))
    found = waits([], span, OFFICE, starts_in_hours=False).longest
    assert found is not None
    assert found.length == timedelta()


def every_minute(
    path: Sequence[Limit],
    span: tuple[datetime, datetime],
    calendar: Calendar,
    totals: Sequence[Total],
    *,
    starts_in_hours: bool,
) -> list[tuple[datetime, datetime | Untabled | None]]:
    """Each start of a span with the end of its path, one minute after the other."""
    count = (span[1] - span[0]) // MINUTE + 1
    starts = [span[0] + n * MINUTE for n in range(count)]
    return [
        (start, end_of_path(path, start, calendar, totals))
        for start in starts
        if not starts_in_hours or in_hours(start, calendar)
    ]


@settings(max_examples=25)
@given(
    path=makers.steps,
    over=st.lists(makers.steps.map(lambda path: path[0]), max_size=1),
    first=makers.near_easter,
    days=st.integers(0, 2),
    calendar=makers.calendars,
    starts_in_hours=st.booleans(),
)
@example(
    path=[hours(30), working_days(1, received=True)],
    over=[],
    first=at("2026-03-29 00:00"),
    days=5,
    calendar=OFFICE,
    starts_in_hours=False,
)
@example(
    path=[limit((8, Unit.WORKING_HOURS)), limit((8, Unit.WORKING_HOURS)), SAME_DAY],
    over=[hours(30)],
    first=at("2026-04-01 12:00"),
    days=3,
    calendar=OFFICE,
    starts_in_hours=True,
)
def test_few_starts_give_what_every_minute_gives(  # noqa: PLR0913 - one argument a strategy
    path: list[Limit],
    over: list[Limit],
    first: datetime,
    days: int,
    calendar: Calendar,
    *,
    starts_in_hours: bool,
) -> None:
    """The candidates hold the longest wait, the least, and a gap wherever there is one."""
    span = (first, first + timedelta(days=days, hours=5))
    totals = [Total(bound, 0, len(path) - 1) for bound in over]
    found = waits(path, span, calendar, totals, starts_in_hours=starts_in_hours)
    ends = every_minute(path, span, calendar, totals, starts_in_hours=starts_in_hours)
    lengths = [end - start for start, end in ends if isinstance(end, datetime)]
    assert (found.longest and found.longest.length) == max(lengths, default=None)
    assert (found.least and found.least.length) == min(lengths, default=None)
    assert found.gap == next((start for start, end in ends if end is None), None)


@settings(max_examples=60)
@given(
    path=makers.by_day,
    over=st.lists(makers.by_day.map(lambda path: path[0]), max_size=1),
    first=makers.near_easter,
    calendar=makers.calendars,
)
def test_days_alone_give_what_every_minute_gives(
    path: list[Limit], over: list[Limit], first: datetime, calendar: Calendar
) -> None:
    """A path of limits in days is counted day by day; the answers are those of every minute."""
    span = (first, first + timedelta(days=1, hours=9))
    totals = [Total(bound, 0, len(path) - 1) for bound in over]
    found = waits(path, span, calendar, totals, starts_in_hours=True)
    ends = every_minute(path, span, calendar, totals, starts_in_hours=True)
    waited = [(end - start, start) for start, end in ends if isinstance(end, datetime)]
    told = (found.longest and found.longest.length, found.least and found.least.length)
    lengths = [length for length, _ in waited]
    assert told == (max(lengths, default=None), min(lengths, default=None))
    if found.longest is not None and found.least is not None:
        assert found.longest.start == next(s for n, s in waited if n == told[0])
        assert found.least.start == next(s for n, s in waited[::-1] if n == told[1])
    assert found.gap == next((start for start, end in ends if end is None), None)
