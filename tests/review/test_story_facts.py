"""The facts of stories: each change on which a story turns is told, and no other."""

from __future__ import annotations

import re
from random import Random

import pytest

from checker.answers.story import EventKind
from checker.procedure.model import OUT_OF_HOURS
from checker.worktime.calendar import calendar_of
from checker.worktime.moments import in_hours
from tests.proof.strategies import random_procedure
from tests.review.texts import of_check, procedure_of, reviewed

DECLARED = """procedure example "An example"
role worker "Worker", on each side
role chair "Chair"
fact urgent "it is urgent", can change
fact new "it is new", can arise
fact size either small or large, can change
"""
BOARD = """stage board "The board"
  led by the chair
  this stage is the board's
ending done "Done", by agreement
"""


def _told(*lines: str, check: str) -> list[str]:
    """The first story of a check on one stage with these lines, and the board's."""
    stage = "".join(f"  {line}\n" for line in lines)
    found = of_check(f'{DECLARED}stage one "One"\n{stage}{BOARD}', check).findings[0].telling
    assert found is not None
    return [each.text for each in found.sentences]


MOVES = (
    "if agreed, go to done",
    "if not resolved and {}, the case must go to board",
    "if not resolved and not {}, the case must go to board",
)


@pytest.mark.parametrize("atom", ["urgent", "new", "small", '"it is hard"'])
def test_what_matters_no_more_stays_as_it_is(atom: str) -> None:
    """A fact that took the case on is not taken back at the end."""
    told = _told(*(move.format(atom) for move in MOVES), check="every-outcome-has-a-next-step")
    assert not any("no longer" in sentence for sentence in told)
    assert sum(sentence.startswith("Now ") for sentence in told) <= 1
    assert told[-1].startswith("From here nobody has to do anything")


@pytest.mark.parametrize(
    ("line", "change"),
    [
        ("when not urgent, this stage must end within 2 days", "Now it is urgent."),
        ("whenever not urgent, the case must go to board within 2 days", "Now it is urgent."),
        ("when not new, this stage must end within 2 days", "Now it is new."),
        ("when large, this stage must end within 2 days", "Now it is small (size)."),
        ("unless out of hours, this stage must end within 20 days", "Now it is out of hours."),
    ],
)
@pytest.mark.parametrize("check", ["limit-for-every-stage", "bounded-end"])
def test_a_limit_that_lapses_is_seen_to_lapse(line: str, change: str, check: str) -> None:
    """The limit is on at first: what switches it off is told."""
    told = _told(line, "if agreed, go to done", "if not resolved, go to done", check=check)
    assert told[1] == change
    assert told[-1].startswith("From here nothing says by when")


def test_a_total_that_lapses() -> None:
    """Likewise."""
    total = "the procedure must end within 20 days"
    head = DECLARED.replace("role worker", f"{total}\nrole worker")
    text = f'{head}stage one "One"\n  if agreed, go to done\n{BOARD}'
    assert of_check(text, "limit-for-every-stage").findings == ()
    text = text.replace(total, f"when not urgent, {total}")
    found = of_check(text, "limit-for-every-stage").findings[0].telling
    assert found is not None
    assert found.sentences[1].text == "Now it is urgent."


def test_what_gives_no_date_does_not_lapse() -> None:
    """A way out without a time needs no change to leave a case without a date."""
    lane = "whenever not urgent, the case must go to board"
    assert len(_told(lane, "if agreed, go to done", check="limit-for-every-stage")) == 2


def test_a_lane_within_the_day_lapses_and_a_slow_one_need_not() -> None:
    """What does not answer harm the same day is left alone."""
    slow = "whenever not urgent, the case must go to board within 5 working days"
    told = _told(slow, "if agreed, go to done", check="same-day-escalation")
    assert [sentence for sentence in told if "urgent" in sentence] == []
    soon = "whenever not urgent, the case must go to board within the same working day"
    told = _told(soon, "if agreed, go to done", check="same-day-escalation")
    assert [sentence for sentence in told if "urgent" in sentence] == ["Now it is urgent."]


@pytest.mark.parametrize("seed", range(12))
def test_stories_of_random_texts(seed: int) -> None:
    """Every story replays; night is at night; no change is taken back at once, and none stands at
    the end but what lets a line lapse.
    """
    review = reviewed(random_procedure(Random(seed)))  # noqa: S311
    calendar = calendar_of(procedure_of(review))
    found = [finding for result in review.results for finding in result.findings]
    assert not any("mistake of the program" in (finding.help or "") for finding in found)
    for telling in (finding.telling for finding in found if finding.telling is not None):
        for event in telling.story.events:
            if OUT_OF_HOURS in event.facts and event.kind is not EventKind.STILL_THERE:
                assert not in_hours(event.moment, calendar)
        said = [re.sub("^It is no longer so that", "Now", each.text) for each in telling.sentences]
        pairs = zip(telling.sentences, said, said[1:], strict=False)
        assert not any(
            before == after and "no longer" in first.text for first, before, after in pairs
        )
