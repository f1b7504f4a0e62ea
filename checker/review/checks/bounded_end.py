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
from checker.procedure.model import Outcome
from checker.review.checks import every_path_ends
from checker.review.promise import EVEN_SO, Clauses, broken_parts, result
from checker.review.undated import missing_after, ways_on, what_is_missing
from checker.words.text import listed

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Finding, Result

NAME = Promise.BOUNDED_END.value
_CLAUSES = Clauses(
    "every case comes to an accepted end by some date",
    f"a case can stay open with no date by which it must end{EVEN_SO}",
)


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure; of cases with one cause, the one that is soonest told stands
    for all of them.
    """
    answer = context.answer(Promise.BOUNDED_END)
    found = result(context, NAME, answer, _CLAUSES, words)
    broken = broken_parts(answer)
    causes: dict[tuple[object, ...], list[tuple[PartAnswer, Finding]]] = {}
    for part, finding in zip(broken, found.findings, strict=False):
        causes.setdefault(_cause(context, part), []).append((part, finding))
    first = tuple(_first(each) for each in causes.values())
    return (replace(found, findings=(*first, *found.findings[len(broken) :])),)


def _cause(context: Context, part: PartAnswer) -> tuple[object, ...]:
    """What parts that are mended alike have in common: how they end, and the lines on an outcome,
    or the outcome where there is no such line.
    """
    last = part.story.events[-1].kind if part.story is not None else None
    stage = context.procedure.stages_by_name.get(part.key.place)
    lines: list[int] = []
    if stage is not None and part.key.row in {outcome.value for outcome in Outcome}:
        lines = [move.line.number for move in ways_on(stage, Outcome.spelt(part.key.row))]
    return part.verdict, last, tuple(lines) or part.key.row


def _first(told: list[tuple[PartAnswer, Finding]]) -> Finding:
    """The finding that is soonest told, with the places of the others."""
    part, finding = min(told, key=lambda each: _weight(each[0]))
    others = dict.fromkeys(f"`{p.key.place}`" for p, _ in told if p.key.place != part.key.place)
    also = f"; the same can be said of {listed(others)}" if others else ""
    return replace(finding, message=f"{finding.message}{also}")


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
            what_is_missing(context.procedure.stage(part.key.place)),
        )
    return (
        f"after `{part.key.row}` in {place}, a case can wait with no date by which it must go on",
        missing_after(context.procedure, part.key.place, Outcome.spelt(part.key.row)),
    )
