"""The dated table agrees with an independent source, year by year."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from checker.worktime.bank_holidays import (
    AS_AT,
    FIRST_TABLED,
    LAST_TABLED,
    NATIONS,
    bank_holidays,
)

SUBDIVISIONS = {
    "england-and-wales": ("ENG", "WLS"),
    "scotland": ("SCT",),
    "northern-ireland": ("NIR",),
}
SATURDAY = 5


@pytest.mark.parametrize("nation", NATIONS)
def test_weekdays_agree_with_the_holidays_package(nation: str) -> None:
    """The package lists a weekend day beside its substitute, so weekdays alone are compared."""
    years = range(FIRST_TABLED, LAST_TABLED + 1)
    for subdivision in SUBDIVISIONS[nation]:
        known = holidays.country_holidays("GB", subdiv=subdivision, years=years)
        assert {day for day in known if day.weekday() < SATURDAY} == bank_holidays(nation)


@pytest.mark.parametrize("nation", NATIONS)
def test_every_nation_has_every_year(nation: str) -> None:
    """No year of the table is empty, and no listed day is on a weekend."""
    days = bank_holidays(nation)
    assert {day.year for day in days} == set(range(FIRST_TABLED, LAST_TABLED + 1))
    assert all(day.weekday() < SATURDAY for day in days)


def test_the_table_reaches_from_2019_to_2030_at_least() -> None:
    """The years that procedures in force can run in, and the day the table was compiled."""
    assert FIRST_TABLED <= 2019
    assert LAST_TABLED >= 2030
    assert date(FIRST_TABLED, 1, 1) < AS_AT < date(LAST_TABLED, 1, 1)


def test_days_that_stand_for_one_event_are_in_the_table() -> None:
    """A state funeral, a coronation, a jubilee; a day of one nation alone."""
    everywhere = {date(2022, 9, 19), date(2023, 5, 8), date(2022, 6, 3), date(2020, 5, 8)}
    assert all(everywhere <= bank_holidays(nation) for nation in NATIONS)
    assert date(2026, 6, 15) in bank_holidays("scotland")
    assert date(2026, 6, 15) not in bank_holidays("england-and-wales")
    assert date(2026, 4, 6) not in bank_holidays("scotland")
