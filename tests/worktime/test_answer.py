"""What a limit comes to, in each way in which it can be read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checker.procedure.model import Duration, Limit, Start, StartEvent, Unit
from checker.worktime.answer import Answer, Due, Reading, answer, working_days_on
from checker.worktime.latest import Table, Untabled
from tests.worktime.makers import OFFICE, at, hours, limit, working_days

SAME_DAY = Duration(1, Unit.SAME_WORKING_DAY)


def told(bound: Limit | None, start: str, *, receiving: bool = False) -> Answer:
    """The answer, where there is one."""
    found = answer(bound, at(start), OFFICE, receiving=receiving)
    assert isinstance(found, Answer)
    return found


def test_a_limit_with_one_reading() -> None:
    """The moment, the time that passes, and the working days between."""
    found = told(working_days(1), "2026-04-02 16:55")
    due = Due(at("2026-04-07 17:00"), timedelta(days=5, minutes=5), 1)
    assert found.readings == (Reading((Duration(1, Unit.WORKING_DAYS),), due),)
    assert found.due == due
    assert not found.receiving


def test_bare_days_are_read_in_both_ways() -> None:
    """Alone, and in each place of `the sooner of`; the answer is the later of the two."""
    five = told(limit((5, Unit.DAYS)), "2026-04-02 16:55")
    assert [each.durations[0].unit for each in five.readings] == [
        Unit.CALENDAR_DAYS,
        Unit.WORKING_DAYS,
    ]
    assert five.due == five.readings[1].due
    both = told(limit((5, Unit.DAYS), (1, Unit.WEEKS)), "2026-04-02 16:55")
    assert [len(each.durations) for each in both.readings] == [2, 2]


def test_other_figures_of_the_text_are_readings() -> None:
    """`within 48 hours, or 2 working days as also written`."""
    case = Limit(durations=(Duration(48, Unit.HOURS),), also=(Duration(2, Unit.WORKING_DAYS),))
    ends = [each.due and each.due.latest for each in told(case, "2026-03-27 16:00").readings]
    assert ends == [at("2026-03-29 17:00"), at("2026-03-31 17:00")]


def test_a_gap_has_the_next_days_reading_beside_it() -> None:
    """The rule says nothing; the next working day's closing time is what it could mean."""
    found = told(limit((1, Unit.SAME_WORKING_DAY)), "2026-05-01 17:01")
    assert found.due is None
    (reading,) = found.readings
    assert reading.silent == (SAME_DAY,)
    assert reading.next_day == Due(
        at("2026-05-05 17:00"), timedelta(days=3, hours=23, minutes=59), 1
    )


def test_a_gap_in_a_part_takes_nothing_away() -> None:
    """The other part counts, and is in the next day's reading too."""
    case = limit((1, Unit.SAME_WORKING_DAY), (8, Unit.WORKING_DAYS))
    (reading,) = told(case, "2026-05-01 17:01").readings
    assert reading.due is not None
    assert reading.due.latest == at("2026-05-14 17:00")
    assert reading.next_day is not None
    assert reading.next_day.latest == at("2026-05-05 17:00")


def test_a_receipt_is_said_by_the_caller_or_by_the_limit() -> None:
    """Either is enough."""
    event = (StartEvent(Start.NOTICE, receiving=True),)
    own = Limit(durations=(Duration(1, Unit.WORKING_DAYS),), starts=event)
    for found in (
        told(own, "2026-04-04 11:00"),
        told(working_days(1), "2026-04-04 11:00", receiving=True),
    ):
        assert found.receiving
        assert found.due is not None
        assert found.due.latest == at("2026-04-08 17:00")


@pytest.mark.parametrize("bound", [None, Limit(vague="promptly"), Limit(missing=True)])
def test_a_limit_without_a_figure_names_no_moment(bound: Limit | None) -> None:
    """There is nothing to read."""
    found = told(bound, "2026-05-01 10:00")
    assert found.readings == ()
    assert found.due is None


@pytest.mark.parametrize(
    ("bound", "start", "table"),
    [
        (working_days(1), "2036-05-01 10:00", Table.BANK_HOLIDAYS),
        (limit((1, Unit.SCHOOL_DAYS)), "2026-05-01 10:00", Table.SCHOOL_TERMS),
        (hours(1_000), "9999-05-01 10:00", None),
        (hours(1_000), "9999-12-31 10:00", Table.YEARS),
        (limit((1, Unit.SAME_WORKING_DAY)), "2035-12-31 18:00", Table.BANK_HOLIDAYS),
    ],
)
def test_what_no_table_reaches(bound: Limit, start: str, table: Table | None) -> None:
    """Which table it is; hours need none while there are years."""
    found = answer(bound, at(start), OFFICE)
    if table is None:
        assert isinstance(found, Answer)
        assert found.due is not None
        assert found.due.working_days is None
    else:
        assert found == Untabled(table)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-04-02 16:55", "2026-04-07 17:00", 1),
        ("2026-04-04 11:00", "2026-04-08 17:00", 2),
        ("2026-03-27 16:00", "2026-03-29 17:00", 0),
        ("2026-05-01 00:00", "2026-05-01 23:59", 0),
        ("2026-05-01 23:59", "2026-05-05 00:00", 1),
        ("2018-12-31 23:59", "2019-01-02 09:00", None),
        ("2035-12-31 10:00", "2036-01-02 09:00", None),
    ],
)
def test_working_days_between(start: str, end: str, days: int | None) -> None:
    """After the one date, up to the other."""
    assert working_days_on(at(start), at(end), OFFICE) == days
