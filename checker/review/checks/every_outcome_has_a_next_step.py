"""Whatever the outcome of a stage, some line says what follows.

What it does: asks for each outcome of each stage that a case can come to, silence apart, whether a
line in force takes the case on, the board's stages included.

Why it matters: a stage that can end in an outcome without a next step leaves the case where it is.

Example: a manager must check that the concern is justified, and nothing says what happens when it
is not.

What to write instead: `if not justified, …` with where the case goes; `otherwise, …` covers the
rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.proof.verdict import Promise
from checker.review.promise import result

if TYPE_CHECKING:
    from checker.proof.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.OUTCOMES.value


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.OUTCOMES)
    return (result(context, NAME, answer, "every outcome has a next step", words),)


def words(_context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    return (
        f"in `{part.key.place}`, `{part.key.row}` has no next step that anybody must take",
        f"write `if {part.key.row}, the case must go to …`",
    )
