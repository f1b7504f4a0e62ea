"""Every limit counts from something that comes about.

What it does: asks of each limit that counts from an event (the meeting, the answer, an event of the
writer's own, the start of another stage) whether that event is sure to come about: by a duty with a
time of its own, or since the case cannot have come here without it. Nobody can be made to answer.

Why it matters: a clock that is never started never runs out.

Example: `this stage must end within 5 working days of the meeting`, and nobody has to hold one.

What to write instead: a duty that brings the event about (`the chair must convene "the meeting"
within 3 working days`), or a limit from the start of the stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise
from checker.review.promise import Clauses, result

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.LIMIT_START.value
_CLAUSES = Clauses(
    "every limit counts from something that comes about",
    "a limit counts from something that need never come about",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.LIMIT_START)
    return (result(context, NAME, answer, _CLAUSES, words),)


def words(_: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    return (
        f"in `{part.key.place}`, what {part.key.row} counts from need never come about",
        "count from the start of the stage, or write a duty, with a limit, that brings it about",
    )
