"""Significant harm never makes a case wait longer than it would have without.

What it does: finds the limits that harm switches off (`unless`, `when not`, `instead`) and asks
whether, from every start in hours of five years, something that applies under harm ends the wait as
soon.

Why it matters: a rule written to speed things up can take the only limit away.

Example: `when not significant-harm, this stage must end within 5 days`, and on significant harm a
move `timing "quickly"`.

What to write instead: give the rule for harm a definite time, the same working day, and leave the
ordinary limit in place beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise
from checker.review.promise import EVEN_SO, Clauses, result

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.NEVER_SLOWER.value
_CLAUSES = Clauses(
    "under significant harm, no case waits longer than it would have without",
    f"under significant harm, a case can wait longer than it would have without{EVEN_SO}",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.NEVER_SLOWER)
    return (result(context, NAME, answer, _CLAUSES, words),)


def words(_: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    last = part.story.events[-1].line if part.story is not None else None
    line = f"line {last}" if last is not None else "the ordinary limit"
    return (
        f"in `{part.key.place}`, harm switches {line} off, and nothing else ends the wait as soon",
        "give the rule for harm a definite time, and leave the ordinary limit in place",
    )
