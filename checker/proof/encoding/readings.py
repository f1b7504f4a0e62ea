"""How a case reads the holes of a text, in the names that verdicts and stories give them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from checker.answers.verdict import Ground, Support
from checker.procedure.holes import BAD, GOOD, HoleKind, holes
from checker.proof.encoding.universe import in_force, read_well
from checker.proof.formula import Var, negate, variables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.procedure.holes import Hole
    from checker.procedure.model import Procedure
    from checker.proof.formula import Formula


class Readings:
    """The holes of one text."""

    def __init__(self, procedure: Procedure) -> None:
        """All of them, in the order in which verdicts name them."""
        self._procedure = procedure
        self.holes = holes(procedure)

    def whole(self, values: dict[Var, bool], lines: frozenset[Var]) -> dict[Var, bool]:
        """`values`, with an option of each reading of which they have none: the one that a line
        assumes which is in force, or else the first.
        """
        assumed = {
            assumption.option
            for assumption in self._procedure.assumptions
            if in_force(assumption.line.number) in lines
        }
        found = dict(values)
        for _, hole in self._options:
            if not any(values.get(Var(option), False) for option in hole.options):
                left = [each for each in hole.options if Var(each) not in values] or hole.options
                taken = next((option for option in left if option in assumed), left[0])
                found |= {Var(option): option == taken for option in hole.options}
        return found

    def choices(self, values: dict[Var, bool]) -> tuple[tuple[str, str], ...]:
        """How a model reads each hole that it values."""
        found = list(self._read_as_good)
        for index, hole in self._options:
            taken = (option for option in hole.options if values.get(Var(option), False))
            found[index] = (hole.identity, next(taken, hole.options[0]).name)
        for var, value in values.items():
            if not value and var in self._hole_of:
                index = self._hole_of[var]
                found[index] = (found[index][0], BAD)
        return tuple(found)

    def units(self, reading: tuple[Formula, ...]) -> Iterator[set[Formula]]:
        """The choices of a reading, those of one hole together."""
        for hole in self.holes:
            names = set(map(Var, hole.options)) or {read_well(hole.identity)}
            unit = {f for f in reading if variables(f) <= names}
            if unit:
                yield unit

    def named(self, fixed: list[Formula]) -> Iterator[Support]:
        """How verdicts name these choices."""
        for hole in self.holes:
            choice = _chosen(hole, fixed)
            if choice is not None:
                yield Support(Ground.READING, hole.line.number, hole=hole.identity, choice=choice)

    @cached_property
    def _read_as_good(self) -> list[tuple[str, str]]:
        """Every hole, read the good way."""
        return [(hole.identity, GOOD) for hole in self.holes]

    @cached_property
    def _options(self) -> list[tuple[int, Hole]]:
        """The readings with options, each with its place among the holes."""
        return [(i, h) for i, h in enumerate(self.holes) if h.kind is HoleKind.READING]

    @cached_property
    def _hole_of(self) -> dict[Var, int]:
        """The variables of the holes that are good or bad, with their places among the holes."""
        every = enumerate(self.holes)
        return {read_well(h.identity): i for i, h in every if h.kind is not HoleKind.READING}


def _chosen(hole: Hole, fixed: Iterable[Formula]) -> str | None:
    """The choice that `fixed` makes for `hole`, if it makes one."""
    given, good = set(fixed), read_well(hole.identity)
    if hole.kind is HoleKind.READING:
        return next((option.name for option in hole.options if Var(option) in given), None)
    return GOOD if good in given else BAD if negate(good) in given else None
