"""Z3, asked one small question at a time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, assert_never

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
_SPOKEN_OF = 2_000
"""The same of their variables, counted in each formula: large ones slow it sooner."""


class Query(Struct, frozen=True):
    """One question that Z3 answered: whether `formula` can be met together with `fixed`."""

    formula: Formula
    fixed: tuple[Formula, ...]
    satisfiable: bool


class Engine:
    """One solver of Z3, in a context of its own, so that no other procedure changes its answers.

    A formula is asserted once, behind a switch, and asked about under assumptions; an answer is
    remembered. Terms are made by Z3's own calls, as its classes look at the sort of each anew.
    """

    def __init__(self) -> None:
        """A fresh solver with a fixed seed, made when it is first asked."""
        self._terms: dict[Formula, z3.Ast] = {}
        self._switches: dict[Formula, z3.Ast] = {}
        self._solver: z3.Solver | None = None
        self._spoken_of = 0
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
    def _ref(self) -> z3.ContextObj:
        return self._context.ref()

    @cached_property
    def _sort(self) -> z3.Sort:
        return z3.Z3_mk_bool_sort(self._ref)

    @cached_property
    def _true(self) -> z3.Ast:
        return self._kept(z3.Z3_mk_true(self._ref))

    @cached_property
    def _false(self) -> z3.Ast:
        return self._kept(z3.Z3_mk_not(self._ref, self._true))

    @cached_property
    def _all(self) -> z3.AstVector:
        """What keeps the terms for as long as there is the engine."""
        return z3.AstVector(ctx=self._context)

    def _kept(self, term: z3.Ast) -> z3.Ast:
        """A term that was just made, to be kept."""
        z3.Z3_ast_vector_push(self._ref, self._all.vector, term)
        return term

    def _named(self, name: str) -> z3.Ast:
        """The variable of a name."""
        symbol = z3.Z3_mk_string_symbol(self._ref, name)
        return self._kept(z3.Z3_mk_const(self._ref, symbol, self._sort))

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
        model, value, found = self._solver.model(), (z3.Ast * 1)(), {}
        for var in wanted:
            z3.Z3_model_eval(self._ref, model.model, self._term(var), True, value)  # noqa: FBT003
            found[var] = bool(z3.Z3_get_bool_value(self._ref, value[0]) == z3.Z3_L_TRUE)
        return found

    def _check(self, formula: Formula, fixed: tuple[Formula, ...]) -> bool:
        full = len(self._switches) > _HELD or self._spoken_of > _SPOKEN_OF
        if self._solver is None or full:
            self._solver = self._fresh()
            self._switches.clear()
            self._spoken_of = 0
        solver = self._solver
        literals = _asts([self._literal(each, solver) for each in (formula, *fixed)])
        answer = z3.Z3_solver_check_assumptions(self._ref, solver.solver, len(literals), literals)
        if answer == z3.Z3_L_UNDEF:
            raise UndecidedError(facts=in_order(variables(conj((formula, *fixed)))))
        met = bool(answer == z3.Z3_L_TRUE)
        self.asked.append(Query(formula, fixed, met))
        return met

    def _literal(self, formula: Formula, solver: z3.Solver) -> z3.Ast:
        if isinstance(formula, Var) or (isinstance(formula, Not) and isinstance(formula.part, Var)):
            return self._term(formula)
        known = self._switches.get(formula)
        if known is None:
            known = self._switches[formula] = self._named(f"ask {len(self._switches)}")
            asserted = z3.Z3_mk_implies(self._ref, known, self._term(formula))
            self._spoken_of += len(variables(formula))
            z3.Z3_solver_assert(self._ref, solver.solver, asserted)
        return known

    def _term(self, formula: Formula) -> z3.Ast:
        known = self._terms.get(formula)
        if known is None:
            known = self._terms[formula] = self._build(formula)
        return known

    def _build(self, formula: Formula) -> z3.Ast:
        match formula:
            case Var():
                return self._named(f"v {len(self._terms)}")
            case Not(part):
                return self._kept(z3.Z3_mk_not(self._ref, self._term(part)))
            case And(parts):
                return self._joined(z3.Z3_mk_and, self._true, parts)
            case Or(parts):
                return self._joined(z3.Z3_mk_or, self._false, parts)
            case _:
                assert_never(formula)

    def _joined(
        self, join: Callable[..., z3.Ast], first: z3.Ast, parts: Iterable[Formula]
    ) -> z3.Ast:
        asts = _asts([first, *map(self._term, parts)])
        return self._kept(join(self._ref, len(asts), asts))


def _asts(terms: Sequence[z3.Ast]) -> Sequence[z3.Ast]:
    """Terms as Z3's calls take them."""
    return (z3.Ast * len(terms))(*terms)  # type: ignore[no-any-return]


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
