"""The explorer on the promises about time: each clause of the definition in a small procedure."""

from __future__ import annotations

import pytest

from checker.answers.verdict import HARM_ROWS, LADDER, TIMED, PartKey, Promise, Verdict
from tests.explorer import explore, levels, parts, vacuous
from tests.proof.agreement import Tally, compare
from tests.proof.harm_cases import HARM_CASES
from tests.proof.time_cases import TIME_CASES, Timed
from tests.proof.told import model

CASES = (*TIME_CASES, *HARM_CASES)
_CASES = [pytest.param(p, c, id=f"{p.value}: {c.says}") for p, c in CASES]
_BROKEN = [pytest.param(p, c, id=f"{p.value}: {c.says}") for p, c in CASES if c.broken]


@pytest.mark.parametrize(("promise", "case"), _CASES)
def test_case_about_time_gets_its_verdict(promise: Promise, case: Timed) -> None:
    """Each small procedure has the verdict that the definition gives it."""
    procedure = model(case.text)
    assert explore(procedure, promise).verdict is case.verdict
    assert vacuous(procedure, promise) is (case.verdict is Verdict.VACUOUS)


@pytest.mark.parametrize(("promise", "case"), _BROKEN)
def test_parts_that_fail(promise: Promise, case: Timed) -> None:
    """Those that are broken, and no others, stand out in the answer."""
    answer = explore(model(case.text), promise)
    broken = {_named(case, part.key) for part in answer.parts if part.verdict not in LADDER}
    assert broken == set(case.broken)


def _named(case: Timed, key: PartKey) -> str:
    """A part as the cases have it."""
    number = key.row.removeprefix("line ")
    row = case.text.splitlines()[int(number) - 1].strip() if number.isdecimal() else key.row
    return f"{key.place}: {row}"


def test_engines_agree_on_cases_about_time() -> None:
    """Both engines and the replay, on each of these procedures and on every promise."""
    tally = Tally()
    for _, case in CASES:
        compare(case.text, tally)
    assert tally.failures == []
    assert tally.stories > len(CASES)


def test_promises_with_a_time_admit_no_standing_line() -> None:
    """Nobody calls time for them; the mission's first promise admits that."""
    procedure = model(TIME_CASES[0][1].text)
    assert levels(procedure, Promise.EVERY_PATH_ENDS)[-1].standing
    for promise in TIMED:
        assert not any(level.standing for level in levels(procedure, promise))


def test_every_verdict_that_can_be_is_among_the_cases() -> None:
    """For each promise; who stands in for whom rests on no line, so that is proved, open or not."""
    for promise in {p for p, _ in CASES} - {Promise.HARM_AWAY}:
        seen = {case.verdict for p, case in CASES if p is promise}
        assert {Verdict.PROVED, Verdict.REFUTED} <= seen
    rows = {promise for promise, _ in CASES if promise in HARM_ROWS}
    assert rows == set(HARM_ROWS)


def test_parts_about_lines_stand_in_the_order_of_the_text() -> None:
    """A stage's lines by their numbers, those of the board's stage after."""
    case = Timed(
        "",
        Verdict.REFUTED,
        (
            "this stage must end within 5 days of the notice",
            "if agreed, go to done within 2 days of the decision",
            "if not resolved, the case must go to board within 1 day of the meeting",
        ),
        "at stage board\n  this stage must end within 5 days of the meeting\n",
    )
    keys = parts(model(case.text), Promise.LIMIT_START)
    assert [key.place for key in keys] == ["one", "one", "one", "board"]
    assert list(keys) == sorted(keys, key=lambda key: (key.place == "board", key.row))
