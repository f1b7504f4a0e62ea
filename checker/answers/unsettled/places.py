"""What the finders of unsettled lines ask of a stage."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from checker.procedure.model import (
    OUT_OF_HOURS,
    Atom,
    FactKind,
    Strength,
    Trigger,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.model import (
        Condition,
        Limit,
        Move,
        Procedure,
        Stage,
        StageLimit,
        TotalLimit,
    )

_MOST_ATOMS = 12
"""Of more changing facts it is not tried whether limits cover together: they are taken to."""


def held_up(stage: Stage) -> frozenset[int]:
    """The lines that a hold-up delays: moves on an outcome."""
    return frozenset(m.line.number for m in stage.moves if m.trigger is not Trigger.LANE)


def binding(limits: Iterable[StageLimit | TotalLimit]) -> list[StageLimit | TotalLimit]:
    """Those that are no mere permission."""
    return [limit for limit in limits if limit.strength is not Strength.MAY]


def limits_on(procedure: Procedure, stage: Stage) -> list[StageLimit | TotalLimit]:
    """The limits on a stage's end and the totals over it, `may` left out."""
    totals = [t for t in procedure.totals if t.whole_procedure or stage.name in t.stages]
    return binding([*stage.limits, *totals])


def certainly_dated(stage: Stage) -> bool:
    """Whether a limit with a figure ends the stage in every case, counted from its start."""
    return not (stage.clocks or replacing(stage)) and any(
        limit.strength is Strength.MUST
        and plainly_dated(limit.limit)
        and not limit.condition.literals
        and limit.line.left_to_judgement is None
        for limit in stage.limits
    )


def replacing(stage: Stage) -> bool:
    """Whether some line of the stage can take the place of a plain limit on its end."""
    lanes = (move.instead for move in stage.moves if move.trigger is Trigger.LANE)
    return any(limit.instead for limit in stage.limits) or any(lanes)


def plainly_dated(limit: Limit | None) -> bool:
    """Whether a limit has a figure, runs forward, and names no event."""
    return limit is not None and limit.definite and not limit.backward and not limit.starts


def of_moves(stage: Stage) -> Iterator[tuple[Move, Limit]]:
    """The limits of moves and of their consultations, `may` left out."""
    for move in stage.moves:
        if move.strength is not Strength.MAY:
            if move.limit is not None:
                yield move, move.limit
            if move.consultation is not None and move.consultation.limit is not None:
                yield move, move.consultation.limit


def holds(condition: Condition, true: frozenset[Atom]) -> bool:
    """Whether a condition holds when exactly these atoms are true."""
    met = [(literal.atom in true) is literal.positive for literal in condition.literals]
    return all(met) if condition.conjunction else any(met)


def cover(
    procedure: Procedure,
    conditions: tuple[Condition, ...],
    true: frozenset[Atom],
    *,
    alone: bool,
) -> bool:
    """Whether, at these fixed and arisen facts, at least one condition holds whatever changes.

    Only with `alone` do those count of which each does so by itself.
    """
    named = {literal.atom for each in conditions for literal in each.literals}
    groups = [
        _choices(fact.atoms) for fact in procedure.facts if _moves(fact.kind, fact.atoms, named)
    ]
    if len(groups) > _MOST_ATOMS:
        return True
    moving = {a for f in procedure.facts if _moves(f.kind, f.atoms, named) for a in f.atoms}
    moments = [(true - moving).union(*choice) for choice in product(*groups)]
    counted = [c for c in conditions if alone or not all(holds(c, now) for now in moments)]
    return all(any(holds(each, now) for each in counted) for now in moments)


def any_changes(procedure: Procedure, named: set[Atom]) -> bool:
    """Whether one of these atoms can change while a case waits and change back."""
    return any(_moves(fact.kind, fact.atoms, named) for fact in procedure.facts)


def _moves(kind: FactKind, atoms: tuple[Atom, ...], named: set[Atom]) -> bool:
    changes = kind is FactKind.CHANGES or (kind is FactKind.ARISES and len(atoms) > 1)
    return (changes or OUT_OF_HOURS in atoms) and not named.isdisjoint(atoms)


def _choices(atoms: tuple[Atom, ...]) -> tuple[frozenset[Atom], ...]:
    """What can be true of a fact: one of its options, or itself or nothing."""
    alone = () if len(atoms) > 1 else (frozenset[Atom](),)
    return (*alone, *(frozenset({atom}) for atom in atoms))
