"""Every stage is led by a named role, and not only by a person or a body.

What it does: asks, for every stage of the text and under every fact, whether a role leads it.

Why it matters: a board does not answer the telephone, and a person moves on; only a role is always
somebody's.

Example: `led by the board` names a body. So does a stage with no line about who leads.

What to write instead: `led by the board-manager`, with the role declared and held in every agency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import ActorKind, Slot
from checker.proof.verdict import Promise
from checker.review.promise import result

if TYPE_CHECKING:
    from checker.proof.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.NAMED_ROLE.value


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.NAMED_ROLE)
    return (result(context, NAME, answer, "every stage is led by a named role", words),)


def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    stage = context.procedure.stage(part.key.place)
    help_ = "write `led by the …` with a role that is declared"
    leads = [w for w in stage.who if w.slot is not Slot.ATTENDED]
    actors = {actor.kind for who in leads for actor in who.actors}
    place = f"`{stage.name}`"
    if ActorKind.ROLE in actors:
        return f"{place} is led by a role only under some conditions", help_
    if ActorKind.BODY in actors:
        return f"{place} is led by a body, and no role", help_
    if ActorKind.PERSON in actors:
        return f"{place} is led by a person, and no role", help_
    if stage.missing:
        return f"the text never describes {place}, so nobody leads it", help_
    return f"nobody is named to lead {place}", help_
