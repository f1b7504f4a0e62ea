"""No two lines send one case to different places at once, and no line is never true.

What it does: asks whether, at some moment that a case can come to, two lines that bind match the
same outcome (or are on at any moment) and lead to different places; and names lines that no case
can ever take. A `may` beside a `must` is an exception to it and no conflict.

Why it matters: where two lines both apply, whoever reads the procedure picks one; where none can
ever apply, the text promises what cannot happen.

Example: `if not agreed, the case must go to step-2` beside `if not resolved, the case should go to
step-3`.

What to write instead: a condition on one of them, or `instead` on the exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.proof.verdict import Promise, Verdict
from checker.review.findings import Part, Result
from checker.review.promise import result, sentence

if TYPE_CHECKING:
    from checker.proof.verdict import PartAnswer
    from checker.review.context import Context

NAME = Promise.EXCLUSIVE.value
_PROMISE = "no two lines send one case to different places, and every line can apply"


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    rivals = result(context, NAME, context.answer(Promise.EXCLUSIVE), _PROMISE, words)
    dead = context.prover.never_true()
    findings = tuple(
        context.finding(
            context.lines[number],
            "no case can ever take this line",
            "check its outcome and its condition against the stage that it stands in",
        )
        for number in dead
    )
    verdict = Verdict.REFUTED if dead else rivals.verdict
    parts = (*rivals.parts, *(Part("", f"line {number}", Verdict.REFUTED) for number in dead))
    message = sentence(verdict, _PROMISE)
    return (Result(NAME, verdict, message, parts=parts, findings=(*rivals.findings, *findings)),)


def words(_context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    return (
        f"in `{part.key.place}`, two lines apply on `{part.key.row}` and lead to different places",
        "give one of them a condition, or mark the exception with `instead`",
    )
