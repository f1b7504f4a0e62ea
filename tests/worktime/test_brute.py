"""Limits and paths against minutes that are counted one by one, on random cases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from checker.procedure.model import Unit
from checker.worktime import latest as room
from tests.worktime import brute
from tests.worktime.makers import COUNTED, OFFICE, at, limit, working_days

if TYPE_CHECKING:
    from checker.procedure.model import Limit
    from checker.worktime.calendar import Calendar
    from checker.worktime.latest import Latest


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few minutes to lay out: Easter and the clocks back, with two calendars."""
    monkeypatch.setattr(brute, "WINDOWS", brute.WINDOWS[:2])
    monkeypatch.setattr(brute, "CALENDARS", (OFFICE, brute.CALENDARS[-1]))


@pytest.mark.usefixtures("few")
def test_limits_and_paths_agree_with_the_minutes(capsys: pytest.CaptureFixture[str]) -> None:
    """A small run of the command, with every unit in it."""
    assert brute.main(["--count", "120", "--seed", "4"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("120 cases agree\n")
    for unit in COUNTED:
        assert f"  {unit.value}\n" in printed
    assert "  a gap\n" in printed


@pytest.mark.usefixtures("few")
def test_a_fault_is_noticed_and_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A latest moment that is a minute late."""

    def late(bound: Limit, start: datetime, calendar: Calendar) -> Latest:
        end = room.latest(bound, start, calendar)
        return end + timedelta(minutes=1) if isinstance(end, datetime) else end

    monkeypatch.setattr(brute, "latest", late)
    assert brute.main(["--count", "50", "--seed", "1"]) == 1
    assert "and by the minutes" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("case", "start", "end"),
    [
        (working_days(1), "2026-04-02 16:55", "2026-04-07 17:00"),
        (working_days(1, received=True), "2026-04-04 11:00", "2026-04-08 17:00"),
        (limit((48, Unit.HOURS)), "2026-03-27 16:00", "2026-03-29 17:00"),
        (limit((4, Unit.WORKING_HOURS)), "2026-04-02 15:00", "2026-04-07 11:00"),
        (limit((1, Unit.SAME_WORKING_DAY)), "2026-04-02 17:00", "2026-04-02 17:00"),
    ],
)
def test_the_minutes_know_the_worked_cases(case: Limit, start: str, end: str) -> None:
    """The second way is right where the answer is known by hand."""
    window = brute.WINDOWS[0]
    told = brute.minutes_of(window, OFFICE)
    found = brute.soonest(told, case, (at(start) - window) // brute.MINUTE)
    assert found == (at(end) - window) // brute.MINUTE
