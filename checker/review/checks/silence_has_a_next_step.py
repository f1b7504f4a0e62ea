"""When nobody answers, some line says what follows.

What it does: asks for each stage in which two sides talk whether a line that somebody has to follow
takes the case on when the other side stays silent. A line with `may` is no such line.

Why it matters: nobody can be made to answer; a procedure that needs an answer stops at the first
silence.

Example: `if not agreed, the case must go to step-2` speaks of people who talked and differ.

What to write instead: `if not resolved, …` covers both, or `if no answer, the case must go to …`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise
from checker.procedure.model import Outcome
from checker.review.next_steps import what_to_write
from checker.review.promise import EVEN_SO, Clauses, result

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.SILENCE.value
_CLAUSES = Clauses(
    "silence has a next step",
    f"when nobody answers, a case can be left without a next step{EVEN_SO}",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.SILENCE)
    return (result(context, NAME, answer, _CLAUSES, words),)


def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    return (
        f"in `{part.key.place}`, when nobody answers, nobody has to move the case",
        what_to_write(context.procedure, part.key.place, Outcome.NO_ANSWER),
    )
