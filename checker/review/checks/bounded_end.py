"""Every case comes to an end by some date.

What it does: asks what every-path-ends asks, with dates: whether each wait ends by a date that the
text sets, each outcome is followed by a move with one, and no loop can be run without end. Where it
is so, there is a longest way, and the report says how long that may take.

Why it matters: a case that ends sooner or later may still end too late for the child.

Example: five stages, four of them with a limit: the case can wait in the fifth.

What to write instead: a limit for every stage, or one over all: `the procedure must end within 20
working days of the start`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.answers.story import EventKind
from checker.answers.verdict import Promise, Row, Verdict
from checker.review.checks import every_path_ends
from checker.review.promise import EVEN_SO, Clauses, broken_parts, result
from checker.words.text import listed

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.BOUNDED_END.value
_CLAUSES = Clauses(
    "every case comes to an accepted end by some date",
    f"a case can stay open with no date by which it must end{EVEN_SO}",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure; the case that is soonest told stands for all of them."""
    answer = context.answer(Promise.BOUNDED_END)
    found = result(context, NAME, answer, _CLAUSES, words)
    told = list(zip(broken_parts(answer), found.findings, strict=False))
    if len(told) < 2:  # noqa: PLR2004
        return (found,)
    part, finding = min(told, key=lambda each: _weight(each[0]))
    others = dict.fromkeys(f"`{p.key.place}`" for p, _ in told if p.key.place != part.key.place)
    also = f"; the same can be said of {listed(others)}" if others else ""
    first = replace(finding, message=f"{finding.message}{also}")
    return (replace(found, findings=(first, *found.findings[len(told) :])),)


def _weight(part: PartAnswer) -> tuple[bool, int]:
    length = len(part.story.events) if part.story is not None else 0
    return part.verdict is not Verdict.REFUTED, length


def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    last = part.story.events[-1].kind if part.story is not None else None
    place = f"`{part.key.place}`"
    if last is not EventKind.UNDATED or part.key.row == Row.NEVER_DESCRIBED.value:
        return every_path_ends.words(context, part)
    if part.key.row == Row.LEFT_IN_THE_END.value:
        return (
            f"a case can wait in {place} with no date by which it must go on",
            "`stagecheck explain limit-for-every-stage` says what to write",
        )
    return (
        f"after `{part.key.row}` in {place}, a case can wait with no date by which it must go on",
        f"write `if {part.key.row}, the case must go to … within …`",
    )
