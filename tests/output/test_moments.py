"""Moments, elapsed time and limits in words."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from checker.output.moments import NATIONS, answer_as_json, answer_in_words, untabled_in_words
from checker.procedure.model import Duration, Limit, Unit
from checker.words.limits import amount_words, duration_words
from checker.words.times import elapsed_words, moment_words
from checker.worktime import bank_holidays
from checker.worktime.answer import Answer, answer
from checker.worktime.latest import Table, Untabled
from tests.worktime.makers import OFFICE, at, hours, limit, working_days

SAME_DAY = (1, Unit.SAME_WORKING_DAY)


def told(bound: Limit | None, start: str, *, receiving: bool = False) -> Answer:
    """The answer that is to be worded."""
    found = answer(bound, at(start), OFFICE, receiving=receiving)
    assert isinstance(found, Answer)
    return found


def test_a_moment_is_told_in_local_time() -> None:
    """The day of the week, the date, and what London's clocks show."""
    assert moment_words(at("2026-04-02 09:00")) == "Thursday 2 April 2026 at 09:00"
    assert moment_words(at("2026-12-27 16:59")) == "Sunday 27 December 2026 at 16:59"


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(days=5, minutes=5), "5 days and 5 minutes"),
        (timedelta(days=3, hours=23, minutes=59), "3 days, 23 hours and 59 minutes"),
        (timedelta(hours=48), "2 days"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(), "no time"),
    ],
)
def test_elapsed_time(time: timedelta, words: str) -> None:
    """Only what is there is named."""
    assert elapsed_words(time) == words


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_has_words(unit: Unit) -> None:
    """One and two of each, but for those that name a day."""
    one, two = (duration_words(Duration(n, unit)) for n in (1, 2))
    if unit in {Unit.SAME_WORKING_DAY, Unit.NEXT_WORKING_DAY}:
        assert one == f"the {unit.value}"
    else:
        assert (one, two) == (f"1 {unit.value[:-1]}", f"2 {unit.value}")


def test_every_nation_has_words() -> None:
    """Those that the table of bank holidays has."""
    assert tuple(NATIONS) == bank_holidays.NATIONS


def test_a_limit_in_words() -> None:
    """The sooner of several, own words as a last part, and what is also written."""
    two = limit((48, Unit.HOURS), (2, Unit.WORKING_DAYS))
    assert amount_words(two) == "the sooner of 48 hours or 2 working days"
    also = Limit(durations=(Duration(1, Unit.WEEKS),), vague="soon", also=(Duration(9, Unit.DAYS),))
    assert amount_words(also) == "the sooner of 1 week or “soon” or 9 days as also written"


def test_every_table_that_fails_is_explained() -> None:
    """What is missing, and what to do; each in words of its own."""
    told = [untabled_in_words(Untabled(table)) for table in Table]
    assert len({message for message, _ in told}) == len(Table)
    assert "2019 to 2035" in told[0][0]
    assert all(help_ for _, help_ in told)


@pytest.mark.parametrize(
    ("bound", "start", "sentences"),
    [
        (
            working_days(1),
            "2026-04-02 16:55",
            (
                "From Thursday 2 April 2026 at 16:55, 1 working day permits until Tuesday 7 April "
                "2026 at 17:00: 5 days and 5 minutes later, 1 working day on."
            ),
        ),
        (
            working_days(2),
            "2026-05-05 10:00",
            (
                "From Tuesday 5 May 2026 at 10:00, 2 working days permit until Thursday 7 May 2026"
                " at 17:00: 2 days and 7 hours later, 2 working days on."
            ),
        ),
        (
            limit(SAME_DAY),
            "2026-05-01 07:30",
            (
                "From Friday 1 May 2026 at 07:30, the same working day permits until Friday 1 May "
                "2026 at 17:00: 9 hours and 30 minutes later, on the same day."
            ),
        ),
        (
            limit(SAME_DAY),
            "2026-05-01 17:00",
            (
                "From Friday 1 May 2026 at 17:00, the same working day permits until Friday 1 May "
                "2026 at 17:00: that very moment."
            ),
        ),
        (
            hours(24),
            "2026-05-01 17:30",
            (
                "From Friday 1 May 2026 at 17:30, 24 hours permit until Saturday 2 May 2026 at "
                "17:30: 1 day later, before the next working day."
            ),
        ),
        (
            limit(SAME_DAY),
            "2026-05-01 17:01",
            (
                "From Friday 1 May 2026 at 17:01, the same working day names no moment: the rule "
                "says nothing of a start after closing time. Counted as the next working day's, it"
                " permits until Tuesday 5 May 2026 at 17:00: 3 days, 23 hours and 59 minutes "
                "later, 1 working day on."
            ),
        ),
        (
            limit(SAME_DAY, (2, Unit.HOURS)),
            "2026-05-02 11:00",
            (
                "From Saturday 2 May 2026 at 11:00, the sooner of the same working day or 2 hours"
                " permits until Saturday 2 May 2026 at 13:00: 2 hours later, on the same day. The "
                "same working day says nothing of a start on a day that is no working day; counted"
                " as the next working day's, it comes to the same."
            ),
        ),
        (
            limit(SAME_DAY, (1, Unit.WEEKS)),
            "2026-05-02 11:00",
            (
                "From Saturday 2 May 2026 at 11:00, the sooner of the same working day or 1 week "
                "permits until Saturday 9 May 2026 at 17:00: 7 days and 6 hours later, 4 working "
                "days on. The same working day says nothing of a start on a day that is no working"
                " day; counted as the next working day's, it permits until Tuesday 5 May 2026 at "
                "17:00: 3 days and 6 hours later, 1 working day on."
            ),
        ),
        (
            Limit(vague="promptly"),
            "2026-05-01 09:00",
            "From Friday 1 May 2026 at 09:00, no moment is named: “promptly” says no time.",
        ),
        (
            Limit(missing=True),
            "2026-05-01 09:00",
            (
                "From Friday 1 May 2026 at 09:00, no moment is named: the text points to a limit "
                "and does not give it."
            ),
        ),
        (
            None,
            "2026-05-01 09:00",
            "From Friday 1 May 2026 at 09:00, no moment is named: no limit is stated.",
        ),
    ],
)
def test_an_answer_is_a_sentence(bound: Limit | None, start: str, sentences: str) -> None:
    """Without notes, where there is nothing to note."""
    assert answer_in_words(told(bound, start)) == sentences


