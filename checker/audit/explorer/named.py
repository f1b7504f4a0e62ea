"""`named-role`, and the first person being away, value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import PartKey, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.audit.explorer.space import Space
    from checker.semantics.terms import Terms


def parts(space: Space) -> Iterator[PartKey]:
    """Every stage of the text."""
    return (PartKey(stage.name, Row.LEAD.value) for stage in space.procedure.stages)


def away_parts(space: Space) -> Iterator[PartKey]:
    """Every stage short of an accepted end."""
    stages = space.procedure.stages
    return (PartKey(stages[i].name, Row.AWAY.value) for i in sorted(space.reachable))


def away_broken(space: Space, terms: Terms) -> Iterator[PartKey]:
    """The stages that at some values one role alone leads that nobody stands in for, or nobody."""
    for i in sorted(space.reachable):
        leads, chosen = space.leads[i], terms.chosen
        if any(not any(leads.why_not_alone(m | chosen, terms)) for m in space.values.every()):
            yield PartKey(space.procedure.stages[i].name, Row.AWAY.value)


def broken(space: Space, terms: Terms) -> Iterator[PartKey]:
    """The stages that at some values nobody leads who is a role, nor a hole read as good."""
    for i, stage in enumerate(space.procedure.stages):
        leads, chosen = space.leads[i], terms.chosen
        if any(not any(leads.why_led(m | chosen, terms)) for m in space.values.every()):
            yield PartKey(stage.name, Row.LEAD.value)
