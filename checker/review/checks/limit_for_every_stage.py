"""Every stage has a date by which it ends.

What it does: asks for each stage short of an accepted end whether a line that somebody has to
follow says by when: a limit on the stage, a total over it, or a rule for any moment that has a
limit. Vague words are a hole: they may mean soon enough, or later. That someone calls time one day
is no date.

Why it matters: a case waits longest where nothing says how long it may.

Example: `if not resolved, the case must go to step-2` says what follows, and not by when the two
sides must have met.

What to write instead: `this stage must end within 5 working days`, in each stage, or once under `at
every stage`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise
from checker.review.promise import EVEN_SO, Clauses, result
from checker.review.undated import what_is_missing

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.STAGE_LIMIT.value
_CLAUSES = Clauses(
    "every stage has a date by which it ends",
    f"a case can wait in a stage with no date by which it must be over{EVEN_SO}",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.STAGE_LIMIT)
    return (result(context, NAME, answer, _CLAUSES, words),)


def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    stage = context.procedure.stage(part.key.place)
    if stage.missing:
        message = f"the text never describes `{stage.name}`, so nothing says by when it ends"
        return message, "describe the stage, and write `this stage must end within …`"
    return f"nothing says by when `{stage.name}` must end", what_is_missing(stage)
