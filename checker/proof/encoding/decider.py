"""Z3, asked one small question at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import z3

from checker.proof.formula import And, Formula, Not, Or, Var, conj, variables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.proof.encoding.universe import Universe

RESOURCE_LIMIT = 2_000_000
"""Z3's `rlimit` for one question: a count of its own steps, the same on every machine."""


class UndecidedError(Exception):
    """Z3 reached its resource limit."""


class Decider:
    """Questions about formulas over one universe.

    Each formula is asserted once, behind a switch, and asked about under assumptions.
    """

    def __init__(self, universe: Universe) -> None:
        """With the dynamics of `universe` added to every formula."""
        self._universe = universe
        self._context = z3.Context()
        self._solver = z3.SimpleSolver(ctx=self._context)
        self._solver.set("rlimit", RESOURCE_LIMIT)
        self._solver.set("random_seed", 0)
        self._true = z3.BoolVal(val=True, ctx=self._context)
        self._variables: dict[Var, z3.BoolRef] = {}
        self._terms: dict[Formula, z3.BoolRef] = {}
        self._switches: dict[Formula, z3.BoolRef] = {}

    def possible(self, formula: Formula, fixed: Iterable[Formula] = ()) -> bool:
        """Whether `formula` can be met together with `fixed` (sat); UndecidedError at the limit."""
        switch = self._switch(formula)
        answer = self._solver.check(switch, *(self._literal(f) for f in fixed))
        if answer == z3.unknown:
            raise UndecidedError
        return bool(answer == z3.sat)

    def model(self, formula: Formula, fixed: Iterable[Formula] = ()) -> dict[Var, bool] | None:
        """Values at which `formula` and `fixed` hold; None where there are none."""
        if not self.possible(formula, fixed):
            return None
        found = self._solver.model()
        return {
            var: bool(z3.is_true(found.eval(term, model_completion=True)))
            for var, term in self._variables.items()
            if var in variables(formula) or var in variables(self._universe.dynamics(formula))
        }

    def _switch(self, formula: Formula) -> z3.BoolRef:
        known = self._switches.get(formula)
        if known is None:
            known = z3.Bool(f"ask {len(self._switches)}", self._context)
            self._switches[formula] = known
            whole = conj((formula, self._universe.dynamics(formula)))
            self._solver.add(z3.Implies(known, self._term(whole)))
        return known

    def _literal(self, formula: Formula) -> z3.BoolRef:
        if isinstance(formula, Var | Not):
            return self._term(formula)
        return self._switch(formula)

    def _term(self, formula: Formula) -> z3.BoolRef:
        known = self._terms.get(formula)
        if known is None:
            known = self._terms[formula] = self._build(formula)
        return known

    def _build(self, formula: Formula) -> z3.BoolRef:
        match formula:
            case Var():
                name = f"{formula.name}@{formula.moment}"
                term: z3.BoolRef = z3.Bool(name, self._context)
                self._variables[formula] = term
                return term
            case Not(part):
                return z3.Not(self._term(part))
            case And(parts):
                return z3.And(self._true, *(self._term(p) for p in parts))
            case Or(parts):
                return z3.Or(z3.Not(self._true), *(self._term(p) for p in parts))
