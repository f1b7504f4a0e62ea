"""Default tiers: where no tier is written, roles rank in the order of the stages that they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.procedure.model import LEADING_SLOTS, ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.procedure.model import Body, Role, Stage


def with_default_tiers(
    roles: Iterable[Role], bodies: Iterable[Body], stages: Iterable[Stage]
) -> tuple[tuple[Role, ...], tuple[Body, ...]]:
    """`roles` and `bodies` with the tiers that the order of `stages` gives them.

    A written tier stands. A role (or a body) that leads and has none ranks one above the highest
    tier among those that lead earlier stages; all who first lead one stage rank alike.
    """
    roles, bodies = tuple(roles), tuple(bodies)
    tiers = {role.name: role.tier for role in roles if role.tier is not None}
    highest = 0
    for stage in stages:
        leads = leading(stage)
        given = [tiers[name] for name in leads if name in tiers]
        for name in leads:
            tiers.setdefault(name, highest + 1)
        highest = max([highest, *given, *(tiers[name] for name in leads)])
    return (
        tuple(replace(role, tier=tiers.get(role.name)) for role in roles),
        tuple(replace(body, tier=tiers.get(body.name)) for body in bodies),
    )


def leading(stage: Stage) -> tuple[str, ...]:
    """Roles, or where there are none bodies, that lead `stage` under some fact."""
    for kind in (ActorKind.ROLE, ActorKind.BODY):
        for slot in LEADING_SLOTS:
            found = {
                actor.name: None
                for who in stage.who
                if who.slot is slot
                for actor in who.actors
                if actor.kind is kind and actor.name is not None
            }
            if found:
                return tuple(found)
    return ()
