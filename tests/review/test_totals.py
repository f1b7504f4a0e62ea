"""Whether the limits of stages fit the limit over them."""

from __future__ import annotations

from random import Random

import pytest

from checker.answers.verdict import Verdict
from checker.procedure.from_syntax import load_text
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from checker.proof.totals import whole_fit
from tests.review.texts import of_check, said

HEAD = """procedure example "An example"
  start at one
role worker "Worker", tier 1, on each side
fact grave "the matter is grave", fixed
fact busy "everybody is busy", can change
reading count, either each "each for itself" or whole "all together"
"""
ENDS = 'ending done "Agreed", by agreement\n'
ON = "if not resolved, the case must go to two"
OUT = "if not resolved, go to done"


def chain(one: tuple[str, ...], two: tuple[str, ...], total: str) -> str:
    """Two stages, the first leading on to the second, under a total."""
    stages = [("one", one), ("two", two)]
    text = "".join(
        f'stage {name} "{name}"\n  led by the worker\n  if agreed, go to done\n'
        + "".join(f"  {line}\n" for line in lines)
        for name, lines in stages
    )
    return f"{HEAD}{text}{ENDS}stages one to two must end {total}\n"


FIVE, TEN = (f"this stage must end within {n} working days" for n in (5, 10))


@pytest.mark.parametrize(
    ("one", "two", "total", "verdict"),
    [
        ((FIVE, ON), (FIVE, OUT), "within 10 working days", Verdict.PROVED),
        ((FIVE, ON), (FIVE, OUT), "within 9 working days", Verdict.REFUTED),
        (
            (FIVE, "the worker may extend by 5 working days", ON),
            (FIVE, OUT),
            "within 10 working days",
            Verdict.REFUTED,
        ),
        (
            (FIVE, f"{ON} within 2 working days"),
            (FIVE, OUT),
            "within 11 working days",
            Verdict.REFUTED,
        ),
        (
            (FIVE, f"{ON} within 2 working days"),
            (FIVE, OUT),
            "within 12 working days",
            Verdict.PROVED,
        ),
        (
            (f"when grave, {FIVE}", f"when not grave, {TEN}", ON),
            (FIVE, OUT),
            "within 10 working days",
            Verdict.REFUTED,
        ),
        (
            (FIVE, f"when grave, {TEN} instead", ON),
            (FIVE, OUT),
            "within 10 working days",
            Verdict.REFUTED,
        ),
        (
            (f"when grave, {TEN}", f"when not grave, {FIVE}", ON),
            (f"when not grave, {TEN}", f"when grave, {FIVE}", OUT),
            "within 15 working days",
            Verdict.PROVED,
        ),
        (
            (f"when busy, {TEN}", f"when not busy, {FIVE}", ON),
            (f"when not busy, {TEN}", f"when busy, {FIVE}", OUT),
            "within 15 working days",
            Verdict.REFUTED,
        ),
        (
            (f"when each, {TEN}", f"when whole, {FIVE}", ON),
            (FIVE, OUT),
            "within 10 working days",
            Verdict.OPEN,
        ),
        ((FIVE, ON), (FIVE, OUT), "within 14 days", Verdict.OPEN),
        (
            (FIVE, ON),
            (FIVE, "if not agreed, the case may go to one", OUT),
            "within 20 working days",
            Verdict.UNKNOWN,
        ),
        ((ON,), (OUT,), "within 10 working days", Verdict.PROVED),
        (
            ("this stage must end within the same working day", ON),
            ("this stage must end within the same working day", OUT),
            "within the same working day",
            Verdict.PROVED,
        ),
        (
            ("this stage must end within 30 hours", ON),
            ("this stage must end within the same working day", OUT),
            "within 1 working day",
            Verdict.REFUTED,
        ),
    ],
)
def test_a_total(one: tuple[str, ...], two: tuple[str, ...], total: str, verdict: Verdict) -> None:
    """What can be on together is added up at its worst, with extensions and the time of moves."""
    assert of_check(chain(one, two, total), "stages-fit-the-total").verdict is verdict


def test_a_total_under_a_condition() -> None:
    """It is held against what can be on when it is."""
    one = (f"when grave, {TEN}", f"when not grave, {FIVE}", ON)
    text = chain(one, (FIVE, OUT), "within 10 working days")
    calm = text.replace("stages one to two must", "when not grave, stages one to two must")
    assert of_check(calm, "stages-fit-the-total").verdict is Verdict.PROVED


