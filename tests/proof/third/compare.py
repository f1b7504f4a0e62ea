"""One text, decided by the third engine and by `checker.proof`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise
from checker.procedure.from_syntax import load_text
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from tests.proof.third.runs import TooLongError
from tests.proof.third.texts import random_text
from tests.proof.third.verdicts import Asked, Question, TooManyReadingsError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator
    from random import Random

    from checker.answers.verdict import Answer

PROMISES = {
    Question.ENDS: Promise.EVERY_PATH_ENDS,
    Question.BOUNDED: Promise.BOUNDED_END,
    Question.SAME_DAY: Promise.SAME_DAY_ESCALATION,
}


def compare(random: Random, counts: Counter[tuple[str, str]]) -> Iterator[str]:
    """What the two differ on, of a random text."""
    yield from compare_text(random_text(random), counts)


def compare_text(text: str, counts: Counter[tuple[str, str]]) -> Iterator[str]:
    """What the two differ on; the verdicts are counted."""
    procedure, diagnostics = load_text(text, "drawn.procedure")
    if procedure is None:
        counts["unreadable", diagnostics[0].message] += 1
        return
    prover = Prover(procedure)
    for question in Question:
        require = procedure.requires[0] if question is Question.WITHIN else None
        try:
            verdict, parts = Asked(procedure, question, require).answer()
        except (TooManyReadingsError, TooLongError) as error:
            counts[question.value, type(error).__name__] += 1
            continue
        counts[question.value, verdict] += 1
        if question is Question.WITHIN and parts and ("", "by then") not in parts:
            continue  # refuted for want of a date: that much is `bounded-end`
        answer: Answer | None
        if require is not None:
            answer = prove_require(prover, require)
        else:
            answer = prover.prove(PROMISES[question])
        said = "nothing" if answer is None else answer.verdict.value
        if said == "unknown":
            counts[question.value, "undecided there"] += 1
            continue
        theirs = {}
        if answer is not None and not answer.verdict.kept:
            theirs = {
                (part.key.place, part.key.row): part.verdict.value
                for part in answer.parts
                if not part.verdict.kept
            }
        if said != verdict:
            yield f"{question.value}: here {verdict} {parts}, there {said} {theirs}\n{text}"
        elif question is not Question.WITHIN and parts != theirs:
            yield f"{question.value}: {said}: parts here {parts}, there {theirs}\n{text}"
