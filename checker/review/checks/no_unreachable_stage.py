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
from checker.procedure.graph import out_of_reach
from checker.review.promise import Clauses, result

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.REACHABLE.value
_CLAUSES = Clauses("every stage can be reached", "no case can ever come to one of the stages")


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.REACHABLE)
    return (result(context, NAME, answer, _CLAUSES, words),)


def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    place = f"`{part.key.place}`"
    leads = f"`if …, the case must go to {part.key.place}`"
    message = f"no case can come to {place}"
    if part.verdict is Verdict.REFUTED and part.key.place not in out_of_reach(context.procedure):
        return message, f"lines lead to {place} that no case can take: mend them, or write {leads}"
    return message, f"write what leads there: {leads}"
