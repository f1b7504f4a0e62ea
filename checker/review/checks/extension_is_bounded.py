"""What puts off the end of a stage has a bound.

What it does: asks of each stage that may be extended whether there is a limit to extend, and of
each clock that stops or starts anew whether that can go on without end. An extension is taken to be
used once.

Why it matters: a limit that can be put off without end is none.

Example: `clock stops from fees-notice to payment`: where payment never comes, neither does the end.

What to write instead: a limit with a number for the stage, and in place of a clock an extension of
so many days, with reasons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise
from checker.review.promise import Clauses, result
from checker.review.undated import instead_of_clocks

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.EXTENSION.value
_CLAUSES = Clauses(
    "whatever puts off the end of a stage has a bound",
    "the end of a stage can be put off without end",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.EXTENSION)
    return (result(context, NAME, answer, _CLAUSES, words),)


def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    stage = context.procedure.stage(part.key.place)
    last = part.story.events[-1].line if part.story is not None else None
    clocks = [clock.line.number for clock in stage.clocks]
    if last in clocks or (last is None and clocks):
        number = last or clocks[0]
        return (
            f"in `{stage.name}`, the clock of line {number} can hold the limit up without end",
            instead_of_clocks(stage),
        )
    number = last or stage.extensions[0].line.number
    return (
        f"in `{stage.name}`, line {number} extends a limit that is not there",
        "write the limit that it extends: `this stage must end within …`",
    )
