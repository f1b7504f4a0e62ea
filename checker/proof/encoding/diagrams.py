"""Sets of valuations as reduced ordered decision diagrams.

Reachability over guards is computed on these; Z3 then decides whether what they say is so. The
algorithms are those of R. E. Bryant, "Graph-based algorithms for Boolean function manipulation"
(IEEE Transactions on Computers C-35, 1986).
"""

from __future__ import annotations

import sys
from math import prod
from typing import TYPE_CHECKING, assert_never

from checker.proof.encoding.undecided import UndecidedError
from checker.proof.formula import (
    FALSE,
    TRUE,
    And,
    Formula,
    Not,
    Or,
    Var,
    assignments,
    conj,
    disj,
    in_order,
    negate,
    substitute,
    variables,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


EMPTY = 0
"""The set of no valuation."""
FULL = 1
"""The set of every valuation."""

MOST_VARIABLES = 2_000
"""Diagrams are no deeper (`TooManyNodesError`)."""

MOST_NODES = 100_000
"""The diagrams of one question have no more nodes together (`TooManyNodesError`)."""


class TooManyNodesError(UndecidedError):
    """What is asked depends on too many facts at once."""


class Diagrams:
    """Sets of valuations of `variables`, each as a number: equal sets have equal numbers.

    `arising` are the variables that may turn true and then stay. The last variable stands at the
    top; those that are tied to one another should stand side by side.
    """

    def __init__(self, variables: Iterable[Var], arising: Iterable[Var] = ()) -> None:
        """Only the empty set and the full one are made. TooManyNodesError where there are too many
        variables.
        """
        self.variables = tuple(variables)
        if len(self.variables) > MOST_VARIABLES:
            raise TooManyNodesError(facts=self.variables)
        deep = 1_000 + 4 * len(self.variables)  # each operation calls itself once a variable
        sys.setrecursionlimit(max(sys.getrecursionlimit(), deep))
        self._top = tuple(reversed(self.variables))
        self._level = {var: level for level, var in enumerate(self._top)}
        bottom = len(self._top)
        self._nodes: list[tuple[int, int, int]] = [(bottom, EMPTY, EMPTY), (bottom, FULL, FULL)]
        self._numbers: dict[tuple[int, int, int], int] = {}
        self._arising = frozenset(self._level[var] for var in arising if var in self._level)
        self._both: dict[tuple[int, int], int] = {}
        self._other: dict[int, int] = {EMPTY: FULL, FULL: EMPTY}
        self._some: dict[tuple[int, frozenset[int]], int] = {}
        self._later: dict[int, int] = {EMPTY: EMPTY, FULL: FULL}
        self._earlier: dict[int, int] = {EMPTY: EMPTY, FULL: FULL}
        self._sets: dict[Formula, int] = {}
        self._formulas: dict[int, Formula] = {EMPTY: FALSE, FULL: TRUE}

    def _node(self, level: int, low: int, high: int) -> int:
        """The set with these parts: where the variable of that level is false, and where true."""
        if low == high:
            return low
        key = (level, low, high)
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = len(self._nodes)
            self._nodes.append(key)
            if known > MOST_NODES:
                raise TooManyNodesError(facts=self.variables)
        return known

    def _split(self, number: int, level: int) -> tuple[int, int]:
        """A set's parts where the variable of a level, not below its own, is false and true."""
        own, low, high = self._nodes[number]
        return (low, high) if own == level else (number, number)

    # --- sets of sets ---

    def both(self, one: int, other: int) -> int:
        """The valuations in both."""
        if other in {one, FULL}:
            return one
        if one == FULL:
            return other
        if EMPTY in {one, other}:
            return EMPTY
        key = (one, other) if one < other else (other, one)
        known = self._both.get(key)
        if known is None:
            level = min(self._nodes[one][0], self._nodes[other][0])
            (a, b), (c, d) = self._split(one, level), self._split(other, level)
            known = self._both[key] = self._node(level, self.both(a, c), self.both(b, d))
        return known

    def outside(self, number: int) -> int:
        """The valuations that are not in it."""
        known = self._other.get(number)
        if known is None:
            level, low, high = self._nodes[number]
            known = self._node(level, self.outside(low), self.outside(high))
            self._other[number], self._other[known] = known, number
        return known

    def either(self, one: int, other: int) -> int:
        """The valuations in one or the other."""
        if other in {one, EMPTY}:
            return one
        if one == EMPTY:
            return other
        return self.outside(self.both(self.outside(one), self.outside(other)))

    def without(self, one: int, other: int) -> int:
        """The valuations of one that are not in the other."""
        return self.both(one, self.outside(other))

    # --- formulas ---

    def of(self, formula: Formula) -> int:
        """The valuations at which `formula` holds; all its variables are among the diagrams'."""
        known = self._sets.get(formula)
        if known is None:
            known = self._sets[formula] = self._of(formula)
        return known

    def _of(self, formula: Formula) -> int:
        match formula:
            case Var():
                return self._node(self._level[formula], EMPTY, FULL)
            case Not(part):
                return self.outside(self.of(part))
            case And(parts):
                result = FULL
                for part in parts:
                    result = self.both(result, self.of(part))
                return result
            case Or(parts):
                result = EMPTY
                for part in parts:
                    result = self.either(result, self.of(part))
                return result
            case _:
                assert_never(formula)

    def one_of(self, group: Iterable[Var]) -> int:
        """The valuations at which exactly one of a group is true; built as it is, without pairs."""
        none, one = FULL, EMPTY
        for level in sorted((self._level[var] for var in group), reverse=True):
            none, one = self._node(level, none, EMPTY), self._node(level, one, none)
        return one

    def groups(self, groups: Iterable[tuple[Var, ...]]) -> int:
        """The valuations at which exactly one of each group is true; a group of one is free."""
        result = FULL
        for group in groups:
            result = self.both(result, self.one_of(group) if len(group) > 1 else FULL)
        return result

    def formula(self, number: int) -> Formula:
        """A formula that holds at just the valuations of a set (Shannon's expansion)."""
        known = self._formulas.get(number)
        if known is None:
            level, low, high = self._nodes[number]
            var = self._top[level]
            known = self._formulas[number] = disj(
                (conj((negate(var), self.formula(low))), conj((var, self.formula(high))))
            )
        return known

    # --- values ---

    def valuation(self, number: int) -> dict[Var, bool]:
        """One valuation of a set that is not empty: false wherever it can be, from the top on."""
        values = dict.fromkeys(self.variables, False)
        while number != FULL:
            level, low, high = self._nodes[number]
            values[self._top[level]] = low == EMPTY
            number = high if low == EMPTY else low
        return values

    def cube(self, values: Mapping[Var, bool]) -> int:
        """The valuations that agree with these values."""
        result = FULL
        for level in sorted((self._level[var] for var in values), reverse=True):
            here = values[self._top[level]]
            result = self._node(level, EMPTY if here else result, result if here else EMPTY)
        return result

    def chosen(self, number: int, var: Var, *, value: bool) -> int:
        """The valuations of a set at which a variable has a value, or the set if there is none."""
        literal = self.of(var)
        return self.both(number, literal if value else self.outside(literal)) or number

    # --- what is forgotten, and what arises ---

    def some(self, number: int, forgotten: frozenset[Var]) -> int:
        """The valuations that are in a set for some values of the variables to forget."""
        levels = frozenset(self._level[var] for var in forgotten if var in self._level)
        return self._forget(number, levels)

    def _forget(self, number: int, levels: frozenset[int]) -> int:
        if number in {EMPTY, FULL} or not levels:
            return number
        key = (number, levels)
        known = self._some.get(key)
        if known is None:
            level, low, high = self._nodes[number]
            low, high = self._forget(low, levels), self._forget(high, levels)
            known = self.either(low, high) if level in levels else self._node(level, low, high)
            self._some[key] = known
        return known

    def later(self, number: int) -> int:
        """The valuations that those of a set can become as facts arise."""
        known = self._later.get(number)
        if known is None:
            level, low, high = self._nodes[number]
            low, high = self.later(low), self.later(high)
            if level in self._arising:
                high = self.either(low, high)
            known = self._later[number] = self._node(level, low, high)
        return known

    def earlier(self, number: int) -> int:
        """The valuations that can become one of a set's."""
        known = self._earlier.get(number)
        if known is None:
            level, low, high = self._nodes[number]
            low, high = self.earlier(low), self.earlier(high)
            if level in self._arising:
                low = self.either(low, high)
            known = self._earlier[number] = self._node(level, low, high)
        return known


# --- formulas for all values of some variables ---

FEW = 16
"""For so many values at most a formula is written down once for each."""


def for_all(formula: Formula, groups: Iterable[tuple[Var, ...]]) -> Formula:
    """`formula` for every value of `groups`: a group of one is free, of several exactly one is
    true.
    """
    present = variables(formula)
    relevant = [group for group in groups if not present.isdisjoint(group)]
    if prod(max(2, len(group)) for group in relevant) <= FEW:
        return conj(_valued(formula, values) for values in assignments(relevant))
    grouped = {var: None for group in relevant for var in group}
    made = Diagrams((*in_order(present - grouped.keys()), *grouped))
    fails = made.both(made.outside(made.of(formula)), made.groups(relevant))
    return made.formula(made.outside(made.some(fails, frozenset(grouped))))


def exists(formula: Formula, groups: Iterable[tuple[Var, ...]]) -> Formula:
    """`formula` for some value of `groups`."""
    return negate(for_all(negate(formula), groups))


def _valued(formula: Formula, values: Mapping[Var, Formula]) -> Formula:
    return substitute(formula, lambda var: values.get(var, var))
