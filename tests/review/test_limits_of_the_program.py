"""Where the program gives up, or finds itself wrong, it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from checker.answers.verdict import Answer, Promise, Reason, Unknown, Verdict
from checker.language.diagnostics import SourceText
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.prove import Prover
from checker.review.examine import review
from tests.review.texts import ENDS, HEAD, ON, ONE, SOUND, UP, of_check, reviewed, said

if TYPE_CHECKING:
    from collections.abc import Callable

GAVE_UP = "this could not be decided within the program's limit on work"


def undecided(*_: object) -> bool:
    """As a question that the engine gives up on."""
    raise UndecidedError


def test_unreadable_text() -> None:
    """There is no review, only what makes it unreadable."""
    found, diagnostics = review(SourceText("procedure\n", "x.procedure"))
    assert found is None
    assert diagnostics


def test_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every promise that needs the engine is unknown, which is a finding."""
    monkeypatch.setattr("checker.proof.encoding.decider.Engine.possible", undecided)
    found = reviewed(SOUND + "require that every case ends\nrequire that every stage has a limit\n")
    verdicts = {(r.check, r.message) for r in found.results if r.verdict is Verdict.UNKNOWN}
    named = {check for check, _ in verdicts}
    assert named >= {"every-path-ends", "no-unreachable-stage", "conditions-are-exclusive"}
    assert {message for _, message in verdicts} == {GAVE_UP}
    assert found.failing


