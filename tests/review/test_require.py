"""Promises of the writer's own about cases: each kind kept, broken, and about nothing."""

from __future__ import annotations

import pytest

from checker.answers.verdict import Verdict
from tests.review.texts import BOARD, ENDS, HEAD, ON, ONE, SOUND, TWO, of_check, said

EVEN_SO = "this promise can be broken, even if everyone does all that the text asks: "
MEND = "mend the lines that lead there, or the promise"
NAME_IT = "mend the lines that lead there, or name it in the promise"
GRAVE = 'fact grave "the matter is grave", fixed\n'
SPLIT = (
    "  if not resolved and grave, the case must go to two\n"
    "  if not resolved and not grave, the case must go to board\n"
)
DEAD = """stage dead "Dead"
  led by the worker of the raising side
  if agreed, go to done
"""
FORKED = HEAD + GRAVE + ONE + SPLIT + TWO + ON + BOARD + ENDS + DEAD
"""Grave cases go to `two`, others to the board; nothing leads to `dead`."""

STUCK = HEAD + ONE + BOARD + ENDS
"""Nothing follows where `one` is not resolved."""


def promised(text: str, promise: str) -> tuple[Verdict, str, list[tuple[int, str, str | None]]]:
    """The verdict on a promise added at the end of a text, its sentence, and its findings."""
    found = of_check(f"{text}require that {promise}\n", "require")
    assert found.line == len(text.splitlines()) + 1
    return found.verdict, found.message, said(found)


@pytest.mark.parametrize(
    "promise",
    [
        "every case ends",
        "every case reaches done or board",
        "some case can reach two",
        "some case can reach ruled",
        "no case stays in one",
        "no case stays in board",
        "board only after two",
    ],
)
def test_kept(promise: str) -> None:
    """A sound procedure keeps it, and there is nothing to mend."""
    assert promised(SOUND, promise) == (Verdict.PROVED, promise, [])


@pytest.mark.parametrize(
    "promise",
    [
        "no case reaches two unless grave",
        "two only after board unless grave",
        "every case ends when grave",
        "every case reaches two or done when grave",
        "some case can reach two when grave",
        "no case reaches dead",
    ],
)
def test_kept_where_a_fixed_fact_is_so(promise: str) -> None:
    """A condition on a fixed fact narrows the promise to the cases in which it holds."""
    assert promised(FORKED, promise) == (Verdict.PROVED, promise, [])


@pytest.mark.parametrize(
    ("promise", "finding"),
    [
        (
            "every case reaches ruled",
            (25, "a case can end in `done`, which the promise does not name", NAME_IT),
        ),
        ("no case reaches board", (27, "a case can come to `board`", MEND)),
        (
            "two only after board",
            (
                27,
                "a case can come to `two` without having been in `board`",
                "lead every way to `two` through `board`, or give the promise a condition",
            ),
        ),
    ],
)
def test_broken(promise: str, finding: tuple[int, str, str]) -> None:
    """What breaks it is told: an ending at its own line, a place reached at the promise."""
    assert promised(SOUND, promise) == (Verdict.REFUTED, EVEN_SO + promise, [finding])


@pytest.mark.parametrize("promise", ["every case ends", "no case stays in one"])
def test_a_case_that_stays(promise: str) -> None:
    """Each outcome that nothing follows is a finding at the stage, with its story."""
    write = "write `if not agreed, the case must go to …`"
    silent = (
        "write `if no answer, the case must go to …`, "
        "or `if not resolved, …` for silence and difference"
    )
    assert promised(STUCK, promise) == (
        Verdict.REFUTED,
        EVEN_SO + promise,
        [
            (6, "in `one`, after `not agreed`, nobody has to move the case", write),
            (6, "in `one`, after `no answer`, nobody has to move the case", silent),
        ],
    )
    told = of_check(f"{STUCK}require that {promise}\n", "require").findings[1].telling
    assert told is not None
    assert [step.text for step in told.sentences] == [
        "A case starts in “One”.",
        "In “One”: nobody answers.",
        "From here nobody has to do anything: the case can stay in “One” for ever.",
    ]


def test_stage_that_nobody_has_to_end() -> None:
    """A stage of the board in which nothing says by when it ends."""
    text = SOUND.replace("  this stage must end within 5 working days\n", "")
    promise = "no case stays in board"
    assert promised(text, promise) == (
        Verdict.REFUTED,
        EVEN_SO + promise,
        [
            (
                18,
                "nothing obliges anybody to bring `board` to an end",
                "write by when: `this stage must end within 5 working days`",
            )
        ],
    )


def test_broken_where_a_fixed_fact_is_so() -> None:
    """The condition is part of the promise that is quoted."""
    promise = "no case reaches two when grave"
    finding = (len(FORKED.splitlines()) + 1, "a case can come to `two`", MEND)
    assert promised(FORKED, promise) == (Verdict.REFUTED, EVEN_SO + promise, [finding])


@pytest.mark.parametrize(
    ("promise", "message"),
    [
        ("some case can reach dead", "no case can come to `dead`"),
        (
            "some case can reach two unless grave",
            "no case that the promise speaks of can come to `two`",
        ),
    ],
)
def test_what_no_case_can_reach(promise: str, message: str) -> None:
    """No single case shows it, so the finding stands at the promise."""
    line = len(FORKED.splitlines()) + 1
    assert promised(FORKED, promise) == (
        Verdict.REFUTED,
        f"the text does not keep this promise: {promise}",
        [(line, message, "write a move that leads there")],
    )


def test_about_nothing() -> None:
    """A promise about a stage that no case comes to is vacuous, which is a finding."""
    line = len(FORKED.splitlines()) + 1
    message = "the text has nothing that this promise is about"
    help_ = "check the names in the promise, or take the line out"
    assert promised(FORKED, "no case stays in dead") == (
        Verdict.VACUOUS,
        message,
        [(line, message, help_)],
    )
    assert of_check(f"{FORKED}require that no case stays in dead\n", "require").failing


@pytest.mark.parametrize(
    "promise",
    [
        "every case ends within 3 working days of the meeting",
        "either side can reach two",
        "no single role can stop a case",
        "whenever grave, the case reaches board within 2 days of the meeting",
        "every role has a deputy when significant",
        "whoever leads one never leads two when significant",
        "no case reaches two when shifting",
    ],
)
def test_not_yet_checked(promise: str) -> None:
    """A kind that is not decided is unknown, never passed in silence."""
    facts = 'fact significant "it matters", fixed\nfact shifting "it shifts", can change\n'
    text = FORKED.replace(GRAVE, GRAVE + facts)
    line = len(text.splitlines()) + 1
    finding = (
        line,
        "this promise is not yet checked",
        "keep the line: a later version may decide it; until then it counts as unknown",
    )
    assert promised(text, promise) == (
        Verdict.UNKNOWN,
        f"not yet checked: {promise}",
        [finding],
    )
    assert of_check(f"{text}require that {promise}\n", "require").failing
