"""Calendars, and questions about a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from checker.language.diagnostics import Span
from checker.procedure.model import Assumption, Atom, Closure, Header, Line, Procedure
from checker.worktime.calendar import Calendar, calendar_of, from_local, to_local, to_utc
from checker.worktime.moments import (
    closing_of,
    covered,
    elapsed,
    in_hours,
    is_working_day,
    next_opening,
    night_after,
    opening_of,
    ordinary_opening,
)
from checker.worktime.timeline import timeline
from tests.worktime.makers import OFFICE, at

LINE = Line(1, "procedure p", Span(0, 0))


def procedure(header: Header | None = None, assumptions: tuple[Assumption, ...] = ()) -> Procedure:
    """A procedure of which the head alone matters."""
    return Procedure("p", "P", LINE, "p.procedure", header or Header(), assumptions=assumptions)


def test_a_procedure_without_a_calendar_gets_the_default_one() -> None:
    """England and Wales, 09:00 to 17:00."""
    assert calendar_of(procedure()) == Calendar("england-and-wales", time(9), time(17), ())


def test_a_procedure_states_its_calendar() -> None:
    """Nation, hours and closures come from the head of the text."""
    closure = Closure(date(2026, 12, 24), date(2027, 1, 1), "closed", LINE)
    header = Header(nation="scotland", working_day=(time(8), time(16)), closures=(closure,))
    assumed = Assumption(LINE, "because", hours=(time(7), time(19)))
    expected = Calendar("scotland", time(8), time(16), ((closure.first, closure.last),))
    assert calendar_of(procedure(header, (assumed,))) == expected


def test_assumed_hours_count_only_where_assumptions_are_used() -> None:
    """Hours that the text assumes, and the default ones without them."""
    other = Assumption(LINE, "because", option=Atom("per-stage"))
    assumed = Assumption(LINE, "because", hours=(time(8), time(16)))
    text = procedure(assumptions=(other, assumed))
    assert calendar_of(text) == Calendar(opens=time(8), closes=time(16))
    assert calendar_of(text, assuming=False) == OFFICE


def test_a_calendar_needs_a_known_nation_and_hours_that_open_first() -> None:
    """Both are refused when the calendar is made, as bugs of the caller."""
    with pytest.raises(ValueError, match="no bank holidays for 'france'"):
        Calendar("france")
    with pytest.raises(ValueError, match="opens before it closes"):
        Calendar(opens=time(17), closes=time(9))


def test_a_moment_has_a_zone() -> None:
    """A time without one would be read by the clock of the machine."""
    with pytest.raises(ValueError, match="a moment has a time zone"):
        to_utc(datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake under test


def test_local_time_follows_the_clocks() -> None:
    """The same clock time is another moment in summer; the hour shown twice is the first of two."""
    assert from_local(date(2026, 1, 5), time(9)) == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert from_local(date(2026, 7, 6), time(9)) == datetime(2026, 7, 6, 8, tzinfo=UTC)
    assert from_local(date(2026, 10, 25), time(1, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert to_local(datetime(2026, 7, 6, 8, tzinfo=UTC)).time() == time(9)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), True),
        (date(2026, 4, 3), False),
        (date(2026, 4, 4), False),
        (date(2026, 4, 7), True),
        (date(2018, 12, 31), False),
        (date(2150, 1, 4), False),
    ],
)
def test_working_days(day: date, *, works: bool) -> None:
    """Neither Good Friday nor a Saturday, nor what lies outside the table."""
    assert is_working_day(day, OFFICE) is works


def test_closures_are_no_working_days() -> None:
    """Both ends of a closure are closed, whatever years it spans; one that ends first is empty."""
    closed = Calendar(closures=((date(2026, 12, 21), date(2026, 12, 22)),))
    assert [is_working_day(date(2026, 12, day), closed) for day in (18, 21, 22, 23)] == [
        True,
        False,
        False,
        True,
    ]
    always = Calendar(closures=((date.min, date.max),))
    assert timeline(always).working == ()
    assert timeline(Calendar(closures=((date.max, date.min),))).working == timeline(OFFICE).working


def test_closing_time_itself_is_in_hours() -> None:
    """Opening and closing time are in hours, the minutes beside them are not."""
    moments = ("08:59", "09:00", "17:00", "17:01")
    assert [in_hours(at(f"2026-05-01 {clock}"), OFFICE) for clock in moments] == [
        False,
        True,
        True,
        False,
    ]
    assert not in_hours(at("2026-05-02 12:00"), OFFICE)
    assert not in_hours(at("2018-12-31 12:00"), OFFICE)


def test_hours_are_local_in_summer_and_on_the_day_the_clocks_change() -> None:
    """Closing time is 17:00 on the wall, 16:00 in UTC once the clocks have gone forward."""
    assert closing_of(date(2026, 3, 28), OFFICE) == datetime(2026, 3, 28, 17, tzinfo=UTC)
    assert closing_of(date(2026, 3, 29), OFFICE) == datetime(2026, 3, 29, 16, tzinfo=UTC)
    assert opening_of(date(2026, 10, 25), OFFICE) == datetime(2026, 10, 25, 9, tzinfo=UTC)
    line = timeline(OFFICE)
    for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1)):
        number = line.day_of(line.openings[(day - date(2019, 1, 1)).days])
        assert number is not None
        assert line.closings[number] == round(closing_of(day, OFFICE).timestamp() * 1_000_000)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-04-02 08:00", "2026-04-02 09:00"),
        ("2026-04-02 09:00", "2026-04-02 09:00"),
        ("2026-04-02 16:30", "2026-04-02 16:30"),
        ("2026-04-02 17:01", "2026-04-07 09:00"),
        ("2026-04-04 08:00", "2026-04-07 09:00"),
    ],
)
def test_the_next_opening(moment: str, opening: str) -> None:
    """At once while work goes on, else when the next working day opens."""
    assert next_opening(at(moment), OFFICE) == at(opening)


def test_no_opening_outside_the_table() -> None:
    """Before its first year and after its last working day nobody knows."""
    assert next_opening(at("2018-06-01 10:00"), OFFICE) is None
    assert next_opening(at("2035-12-31 20:00"), OFFICE) is None
    assert not covered(at("2018-12-31 23:59"), OFFICE)
    assert covered(at("2019-01-01 00:00"), OFFICE)


def test_elapsed_time_is_right_across_a_change_of_the_clocks() -> None:
    """A day of 23 hours, whatever zone the moments carry."""
    start, end = at("2026-03-29 00:00"), at("2026-03-30 00:00")
    assert elapsed(start, end) == timedelta(hours=23)
    assert elapsed(to_local(start), to_local(end)) == timedelta(hours=23)


@pytest.mark.parametrize(
    ("closures", "opens"),
    [
        ((), datetime(2026, 3, 2, 9, tzinfo=UTC)),
        (((date(2026, 3, 2), date(2026, 3, 6)),), datetime(2026, 3, 9, 9, tzinfo=UTC)),
        (((date(2026, 1, 1), date(2039, 1, 1)),), datetime(2026, 3, 2, 9, tzinfo=UTC)),
    ],
)
def test_an_ordinary_opening(closures: tuple[tuple[date, date], ...], opens: datetime) -> None:
    """The first from the ordinary day on; where there is none, as if that day were one."""
    assert ordinary_opening(Calendar(closures=closures)) == opens


@pytest.mark.parametrize(
    ("opens", "closes", "night"),
    [
        (time(9), time(17), datetime(2026, 3, 2, 20, tzinfo=UTC)),
        (time(0), time(22), datetime(2026, 3, 2, 23, tzinfo=UTC)),
        (time(0), time(23, 59), datetime(2026, 3, 7, 12, tzinfo=UTC)),
    ],
)
def test_the_night_after(opens: time, closes: time, night: datetime) -> None:
    """Three hours after closing, or fewer; where all hours of the day are worked, on Saturday."""
    calendar = Calendar(opens=opens, closes=closes)
    assert not in_hours(night_after(ordinary_opening(calendar), calendar), calendar)
    assert night_after(ordinary_opening(calendar), calendar) == night
