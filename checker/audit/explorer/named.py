"""`named-role`, and the first person being away, value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import PartKey, Row
from checker.procedure.holes import HoleKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.audit.explorer.space import Space
    from checker.audit.explorer.terms import Terms


def parts(space: Space) -> Iterator[PartKey]:
    """Every stage of the text."""
    return (PartKey(stage.name, Row.LEAD.value) for stage in space.procedure.stages)


def away_parts(space: Space) -> Iterator[PartKey]:
    """Every stage short of an accepted end."""
    stages = space.procedure.stages
    return (PartKey(stages[i].name, Row.AWAY.value) for i in sorted(space.reachable))


def away_broken(space: Space, terms: Terms) -> Iterator[PartKey]:
    """The stages that at some values one role alone leads that nobody stands in for, or nobody."""
    alone = {
        role.name
        for role in space.procedure.roles
        if not role.deputies and not any(len(holder.titles) > 1 for holder in role.holders)
    }
    for i in sorted(space.reachable):
        stage, leads = space.procedure.stages[i], space.leads[i]
        if stage.missing and not leads.written and terms.good(HoleKind.MISSING_STAGE, stage.name):
            continue
        for mask in space.values.every():
            leaders = leads.at(mask | terms.chosen)
            one = len(leaders.roles) == 1 and leaders.roles <= alone
            nobody = not leaders.roles and not leaders.bodies
            if (one or nobody) and not any(
                terms.good(HoleKind.MISSING_LEAD, str(number)) for number in leaders.missing
            ):
                yield PartKey(stage.name, Row.AWAY.value)
                break


def broken(space: Space, terms: Terms) -> Iterator[PartKey]:
    """The stages that at some values nobody leads who is a role, nor a hole read as good."""
    for stage, leads in zip(space.procedure.stages, space.leads, strict=True):
        if stage.missing and not leads.written and terms.good(HoleKind.MISSING_STAGE, stage.name):
            continue
        for mask in space.values.every():
            leaders = leads.at(mask | terms.chosen)
            if not leaders.roles and not any(
                terms.good(HoleKind.MISSING_LEAD, str(number)) for number in leaders.missing
            ):
                yield PartKey(stage.name, Row.LEAD.value)
                break
