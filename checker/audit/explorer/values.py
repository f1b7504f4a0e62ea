"""The atoms that a question turns on, as bits, and the values that they can take together."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.model import OUT_OF_HOURS, FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.procedure.model import Atom, Condition, Fact, Procedure

MOST_VALUES = 1 << 14
"""How many values of all atoms are enumerated at most."""


class TooLarge(Exception):  # noqa: N818 - it says what the procedure is, not that something failed
    """The procedure has too many atoms, turns or holes to look at each of their values."""


class Guard(Struct, frozen=True):
    """A condition over bits: all of its literals hold (`conjunction`), or one of them does."""

    positive: int
    negative: int
    conjunction: bool

    def holds(self, mask: int) -> bool:
        """Whether it holds where exactly the atoms in `mask` are true."""
        if self.conjunction:
            return mask & self.positive == self.positive and not mask & self.negative
        return bool(mask & self.positive or self.negative & ~mask)

    @property
    def atoms(self) -> int:
        """The atoms that it speaks of."""
        return self.positive | self.negative


class Values(Struct, frozen=True):
    """Masks of true atoms: every combination of the fixed ones, the bits that can arise, and every
    combination of the changing ones. Options of readings have bits and stand in none of these.
    """

    bits: Mapping[Atom, int]
    fixed: tuple[int, ...]
    arising: tuple[int, ...]
    changing: tuple[int, ...]

    def guard(self, condition: Condition) -> Guard:
        """The condition over bits; every atom of it must be among those asked for."""
        positive = negative = 0
        for literal in condition.literals:
            if literal.positive:
                positive |= self.bits[literal.atom]
            else:
                negative |= self.bits[literal.atom]
        return Guard(positive, negative, condition.conjunction)

    def every(self) -> Iterator[int]:
        """Every value of all atoms but the options of readings."""
        for fixed, arisen, changing in product(self.fixed, subsets(self.arising), self.changing):
            yield fixed | arisen | changing


def subsets(bits: Iterable[int]) -> tuple[int, ...]:
    """Every mask over these bits, the empty one first."""
    masks = [0]
    for bit in bits:
        masks += [mask | bit for mask in masks]
    return tuple(masks)


def values(procedure: Procedure, atoms: Iterable[Atom], *, in_hours: bool) -> Values:
    """The values of these atoms; `in_hours` keeps `out of hours` false.

    An atom that no fact and no reading declares can change. Raises `TooLarge`.
    """
    bits = {atom: 1 << place for place, atom in enumerate(dict.fromkeys(atoms))}
    fixed: list[tuple[int, ...]] = []
    changing: list[tuple[int, ...]] = []
    arising: list[int] = []
    declared = {option for reading in procedure.readings for option in reading.options}
    for fact in procedure.facts:
        declared.update(fact.atoms)
        own = [bits[atom] for atom in fact.atoms if atom in bits]
        if not own or (in_hours and OUT_OF_HOURS in fact.atoms):
            continue
        if fact.kind is FactKind.ARISES and not fact.options:
            arising += own
        elif fact.kind is FactKind.FIXED:
            fixed.append(_alternatives(fact, own))
        else:
            changing.append(_alternatives(fact, own))
    undeclared = set(bits) - declared - ({OUT_OF_HOURS} if in_hours else set())
    changing += [(0, bits[atom]) for atom in sorted(undeclared)]
    size = 1 << len(arising)
    for alternatives in fixed + changing:
        size *= len(alternatives)
    if size > MOST_VALUES:
        raise TooLarge(f"{len(bits)} atoms")
    return Values(bits, _sums(fixed), tuple(arising), _sums(changing))


def _alternatives(fact: Fact, own: list[int]) -> tuple[int, ...]:
    """What can be true of a fact; an option that is not asked for is as good as no bit."""
    if fact.options and len(own) == len(fact.options):
        return tuple(own)
    return (0, *own)


def _sums(alternatives: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(chosen) for chosen in product(*alternatives))
