"""The rows of `same-day-escalation` beside its headline: remarks that leave its verdict alone."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Verdict
from tests.review.texts import BOARD, ENDS, HEAD, ON, ONE, of_check, remarks_of

CHECK = "same-day-escalation"
HARM = 'fact grave "a child is at risk of significant harm", can arise, is harm\n'
LANE = "whenever grave, the case must go to board within the same working day"
NIGHT = "whenever grave and out of hours, the case must go to board within 2 hours"


def text(*lanes: str, board: str = BOARD, head: str = HEAD) -> str:
    """One stage with these lanes, and the board."""
    return head + HARM + ONE + ON + "".join(f"  {lane}\n" for lane in lanes) + board + ENDS


def remarks(source: str) -> list[str]:
    """What is remarked."""
    return [remark.message for remark in remarks_of(source, CHECK)]


OUT = "out of hours, nothing takes significant harm on from `one`"
AWAY = "one role alone leads `one`, and nobody stands in when its holder is away"
AT_BOARD = (
    "while the board has the case, nothing answers significant harm the same working day: `board`"
)


def test_a_rule_for_the_day_alone() -> None:
    """At night nothing is said, the worker has no deputy, and the board has no rule."""
    source = text(LANE)
    assert of_check(source, CHECK).verdict is Verdict.PROVED
    assert remarks(source) == [OUT, AT_BOARD, AWAY]


def test_a_rule_for_the_night() -> None:
    """A lane in hours is a route out of hours."""
    assert OUT not in remarks(text(LANE, NIGHT))


def test_a_deputy() -> None:
    """Somebody stands in."""
    head = HEAD.replace(
        '"Worker", tier 1, on each side\n', '"Worker", tier 1, on each side\n  deputy manager\n'
    )
    assert AWAY not in remarks(text(LANE, head=head))


def test_a_rule_at_the_board() -> None:
    """The board's own stage answers harm the same day."""
    lane = "  whenever grave, go to ruled within the same working day\n"
    assert AT_BOARD not in remarks(text(LANE, board=BOARD + lane))


@pytest.mark.parametrize(
    ("limit", "told"),
    [("", True), (" within 3 working days", True), (" within the same working day", False)],
)
def test_a_consultation(limit: str, told: bool) -> None:  # noqa: FBT001
    """One that may take too long holds the way out up."""
    found = remarks(text(f"{LANE}, after consulting their manager{limit}"))
    assert any("waits for a consultation" in message for message in found) is told


def test_silence() -> None:
    """When nobody answers, harm that came late waits past the day."""
    source = text("whenever grave and odd, the case must go to board within the same working day")
    fact = 'fact odd "it is odd", can change\n'
    slow = source.replace("must go to board\n", "must go to board within 5 working days\n")
    found = remarks(slow.replace(HARM, HARM + fact))
    assert any(message.startswith("when the other side is silent") for message in found)


def test_nobody_leads() -> None:
    """Nobody can be away where nobody is: `named-role` says that."""
    source = text(LANE).replace(
        "led by the worker of the raising side, with their", "led by not stated, with their"
    )
    source = source.replace(", with their counterpart", "")
    assert of_check(source, "named-role").verdict is Verdict.REFUTED
    assert AWAY not in remarks(source)


def test_nobody_leads_under_a_condition() -> None:
    """Where one role alone leads at other times, that is said."""
    source = text(LANE).replace("led by the worker", 'when "it is odd", led by the worker')
    assert of_check(source, "named-role").verdict is Verdict.REFUTED
    assert AWAY in remarks(source)


def test_who_attends_is_no_lead() -> None:
    """One who is missing among them leaves the row alone, and is told as dangling."""
    source = text(LANE).replace("  if agreed", "  attended by missing\n  if agreed", 1)
    assert remarks(source) == remarks(text(LANE))
    assert of_check(source, CHECK).verdict is Verdict.PROVED
    (found,) = of_check(source, "nothing-dangling").findings
    assert found.message == "the text points to who is there and names nobody"
