"""Truth tables as whole numbers: one bit for each valuation of a few variables.

Reachability over guards is computed on these; Z3 then decides whether what they say is so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from checker.procedure.remember import remembering
from checker.proof.encoding.decider import UndecidedError
from checker.proof.formula import (
    FALSE,
    TRUE,
    And,
    Formula,
    Not,
    Or,
    Var,
    conj,
    disj,
    negate,
    variables,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.proof.encoding.universe import Universe

MOST_VARIABLES = 16
"""A table of more variables is refused (`UndecidedError`)."""


class BitTable:
    """Sets of valuations of `variables` as bits of a whole number.

    `arising` are those that may turn true and then stay.
    """

    def __init__(self, variables: Iterable[Var], arising: Iterable[Var]) -> None:
        """UndecidedError where there are too many `variables` to hold each valuation."""
        self.variables = tuple(variables)
        if len(self.variables) > MOST_VARIABLES:
            raise UndecidedError
        size = 1 << len(self.variables)
        self.full = (1 << size) - 1
        self._column: dict[Var, int] = {}
        for index, var in enumerate(self.variables):
            block = 1 << index
            pattern = ((1 << block) - 1) << block
            repeat = self.full // ((1 << (2 * block)) - 1)
            self._column[var] = pattern * repeat
        self._shift = {var: 1 << i for i, var in enumerate(self.variables)}
        self._arising = tuple(var for var in arising if var in self._column)

    @remembering
    def bits(self, formula: Formula) -> int:
        """The valuations at which `formula` holds; all its variables are the table's."""
        match formula:
            case Var():
                return self._column[formula]
            case Not(part):
                return self.full & ~self.bits(part)
            case And(parts):
                result = self.full
                for part in parts:
                    result &= self.bits(part)
                return result
            case Or(parts):
                result = 0
                for part in parts:
                    result |= self.bits(part)
                return result
            case _:
                assert_never(formula)

    def later(self, bits: int) -> int:
        """The valuations that those of `bits` can become as facts arise."""
        for var in self._arising:
            bits |= (bits & ~self._column[var]) << self._shift[var]
        return bits

    def earlier(self, bits: int) -> int:
        """The valuations that can become one of `bits`."""
        for var in self._arising:
            bits |= (bits & self._column[var]) >> self._shift[var]
        return bits

    def valuation(self, bits: int) -> dict[Var, bool]:
        """The first valuation of `bits`, which is not empty."""
        index = (bits & -bits).bit_length() - 1
        return {var: bool(index >> i & 1) for i, var in enumerate(self.variables)}

    def single(self, values: dict[Var, bool]) -> int:
        """The one valuation that agrees with `values` on every variable of the table."""
        bits = self.full
        for var, column in self._column.items():
            bits &= column if values.get(var, False) else ~column
        return bits

    @remembering
    def formula(self, bits: int) -> Formula:
        """A formula that holds at just the valuations of `bits` (Shannon's expansion)."""
        return self._expand(bits, len(self.variables))

    def _expand(self, bits: int, depth: int) -> Formula:
        size = 1 << depth
        everything = (1 << size) - 1
        if bits == 0:
            return FALSE
        if bits == everything:
            return TRUE
        half = size >> 1
        low, high = bits & ((1 << half) - 1), bits >> half
        if low == high:
            return self._expand(low, depth - 1)
        var = self.variables[depth - 1]
        return disj(
            (
                conj((negate(var), self._expand(low, depth - 1))),
                conj((var, self._expand(high, depth - 1))),
            )
        )


def can_be(universe: Universe, formula: Formula) -> bool:
    """Whether a formula holds at some values; True where there are too many values to try."""
    if formula in {TRUE, FALSE}:
        return formula == TRUE
    known = universe.possible.get(formula)
    if known is None:
        whole = universe.with_dynamics(formula)
        names = variables(whole)
        known = len(names) > MOST_VARIABLES or BitTable(names, ()).bits(whole) != 0
        universe.possible[formula] = known
    return known
