"""No two lines send one case to different places at once, and no line is never true.

What it does: asks whether, at some moment that a case can come to, two lines that bind (with
`must`, `should` or no such word) apply after the same outcome, or both at any moment, and lead to
different places; and names the lines that no case can ever take. A `may` beside a `must` is an
exception to it and no conflict.

Why it matters: where two lines both apply, whoever reads the procedure picks one; where a line can
never apply, the text promises what cannot happen.

Example: `if not agreed, the case must go to step-2` beside `if not resolved, the case should go to
step-3`. Or `otherwise, …` where every outcome already has a line of its own.

What to write instead: a condition on one of the two, or `instead` on the exception. A line that
can never apply needs another outcome or condition, or is to be taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise, Row
from checker.review.own_words import one_of_several
from checker.review.promise import Clauses, broken_parts, result

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.EXCLUSIVE.value
_KEPT = "no two lines send one case to different places, and every line can apply"
_TORN = "two lines can send one case to different places"
_DEAD = "a line can never apply"


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.EXCLUSIVE)
    torn = any(part.key.place for part in broken_parts(answer))
    dead = any(not part.key.place for part in answer.parts)
    broken = f"{_TORN}, and {_DEAD}" if torn and dead else _DEAD if dead else _TORN
    return (result(context, NAME, answer, Clauses(_KEPT, broken), words),)


def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    if not part.key.place:
        return (
            "no case can ever take this line",
            "check its outcome and its condition against the stage that it stands in",
        )
    torn = next((e for e in part.story.events if e.other is not None), None) if part.story else None
    lines = f"lines {torn.line} and {torn.other} both" if torn is not None else "two lines"
    at_once = part.key.row == Row.AT_ANY_MOMENT.value
    when = "at the same moment" if at_once else f"after `{part.key.row}`"
    numbers = {torn.line, torn.other} if torn is not None else set()
    stage = context.procedure.stage(part.key.place)
    rivals = [move for move in stage.moves if move.line.number in numbers]
    help_ = "give one of them a condition, or mark the exception with `instead`"
    unrelated = one_of_several(context.procedure, rivals)
    return (
        f"in `{part.key.place}`, {lines} apply {when} and lead to different places",
        help_ if unrelated is None else f"{unrelated}; if both may hold, {help_}",
    )
