"""Questions that were put to Z3, as SMT-LIB 2 for any other solver."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from msgspec.structs import astuple

from checker.proof.formula import And, Formula, Not, Or, Var, in_order, variables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.proof.encoding.decider import Query

HEADER = "(set-logic QF_UF)\n"
_SPELT = {ord(each): f"#{ord(each)};" for each in "\\|#"}


def script(queries: Iterable[Query]) -> str:
    """One script with every question, each by itself, its status the answer that Z3 gave."""
    return HEADER + "".join(_one(number, query) for number, query in enumerate(queries, 1))


def _one(number: int, query: Query) -> str:
    every = (query.formula, *query.fixed)
    names = in_order({var for each in every for var in variables(each)})
    lines = [f"; question {number}", "(push 1)"]
    lines += [f"(declare-const {_name(var)} Bool)" for var in names]
    lines += [f"(assert {_term(each)})" for each in every]
    lines.append(f"(set-info :status {'sat' if query.satisfiable else 'unsat'})")
    lines += ["(check-sat)", "(pop 1)", ""]
    return "\n".join(lines)


def _name(var: Var) -> str:
    """A quoted symbol; it may hold neither a bar nor a backslash, which are spelt by number."""
    parts = " ".join(str(part) for part in (*astuple(var.name), var.moment))
    return f"|{type(var.name).__name__} {parts.translate(_SPELT)}|"


def _term(formula: Formula) -> str:
    match formula:
        case Var():
            return _name(formula)
        case Not(part):
            return f"(not {_term(part)})"
        case And(parts):
            return _joined("and", "true", parts)
        case Or(parts):
            return _joined("or", "false", parts)
        case _:
            assert_never(formula)


def _joined(word: str, empty: str, parts: tuple[Formula, ...]) -> str:
    """SMT-LIB wants two parts at least."""
    if not parts:
        return empty
    if len(parts) == 1:
        return _term(parts[0])
    return f"({word} {' '.join(_term(part) for part in parts)})"
