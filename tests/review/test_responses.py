"""Promises of a writer's own that ask for a response, with a limit and without."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Verdict
from tests.review.texts import reviewed

TEXT = """procedure example "An example"
  calendar england-and-wales
  working day 09:00 to 17:00
  start at one
role worker "Worker", tier 1, on each side
role manager "Manager", tier 2, on each side
role chair "Chair of the board", tier 3
fact harm "a child is at risk of harm", can arise, is harm
fact odd "it is odd", can change
stage one "One"
  led by the worker of the raising side, with their counterpart
  this stage must end within 5 working days
  whenever harm, the case must go to board within the same working day
  if agreed, go to done
  if not agreed, the case must go to two within 2 working days
  if no answer, the case should go to two within 3 days
stage two "Two"
  led by the manager of the raising side, with their counterpart
  this stage must end within 3 working days
  whenever odd, the case must go to board, timing "at once"
  the manager must tell both sides "it" within 2 working days
  the manager must record "it"
  if agreed, go to done
  if not resolved, the case must go to board
  if not agreed, the manager may take the case to one, at most twice
stage board "The board"
  led by the chair
  this stage is the board's
  this stage must end within 1 working day
  whenever harm, go to ruled within the same working day
  the chair must decide "it"
  the chair must record "it"
  if decided, go to ruled
ending done "Agreed", by agreement
ending ruled "Decided", by decision
"""

PROVED, GUIDED, REFUTED = Verdict.PROVED, Verdict.PROVED_IF_GUIDED, Verdict.REFUTED


@pytest.mark.parametrize(
    ("promise", "verdict"),
    [
        ("whenever harm, the case moves on", PROVED),
        ("whenever harm, the case moves on within 3 working days", PROVED),
        ("whenever harm, the case moves on within 2 working days", REFUTED),
        ("whenever harm, the case moves on within the same working day", REFUTED),
        ("whenever odd, the case moves on within 5 working days", GUIDED),
        ("if no answer, the case moves on", GUIDED),
        ("if no answer, the case moves on within 3 working days", GUIDED),
        ("if no answer, the case moves on within 3 calendar days", REFUTED),
        ("if no answer, the case moves on within 1 working day", REFUTED),
        ("if not agreed, the case moves on within 2 working days", PROVED),
        ("if not agreed, the case moves on within 1 working day", REFUTED),
        ("if decided, the case moves on within the same working day", PROVED),
        ("after two, the manager must tell both sides within 2 working days", PROVED),
        ("after two, the manager must tell both sides", PROVED),
        ("after two, the manager must tell both sides within 1 working day", REFUTED),
        ("after two, the worker must tell both sides", REFUTED),
        ("after board, the chair must decide", PROVED),
        ("after done, the chair must decide", REFUTED),
        ('after two, the manager must record "something else"', REFUTED),
        ('at every stage, the chair must record "it"', REFUTED),
        ("no case returns to two more than twice", PROVED),
        ("no case returns to two more than once", REFUTED),
        ("no case returns to two", REFUTED),
        ("no case returns to board", PROVED),
    ],
)
def test_a_response(promise: str, verdict: Verdict) -> None:
    """The verdict, and a story that replays where it is refuted."""
    results = [r for r in reviewed(f"{TEXT}require that {promise}\n").results if r.line]
    assert [result.verdict for result in results] == [verdict]
    told = [finding.telling for finding in results[0].findings]
    assert bool(told) is (verdict is REFUTED)
    assert all(telling is not None and telling.sentences for telling in told)
    assert all("mistake of the program" not in (f.help or "") for f in results[0].findings)


def test_a_start_that_tells_limits_apart() -> None:
    """Three days and two working days: what breaks the promise is a start before a weekend."""
    promise = "if no answer, the case moves on within 2 working days"
    (result,) = (r for r in reviewed(f"{TEXT}require that {promise}\n").results if r.line)
    assert result.verdict is REFUTED


@pytest.mark.parametrize(
    "promise",
    [
        "every case ends within 3 working days of the meeting",
        "whenever harm, the case reaches board within 2 days of the meeting",
        "whenever harm, the case moves on within 2 days of the meeting",
    ],
)
def test_not_decided(promise: str) -> None:
    """What is not decided is unknown, and never passes for kept."""
    (result,) = (r for r in reviewed(f"{TEXT}require that {promise}\n").results if r.line)
    assert result.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("days", "verdict"),
    [(32, Verdict.REFUTED), (33, Verdict.PROVED_IF_GUIDED)],
)
def test_turns_count_each_time(days: int, verdict: Verdict) -> None:
    """Three times through two stages, the moves between them in days that close for a weekend."""
    promise = f"stages one to two take at most {days} working days"
    (result,) = (r for r in reviewed(f"{TEXT}require that {promise}\n").results if r.line)
    assert result.verdict is verdict


@pytest.mark.parametrize(
    ("promise", "verdict"),
    [
        ("after two, the manager must consult within 3 working days", Verdict.OPEN),
        ("whenever odd, the manager must consult within 3 working days", Verdict.UNKNOWN),
        ("if agreed, the manager must consult within 3 working days", Verdict.OPEN),
    ],
)
def test_a_vague_duty(promise: str, verdict: Verdict) -> None:
    """Whether it comes in time is open, and hangs on the words of its line; where it would answer
    what comes true later, that is not settled.
    """
    vague = '  the manager must consult "somebody", timing "in good time"\n'
    text = TEXT.replace("stage board", f"{vague}stage board")
    text = text.replace("whenever odd, the case", "whenever harm and odd, the case")
    (result,) = (r for r in reviewed(f"{text}require that {promise}\n").results if r.line)
    two = next(part for part in result.parts if part.stage == "two")
    assert two.verdict is verdict
    line = text[: text.index(vague)].count("\n") + 1
    words = [ground for ground in two.rests_on if "enough" in ground.text]
    told = [(line, two.rests_on[-1].text)] if verdict is Verdict.OPEN else []
    assert [(ground.line, ground.text) for ground in words] == told


SIDES = """procedure example "An example"
role worker "Worker", on each side
role chair "Chair"
stage one "One"
  led by the worker of the raising side, with their counterpart
  {duty}
  this stage must end within 2 working days
  if agreed or not resolved, go to done
