"""Who acts, leads or is told, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import ActorKind, Side
from checker.words.places import SILENT
from checker.words.text import in_running_text

if TYPE_CHECKING:
    from checker.procedure.model import Actor, Procedure

NOBODY_NAMED = "(nobody named)"

_SIDES = {
    Side.RAISING: "the raising side",
    Side.OTHER: "the other side",
    Side.BOTH: "both sides",
    Side.UNSTATED: "a side",
}
_ACTORS = {
    ActorKind.PERSON: "a named person",
    ActorKind.LEAD: "the lead",
    ActorKind.LAST_LEAD: "whoever led last",
    ActorKind.SOMEONE: "someone",
    ActorKind.THE_CASE: "the case",
    ActorKind.MISSING: "somebody whom the policy does not name",
    ActorKind.NOT_STATED: "nobody named",
}


def post_title(procedure: Procedure, name: str) -> str:
    """The published title of a role or a body; the name itself where it is not declared."""
    titles = {role.name: role.title for role in procedure.roles}
    titles |= {body.name: body.title for body in procedure.bodies}
    return titles.get(name, name)


def actor_words(procedure: Procedure, actor: Actor) -> str:
    """Who acts: `the line manager of the raising side`, `each professional`, `both sides`."""
    if actor.kind is ActorKind.WORDS:
        return actor.words or SILENT
    if actor.kind is ActorKind.SIDE:
        return _SIDES[actor.side]
    if actor.kind not in {ActorKind.ROLE, ActorKind.BODY} or actor.name is None:
        return _ACTORS[actor.kind]
    title = post_title(procedure, actor.name)
    if actor.kind is ActorKind.ROLE:
        title = in_running_text(title)
    if actor.each:
        article = "each"
    elif actor.possessive:
        article = "their"
    else:
        article = "" if title.lower().startswith("the ") else "the"
    side = "" if actor.side is Side.UNSTATED else f" of {_SIDES[actor.side]}"
    return f"{article} {title}{side}".strip()


def other_side(side: Side) -> str:
    """The side that faces a lead of this side: `the raising side` for one of the other."""
    return _SIDES[Side.RAISING if side is Side.OTHER else Side.OTHER]