def test_several_readings_stand_one_a_line() -> None:
    """Bare days, and a figure that is also written."""
    case = Limit(durations=(Duration(5, Unit.DAYS),), also=(Duration(1, Unit.WEEKS),))
    assert answer_in_words(told(case, "2026-05-05 10:00"), ("first",)).splitlines() == [
        (
            "From Tuesday 5 May 2026 at 10:00, 5 days or 1 week as also written can be read in 3 "
            "ways:"
        ),
        (
            "- as 5 calendar days, it permits until Sunday 10 May 2026 at 17:00: 5 days and 7 "
            "hours later, 3 working days on."
        ),
        (
            "- as 5 working days, it permits until Tuesday 12 May 2026 at 17:00: 7 days and 7 "
            "hours later, 5 working days on."
        ),
        (
            "- as 1 week, it permits until Tuesday 12 May 2026 at 17:00: 7 days and 7 hours later,"
            " 5 working days on."
        ),
        "note: first",
    ]


@pytest.mark.parametrize(
    ("bound", "start", "note"),
    [
        (hours(48), "2026-03-27 16:00", "the clocks go forward in between"),
        (hours(48), "2026-10-23 16:00", "the clocks go back in between"),
        (hours(1), "2026-10-25 00:30", "01:30 is twice on the day on which it ends: the first is"),
        (hours(2), "2026-10-25 00:30", "01:30 is twice on the day on which it ends: the second is"),
        (hours(1), "2040-10-24 00:30", "the bank holidays are known for 2019 to 2035"),
        (Limit((Duration(1, Unit.HOURS),), "soon"), "2026-05-01 09:00", "“soon” names no moment"),
    ],
)
def test_what_is_worth_knowing_is_noted(bound: Limit, start: str, note: str) -> None:
    """In the words, and in the JSON too."""
    found = told(bound, start)
    assert f"note: {note}" in answer_in_words(found).replace("working days are not told here: ", "")
    assert any(note in each for each in json.loads(answer_as_json(found))["notes"])


def test_a_receipt_is_noted_where_something_is_counted() -> None:
    """Own words are not counted."""
    assert "it counts from the receipt" in answer_in_words(
        told(working_days(1), "2026-04-04 11:00", receiving=True)
    )
    vague = told(Limit(vague="promptly"), "2026-04-04 11:00", receiving=True)
    assert "note" not in answer_in_words(vague)


def test_the_json_of_several_readings() -> None:
    """On top the one that permits most."""
    found = json.loads(answer_as_json(told(limit((5, Unit.DAYS)), "2026-05-05 10:00"), ("a",)))
    assert found == {
        "limit": "5 days",
        "from": "2026-05-05T10:00:00+01:00",
        "latest": "2026-05-12T17:00:00+01:00",
        "elapsed_minutes": 7 * 24 * 60 + 7 * 60,
        "working_days": 5,
        "readings": [
            {
                "reading": "5 calendar days",
                "latest": "2026-05-10T17:00:00+01:00",
                "elapsed_minutes": 5 * 24 * 60 + 7 * 60,
                "working_days": 3,
                "silent": [],
                "next_working_day": None,
            },
            {
                "reading": "5 working days",
                "latest": "2026-05-12T17:00:00+01:00",
                "elapsed_minutes": 7 * 24 * 60 + 7 * 60,
                "working_days": 5,
                "silent": [],
                "next_working_day": None,
            },
        ],
        "vague": None,
        "receiving": False,
        "calendar": "england-and-wales",
        "open": "09:00",
        "close": "17:00",
        "closed": [],
        "notes": ["a"],
    }


def test_the_json_of_what_names_no_moment() -> None:
    """Nulls, and the words there are; surrogates are no text."""
    vague = json.loads(answer_as_json(told(Limit(vague="soon\udcff"), "2026-05-05 10:00")))
    assert (vague["limit"], vague["vague"], vague["latest"]) == ("“soon?”", "soon?", None)
    for bound in (None, Limit(missing=True)):
        found = json.loads(answer_as_json(told(bound, "2026-05-05 10:00")))
        assert (found["limit"], found["vague"], found["readings"]) == (None, None, [])
