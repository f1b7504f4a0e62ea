"""A text made ready for replay: bits for all of its atoms, and what a story may say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.procedure.model import OUT_OF_HOURS, UNDERSTOOD_HARM, FactKind
from checker.procedure.remember import remembered
from checker.semantics.places import Compiled
from checker.semantics.values import kind_of, values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.procedure.model import Atom, Procedure


@remembered
def compiled_of(procedure: Procedure) -> Compiled:
    """The text over bits of all its atoms, whatever a promise turns on."""
    atoms = [atom for fact in procedure.facts for atom in fact.atoms]
    atoms += [option for reading in procedure.readings for option in reading.options]
    return Compiled(procedure, values(procedure, [*atoms, OUT_OF_HOURS, UNDERSTOOD_HARM]))


def impossible(compiled: Compiled, mask: int) -> Iterator[str]:
    """Why these atoms cannot be all that is true."""
    for fact in compiled.procedure.facts:
        if fact.options and (mask & compiled.values.mask(fact.options)).bit_count() != 1:
            yield f"not exactly one of {', '.join(each.name for each in fact.options)} is true"


def forbidden_change(compiled: Compiled, before: int, after: int) -> Iterator[str]:
    """Why the facts cannot become these."""
    kinds = {atom: kind_of(fact) for fact in compiled.procedure.facts for atom in fact.atoms}
    for atom, kind in {**kinds, UNDERSTOOD_HARM: FactKind.ARISES}.items():
        bit = compiled.values.bits[atom]
        if kind is FactKind.FIXED and (before ^ after) & bit:
            yield f"{atom.name} is fixed"
        if kind is FactKind.ARISES and before & ~after & bit:
            yield f"{atom.name} has arisen and stays"


def told(compiled: Compiled, chosen: int, facts: frozenset[Atom]) -> int:
    """The atoms that a story calls true, with the options of readings as it reads them."""
    options = compiled.values.mask(o for r in compiled.procedure.readings for o in r.options)
    return chosen | (compiled.values.mask(facts) & ~options)
