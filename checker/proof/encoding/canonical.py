"""Formulas up to the names of their lines and holes: parts that are alike are decided once.

A manual says the same things of many stages. Two parts whose formulas differ only in which lines
and which holes they speak of have the same answer where the same of these are in force.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from checker.proof.formula import (
    IN_FORCE,
    And,
    Formula,
    GoodReading,
    LineInForce,
    Not,
    Or,
    Var,
    interned,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

LOCAL = (*IN_FORCE, GoodReading)
"""What a part speaks of that a part alike speaks of others in the place of."""


class CanonicalForm(Struct, frozen=True):
    """Formulas with their lines and holes numbered as they come up.

    `aliases`: what it calls the variables of the lines and holes, in that order.
    """

    formulas: tuple[Formula, ...]
    aliases: dict[Var, Var]


def _alias(var: Var, number: int) -> Var:
    """What a form calls the line or the hole that comes up in it as that number, from 0."""
    if isinstance(var.name, GoodReading):
        return Var(GoodReading(str(number)), var.moment)
    return Var(LineInForce(number), var.moment)


class CanonicalForms:
    """Canonical forms; a formula without lines and holes is remembered as its own."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._plain: set[Formula] = set()

    def of(self, formulas: Iterable[Formula]) -> CanonicalForm:
        """The form of several formulas, their names numbered together."""
        names: dict[Var, Var] = {}
        canonical = tuple(self._rename(formula, names) for formula in formulas)
        return CanonicalForm(canonical, names)

    def _rename(self, formula: Formula, names: dict[Var, Var]) -> Formula:
        if isinstance(formula, Var):
            if not isinstance(formula.name, LOCAL):
                return formula
            known = names.get(formula)
            if known is None:
                known = names[formula] = _alias(formula, len(names))
            return known
        if formula in self._plain:
            return formula
        if isinstance(formula, Not):
            part = self._rename(formula.part, names)
            return formula if part is formula.part else interned(Not(part))
        parts = tuple(self._rename(part, names) for part in formula.parts)
        if all(map(self._is_plain, formula.parts)):
            self._plain.add(formula)
            return formula
        return interned(And(parts) if isinstance(formula, And) else Or(parts))

    def _is_plain(self, formula: Formula) -> bool:
        """Whether it speaks of no line and no hole; one may be called just what it is called here,
        so that it comes out as it was says nothing.
        """
        if isinstance(formula, Var):
            return not isinstance(formula.name, LOCAL)
        return self._is_plain(formula.part) if isinstance(formula, Not) else formula in self._plain
