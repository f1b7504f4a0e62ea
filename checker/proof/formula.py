"""Propositional formulas as plain data: what is built once and then read by diagrams and by Z3.

Formulas are kept small as they are built: constants are folded, nested conjunctions flattened and
doubles dropped, so that most guards of a real procedure end up as a constant or one variable.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, TypeAlias, assert_never

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from checker.procedure.model import Atom


class LineInForce(Struct, frozen=True, cache_hash=True, order=True):
    """What says that the line of that number is complied with."""

    line: int


class StandingLine(Struct, frozen=True, cache_hash=True, order=True):
    """What says that somebody calls time in a stage."""

    stage: str


class GoodReading(Struct, frozen=True, cache_hash=True, order=True):
    """What says that the hole of that identity is read in the good way."""

    hole: str


class Helper(Struct, frozen=True, cache_hash=True, order=True):
    """What stands for a choice or a formula: the one of that number among those of one purpose."""

    purpose: str
    number: int


IN_FORCE = (LineInForce, StandingLine)
"""The names of what can be in force."""

Name: TypeAlias = "Atom | LineInForce | StandingLine | GoodReading | Helper"
"""What a variable stands for. Names of two types are never equal, whatever they hold."""


class Var(Struct, frozen=True, cache_hash=True):
    """A variable. `moment` tells the copies apart that an atom has at successive moments."""

    name: Name
    moment: int = 0


def in_order(found: Iterable[Var]) -> list[Var]:
    """By the types of their names, then by their names and moments: the same in every run."""
    return sorted(found, key=lambda var: (type(var.name).__name__, var.name, var.moment))


class Not(Struct, frozen=True, cache_hash=True):
    """Negation."""

    part: Formula


class And(Struct, frozen=True, cache_hash=True):
    """Conjunction; without parts it is true."""

    parts: tuple[Formula, ...]


class Or(Struct, frozen=True, cache_hash=True):
    """Disjunction; without parts it is false."""

    parts: tuple[Formula, ...]


Formula: TypeAlias = Var | Not | And | Or

TRUE: Formula = And(())
FALSE: Formula = Or(())


def conj(parts: Iterable[Formula]) -> Formula:
    """The conjunction of `parts`, folded."""
    kept = _folded(parts, And, Or)
    if kept is None:
        return FALSE
    return next(iter(kept)) if len(kept) == 1 else interned(And(tuple(kept)))


def disj(parts: Iterable[Formula]) -> Formula:
    """The disjunction of `parts`, folded."""
    kept = _folded(parts, Or, And)
    if kept is None:
        return TRUE
    return next(iter(kept)) if len(kept) == 1 else interned(Or(tuple(kept)))


def _folded(
    parts: Iterable[Formula], own: type[And | Or], other: type[And | Or]
) -> dict[Formula, None] | None:
    """The parts of a formula of the kind `own`, nested ones flattened, in their order; None where
    one of them decides it, being a constant of the `other` kind or the denial of another part.
    """
    kept: dict[Formula, None] = {}
    denied: set[Formula] = set()
    for part in parts:
        for each in part.parts if type(part) is own else (part,):
            if each in kept:
                continue
            kind = type(each)
            if kind is Var:
                if each in denied:
                    return None
            elif kind is Not:
                if each.part in kept:  # type: ignore[union-attr]
                    return None
                denied.add(each.part)  # type: ignore[union-attr]
            elif kind is other and not each.parts:  # type: ignore[union-attr]
                return None
            kept[each] = None
    return kept


def negate(part: Formula) -> Formula:
    """The negation of `part`, folded."""
    if isinstance(part, Not):
        return part.part
    if part == TRUE:
        return FALSE
    if part == FALSE:
        return TRUE
    return interned(Not(part))


_INTERNED: dict[Formula, Formula] = {}
_MOST_INTERNED = 500_000
"""So many formulas are known at once; then they are forgotten, and made anew."""


def interned(formula: Formula) -> Formula:
    """The one object that stands for all formulas equal to this one, so that they are compared at
    a glance.
    """
    if len(_INTERNED) > _MOST_INTERNED:
        _INTERNED.clear()
    return _INTERNED.setdefault(formula, formula)


def substitute(formula: Formula, replace: Callable[[Var], Formula]) -> Formula:
    """`formula` with every variable replaced, folded again; what comes up twice once."""
    known: dict[Formula, Formula] = {}

    def replaced(formula: Formula) -> Formula:
        found = known.get(formula)
        if found is None:
            match formula:
                case Var():
                    found = replace(formula)
                case Not(part):
                    found = negate(replaced(part))
                case And(parts):
                    found = conj(map(replaced, parts))
                case Or(parts):
                    found = disj(map(replaced, parts))
                case _:
                    assert_never(formula)
            known[formula] = found
        return found

    return replaced(formula)


def where(formula: Formula, var: Var, value: Formula) -> Formula:
    """A formula with a value for one variable."""
    return substitute(formula, lambda each: value if each == var else each)


@lru_cache(maxsize=65536)
def variables(formula: Formula) -> frozenset[Var]:
    """The variables that stand in `formula`."""
    match formula:
        case Var():
            return frozenset((formula,))
        case Not(part):
            return variables(part)
        case And(parts) | Or(parts):
            return frozenset().union(*(variables(part) for part in parts))
        case _:
            assert_never(formula)


def evaluate(formula: Formula, values: Mapping[Var, bool]) -> bool:
    """The value of `formula`; a variable without a value is false."""
    match formula:
        case Var():
            return values.get(formula, False)
        case Not(part):
            return not evaluate(part, values)
        case And(parts):
            return all(evaluate(part, values) for part in parts)
        case Or(parts):
            return any(evaluate(part, values) for part in parts)
        case _:
            assert_never(formula)


def assignments(groups: Iterable[tuple[Var, ...]]) -> Iterator[dict[Var, Formula]]:
    """Every way to value `groups`: a group of one is free, of several exactly one is true."""
    choices = [
        [{group[0]: FALSE}, {group[0]: TRUE}]
        if len(group) == 1
        else [{each: TRUE if each == chosen else FALSE for each in group} for chosen in group]
        for group in groups
    ]
    for picked in product(*choices):
        yield {var: value for part in picked for var, value in part.items()}
