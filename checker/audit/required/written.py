"""Promises of a writer's own about the text itself, value by value."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.answers.verdict import PartKey, Row
from checker.procedure.holes import HoleKind
from checker.procedure.model import RequireKind
from checker.semantics.provisions import giving, goes_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.audit.explorer.space import Space
    from checker.procedure.model import Procedure, Require, Stage
    from checker.semantics.terms import Terms

WITHOUT_CASES = frozenset(
    {RequireKind.EVERY_ROLE_HAS, RequireKind.EVERY_DOCUMENT, RequireKind.NEVER_LEADS}
)
"""Promises about the text of which no case is told that breaks them."""
KINDS = WITHOUT_CASES | {RequireKind.EVERY_STAGE_HAS}

_ROWS = {"counterpart": Row.COUNTERPART, "limit": Row.LIMIT, "record": Row.RECORD}


def parts(space: Space, require: Require, read: Sequence[Terms]) -> Iterator[PartKey]:
    """The parts; `read`: nothing in force, under each reading. One may come twice."""
    if require.kind is not RequireKind.NEVER_LEADS:
        yield from (key for terms in read for key, _ in _told(space, require, terms))
        return
    ours, theirs = (
        [_side(space, place.name or "", terms) for terms in read] for place in require.places
    )
    if all(any(side.roles or side.gone for side in sides) for sides in (ours, theirs)):
        for mine, other in product(ours, theirs):
            yield from (PartKey(*pair) for pair in product(mine.roles, other.roles))
            yield from (PartKey(s.stage, Row.LEAD.value) for s in (mine, other) if s.gone)


def broken(space: Space, require: Require, terms: Terms) -> Iterator[PartKey]:
    """The parts that are broken at some values, with these lines in force."""
    if require.kind is not RequireKind.NEVER_LEADS:
        yield from (key for key, kept in _told(space, require, terms) if not kept)
        return
    mine, other = (_side(space, place.name or "", terms) for place in require.places)
    people = _people(space.procedure)
    for pair in product(mine.roles, other.roles):
        if people[pair[0]] & people[pair[1]]:
            yield PartKey(*pair)
    yield from (PartKey(s.stage, Row.LEAD.value) for s in (mine, other) if s.unknown)


def _told(space: Space, require: Require, terms: Terms) -> Iterator[tuple[PartKey, bool]]:
    """Each part with whether it is kept at some values."""
    procedure = space.procedure
    if require.kind is RequireKind.EVERY_ROLE_HAS:
        yield from ((PartKey(r.name, Row.DEPUTY.value), bool(r.deputies)) for r in procedure.roles)
        return
    if require.kind is RequireKind.EVERY_DOCUMENT:
        documents = procedure.documents
        yield from ((PartKey(d.name, Row.PRESENT.value), not d.missing) for d in documents)
        return
    case = space.values.guard(require.condition)
    for i, stage in enumerate(procedure.stages):
        if stage.name not in require.excepted:
            good = stage.missing and terms.good(HoleKind.MISSING_STAGE, stage.name)
            for mask in (mask | terms.chosen for mask in space.values.every()):
                for row, has in _has(space, i, require, terms, mask):
                    yield PartKey(stage.name, row), good or has or not case.holds(mask)


def _has(
    space: Space, i: int, require: Require, terms: Terms, mask: int
) -> Iterator[tuple[str, bool]]:
    """What is asked of a stage at these values, and whether the stage has it."""
    if require.what == "lead":
        yield Row.LEAD.value, any(space.leads[i].why_led(mask, terms))
    elif require.what in _ROWS:
        row = _ROWS[require.what]
        yield row.value, any(giving(space, space.places[i], terms, row.value, mask))
    else:
        place = space.places[i]
        for outcome in place.outcomes(mask, terms.duties):
            if outcome in (require.outcomes or (outcome,)):
                yield outcome.value, goes_on(place, terms, outcome, mask)


class _Side(Struct, frozen=True):
    """Who can lead a stage. `gone`: a lead can be missing, and nobody leads; `unknown`: it is read
    the bad way.
    """

    stage: str
    roles: frozenset[str]
    gone: bool
    unknown: bool


def _side(space: Space, name: str, terms: Terms) -> _Side:
    leads, stage = space.leads[space.index[name]], space.procedure.stage(name)
    every = [leads.at(mask | terms.chosen) for mask in space.values.every()]
    roles = frozenset(role for leaders in every for role in leaders.roles)
    holes = {(HoleKind.MISSING_LEAD, str(n)) for e in every if not e.roles for n in e.missing}
    holes |= {(HoleKind.MISSING_STAGE, name)} if _unled(stage) else set()
    return _Side(name, roles, bool(holes), not all(terms.good(*hole) for hole in holes))


def _unled(stage: Stage) -> bool:
    """Whether a stage is missing, its lead included."""
    return stage.missing and not stage.who


def _people(procedure: Procedure) -> dict[str, set[str]]:
    """For each role, those whose holders may act where it is named."""
    found = {role.name: {role.name, *role.deputies} for role in procedure.roles}
    for role in procedure.roles:
        for holder in role.holders:
            found[role.name] |= {n for n in (holder.acts, holder.same_as) if n is not None}
    return found
