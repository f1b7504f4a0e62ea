"""No case can go round between stages for ever.

What it does: looks for stages that lead back to each other and asks whether some case can go round
through them without end, taking only lines that the text allows. A way that a case `may` take
counts: who may send it back may do so each time.

Why it matters: "back to step 1" is a way on paper, and for the child it is no way on.

Example: two stages, each sending the case to the other when it is not resolved.

What to write instead: `, at most twice` on the way back, and `otherwise, …` for the time after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise
from checker.review.checks.every_path_ends import words
from checker.review.promise import EVEN_SO, Clauses, result

if TYPE_CHECKING:
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.NO_LOOP.value
_CLAUSES = Clauses("no case can go round for ever", f"a case can go round for ever{EVEN_SO}")


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.NO_LOOP)
    return (result(context, NAME, answer, _CLAUSES, words),)