def test_which_reading_fits() -> None:
    """An open total says under which reading it is overrun; its part, under which it is kept."""
    one = (f"when each, {TEN}", f"when whole, {FIVE}", ON)
    found = of_check(chain(one, (FIVE, OUT), "within 10 working days"), "stages-fit-the-total")
    ((_, message, _),) = said(found)
    assert "`one` and `two` may take until" in message
    assert ", read as each for itself, and line" in message
    assert [ground.text for part in found.parts for ground in part.rests_on] == ["all together"]


def test_too_much_to_try() -> None:
    """Many limits with conditions of their own: that is said, and nothing is guessed."""
    lines = tuple(f'when "it is {n}", this stage must end within {n} hours' for n in range(2, 11))
    found = of_check(chain((*lines, ON), (FIVE, OUT), "within 9 weeks"), "stages-fit-the-total")
    assert found.verdict is Verdict.UNKNOWN
    assert found.unknown is not None
    assert found.message == "this could not be decided within the program's limit on work"


def drawn(random: Random) -> tuple[str, str]:
    """A procedure of two or three stages with a limit for each, and a time for all of them."""
    names = ("one", "two", "three")[: random.choice((2, 3))]
    text = HEAD
    for name, after in zip(names, (*names[1:], "done"), strict=True):
        text += f'stage {name} "{name}"\n  led by the worker\n  if agreed, go to done\n'
        limit = f"this stage must end within {random.choice((2, 3, 4))} working days"
        other = f"this stage must end within {random.choice(('1 week', '4 working days'))}"
        fact = random.choice(("grave", "busy", "grave"))
        text += random.choice(
            (
                f"  {limit}\n",
                f"  {limit}\n  {other}\n",
                f"  when {fact}, {limit}\n  when not {fact}, {other}\n"
                if fact == "grave"
                else f"  {limit}\n",
                f"  {limit}\n  when grave, {other} instead\n",
            )
        )
        if random.random() < 0.3:
            text += "  the worker may extend by 2 working days\n"
        late = after != "done" and random.random() < 0.4
        text += f"  if not resolved, the case must go to {after}"
        text += f" within {random.choice((2, 3))} working days\n" if late else "\n"
    return text + ENDS, f"within {random.randint(3, 16)} working days"


@pytest.mark.parametrize("seed", range(40))
def test_a_total_and_the_same_as_a_promise(seed: int) -> None:
    """A total over the whole fits if and only if, without it, every case ends within that time."""
    text, time = drawn(Random(seed))  # noqa: S311
    whole = text.replace("  start at one\n", f"  start at one\n  the procedure must end {time}\n")
    summed, _ = load_text(whole, "x.procedure")
    promised, _ = load_text(f"{text}require that every case ends {time}\n", "x.procedure")
    assert summed is not None
    assert promised is not None
    fits, _ = whole_fit(Prover(summed))
    answer = prove_require(Prover(promised), promised.requires[0])
    assert answer is not None
    assert fits is answer.verdict
    assert fits in {Verdict.PROVED, Verdict.REFUTED}


def test_days_that_cannot_be_counted() -> None:
    """School days have no table of terms: a total is not said to fit."""
    school = "this stage must end within 3 school days"
    found = of_check(chain((school, ON), (FIVE, OUT), "within 9 weeks"), "stages-fit-the-total")
    assert (found.verdict, found.message) == (
        Verdict.UNKNOWN,
        "school days cannot be counted, as no table of school terms is given",
    )
    text = chain((FIVE, ON), (FIVE, OUT), "within 3 school days")
    text += "require that every case ends within 3 school days\n"
    assert of_check(text, "stages-fit-the-total").message == found.message
    assert of_check(text, "require").message == found.message


CLOSED = HEAD.replace(
    "  start at one\n", "  start at one\n  closed 1 January 2020 to 31 May 2035\n"
)


@pytest.mark.parametrize(
    "check", ["stages-fit-the-total", "bounded-end", "same-day-escalation", "require"]
)
def test_no_working_day(check: str) -> None:
    """Where no case can start in hours nothing is promised by when, and it is said."""
    text = chain((FIVE, ON), (FIVE, OUT), "within 10 working days").replace(HEAD, CLOSED)
    text += "require that every case ends within 3 working days\n"
    found = of_check(text, check)
    assert found.verdict is Verdict.UNKNOWN
    assert found.message == "no working day comes in the years 2026 to 2030"
