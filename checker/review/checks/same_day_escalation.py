"""Significant harm, at whatever stage and moment it arises, is escalated the same working day.

What it does: lets harm arise at every moment in opening hours, in every stage, and asks whether the
case is then taken within the same working day to a stage led at a higher tier, to an accepted end,
or handed over. A consultation or a notice is no escalation.

Why it matters: an ordinary limit of five days, or none, must not bind a case in which a child is at
risk of significant harm.

Example: a rule for harm that stands under one stage only leaves the other stages without one.

What to write instead: `at every stage`, then `whenever significant-harm, the case must go to board
within the same working day`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import Trigger
from checker.proof.verdict import Promise, Row
from checker.review.promise import result

if TYPE_CHECKING:
    from checker.proof.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.SAME_DAY_ESCALATION.value


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.SAME_DAY_ESCALATION)
    promise = "significant harm, whenever it arises in hours, is escalated the same working day"
    return (result(context, NAME, answer, promise, words),)


def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    place = f"`{part.key.place}`"
    if part.key.row == Row.HANDED_ROUND.value:
        return (
            f"with significant harm, a case can be handed round within one tier through {place}",
            "write a line that takes it to a higher tier",
        )
    stage = context.procedure.stage(part.key.place)
    if stage.missing:
        return (
            f"the text never describes {place}, so it has no rule for significant harm",
            "describe the stage, and write what happens on significant harm",
        )
    if any(move.trigger is Trigger.LANE for move in stage.moves):
        return (
            f"in {place} the rule for harm does not take the case up within the same working day",
            "write `must`, `within the same working day`, and no consultation without a limit",
        )
    return (
        f"{place} has no rule that takes significant harm up within the same working day",
        "write `whenever significant-harm, the case must go to … within the same working day`",
    )
