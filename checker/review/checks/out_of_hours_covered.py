"""Where a rule speaks of the same working day, another one covers the night.

What it does: finds each limit of `the same working day` on a stage's end or on a rule for any
moment, and asks whether out of hours some other line that applies then gives a time. On a Saturday,
the same working day is no time at all.

Why it matters: harm does not keep office hours.

Example: `whenever significant-harm, the case must go to board within the same working day`, alone.

What to write instead: beside it, `whenever significant-harm and out of hours, the case must go to
duty-team within 2 hours`, or a limit in hours for all cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise
from checker.review.promise import EVEN_SO, Clauses, result

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.OUT_OF_HOURS_COVERED.value
_CLAUSES = Clauses(
    "wherever a rule speaks of the same working day, another one covers the time out of hours",
    f"out of hours, a rule of the same working day says nothing, nor does any other{EVEN_SO}",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.OUT_OF_HOURS_COVERED)
    return (result(context, NAME, answer, _CLAUSES, words),)


def words(_: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    last = part.story.events[-1].line if part.story is not None else None
    line = f"line {last}" if last is not None else "the rule"
    return (
        f"in `{part.key.place}`, {line} says nothing of what comes about out of hours",
        "write what applies then: `whenever … and out of hours, the case must go to … within …`",
    )
