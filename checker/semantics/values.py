"""Atoms as bits: the values that they can take together, and how they may change."""

from __future__ import annotations

from functools import cached_property, reduce
from itertools import product
from math import prod
from operator import or_
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.procedure.model import OUT_OF_HOURS, UNDERSTOOD_HARM, FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.procedure.model import Atom, Condition, Fact, Procedure


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

    def within(self, atoms: int) -> Guard:
        """What it says of these atoms alone."""
        return Guard(self.positive & atoms, self.negative & atoms, self.conjunction)


class Group(Struct, frozen=True):
    """The atoms of one fact: how they may change, and every value of them together."""

    kind: FactKind
    atoms: int
    values: tuple[int, ...]


class Free(Struct, frozen=True, dict=True):
    """Atoms that change, by groups, while all others stay as they are."""

    groups: tuple[Group, ...]

    @cached_property
    def atoms(self) -> int:
        """All of them."""
        return sum(group.atoms for group in self.groups)

    def around(self, mask: int) -> Iterator[int]:
        """The atoms of `mask` with each of their values in turn."""
        rest = mask & ~self.atoms
        return (rest | sum(chosen) for chosen in product(*(g.values for g in self.groups)))

    def always(self, guard: Guard, mask: int) -> bool:
        """Whether a condition holds at each of these; no value is looked at with another group's,
        as they change by themselves.
        """
        rest = guard.within(~self.atoms).holds(mask)
        spoken = [group for group in self.groups if guard.atoms & group.atoms]
        held = (all(map(guard.within(g.atoms).holds, g.values)) for g in spoken)
        return rest and all(held) if guard.conjunction else rest or any(held)

    def never(self, guard: Guard, mask: int) -> bool:
        """Whether a condition holds at none of these."""
        return self.always(Guard(guard.negative, guard.positive, not guard.conjunction), mask)


class Values(Struct, frozen=True, dict=True):
    """Bits of atoms, and the groups in which they change. Options of readings have bits and stand
    in no group.
    """

    bits: Mapping[Atom, int]
    groups: tuple[Group, ...]

    def guard(self, condition: Condition) -> Guard:
        """The condition over bits; every atom of it must be among those asked for."""
        positive = negative = 0
        for literal in condition.literals:
            if literal.positive:
                positive |= self.bits[literal.atom]
            else:
                negative |= self.bits[literal.atom]
        return Guard(positive, negative, condition.conjunction)

    def mask(self, atoms: Iterable[Atom]) -> int:
        """These atoms; one that nothing speaks of has no bit."""
        return sum(self.bits.get(atom, 0) for atom in atoms)

    def free(self, spoken: int, held: int = 0) -> Free:
        """Those of the atoms spoken of that can change, `held` and what hangs on them apart."""
        changing = (group for group in self.groups if group.kind is FactKind.CHANGES)
        return Free(tuple(g for g in changing if g.atoms & spoken and not g.atoms & held))

    @cached_property
    def size(self) -> int:
        """How many values all atoms have together."""
        return prod(len(group.values) for group in self.groups)

    @cached_property
    def lasting(self) -> int:
        """The atoms that cannot become false again."""
        moving = sum(g.atoms for g in self.groups if g.kind is FactKind.CHANGES)
        return sum(self.bits.values()) & ~moving

    @cached_property
    def fixed(self) -> tuple[int, ...]:
        """Every value of the fixed atoms."""
        return _sums([g.values for g in self.groups if g.kind is FactKind.FIXED])

    @cached_property
    def arising(self) -> tuple[int, ...]:
        """The bits of the atoms that can arise."""
        return tuple(g.atoms for g in self.groups if g.kind is FactKind.ARISES)

    @cached_property
    def changing(self) -> tuple[int, ...]:
        """Every value of the atoms that can change."""
        return _sums([g.values for g in self.groups if g.kind is FactKind.CHANGES])

    def every(self) -> Iterator[int]:
        """Every value of all atoms but the options of readings."""
        for fixed, arisen, changing in product(self.fixed, subsets(self.arising), self.changing):
            yield fixed | arisen | changing


def joined(masks: Iterable[int]) -> int:
    """The atoms that stand in one of these masks."""
    return reduce(or_, masks, 0)


def subsets(bits: Iterable[int]) -> tuple[int, ...]:
    """Every mask over these bits, the empty one first."""
    masks = [0]
    for bit in bits:
        masks += [mask | bit for mask in masks]
    return tuple(masks)


def values(procedure: Procedure, atoms: Iterable[Atom], *, in_hours: bool = False) -> Values:
    """The values of these atoms; `in_hours` keeps `out of hours` false.

    An atom that no fact and no reading declares can change; understood harm arises.
    """
    bits = {atom: 1 << place for place, atom in enumerate(dict.fromkeys(atoms))}
    groups: list[Group] = []
    declared = {option for reading in procedure.readings for option in reading.options}
    for fact in procedure.facts:
        declared.update(fact.atoms)
        own = [bits[atom] for atom in fact.atoms if atom in bits]
        if own and not (in_hours and OUT_OF_HOURS in fact.atoms):
            groups.append(Group(kind_of(fact), sum(own), _alternatives(fact, own)))
    undeclared = set(bits) - declared - ({OUT_OF_HOURS} if in_hours else set())
    for atom in sorted(undeclared):
        kind = FactKind.ARISES if atom == UNDERSTOOD_HARM else FactKind.CHANGES
        groups.append(Group(kind, bits[atom], (0, bits[atom])))
    return Values(bits, tuple(groups))


def kind_of(fact: Fact) -> FactKind:
    """How a fact may change; one with options that can arise is treated as one that can change."""
    if fact.kind is FactKind.ARISES and fact.options:
        return FactKind.CHANGES
    return fact.kind


def _alternatives(fact: Fact, own: list[int]) -> tuple[int, ...]:
    """What can be true of a fact; an option that is not asked for is as good as no bit."""
    if fact.options and len(own) == len(fact.options):
        return tuple(own)
    return (0, *own)


def _sums(alternatives: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(chosen) for chosen in product(*alternatives))
