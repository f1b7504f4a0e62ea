"""`named-role`, value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.holes import HoleKind
from checker.proof.verdict import PartKey, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.proof.explorer.space import Space
    from checker.proof.explorer.terms import Terms


def parts(space: Space) -> Iterator[PartKey]:
    """Every stage of the text."""
    return (PartKey(stage.name, Row.LEAD.value) for stage in space.procedure.stages)


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
