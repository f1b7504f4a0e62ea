"""`named-role`, and the first person being away, value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.answers.verdict import Promise, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.answers.verdict import PartKey
    from checker.audit.explorer.space import Space
    from checker.semantics.terms import Terms


def parts(space: Space) -> Iterator[PartKey]:
    """Every stage of the text; of somebody being away, every stage short of an accepted end."""
    return (space.key(i, _row(space)) for i in _stages(space))


def broken(space: Space, terms: Terms, among: frozenset[int] | None = None) -> Iterator[PartKey]:
    """The stages (`among`: of these) that at some values nobody leads who is a role, nor a hole
    read as good; of somebody being away, those that one role alone leads that nobody stands in for,
    or nobody.
    """
    for i in _stages(space) if among is None else among:
        leads = space.leads[i]
        why = leads.why_led if space.promise is Promise.NAMED_ROLE else leads.why_not_alone
        if any(not any(why(m | terms.chosen, terms)) for m in space.values.every()):
            yield space.key(i, _row(space))


def _row(space: Space) -> Row:
    return Row.LEAD if space.promise is Promise.NAMED_ROLE else Row.AWAY


def _stages(space: Space) -> list[int]:
    named = space.promise is Promise.NAMED_ROLE
    return list(space.index.values()) if named else sorted(space.reachable)
