"""Z3, asked one small question at a time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, assert_never

import z3
from msgspec import Struct

from checker.proof.encoding.undecided import UndecidedError
from checker.proof.formula import And, Formula, Not, Or, Var, conj, in_order, variables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checker.proof.encoding.universe import Universe

RESOURCE_LIMIT = 2_000_000
"""Z3's `rlimit` for one question: a count of its own steps, the same on every machine."""

_HELD = 150
"""So many formulas a solver holds; then it is made anew, as each one that it holds slows it."""


class Query(Struct, frozen=True):
    """One question that Z3 answered: whether `formula` can be met together with `fixed`."""

    formula: Formula
    fixed: tuple[Formula, ...]
    satisfiable: bool


class Engine:
    """One solver of Z3, in a context of its own, so that no other procedure changes its answers.

    A formula is asserted once, behind a switch, and asked about under assumptions; an answer is
    remembered.
    """

    def __init__(self) -> None:
        """A fresh solver with a fixed seed, made when it is first asked."""
        self._terms: dict[Formula, z3.BoolRef] = {}
        self._switches: dict[Formula, z3.BoolRef] = {}
        self._solver: z3.Solver | None = None
        self._answers: dict[tuple[Formula, tuple[Formula, ...]], bool] = {}
        self.asked: list[Query] = []
        self._models: dict[
            tuple[Formula, tuple[Formula, ...], tuple[Var, ...]], dict[Var, bool] | None
        ] = {}

    @cached_property
    def _context(self) -> z3.Context:
        return z3.Context()

    def _fresh(self) -> z3.Solver:
        """A solver that holds nothing yet; with a fixed seed. An interrupt is Python's: where Z3
        takes it, it tells it no differently from the limit.
        """
        solver = z3.SimpleSolver(ctx=self._context)
        solver.set("rlimit", RESOURCE_LIMIT)
        solver.set("ctrl_c", False)  # noqa: FBT003 has it so
        solver.set("random_seed", 0)
        return solver

    @cached_property
    def _true(self) -> z3.BoolRef:
        return z3.BoolVal(val=True, ctx=self._context)

    @cached_property
    def _false(self) -> z3.BoolRef:
        return z3.Not(self._true)

    def possible(self, formula: Formula, fixed: Iterable[Formula]) -> bool:
        """Whether `formula` can be met together with `fixed` (sat); UndecidedError at the limit."""
        key = (formula, tuple(fixed))
        if key not in self._answers:
            self._answers[key] = self._check(*key)
        return self._answers[key]

    def model(
        self, formula: Formula, fixed: Iterable[Formula], wanted: Iterable[Var]
    ) -> dict[Var, bool] | None:
        """Values of `wanted` at which `formula` and `fixed` hold; None where there are none."""
        key = (formula, tuple(fixed), tuple(wanted))
        if key not in self._models:
            self._models[key] = self._values(*key)
        known = self._models[key]
        return None if known is None else dict(known)

    def _values(
        self, formula: Formula, fixed: tuple[Formula, ...], wanted: tuple[Var, ...]
    ) -> dict[Var, bool] | None:
        if not self._check(formula, fixed) or self._solver is None:
            return None
        found = self._solver.model()
        return {
            var: bool(z3.is_true(found.eval(self._term(var), model_completion=True)))
            for var in wanted
        }

    def _check(self, formula: Formula, fixed: tuple[Formula, ...]) -> bool:
        if self._solver is None or len(self._switches) > _HELD:
            self._solver = self._fresh()
            self._switches.clear()
        solver = self._solver
        literals = _asts([self._literal(each, solver) for each in (formula, *fixed)])
        answer = z3.Z3_solver_check_assumptions(
            self._context.ref(), solver.solver, len(literals), literals
        )
        if answer == z3.Z3_L_UNDEF:
            raise UndecidedError(facts=in_order(variables(conj((formula, *fixed)))))
        met = bool(answer == z3.Z3_L_TRUE)
        self.asked.append(Query(formula, fixed, met))
        return met

    def _literal(self, formula: Formula, solver: z3.Solver) -> z3.BoolRef:
        if isinstance(formula, Var) or (isinstance(formula, Not) and isinstance(formula.part, Var)):
            return self._term(formula)
        known = self._switches.get(formula)
        if known is None:
            known = z3.Bool(f"ask {len(self._switches)}", self._context)
            self._switches[formula] = known
            solver.add(z3.Implies(known, self._term(formula)))
        return known

    def _term(self, formula: Formula) -> z3.BoolRef:
        known = self._terms.get(formula)
        if known is None:
            known = self._terms[formula] = self._build(formula)
        return known

    def _build(self, formula: Formula) -> z3.BoolRef:
        match formula:
            case Var():
                return z3.Bool(f"v {len(self._terms)}", self._context)
            case Not(part):
                return z3.Not(self._term(part))
            case And(parts):
                return self._joined(z3.Z3_mk_and, self._true, parts)
            case Or(parts):
                return self._joined(z3.Z3_mk_or, self._false, parts)
            case _:
                assert_never(formula)

    def _joined(
        self, join: Callable[..., Any], first: z3.BoolRef, parts: Iterable[Formula]
    ) -> z3.BoolRef:
        """One junction; Z3's own call, as `z3.And` looks at the sort of each part anew."""
        asts = _asts([first, *map(self._term, parts)])
        return z3.BoolRef(join(self._context.ref(), len(asts), asts), self._context)


def _asts(terms: Sequence[z3.BoolRef]) -> Sequence[Any]:
    """Terms as Z3's calls take them."""
    return (z3.Ast * len(terms))(*(term.as_ast() for term in terms))  # type: ignore[no-any-return]


class Decider(Struct, frozen=True):
    """Questions about formulas over one universe, whose dynamics hold in every answer."""

    universe: Universe
    engine: Engine

    def possible(self, formula: Formula, fixed: Iterable[Formula] = ()) -> bool:
        """Whether `formula` can be met together with `fixed` (sat); UndecidedError at the limit."""
        return self.engine.possible(self.universe.with_dynamics(formula), fixed)

    def model(self, formula: Formula, fixed: Iterable[Formula] = ()) -> dict[Var, bool] | None:
        """Values at which `formula` and `fixed` hold; None where there are none."""
        whole = self.universe.with_dynamics(formula)
        wanted = in_order(variables(whole) | variables(formula))
        return self.engine.model(whole, fixed, wanted)
