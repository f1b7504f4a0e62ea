"""When nobody answers, some line says what follows.

What it does: asks for each stage in which two sides talk whether a line in force takes the case on
when the other side stays silent.

Why it matters: nobody can be made to answer; a procedure that needs an answer stops at the first
silence.

Example: `if not agreed, the case must go to step-2` speaks of people who talked and differ.

What to write instead: `if not resolved, …` covers both, or `if no answer, the case must go to …`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.proof.verdict import Promise
from checker.review.promise import result

if TYPE_CHECKING:
    from checker.proof.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.SILENCE.value


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.SILENCE)
    return (result(context, NAME, answer, "silence has a next step", words),)


def words(_context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    return (
        f"in `{part.key.place}`, when nobody answers, nobody has to move the case",
        "write `if no answer, the case must go to …`, or `if not resolved` for both",
    )
