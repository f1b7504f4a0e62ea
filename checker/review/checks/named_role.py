"""Every stage is led by a named role, and not only by a person or a body.

What it does: asks, for every stage of the text and under every fact, whether a role leads it. Where
no `led by` line names a role, one that is named as deciding, chairing or mediating counts as the
lead.

Why it matters: a board does not answer the telephone, and a person moves on; only a role is always
somebody's.

Example: `led by the board` names a body. A stage with no line about who leads names nobody.

What to write instead: `led by the board-manager`, with the role declared and held in every agency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise
from checker.procedure.model import ActorKind, Slot
from checker.review.promise import Clauses, result

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context
    from checker.review.findings import Result

NAME = Promise.NAMED_ROLE.value
_CLAUSES = Clauses("every stage is led by a named role", "not every stage is led by a named role")


def run(context: Context) -> tuple[Result, ...]:
    """The verdict on this procedure."""
    answer = context.answer(Promise.NAMED_ROLE)
    return (result(context, NAME, answer, _CLAUSES, words),)


def words(context: Context, part: PartAnswer) -> tuple[str, str | None]:
    """What is wrong with one part, and what to write instead."""
    stage = context.procedure.stage(part.key.place)
    leads = [w for w in stage.who if w.slot is not Slot.ATTENDED]
    actors = {actor.kind for who in leads for actor in who.actors}
    place = f"`{stage.name}`"
    if ActorKind.ROLE in actors:
        return (
            f"{place} is led by a role only under some conditions",
            "add a plain `led by the …` for all other cases",
        )
    if ActorKind.BODY in actors:
        return (
            f"{place} is led by a body, and no role",
            "declare the post that acts for the body as a `role`, and write `led by the …`",
        )
    if ActorKind.PERSON in actors:
        return (
            f"{place} is led by a person, and no role",
            "declare the post that this person holds as a `role`, and write `led by the …`",
        )
    help_ = "write `led by the …` with a role that is declared"
    if stage.missing:
        return f"the text never describes {place}, so nobody leads it", help_
    if ActorKind.MISSING in actors:
        return f"the text points to a lead of {place} and does not name one", help_
    return f"nobody is named to lead {place}", help_
