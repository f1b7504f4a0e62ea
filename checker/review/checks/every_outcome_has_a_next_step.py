"""Whatever the outcome of a stage, some line says what follows.

What it does: asks for each outcome of each stage that a case can come to, silence apart, whether a
line takes the case on that somebody has to follow; the stages of the board are asked too. A line
with `may` is no such line, and a line that rests on `should` makes the answer "if guidance is
followed".

Why it matters: a stage that can end in an outcome without a next step leaves the case where it is.

Example: a manager must check that the concern is justified, and nothing says what happens when it
is not.

What to write instead: `if not justified, …` with where the case goes; `otherwise, …` covers the
rest.
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

NAME = Promise.OUTCOMES.value
_CLAUSES = Clauses(
    "every outcome has a next step",
    f"a stage can turn out in a way that has no next step{EVEN_SO}",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.OUTCOMES)
    return (result(context, NAME, answer, _CLAUSES, words),)


def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    return (
        f"in `{part.key.place}`, `{part.key.row}` has no next step that anybody has to take",
        what_to_write(context.procedure, part.key.place, Outcome.spelt(part.key.row)),
    )
