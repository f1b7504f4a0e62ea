"""The days and times at which stories are told: each replays, and none turns on one minute."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest

from checker.answers.verdict import Promise, Verdict
from checker.review.context import Context
from checker.worktime.calendar import calendar_of
from checker.worktime.moments import in_hours
from tests.review.texts import of_check, procedure_of, remarks_of, reviewed

if TYPE_CHECKING:
    from checker.review.findings import Review

SHARED = """role worker "Worker", on each side
stage one "One"
  led by the worker of the raising side, with their counterpart
  if agreed, go to done
  if not resolved, the case must go to away
ending done "Done", by agreement
ending away "Away", by hand-over to "another procedure"
"""
OVER = "The working day is over, the risk has not passed, and the case is still in “One”."


def _text(*lanes: str, head: str = "", declared: str = "") -> str:
    """One stage with these lines more."""
    lines = "".join(f"  {lane}\n" for lane in lanes)
    shared = SHARED.replace("  if agreed", f"{lines}  if agreed")
    return f'procedure example "An example"\n{head}{declared}{shared}'


def _verdicts(review: Review) -> list[tuple[str, Verdict]]:
    return [(result.check, result.verdict) for result in review.results]


def _mistakes(review: Review) -> list[str]:
    """What is said of stories that do not replay."""
    return [
        finding.message
        for result in review.results
        for finding in result.findings
        if "mistake of the program" in (finding.help or "")
    ]


def _told(source: str, check: str, remark: str = "") -> list[str]:
    """The first story of a check or of a remark, each sentence with its day and time."""
    findings = remarks_of(source, check) if remark else of_check(source, check).findings
    found = next(f.telling for f in findings if f.telling and f.message.startswith(remark))
    return [f"{each.moment:%A %d %B %H:%M} {each.text}" for each in found.sentences]


@pytest.mark.parametrize(
    ("closed", "first"),
    [
        ("2 March 2026", "Tuesday 03 March 09:00"),
        ("1 March 2026 to 6 March 2026", "Monday 09 March 09:00"),
        ("1 January 2026 to 31 March 2027", "Thursday 01 April 09:00"),
    ],
)
def test_a_closed_first_day(closed: str, first: str) -> None:
    """Stories begin on the first day from then on that is a working day."""
    source = _text(head=f"  closed {closed}\n")
    review = reviewed(source)
    assert _mistakes(review) == []
    assert of_check(source, "same-day-escalation").verdict is Verdict.REFUTED
    assert _told(source, "same-day-escalation")[0] == f"{first} A case starts in “One”."


@pytest.mark.parametrize("promise", ["moves on within 1 hour", "reaches away within 1 hour"])
def test_a_closed_first_day_and_a_promise_with_a_limit(promise: str) -> None:
    """What comes too late begins in hours, too."""
    source = _text(head="  closed 2 March 2026\n")
    source += f"require that whenever out of hours, the case {promise}\n"
    source += "require that every case ends within 1 hour\n"
    review = reviewed(source)
    assert _mistakes(review) == []
    own = [result for result in review.results if result.line is not None]
    starts = [f.telling.sentences[0].moment for r in own for f in r.findings if f.telling]
    assert starts
    assert all(in_hours(start, calendar_of(procedure_of(review))) for start in starts)


def test_closed_from_the_first_day_of_all() -> None:
    """A promise in days is not late from the last working day before the years looked at."""
    text = _text(
        "this stage must end within 1 working day",
        head="  closed 1 January 2026 to 15 January 2026\n",
    )
    promise = "require that stages one to one take at most 1 calendar day\n"
    began, late = _told(text + promise, "require")
    assert began == "Thursday 02 April 09:00 A case starts in “One”."
    assert late.startswith("Friday 03 April 17:01 The time that the promise gives is over")


DECLARED = (
    'fact grave "it is grave", fixed\n',
    "fact weight either grave or slight, fixed\n",
    "reading urgency either grave or slight\n",
    'fact grave "it is grave", can arise\n',
    'fact grave "it is grave", can change\n',
    'fact grave "it is grave", can arise, is harm\n',
)
LANES = (
    "whenever grave, the case must go to away within {}",
    "whenever grave, the case must go to one within {}",
    "whenever grave, go to away within {}, at most twice",
    "when grave, this stage must end within {}",
    "whenever grave and out of hours, the case must go to away within {}",
)


@pytest.mark.parametrize("lane", LANES)
@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("minutes", [3, 20])
def test_a_lane_within_the_hour(lane: str, declared: str, minutes: int) -> None:
    """Every story replays, and every verdict is that of the same text with two hours."""
    soon = reviewed(_text(lane.format(f"{minutes} minutes"), declared=declared))
    later = reviewed(_text(lane.format("2 hours"), declared=declared))
    assert _mistakes(soon) == []
    assert _verdicts(soon) == _verdicts(later)


def test_a_total_within_the_hour() -> None:
    """No story goes on past what is left of a limit over all stages."""
    review = reviewed(_text(head="the procedure must end within 20 minutes\n"))
    stories = [f.telling.story for r in review.results for f in r.findings if f.telling is not None]
    of_ends = [s for s in stories if s.harm is None]
    assert of_ends
    for story in of_ends:
        first, last = story.events[0].moment, story.events[-1].moment
        assert last - first <= timedelta(minutes=20)


@pytest.mark.parametrize(
    "hours",
    ["00:00 to 23:59", "00:00 to 00:01", "23:58 to 23:59", "01:30 to 22:30", "06:00 to 23:00"],
)
def test_an_extreme_working_day(hours: str) -> None:
    """Every story replays; one about the night is told out of hours, if need be on a Saturday."""
    lane = 'whenever "it is grave", the case must go to away within the same working day'
    source = _text(lane, head=f"  working day {hours}\n")
    review = reviewed(source)
    assert _mistakes(review) == []
    assert Verdict.UNKNOWN not in {result.verdict for result in review.results}
    result = of_check(source, "out-of-hours-covered")
    assert result.verdict is Verdict.REFUTED
    calendar = calendar_of(procedure_of(review))
    night = next(f.telling.story for f in result.findings if f.telling is not None).events[-1]
    assert not in_hours(night.moment, calendar)
    if calendar.closes == time(23, 59) and calendar.opens == time(0):
        assert night.moment.strftime("%A") == "Saturday"


def test_the_night_is_an_evening() -> None:
    """Not the minute after closing time; where a line has the case gone by then, all of it."""
    told = _told(_text(), "same-day-escalation", remark="out of hours, nothing")
    assert [each[:23] for each in told] == [
        "Monday 02 March 09:00 A",
        "Monday 02 March 20:00 N",
        "Monday 02 March 20:00 N",
        "Monday 02 March 20:00 I",
    ]
    lane = 'whenever "it is grave", the case must go to away within the same working day'
    told = _told(_text(lane), "out-of-hours-covered")
    assert told[1:3] == [
        "Monday 02 March 20:00 Now “it is grave”.",
        "Monday 02 March 20:00 Now it is out of hours.",
    ]
    assert told[3].startswith("Monday 02 March 20:00 It is out of hours: line 5 applies")
    declared = 'fact grave "it is grave", fixed\n'
    lane = "whenever grave, the case must go to away within the same working day"
    told = _told(_text(lane, declared=declared), "out-of-hours-covered")
    assert told[0].startswith("Monday 02 March 20:00 A case starts in “One”. It is ")
    assert all(each.startswith("Monday 02 March 20:00 ") for each in told)


@pytest.mark.parametrize(
    ("limit", "harm_arises"),
    [
        ("the sooner of 48 hours or 2 working days", "09:00"),
        ("9 hours", "09:00"),
        ("2 hours", "16:00"),
        ("30 minutes", "16:50"),
        ("1 minute", "17:00"),
    ],
)
def test_harm_arises_within_the_day(limit: str, harm_arises: str) -> None:
    """As early as no limit that holds then is over before closing time; the engine's own story."""
    review = reviewed(_text(f"this stage must end within {limit}"))
    context = Context(procedure_of(review), review.source)
    (part,) = context.prover.prove(Promise.SAME_DAY_ESCALATION).parts
    told = context.tell(part.story)
    assert told is not None
    assert [f"{each.moment:%A %d %B %H:%M} {each.text}" for each in told.sentences[1:]] == [
        f"Monday 02 March {harm_arises} Now a child is at risk of significant harm.",
        f"Monday 02 March 17:01 {OVER}",
    ]
