"""The latest moment that a limit permits: worked cases, edges and properties."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.procedure.model import Duration, Limit, Start, StartEvent, Unit
from checker.worktime.calendar import Calendar
from checker.worktime.latest import (
    Table,
    Untabled,
    latest,
    latest_before,
    latest_within,
    sooner,
)
from checker.worktime.moments import closing_of, in_hours
from checker.worktime.paths import Total
from tests.worktime.makers import (
    COUNTED,
    OFFICE,
    PLAIN,
    at,
    calendars,
    durations,
    end_of_path,
    hours,
    limit,
    moments,
    working_days,
)

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
    """Cases computed by hand, with the time that really passes."""
    found = latest(case, at(start), OFFICE)
    assert found == at(end)
    assert at(end) - at(start) == wait


@pytest.mark.parametrize("start", ["2026-05-01 17:01", "2026-05-02 11:00"])
def test_the_same_working_day_says_nothing_out_of_hours(start: str) -> None:
    """After closing, and on a day that is no working day, it is a gap."""
    assert latest(SAME_DAY, at(start), OFFICE) is None


FIVE, THREE = (5, Unit.CALENDAR_DAYS), (3, Unit.CALENDAR_DAYS)
FIVE_WORKING, THREE_WORKING = (5, Unit.WORKING_DAYS), (3, Unit.WORKING_DAYS)


@pytest.mark.parametrize(
    ("path", "totals", "end"),
    [
        ([FIVE, FIVE, FIVE, THREE], [], "2027-01-01 17:00"),
        ([FIVE_WORKING] * 3 + [THREE_WORKING], [], "2027-01-12 17:00"),
        ([FIVE, FIVE, FIVE, THREE], [FIVE], "2026-12-22 17:00"),
        ([FIVE_WORKING] * 3 + [THREE_WORKING], [FIVE_WORKING], "2026-12-24 17:00"),
    ],
)
def test_one_limit_after_the_other(
    path: list[tuple[int, Unit]], totals: list[tuple[int, Unit]], end: str
) -> None:
    """Three stages and then a fourth, each with its own limit or the three under one total."""
    over = [Total(limit(total), 0, 2) for total in totals]
    found = end_of_path([limit(step) for step in path], at("2026-12-14 10:00"), OFFICE, over)
    assert found == at(end)


@pytest.mark.parametrize(
    ("case", "start", "end"),
    [
        ((90, Unit.MINUTES), "2026-05-01 16:30", "2026-05-01 18:00"),
        ((4, Unit.WORKING_HOURS), "2026-05-01 15:00", "2026-05-05 11:00"),
        ((2, Unit.WORKING_HOURS), "2026-05-01 15:00", "2026-05-01 17:00"),
        ((1, Unit.WORKING_HOURS), "2026-05-01 17:00", "2026-05-05 10:00"),
        ((1, Unit.WORKING_HOURS), "2026-05-03 23:00", "2026-05-05 10:00"),
        ((0, Unit.WORKING_HOURS), "2026-05-03 23:00", "2026-05-03 23:00"),
        ((1, Unit.WEEKS), "2026-03-27 20:00", "2026-04-03 17:00"),
        ((1, Unit.MONTHS), "2026-01-31 10:00", "2026-02-28 17:00"),
        ((13, Unit.MONTHS), "2026-01-31 10:00", "2027-02-28 17:00"),
        ((11, Unit.MONTHS), "2026-01-15 10:00", "2026-12-15 17:00"),
        ((1, Unit.NEXT_WORKING_DAY), "2026-05-01 18:00", "2026-05-05 17:00"),
        ((0, Unit.WORKING_DAYS), "2026-05-01 10:00", "2026-05-01 17:00"),
        ((0, Unit.WORKING_DAYS), "2026-05-01 18:00", "2026-05-01 18:00"),
        ((0, Unit.CALENDAR_DAYS), "2026-05-02 18:00", "2026-05-02 18:00"),
        ((3, Unit.DAYS), "2026-05-01 10:00", "2026-05-07 17:00"),
    ],
)
def test_every_unit(case: tuple[int, Unit], start: str, end: str) -> None:
    """Days end at closing time, elapsed time may end out of hours, bare days are working days."""
    assert latest_within(Duration(*case), at(start), OFFICE) == at(end)


def test_receiving_reaches_every_kind_of_day() -> None:
    """What comes in on the eve of a long weekend counts from the day after it."""
    ends = {
        unit: latest_within(Duration(1, unit), at("2026-05-01 17:01"), OFFICE, receiving=True)
        for unit in (Unit.CALENDAR_DAYS, Unit.NEXT_WORKING_DAY, Unit.HOURS)
    }
    assert ends == {
        Unit.CALENDAR_DAYS: at("2026-05-06 17:00"),
        Unit.NEXT_WORKING_DAY: at("2026-05-06 17:00"),
        Unit.HOURS: at("2026-05-01 18:01"),
    }


def test_before_opening_on_a_working_day_counts_as_that_day() -> None:
    """Only what comes in after closing waits for the next working day."""
    assert latest(working_days(1, received=True), at("2026-05-05 06:00"), OFFICE) == at(
        "2026-05-06 17:00"
    )


@pytest.mark.parametrize(
    ("case", "event", "start"),
    [
        ((5, Unit.WORKING_DAYS), "2026-04-09 10:00", "2026-03-31 17:00"),
        ((5, Unit.WORKING_DAYS), "2026-04-11 10:00", "2026-04-02 17:00"),
        ((5, Unit.DAYS), "2026-04-09 10:00", "2026-03-31 17:00"),
        ((5, Unit.CALENDAR_DAYS), "2026-04-09 10:00", "2026-04-04 17:00"),
        ((2, Unit.WEEKS), "2026-04-09 10:00", "2026-03-26 17:00"),
        ((1, Unit.MONTHS), "2026-03-31 10:00", "2026-02-28 17:00"),
        ((48, Unit.HOURS), "2026-03-30 10:00", "2026-03-28 09:00"),
        ((4, Unit.WORKING_HOURS), "2026-05-05 11:00", "2026-05-01 15:00"),
        ((0, Unit.WORKING_DAYS), "2026-04-09 10:00", "2026-04-09 10:00"),
    ],
)
def test_backward_limits(case: tuple[int, Unit], event: str, start: str) -> None:
    """The latest moment that still leaves the time before the event."""
    assert latest_before(Duration(*case), at(event), OFFICE) == at(start)


def test_a_named_day_says_nothing_before_an_event() -> None:
    """`at least the same working day before the meeting` has no meaning to count."""
    for unit in (Unit.SAME_WORKING_DAY, Unit.NEXT_WORKING_DAY):
        assert latest_before(Duration(1, unit), at("2026-04-09 10:00"), OFFICE) is None


@pytest.mark.parametrize("unit", PLAIN)
def test_leaving_the_years_is_a_value(unit: Unit) -> None:
    """A figure beyond all years, and a start before the table, are told and not raised."""
    elapsed = unit in {Unit.HOURS, Unit.MINUTES}
    beyond = Untabled(Table.YEARS) if elapsed else BEYOND
    if unit is not Unit.NEXT_WORKING_DAY:
        assert latest_within(Duration(10**12, unit), at("2026-05-01 10:00"), OFFICE) == beyond
        assert latest_before(Duration(10**12, unit), at("2026-05-01 10:00"), OFFICE) == beyond
    if not elapsed:
        assert latest_within(Duration(1, unit), at("2018-12-31 10:00"), OFFICE) == BEYOND
    if unit not in {Unit.HOURS, Unit.MINUTES, Unit.NEXT_WORKING_DAY}:
        assert latest_before(Duration(1, unit), at("2018-12-31 10:00"), OFFICE) == BEYOND


def test_the_last_days_of_the_table() -> None:
    """No working day follows, so what is received after the last one is untabled."""
    eve = at("2035-12-31 18:00")
    assert latest(working_days(1), eve, OFFICE) == BEYOND
    assert latest(limit((1, Unit.SAME_WORKING_DAY), received=True), eve, OFFICE) == BEYOND
    assert latest(limit((1, Unit.CALENDAR_DAYS)), eve, OFFICE) == BEYOND
    assert latest(hours(48), eve, OFFICE) == at("2036-01-02 18:00")


def test_a_calendar_without_working_days_is_untabled() -> None:
    """Where every day is closed no working day ever comes."""
    closed = Calendar(closures=((date.min, date.max),))
    assert latest(working_days(1), at("2026-05-01 10:00"), closed) == BEYOND
    assert latest(limit((1, Unit.WORKING_HOURS)), at("2026-05-01 10:00"), closed) == BEYOND
    assert latest(SAME_DAY, at("2026-05-01 10:00"), closed) is None


def test_school_days_have_no_table() -> None:
    """Terms differ from place to place."""
    terms = Untabled(Table.SCHOOL_TERMS)
    duration = Duration(10, Unit.SCHOOL_DAYS)
    assert latest_within(duration, at("2026-05-01 10:00"), OFFICE) == terms
    assert latest_before(duration, at("2026-05-01 10:00"), OFFICE) == terms


def test_a_limit_without_a_figure_names_no_moment() -> None:
    """Vague words and a limit that is missing give no moment; a vague part is dropped."""
    start = at("2026-05-01 10:00")
    assert latest(Limit(vague="promptly"), start, OFFICE) is None
    assert latest(Limit(missing=True), start, OFFICE) is None
    part = Limit(durations=(Duration(1, Unit.WEEKS),), vague="a timescale that protects the child")
    assert latest(part, start, OFFICE) == at("2026-05-08 17:00")


def test_one_of_several_events_received_makes_the_limit_one_of_receipt() -> None:
    """`within 1 working day of receiving the answer or the meeting`."""
    events = (StartEvent(Start.MEETING), StartEvent(Start.ANSWER, receiving=True))
    case = Limit(durations=(Duration(1, Unit.WORKING_DAYS),), starts=events)
    assert latest(case, at("2026-04-02 17:30"), OFFICE) == at("2026-04-08 17:00")


def test_the_sooner_of_several() -> None:
    """Gaps take nothing away, an unknown part makes the whole unknown, nothing is a gap."""
    early, late = at("2026-05-01 10:00"), at("2026-05-02 10:00")
    assert sooner([late, None, early]) == early
    assert sooner([late, BEYOND]) == BEYOND
    assert sooner([None, None]) is None
    assert sooner([]) is None


def test_bare_days_have_two_readings() -> None:
    """Calendar days or working days; any other unit means what it says."""
    bare, weeks = Duration(5, Unit.DAYS), Duration(5, Unit.WEEKS)
    of_days = ((Duration(5, Unit.CALENDAR_DAYS),), (Duration(5, Unit.WORKING_DAYS),))
    assert Limit((bare,)).meanings == of_days
    assert Limit((weeks,)).meanings == ((weeks,),)
    assert Limit((weeks,), also=(bare,)).meanings == ((weeks,), *of_days)
    assert Limit((weeks,), also=(bare,)).counted(Unit.WORKING_DAYS) == (
        Limit((weeks,)),
        Limit(of_days[1]),
    )
    assert [Limit((weeks,), also=(bare,)).bare, Limit((weeks,)).bare] == [True, False]
    assert Limit(vague="soon").figures == ()


def test_one_hour_is_not_within_the_same_working_day_at_half_past_four() -> None:
    """An hour from 16:30 ends after closing time."""
    start = at("2026-05-01 16:30")
    end, closing = latest(hours(1), start, OFFICE), latest(SAME_DAY, start, OFFICE)
    assert isinstance(end, datetime)
    assert isinstance(closing, datetime)
    assert end > closing


@given(duration=durations, start=moments, calendar=calendars, receiving=st.booleans())
def test_a_limit_is_total_and_never_earlier_than_its_start(
    duration: Duration, start: datetime, calendar: Calendar, *, receiving: bool
) -> None:
    """Between 2019 and 2031 every limit gives a moment in UTC, or a gap where it may."""
    end = latest_within(duration, start, calendar, receiving=receiving)
    if end is None:
        assert duration.unit is Unit.SAME_WORKING_DAY
        assert not receiving
        assert not in_hours(start, calendar)
    else:
        assert isinstance(end, datetime)
        assert end.tzinfo is UTC
        assert end >= start


@given(
    duration=durations,
    starts=st.lists(moments, min_size=2, max_size=6),
    calendar=calendars,
    receiving=st.booleans(),
)
def test_a_limit_is_monotone(
    duration: Duration, starts: list[datetime], calendar: Calendar, *, receiving: bool
) -> None:
    """A later start is never due earlier, near and far."""
    near = [starts[0] + timedelta(minutes=37 * n) for n in range(60)]
    ends = (
        latest_within(duration, start, calendar, receiving=receiving)
        for start in sorted(starts + near)
    )
    told = [end for end in ends if isinstance(end, datetime)]
    assert told == sorted(told)


@given(st.integers(1, 40), st.sampled_from(COUNTED), moments, calendars)
def test_days_end_at_closing_time(
    amount: int, unit: Unit, start: datetime, calendar: Calendar
) -> None:
    """Every limit in days, weeks or months runs out when its last day closes."""
    end = latest_within(Duration(amount, unit), start, calendar)
    if isinstance(end, datetime) and unit not in {Unit.MINUTES, Unit.HOURS, Unit.WORKING_HOURS}:
        day = end.astimezone(start.tzinfo).date()
        assert end == closing_of(day, calendar)


@given(st.integers(1, 40), st.sampled_from(PLAIN), moments, calendars)
def test_a_backward_limit_leaves_the_time_it_asks_for(
    amount: int, unit: Unit, event: datetime, calendar: Calendar
) -> None:
    """The latest moment is never after the event, and a later event is never worse."""
    duration = Duration(amount, unit)
    start = latest_before(duration, event, calendar)
    later = latest_before(duration, event + timedelta(hours=7), calendar)
    if isinstance(start, datetime):
        assert start <= event
        assert isinstance(later, datetime)
        assert start <= later
