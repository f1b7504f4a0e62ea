"""Every stage can be reached by some case.

What it does: follows every exit from the start, under every fact and outcome, and names the stages
that no case comes to. A stage of a track is reached where a stage that is reached starts the track.
Where it depends on how the text is read, the answer is open.

Why it matters: a stage that nothing leads to is a promise that is never kept, and often a move that
was forgotten.

Example: steps 1, 2 and 3, with step 1 leading to step 3.

What to write instead: a move to the stage, such as `if not resolved, the case must go to step-2`;
or take the stage out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise, Verdict
from checker.review.findings import Part, Result
from checker.review.promise import Clauses, sentence

if TYPE_CHECKING:
    from checker.review.context import Context

NAME = Promise.REACHABLE.value
_CLAUSES = Clauses("every stage can be reached", "no case can ever come to one of the stages")


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    found = context.unreachable()
    if found is None:
        return (Result(NAME, Verdict.UNKNOWN, sentence(Verdict.UNKNOWN, _CLAUSES)),)
    verdicts = [verdict for _, verdict in found]
    worst = next(
        (v for v in (Verdict.UNKNOWN, Verdict.REFUTED, Verdict.OPEN) if v in verdicts),
        Verdict.PROVED if found else Verdict.VACUOUS,
    )
    findings = tuple(
        context.finding(
            context.line_of(key) or context.procedure.line,
            f"no case can come to `{key.place}`"
            if verdict is Verdict.REFUTED
            else f"whether a case can come to `{key.place}` depends on how the text is read",
            f"write what leads there: `if …, the case must go to {key.place}`",
        )
        for key, verdict in found
        if not verdict.kept
    )
    parts = tuple(Part(key.place, key.row, verdict) for key, verdict in found)
    message = sentence(worst, _CLAUSES)
    return (Result(NAME, worst, message, parts=parts, findings=findings),)