ending done "Done", by decision
require that after one, {promise}
"""


@pytest.mark.parametrize(
    ("duty", "promise", "verdict"),
    [
        ("the raising side must record", "the raising side must record", PROVED),
        ("both sides must record", "the other side must record", PROVED),
        ("the raising side must record", "the other side must record", REFUTED),
        ("the raising side must record", "both sides must record", REFUTED),
        ("each worker must record", "the worker of the other side must record", PROVED),
        ("the worker must record", "the worker must record", PROVED),
        ("the worker must record", "each worker must record", REFUTED),
        (
            "the worker of the raising side must record",
            "the worker of the other side must record",
            REFUTED,
        ),
        ("the worker must record", "the worker of the other side must record", Verdict.UNKNOWN),
        ("the worker of the other side must record", "the worker must record", Verdict.UNKNOWN),
        ("the chair must tell both sides", "the chair must tell the other side", PROVED),
        ("the chair must tell the other side", "the chair must tell both sides", REFUTED),
        (
            "the chair must tell the worker",
            "the chair must tell the worker of the other side",
            Verdict.UNKNOWN,
        ),
    ],
)
def test_whose_side_a_duty_is_of(duty: str, promise: str, verdict: Verdict) -> None:
    """What one side does is not done by the other, nor by both; a role alone may be of either."""
    (result,) = (
        r for r in reviewed(SIDES.format(duty=duty, promise=promise)).results if r.line is not None
    )
    assert result.verdict is verdict
    lines = result.unknown.lines if result.unknown is not None else ()
    assert [each.line for each in lines] == [6] * (verdict is Verdict.UNKNOWN)


def test_a_duty_of_an_ending() -> None:
    """What an ending says of itself answers what is promised after it."""
    text = f'{TEXT}  the chair must tell both sides "the decision" within 2 days\n'
    (result,) = (
        r
        for r in reviewed(
            f"{text}require that after ruled, the chair must tell both sides within 5 days\n"
        ).results
        if r.line
    )
    assert result.verdict is PROVED
    assert [ground.line for part in result.parts for ground in part.rests_on] == [
        len(text.splitlines())
    ]


def test_school_days() -> None:
    """Nobody can say what is in time where school days would have to be counted."""
    text = TEXT.replace(
        "this stage must end within 5 working days", "this stage must end within 9 school days"
    )
    for promise in (
        "if not agreed, the case moves on within 2 school days",
        "whenever odd, the case moves on within 90 days",
    ):
        (result,) = (r for r in reviewed(f"{text}require that {promise}\n").results if r.line)
        assert result.verdict is Verdict.UNKNOWN
        assert (
            result.message == "school days cannot be counted, as no table of school terms is given"
        )
