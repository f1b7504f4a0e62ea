"""Facts by name: what is true, how it may change, and what holds whatever changes."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from checker.procedure.model import UNDERSTOOD_HARM, FactKind
from checker.procedure.remember import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.procedure.model import Atom, Condition, Fact, Procedure


def true(condition: Condition, facts: frozenset[Atom]) -> bool:
    """Whether a condition holds where exactly these atoms are true."""
    literals = [(literal.atom in facts) is literal.positive for literal in condition.literals]
    return all(literals) if condition.conjunction else any(literals)


def atoms_of(conditions: Iterable[Condition]) -> set[Atom]:
    """The atoms that conditions speak of."""
    return {literal.atom for condition in conditions for literal in condition.literals}


def impossible(procedure: Procedure, facts: frozenset[Atom]) -> str | None:
    """Why these atoms cannot be all that is true, or None."""
    for fact in procedure.facts:
        if fact.options and len(facts.intersection(fact.options)) != 1:
            return f"not exactly one of {', '.join(each.name for each in fact.options)} is true"
    return None


def forbidden_change(
    procedure: Procedure, before: frozenset[Atom], after: frozenset[Atom]
) -> str | None:
    """Why the facts cannot become these, or None."""
    for fact in procedure.facts:
        for atom in before.symmetric_difference(after).intersection(fact.atoms):
            if fact.kind is FactKind.FIXED:
                return f"{atom.name} is fixed"
            if _arises(fact) and atom in before:
                return f"{atom.name} has arisen and stays"
    if UNDERSTOOD_HARM in before - after:
        return f"{UNDERSTOOD_HARM.name} has arisen and stays"
    return None


def constant(procedure: Procedure, facts: frozenset[Atom]) -> frozenset[Atom]:
    """Those of these atoms that cannot become false again."""
    return facts & _lasting(procedure)


@remembered
def _lasting(procedure: Procedure) -> frozenset[Atom]:
    lasting = {atom for fact in procedure.facts if not _changes(fact) for atom in fact.atoms}
    lasting.update(option for reading in procedure.readings for option in reading.options)
    return frozenset(lasting | {UNDERSTOOD_HARM})


def whatever_changes(
    procedure: Procedure,
    facts: frozenset[Atom],
    atoms: set[Atom],
    held: frozenset[Atom],
    holds: Callable[[frozenset[Atom]], bool],
) -> bool:
    """Whether something holds for every value of those of `atoms` that can change.

    `held` are kept as they are now; all atoms that cannot change are.
    """
    return all(holds(values) for values in alternatives(procedure, facts, atoms, held))


def alternatives(
    procedure: Procedure, facts: frozenset[Atom], atoms: set[Atom], held: frozenset[Atom]
) -> Iterator[frozenset[Atom]]:
    """The facts with every value of those of `atoms` that can change, `held` apart."""
    groups = [
        fact.atoms
        for fact in procedure.facts
        if _changes(fact) and atoms.intersection(fact.atoms) and not held.intersection(fact.atoms)
    ]
    free = facts.difference(*groups) if groups else facts
    choices = [group if len(group) > 1 else (group[0], None) for group in groups]
    for chosen in product(*choices):
        yield free.union(atom for atom in chosen if atom is not None)


def _arises(fact: Fact) -> bool:
    return fact.kind is FactKind.ARISES and not fact.options


def _changes(fact: Fact) -> bool:
    return not (fact.kind is FactKind.FIXED or _arises(fact))
