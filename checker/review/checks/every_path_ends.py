"""Every case comes to an agreed resolution, a decision, a referral or the board.

What it does: follows every case that the text allows, with every answer and every silence, and asks
whether it comes to an accepted end: an ending by agreement, by decision or by referral, or a stage
that is the board's. An ending without outcome is none; one by hand-over depends on the procedure
that takes the case.

Why it matters: a case that rests in a stage because nothing is written for silence, or that goes
round between two stages, is a child that nobody is dealing with.

Example: `if not agreed, the case must go to step-2` with no line for `no answer`: when the other
side never answers, nobody has to move the case.

What to write instead: `if not resolved, the case must go to step-2` covers both, and `this stage
must end within 5 working days` says when the waiting is over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise, Row
from checker.procedure.graph import ways_back
from checker.procedure.model import EndingKind, Outcome
from checker.review.next_steps import what_to_write
from checker.review.promise import EVEN_SO, Clauses, result
from checker.words.text import listed

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.EVERY_PATH_ENDS.value
_ENDS = "an agreed resolution, a decision, a referral or the board"
_CLAUSES = Clauses(f"every case comes to {_ENDS}", f"a case can fail to come to {_ENDS}{EVEN_SO}")


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.EVERY_PATH_ENDS)
    return (result(context, NAME, answer, _CLAUSES, words),)


def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    place = f"`{part.key.place}`"
    match part.key.row:
        case Row.LEFT_IN_THE_END.value:
            return (
                f"nothing obliges anybody to bring {place} to an end",
                "write by when: `this stage must end within 5 working days`",
            )
        case Row.NEVER_DESCRIBED.value:
            return (
                f"the text names {place} and never describes it, so cases may be lost there",
                "describe the stage: who leads it, by when it ends, and what follows",
            )
        case Row.LOOP.value:
            return f"a case can go round through {place} for ever", _bound(context, part.key.place)
        case Row.ENDING.value:
            return _ending(context, part.key.place)
        case Row.AT_ANY_MOMENT.value:
            return (
                f"a line of {place} takes the case somewhere that the text does not give",
                "write where the case goes",
            )
    return (
        f"in {place}, after `{part.key.row}`, nobody has to move the case",
        what_to_write(context.procedure, part.key.place, Outcome.spelt(part.key.row)),
    )


def _bound(context: Context, place: str) -> str:
    lines = ways_back(context.procedure, place)
    numbers = listed(str(line) for line in lines)
    one = len(lines) == 1
    back = f"the way back (line {numbers})" if one else f"each way back (lines {numbers})"
    return f"bound {back}, for example `, at most twice`, and say what follows then"


def _ending(context: Context, place: str) -> tuple[str, str | None]:
    ending = context.procedure.ending(place)
    if ending.kind is EndingKind.HAND_OVER:
        return (
            f"`{place}` hands the case over to another procedure, which is not at hand",
            "check that procedure too, or have the case come back",
        )
    return (
        f"`{place}` ends a case without an outcome",
        "end by agreement, by decision or by referral, or say who decides",
    )
