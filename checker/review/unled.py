"""Why no role leads a stage, and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import ActorKind, Slot

if TYPE_CHECKING:
    from checker.answers.verdict import PartAnswer
    from checker.review.context import Context


def why_nobody_leads(context: Context, part: PartAnswer) -> tuple[str, str | None]:
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