def test_lines_that_may_never_apply(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only the second half of the question is undecided, the whole is unknown."""
    monkeypatch.setattr("checker.proof.prove.never_taken", undecided)
    found = of_check(SOUND, "conditions-are-exclusive")
    assert (found.verdict, found.message) == (Verdict.UNKNOWN, GAVE_UP)
    torn = SOUND.replace(UP, UP + ON)
    assert of_check(torn, "conditions-are-exclusive").verdict is Verdict.REFUTED


def test_stories_that_are_too_long_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that come first are told; of the other stages it is said that nothing is known."""
    text = HEAD.replace("start at one", "start at s0") + "".join(
        f'stage s{i} "S"\n  led by the worker\n  otherwise, go to {after}\n'
        for i, after in enumerate([*(f"s{n}" for n in range(1, 6)), "done"])
    )
    text += 'ending done "Done", by agreement\n'
    every = of_check(text, "limit-for-every-stage")
    assert len(every.findings) == 6
    monkeypatch.setattr("checker.proof.prove.MOST_EVENTS", 3)
    some = of_check(text, "limit-for-every-stage")
    assert some.verdict is Verdict.REFUTED
    assert some.findings[:-1] == every.findings[:2]
    assert some.findings[-1].message == (
        "of 4 more places, `s2` to `s5`, it is not known whether it is kept: the cases above are "
        "too long together"
    )
    assert [part.verdict for part in some.parts] == [Verdict.REFUTED] * 2 + [Verdict.UNKNOWN] * 4


def changed(monkeypatch: pytest.MonkeyPatch, change: Callable[[Answer], Answer]) -> None:
    """Have the engine's answers on paths pass through `change`."""
    prove = Prover.prove

    def _prove(self: Prover, promise: Promise) -> Answer:
        answer = prove(self, promise)
        return change(answer) if promise is Promise.EVERY_PATH_ENDS else answer

    monkeypatch.setattr(Prover, "prove", _prove)


STUCK = HEAD + ONE + "  if no answer, go to done\n" + ENDS
NOBODY_MOVES = "in `one`, after `not agreed`, nobody has to move the case"


def test_story_that_does_not_replay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding that the program cannot confirm is told as a mistake of its own."""

    def spoilt(answer: Answer) -> Answer:
        parts = tuple(replace(p, bug="it went elsewhere") for p in answer.parts)
        return replace(answer, parts=parts, verdict=Verdict.UNKNOWN)

    changed(monkeypatch, spoilt)
    found = of_check(STUCK, "every-path-ends")
    assert said(found) == [
        (
            6,
            (
                f"perhaps {NOBODY_MOVES}, but the story of it could not be replayed: "
                "it went elsewhere"
            ),
            "this is a mistake of the program, not of the procedure: please report it",
        )
    ]


def test_part_without_story(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is open for no single reading, and has no story, is told without either."""

    def bare(answer: Answer) -> Answer:
        parts = tuple(
            p if p.verdict.kept else replace(p, story=None, verdict=Verdict.OPEN)
            for p in answer.parts
        )
        return replace(answer, parts=parts)

    changed(monkeypatch, bare)
    (finding,) = of_check(STUCK, "every-path-ends").findings
    assert finding.message == f"{NOBODY_MOVES}, if the text is read in one of several ways"
    assert finding.telling is None


def test_school_days() -> None:
    """They cannot be counted without a table of terms, and that is what is said."""
    text = SOUND.replace("within 1 working day", "within 3 school days")
    found = reviewed(text + "require that every case ends within 9 working days\n")
    (result,) = (r for r in found.results if r.check == "require")
    assert result.unknown == Unknown(Reason.TERMS)
    assert result.message.startswith("school days cannot be counted")
    assert result.failing


@pytest.mark.parametrize(
    ("old", "new", "check", "help_"),
    [
        (
            "  start at one\n",
            "  start at one\n  closed 1 January 2020 to 31 December 2035\n",
            "bounded-end",
            "leave working days between what the `closed` lines take out",
        ),
        (
            "1 working day",
            "3 school days",
            "require",
            "give the limit in working days, weeks or months",
        ),
        ("1 working day", "9000 weeks", "require", "give a shorter limit"),
    ],
)
def test_what_helps(old: str, new: str, check: str, help_: str) -> None:
    """Where the program cannot decide, the finding says what to write instead."""
    text = SOUND.replace(old, new) + "require that every case ends within 9 working days\n"
    (finding,) = of_check(text, check).findings
    assert old in SOUND
    assert finding.help == help_


def test_a_kind_that_is_not_decided() -> None:
    """It is said to be of a kind that is not checked yet, which is no limit on work."""
    found = reviewed(SOUND + "require that no single role can stop a case\n")
    (result,) = (r for r in found.results if r.check == "require")
    assert result.unknown == Unknown(Reason.KIND)


COUNTED = """procedure example "An example"
role worker "Worker"
fact grave "a child is at risk of harm", can arise, is harm
stage one "One"
  led by the worker
  when not grave, this stage must end within {figure}
  whenever grave, the case must go to two within {figure}
  the worker must record "it" within {figure}
  if agreed or not resolved, go to two within {figure}
stage two "Two"
  led by the worker
  this stage must end within {figure}
  if agreed or not resolved, go to done
ending done "Done", by decision
stages one to two must end within {bound}
require that whenever grave, the case moves on within {bound}
require that if agreed, the case moves on within {bound}
require that after one, the worker must record "it" within {bound}
require that every case ends within {bound}
require that stages one to two take at most {bound}
"""


@pytest.mark.parametrize(
    ("figure", "bound", "reason"),
    [
        ("9 school days", "3 school days", Reason.TERMS),
        ("9 school days", "3 working days", Reason.TERMS),
        ("3 working days", "9 school days", Reason.TERMS),
        ("3000 working days", "2000 working days", Reason.YEARS),
        ("200 months", "150 months", Reason.YEARS),
        ("2 days", "3000 working days", Reason.YEARS),
    ],
)
def test_what_cannot_be_counted_is_never_proved(figure: str, bound: str, reason: Reason) -> None:
    """Every verdict that compares such a figure with another is unknown, and says why."""
    review = reviewed(COUNTED.format(figure=figure, bound=bound))
    compared = [r for r in review.results if r.line is not None]
    compared += [r for r in review.results if r.check == "stages-fit-the-total"]
    if figure not in {"3 working days", "2 days"}:
        compared += [r for r in review.results if r.check == "harm-never-slower"]
    assert len(compared) >= 6
    for result in compared:
        assert result.unknown == Unknown(reason), (result.check, result.line)
    assert not any("limit on work" in result.message for result in review.results)


def test_a_total_ends_what_no_table_reaches() -> None:
    """Two days are over before a limit beyond all tables: what rests on the total alone is kept."""
    review = reviewed(COUNTED.format(figure="200 months", bound="2 days"))
    *others, ends, total = [r for r in review.results if r.line is not None]
    assert all(r.unknown == Unknown(Reason.YEARS) for r in others)
    for result in (ends, total):
        assert result.verdict.kept
        assert result.unknown is None
